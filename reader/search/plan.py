"""From a query's tree to Polars: the condition an article must meet, and the pattern that finds each term."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import polars as pl

from reader.errors import QuerySyntaxError
from reader.language import pinyin
from reader.search import nearness
from reader.search.required import required
from reader.search.runs import REMEMBERED, Pattern, run_of, runs_of, with_wildcards
from reader.search.tree import (
    And,
    InDates,
    Marked,
    Near,
    Node,
    Not,
    OfLength,
    Or,
    Pinyin,
    Regex,
    Term,
    TextField,
    Wildcard,
)
from reader.wording import _

MarkedIds = Callable[[Marked], "pl.Series | None"]
"""The ids (UInt64) that a reader's mark is on; None where marks are not known."""

SOUNDS, ID = "sounds", "id"
"""Columns that only some queries need: titles as sounds (language.pinyin), and ids as UInt64."""


@lru_cache(REMEMBERED)
def pattern(term: Term | Wildcard | Regex | Pinyin) -> Pattern:
    """What finds a term; for pinyin, among sounds. Near phrases are found by search.nearness."""
    match term:
        case Term(text):
            return run_of(text)
        case Wildcard(text):
            return with_wildcards(text)
        case Regex(source, flags):
            return Pattern(f"(?{flags}){source}" if flags else source, literal=False)
        case Pinyin(letters, open_end):
            return Pattern(pinyin.pattern(letters, open_end=open_end), literal=False)


def condition(node: Node, marked: MarkedIds = lambda mark: None) -> pl.Expr:
    """Boolean a row: the article matches the node. Raises QuerySyntaxError where it asks for marks that are unknown."""
    match node:
        case And(nodes):
            return pl.all_horizontal(condition(each, marked) for each in nodes)
        case Or(nodes):
            return _any(nodes, marked)
        case Not(inner):
            return ~condition(inner, marked)
        case Term() | Wildcard():
            return _in_fields(pattern(node), node.fields)
        case Regex():
            return _matches(node)
        case Near():
            return pl.any_horizontal(_near(node, field) for field in node.fields)
        case Pinyin():
            return _sounds_like(node)
        case InDates(first, last):
            return pl.col("date").is_between(first, last).fill_null(False)
        case OfLength(least, most):
            enough = pl.col("characters") >= least
            return enough if most is None else enough & (pl.col("characters") <= most)
        case Marked():
            return _marked(node, marked)


def conditions(nodes: Sequence[Node], marked: MarkedIds = lambda mark: None) -> list[pl.Expr]:
    """What the nodes of an And ask for, the quickest to tell first, so that each is asked only of what is left."""
    return [condition(node, marked) for node in sorted(nodes, key=_cost)]


def columns_of(node: Node) -> set[str]:
    """The columns that a condition reads."""
    match node:
        case And(nodes) | Or(nodes):
            return set().union(*map(columns_of, nodes))
        case Not(inner):
            return columns_of(inner)
        case Term() | Wildcard() | Near() | Regex():
            return set(node.fields)
        case Pinyin():
            return {SOUNDS}
        case InDates():
            return {"date"}
        case OfLength():
            return {"characters"}
        case Marked():
            return {ID}


def _cost(node: Node) -> tuple[int, int]:
    match node:
        case InDates() | OfLength() | Marked():
            return 0, 0
        case Term(text, fields):
            return (2 if "body" in fields else 1), -len(text)
        case Pinyin():
            return 1, 0
        case Not(inner):
            return _cost(inner)[0] + 1, 0
        case Regex() | Near():
            return 4, 0
        case _:
            return 3, 0


def _any(nodes: Sequence[Node], marked: MarkedIds) -> pl.Expr:
    """Any of the nodes; terms of the same fields are looked for in one pass."""
    texts: dict[tuple[TextField, ...], list[str]] = {}
    others: list[pl.Expr] = []
    for node in nodes:
        if isinstance(node, Term):
            texts.setdefault(node.fields, []).append(node.text)
        else:
            others.append(condition(node, marked))
    together = [_in_fields(runs.pattern, fields) for fields, terms in texts.items() for runs in runs_of(terms)]
    return pl.any_horizontal(*together, *others)


def _near(node: Near, field: TextField) -> pl.Expr:
    asked = partial(nearness.answered, words=node.words, distance=node.distance)
    return pl.col(field).map_batches(asked, return_dtype=pl.Boolean, is_elementwise=True)


def _matches(node: Regex) -> pl.Expr:
    """What stands in all that the expression finds is looked for first, the expression only where that is."""
    expression, text = pattern(node), required(node.pattern) if not node.flags else ""
    if not text:
        return _in_fields(expression, node.fields)
    likely = ((field, pl.col(field).str.contains(text, literal=True)) for field in node.fields)
    candidates = [pl.when(is_likely).then(pl.col(field)) for field, is_likely in likely]
    return pl.any_horizontal(expression.found_in(each).fill_null(False) for each in candidates)


def _in_fields(each: Pattern, fields: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(each.found_in(pl.col(field)) for field in fields)


def _sounds_like(node: Pinyin) -> pl.Expr:
    likely = pattern(node).found_in(pl.col(SOUNDS))
    if pinyin.is_exact(node.letters):
        return likely

    def verified(candidates: pl.Series) -> pl.Series:
        return pl.Series(
            [any(True for _ in pinyin.spans(node.letters, text, open_end=node.open_end)) for text in candidates],
            dtype=pl.Boolean,
        )

    candidates = pl.when(likely).then(pl.col(SOUNDS)).otherwise(pl.lit(""))
    return candidates.map_batches(verified, return_dtype=pl.Boolean, is_elementwise=True)


def _marked(node: Marked, marked: MarkedIds) -> pl.Expr:
    ids = marked(node)
    if ids is None:
        raise QuerySyntaxError(_("is: and tag: work only in the reader"), node.column)
    on_it = pl.col(ID).is_in(ids.implode())
    return ~on_it if node.mark == "unread" else on_it
