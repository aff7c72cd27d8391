"""Where the hits are: character spans of a query's terms in a text. Spans are half-open, sorted and disjoint.

The matcher is the one that searched: Polars marks every match, and the marks are read off as offsets.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from reader.article import Span
from reader.language import pinyin
from reader.search.plan import Pattern, pattern, run_of
from reader.search.tree import Near, Pinyin, Sought, TextField

_BEFORE, _AFTER = "\x02", "\x03"
"""Marks that no cleaned text holds."""


def spans_in(texts: Sequence[str], terms: Sequence[Sought], field: TextField) -> list[list[Span]]:
    """The spans of all terms in each text of a field. Where matches overlap, the first wins, then the longest."""
    found: list[list[Span]] = [[] for _ in texts]
    column = pl.Series(texts, dtype=pl.String)
    for number, term in enumerate(terms):
        for spans, places in zip(found, _places(column, term, field), strict=False):
            spans.extend(Span(start, end, number) for start, end in places)
    return [_disjoint(spans) for spans in found]


def _places(texts: pl.Series, term: Sought, field: TextField) -> Iterator[Iterator[tuple[int, int]]]:
    """Where a term stands in each text; nothing for a field in which it is not looked for."""
    match term:
        case Pinyin(letters, open_end):
            if field == "title":
                for text in texts:
                    yield pinyin.places(letters, pinyin.sounds(text), open_end=open_end)
        case Near(words, _, fields):
            if field in fields:
                for text, windows in zip(texts, _matches(texts, pattern(term)), strict=True):
                    yield _words_within(text, list(windows), words)
        case _:
            if field in term.fields:
                yield from _matches(texts, pattern(term))


def _matches(texts: pl.Series, each: Pattern) -> Iterator[Iterator[tuple[int, int]]]:
    return map(_read_marks, each.marked_in(texts, _BEFORE, _AFTER))


def _words_within(text: str, windows: list[tuple[int, int]], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The words of a near phrase, inside the stretches that answer it."""
    if not windows:
        return
    pieces = pl.Series([text[start:end] for start, end in windows])
    for word in words:
        for (start, _), places in zip(windows, _matches(pieces, run_of(word)), strict=True):
            yield from ((start + first, start + last) for first, last in places)


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
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
