"""Snippets: the passage of a body where the hits are densest, cut at punctuation, never within a number or date."""

import re
from collections.abc import Sequence

from reader.article import Span

_STOPS = "。！？；…\n!?;"
_PAUSES = "，、：,: 　"
_WHOLE = re.compile(r"[0-9０-９A-Za-z.,%年月日时分：:]+")
"""What is not cut: numbers, dates, times, words in Latin letters."""
_LONGEST_WHOLE = 24
"""Code points."""


def passage(body: str, spans: Sequence[Span], length: int) -> tuple[int, int]:
    """Start and end, in code points, of a passage of at most `length` with as many of the spans as fit.

    Without spans it is the beginning of the body. Never longer than a line of the body.
    """
    first = _densest(spans, length) if spans else None
    anchor = spans[first].start if first is not None else len(body) - len(body.lstrip())
    last = anchor
    if first is not None:
        last = max(span.end for span in spans[first:] if span.end - anchor <= length or span is spans[first])
    start = _start(body, anchor, max(0, last - length))
    if whole := _around(body, start):
        start = min(whole[1], anchor)
    while start < anchor and body[start].isspace():
        start += 1
    line_end = body.find("\n", max(last, start))
    end = min(start + length, line_end if line_end >= 0 else len(body))
    if whole := _around(body, end):
        end = whole[0] if whole[0] > start else end
    return start, max(end, min(last, start + length))


def is_cut(body: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a sentence goes on before a passage, and whether a line goes on behind it."""
    before = body[max(start - 8, 0) : start].rstrip(" 　")[-1:]
    return before != "" and before not in _STOPS, body[end : end + 1] not in ("", "\n")


def _around(body: str, place: int) -> tuple[int, int] | None:
    """Start and end of what is not cut and would be, at a place; None where nothing would."""
    first = max(place - _LONGEST_WHOLE, 0)
    for whole in _WHOLE.finditer(body, first, place + _LONGEST_WHOLE):
        if whole.start() < place < whole.end() and len(whole[0]) <= _LONGEST_WHOLE:
            return whole.span()
    return None


def _densest(spans: Sequence[Span], length: int) -> int:
    """The first span of the window that holds most spans."""
    best = best_count = end = 0
    for start, span in enumerate(spans):
        while end < len(spans) and spans[end].end - span.start <= length:
            end += 1
        if end - start > best_count:
            best, best_count = start, end - start
    return best


def _start(body: str, anchor: int, earliest: int) -> int:
    """Where to begin so that the anchor is seen in its sentence, or at least after a pause."""
    for marks in (_STOPS, _PAUSES):
        for position in range(anchor, earliest, -1):
            if body[position - 1] in marks:
                return position
        if earliest == 0 and marks is _STOPS:
            return 0
    return earliest if earliest else 0
