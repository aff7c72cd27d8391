"""Where the hits are: character spans of a query's terms in a text. Spans are half-open, sorted and disjoint.

The matcher is the one that searched: Polars marks every match, and the marks are read off as offsets.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import polars as pl

from reader.article import Span
from reader.language import pinyin
from reader.search import nearness
from reader.search.plan import pattern
from reader.search.runs import Pattern, runs_of
from reader.search.tree import Near, Pinyin, Regex, Sought, Term, TextField, Wildcard

_BEFORE, _AFTER = "\x02", "\x03"
"""Marks that no cleaned text holds."""


def spans_in(texts: Sequence[str], terms: Sequence[Sought], field: TextField) -> list[list[Span]]:
    """The spans of all terms in each text of a field.

    Where matches overlap, the first wins, then the longest, then that of the term written first.
    """
    found: list[list[Span]] = [[] for _ in texts]
    column = pl.Series(texts, dtype=pl.String)
    numbers: dict[str, int] = {}
    for number, term in enumerate(terms):
        if field not in _fields(term):
            continue
        if isinstance(term, Term):
            numbers.setdefault(term.text, number)
            continue
        for spans, places in zip(found, _places(column, term), strict=True):
            spans.extend(Span(start, end, number) for start, end in places)
    for runs in runs_of(numbers):
        number_of = cache(lambda match, runs=runs: numbers[runs.found(match)])
        for spans, text, places in zip(found, texts, _matches(column, runs.pattern), strict=True):
            spans.extend(Span(start, end, number_of(text[start:end])) for start, end in places)
    return [_disjoint(spans) for spans in found]


def _fields(term: Sought) -> tuple[TextField, ...]:
    return ("title",) if isinstance(term, Pinyin) else term.fields


def _places(texts: pl.Series, term: Wildcard | Near | Regex | Pinyin) -> Iterator[Iterable[tuple[int, int]]]:
    """Where a term stands in each text."""
    match term:
        case Pinyin(letters, open_end):
            return (pinyin.places(letters, pinyin.sounds(text), open_end=open_end) for text in texts)
        case Near(words, distance):
            return (nearness.places(text, words, distance) for text in texts)
        case Wildcard() | Regex():
            return _matches(texts, pattern(term))


def _matches(texts: pl.Series, each: Pattern) -> Iterator[Iterable[tuple[int, int]]]:
    return map(_read_marks, each.marked_in(texts, _BEFORE, _AFTER))


def _read_marks(marked: str) -> Iterator[tuple[int, int]]:
    head, *parts = marked.split(_BEFORE)
    start = len(head)
    for part in parts:
        length = part.index(_AFTER)
        if length:
            yield start, start + length
        start += len(part) - 1


def _disjoint(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.term)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
