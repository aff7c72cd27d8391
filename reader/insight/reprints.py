"""Reprints: groups of articles that resemble each other, each member with the one it is nearest to.

Two bodies resemble each other by the Jaccard index of their sets of shingles. What resembles any member as much as
asked for is in the group (single linkage). Where texts that were revised again and again lead so far that a member
resembles the oldest by less than half of that, the group is cut between the two at the weakest link of the chain, and
both parts tell. Sketches find the pairs that may resemble each other; those that count are measured truly.
"""

import time
from collections.abc import Mapping, Sequence

import polars as pl

from reader.corpus import volumes
from reader.corpus.questions import Columns, Corpus
from reader.corpus.volumes import Forgetful
from reader.insight import kept_reprints
from reader.insight.bodies import SHORTEST, Bodies
from reader.insight.chains import Link, Tree, cut, strongest_trees
from reader.insight.groups import Cut, Reprint, ReprintGroup
from reader.insight.sketches import candidates
from reader.progress import Cancelled, Progress, Stopped, never, silent

LEAST_SIMILARITY = 0.5
"""From here on two bodies are reprints: about one character in eight was changed."""
DRIFT = 0.5
"""The share of the similarity asked for that every member must have with the oldest of its group."""

_CROWD = 64
"""A body with more likely pairs than this stands in a crowd."""
_LIKELIEST = (16, 64, 128)
"""Of a body in a crowd this many pairs are measured, then as many that may still join two groups, and so on."""


def firsts(rows: pl.Series, groups: Sequence[ReprintGroup]) -> pl.Series:
    """The positions in some rows of those of which no row before is a reprint; UInt32, in order."""
    members = [(member.row, number) for number, group in enumerate(groups) for member in group.members]
    numbers = pl.DataFrame(members, schema={"row": rows.dtype, "group": pl.UInt32}, orient="row")
    group = rows.alias("row").to_frame().join(numbers, on="row", how="left", maintain_order="left")["group"]
    return (group.is_null() | group.is_first_distinct()).arg_true()


def reprints(
    corpus: Corpus,
    rows: pl.Series | None = None,
    *,
    least: float = LEAST_SIMILARITY,
    progress: Progress = silent,
    stopped: Stopped = never,
) -> list[ReprintGroup] | None:
    """The groups among some rows, or all, by the day of their oldest; None where `stopped` came true meanwhile."""
    if rows is None and (known := kept_reprints.recalled(corpus, least)) is not None:
        return known
    started = time.monotonic()
    aged = _by_age(corpus, rows).with_row_index("age")
    distinct = aged.group_by("body", maintain_order=True).agg("row", "age").with_row_index("item")
    keeper = corpus.keeper if rows is None else Forgetful()
    bodies = Bodies(distinct["body"], distinct["row"].list.min(), keeper, stopped)
    try:
        sketched = bodies.sketches(progress)
        links = _links(bodies, candidates(sketched, least, stopped), least)
        trees = _undrifted(strongest_trees(map(Link._make, links.iter_rows())), bodies, links, least)
    except Cancelled:
        return None
    in_trees = {body for tree in trees for body in tree.members}
    alone = [Tree((body,), ()) for body in sketched["item"].to_list() if body not in in_trees]
    articles = distinct.select("item", "row", "age").explode("row", "age").sort("age")
    groups = _groups(articles, [*trees, *alone], links)
    if rows is None and time.monotonic() - started >= volumes.WORTH_KEEPING:
        bodies.offer(len(corpus))
        kept_reprints.offer(corpus, least, groups)
    return groups


def _by_age(corpus: Corpus, rows: pl.Series | None) -> pl.DataFrame:
    """row and body, the oldest first; only bodies that are long enough."""
    frame = corpus.ask(Columns(("body", "date", "characters")), rows)
    return frame.filter(pl.col("characters") >= SHORTEST).sort("date", "row", nulls_last=True).select("row", "body")


def _links(bodies: Bodies, pairs: pl.DataFrame, least: float) -> pl.DataFrame:
    """The pairs that resemble each other by `least`: item, other, similarity.

    Of a body in a crowd not all are measured: the likeliest, then the likeliest of those that may join two groups.
    """
    links = bodies.resemblances(pairs.clear())
    for most in _LIKELIEST:
        pairs = pairs.with_columns(is_next=_is_among(most, "item") | _is_among(most, "other"))
        measured = bodies.resemblances(pairs.filter("is_next"))
        links = pl.concat([links, measured.filter(pl.col("similarity") >= least)])
        pairs = pairs.filter(~pl.col("is_next")).drop("is_next")
        if pairs.is_empty():
            break
        pairs = _between_groups(pairs, strongest_trees(map(Link._make, links.iter_rows())))
    return links


