"""How often each term stands in the articles that matched, each counted by itself: what ranking weighs."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from reader.search import nearness
from reader.search.plan import SOUNDS, pattern
from reader.search.runs import characters_of, lie_apart, runs_of
from reader.search.tree import EVERYWHERE, Near, Pinyin, Regex, Sought, Term, TextField, Wildcard

TITLE_WEIGHT = 3
"""How many hits in the body one in the title counts for."""
FREQUENCY = "frequency-{}"
"""The column that counts a term, by the term's number."""
_FEW = 3
"""Terms up to which each is counted by itself."""


def columns_counted(term: Sought) -> set[str]:
    """The columns in which a term is counted."""
    return {SOUNDS} if isinstance(term, Pinyin) else {field for field in EVERYWHERE if field in term.fields}


def frequencies(matches: pl.DataFrame, terms: Sequence[Sought]) -> pl.DataFrame:
    """A FREQUENCY column (Float32) a term, title hits weighted; a row each of `matches`, which has a `row` column."""
    plain = [term for term in terms if isinstance(term, Term) and term.fields == EVERYWHERE]
    if len(plain) == len(terms) > _FEW and lie_apart(term.text for term in plain):
        return _in_one_pass(matches, plain)
    return matches.select(
        _alone(term).cast(pl.Float32).alias(FREQUENCY.format(number)) for number, term in enumerate(terms)
    )


def _alone(term: Sought) -> pl.Expr:
    if isinstance(term, Pinyin):
        return pattern(term).found_in(pl.col(SOUNDS)) * pl.lit(TITLE_WEIGHT)
    counts = [_counted(term, field) * pl.lit(weight) for field, weight in _WEIGHTS if field in term.fields]
    return pl.sum_horizontal(counts) if counts else pl.zeros(pl.len())


def _counted(term: Term | Wildcard | Near | Regex, field: TextField) -> pl.Expr:
    if not isinstance(term, Near):
        return pattern(term).counted_in(pl.col(field))
    counted = partial(nearness.counts, words=term.words, distance=term.distance)
    return pl.col(field).map_batches(counted, return_dtype=pl.UInt32, is_elementwise=True)


_WEIGHTS: tuple[tuple[TextField, int], ...] = (("title", TITLE_WEIGHT), ("body", 1))


def _in_one_pass(matches: pl.DataFrame, terms: Sequence[Term]) -> pl.DataFrame:
    """Terms that lie apart, each hit told by its first character."""
    hits = pl.concat(
        matches.select("row", hit=pl.col(field).str.extract_all(runs.pattern.regex), weight=pl.lit(weight))
        .explode("hit")
        .drop_nulls("hit")
        .group_by("row", pl.col("hit").str.head(1))
        .agg(pl.col("weight").sum())
        for field, weight in _WEIGHTS
        for runs in runs_of(term.text for term in terms)
    )
    number_of = {character: number for number, term in enumerate(terms) for character in characters_of(term.text)}
    names = [FREQUENCY.format(number) for number in range(len(terms))]
    counts = (
        hits.with_columns(term=pl.col("hit").replace_strict(number_of, return_dtype=pl.UInt32))
        .pivot("term", on_columns=range(len(terms)), index="row", values="weight", aggregate_function="sum")
        .rename({str(number): name for number, name in enumerate(names)})
        .with_columns(pl.col(names).cast(pl.Float32))
    )
    return matches.select("row").join(counts, on="row", how="left", maintain_order="left").select(names).fill_null(0)
