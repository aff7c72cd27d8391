"""Where the hits are: character spans of a query's terms in a text. Spans are half-open, sorted and disjoint.

The matcher is the one that searched: Polars marks every match, and the marks are read off as offsets.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from reader.article import Span
from reader.search.plan import Pattern

_BEFORE, _AFTER = "\x02", "\x03"
"""Marks that no cleaned text holds."""


def spans_in(texts: Sequence[str], patterns: Sequence[Pattern]) -> list[list[Span]]:
    """The spans of all patterns in each text. Where matches overlap, the first wins, then the longest."""
    found: list[list[Span]] = [[] for _ in texts]
    column = pl.Series(texts, dtype=pl.String)
    for term, each in enumerate(patterns):
        for spans, marked in zip(found, each.marked_in(column, _BEFORE, _AFTER), strict=True):
            spans.extend(_read_marks(marked, term))
    return [_disjoint(spans) if len(patterns) > 1 else spans for spans in found]


def _read_marks(marked: str, term: int) -> Iterator[Span]:
    head, *parts = marked.split(_BEFORE)
    start = len(head)
    for part in parts:
        length = part.index(_AFTER)
        if length:
            yield Span(start, start + length, term)
        start += len(part) - 1


def _disjoint(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