def _is_among(most: int, end: str) -> pl.Expr:
    """Whether a pair is one of the likeliest of its end, or the end in no crowd."""
    rank = pl.col("guess").rank("ordinal", descending=True).over(end)
    return (rank <= most) | (pl.len().over(end) <= _CROWD)


def _between_groups(pairs: pl.DataFrame, trees: Sequence[Tree]) -> pl.DataFrame:
    """The pairs whose ends do not hang together yet."""
    group_of = {member: tree.members[0] for tree in trees for member in tree.members}
    item, other = (pl.col(end).replace(group_of) for end in ("item", "other"))
    return pairs.filter(item != other)


def _undrifted(trees: Sequence[Tree], bodies: Bodies, links: pl.DataFrame, least: float) -> list[Tree]:
    """The trees, cut until every member resembles the oldest of its tree well enough."""
    done: list[Tree] = []
    while trees:
        similarities = _with_oldest(trees, bodies, links)
        parts: list[Tree] = []
        for tree in trees:
            farthest = min(tree.members[1:], key=lambda member: (similarities.get(member, 1.0), -member), default=None)
            if farthest is None or similarities.get(farthest, 1.0) >= least * DRIFT:
                done.append(tree)
            else:
                parts += cut(tree, farthest)
        trees = parts
    return done


def _with_oldest(trees: Sequence[Tree], bodies: Bodies, links: pl.DataFrame) -> Mapping[int, float]:
    """How much members resemble the oldest of their tree; those are left out that have a link to it."""
    pairs = [(tree.members[0], member) for tree in trees for member in tree.members[1:] if len(tree.members) > 2]
    frame = pl.DataFrame(pairs, schema={"item": pl.UInt32, "other": pl.UInt32}, orient="row")
    unknown = frame.join(links, on=["item", "other"], how="anti")
    measured = bodies.resemblances(unknown)
    return dict(measured.select("other", "similarity").iter_rows())


def _groups(articles: pl.DataFrame, trees: Sequence[Tree], links: pl.DataFrame) -> list[ReprintGroup]:
    """The groups, by their oldest; `articles` has the number of its body, row and age of each, the oldest first."""
    parts = pl.DataFrame(
        [(body, number) for number, tree in enumerate(trees) for body in tree.members],
        schema={"item": pl.UInt32, "part": pl.UInt32},
        orient="row",
    )
    placed = articles.join(parts, on="item", maintain_order="left")
    nearest = placed.join(_nearest(placed, links), on="row", maintain_order="left")
    members: dict[int, list[Reprint]] = {}
    for part, *facts in nearest.select("part", "row", "nearest", "similarity").iter_rows():
        members.setdefault(part, []).append(Reprint(*facts))
    row_of = dict(articles.unique("item", keep="first").select("item", "row").iter_rows())
    return [ReprintGroup(tuple(each), _cuts(trees[part], row_of)) for part, each in members.items()]


def _nearest(placed: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """row, nearest and similarity of each article that has a like in its part; `placed` has item, part, row, age.

    That is one of the same body, or the oldest of the body that resembles its own most.
    """
    part_of = placed.select("item", "part").unique()
    both_ways = pl.concat([links, links.select(item="other", other="item", similarity="similarity")])
    inside = both_ways.join(part_of, on="item").join(part_of, left_on=["other", "part"], right_on=["item", "part"])
    strongest = inside.sort("item", "similarity", "other", descending=[False, True, False]).unique("item", keep="first")
    eldest = placed.select("item", "age", nearest="row").filter(pl.int_range(pl.len()).over("item") < 2)
    of_another = strongest.join(eldest.unique("item", keep="first"), left_on="other", right_on="item")
    found = [
        placed.select("item", "row").join(eldest.with_columns(similarity=pl.lit(1.0)), on="item"),
        placed.select("item", "row").join(of_another.select("item", "age", "nearest", "similarity"), on="item"),
    ]
    return (
        pl.concat(found)
        .filter(pl.col("row") != pl.col("nearest"))
        .sort("row", "similarity", "age", descending=[False, True, False])
        .unique("row", keep="first")
        .select("row", "nearest", "similarity")
    )


def _cuts(tree: Tree, row_of: Mapping[int, int]) -> tuple[Cut, ...]:
    members = set(tree.members)
    ends = [(link.ends if link.first in members else link.ends[::-1], link.similarity) for link in tree.cuts]
    return tuple(Cut(row_of[here], row_of[beyond], similarity) for (here, beyond), similarity in sorted(ends))


def rows_in_groups(groups: Sequence[ReprintGroup]) -> dict[int, ReprintGroup]:
    """The group of each row that is in one: what a list needs to fold them."""
    return {member.row: group for group in groups for member in group.members}
