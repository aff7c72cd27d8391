"""Selecting: part of the page, by moving from where one began; two clicks take a word, three a paragraph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.article import Span
from reader.reading.page import PageSpan, word_at
from reader.reading.selection import Selection
from reader.reading.steps.moving import read
from reader.reading.steps.words import pointed, to_word, with_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.reading.events import Clicked, Dragged, Dropped, Pressed
    from reader.reading.page import Point
    from reader.reading.state import ReadingState


# Begin and end


def begun(state: ReadingState) -> ReadingState:
    """Begin with what is selected, the word under the cursor, or the first that is seen."""
    article = state.opened
    if article is not None and article.selection is not None:
        state = read(state)
        return state.but(opened=article.selecting(replace(article.selection, by_keys=True)))
    return with_words(state, _begun)


def _begun(state: ReadingState, words: Sequence[PageSpan]) -> ReadingState:
    if state.opened is not None and state.opened.word_seen is None:
        state = to_word(state, [word for word in words if word.part == "body"], 1)
    if state.opened is None or state.opened.word is None:
        return state
    return _taken(state, state.opened.word, by_keys=True)


def _taken(state: ReadingState, span: PageSpan, *, by_keys: bool = False) -> ReadingState:
    state = read(state)
    if state.opened is None:
        return state
    selection = Selection(span.part, span.span.start, span.span.end, by_keys)
    return state.but(opened=state.opened.at_word(None).selecting(selection))


def given_up(state: ReadingState) -> ReadingState:
    """Nothing is selected any more."""
    return state.but(opened=state.opened.selecting(None)) if state.opened is not None else state


# Moving the end


def by_lines(state: ReadingState, lines: int) -> ReadingState:
    """Lines on or back, as far from the left."""
    article = state.opened
    if article is None or (held := article.selection) is None:
        return state
    return _to(state, article.offset_lines_on(held.part, held.head, lines))


def by_pages(state: ReadingState, pages: float) -> ReadingState:
    """Pages on or back."""
    return by_lines(state, round(pages * state.layout.height))


def to_end(state: ReadingState, last: bool) -> ReadingState:
    """To an end of the part that the selection is in."""
    article = state.opened
    if article is None or article.selection is None:
        return state
    return _to(state, len(article.page.text(article.selection.part)) if last else 0)


def by_characters(state: ReadingState, step: int) -> ReadingState:
    """Characters on or back."""
    article = state.opened
    return _to(state, article.selection.head + step) if article is not None and article.selection is not None else state


def by_word(state: ReadingState, step: int) -> ReadingState:
    """To the end of the next word, or the beginning of the one before."""
    return with_words(state, partial(_by_word, step))


def _by_word(step: int, state: ReadingState, words: Sequence[PageSpan]) -> ReadingState:
    held = state.opened.selection if state.opened is not None else None
    if held is None:
        return state
    spans = [word.span for word in words if word.part == held.part]
    if step > 0:
        return _to(state, next((span.end for span in spans if span.end > held.head), held.head))
    return _to(state, next((span.start for span in reversed(spans) if span.start < held.head), held.head))


def _to(state: ReadingState, head: int) -> ReadingState:
    article = state.opened
    if article is None or (held := article.selection) is None:
        return state
    head = min(max(head, 0), len(article.page.text(held.part)))
    return state.but(opened=article.selecting(held.to(head)))


# The mouse


def pressed(state: ReadingState, _event: Pressed) -> ReadingState:
    """What was selected is given up; the text has the keys."""
    return given_up(read(state))


def dragged(state: ReadingState, event: Dragged) -> ReadingState:
    """Select from where the button was pressed; in another part, to the end of the one where that was.

    Another article may be open by now, with less text than the one that was pressed.
    """
    article, start, end = state.opened, event.start, event.end
    if article is None:
        return state
    page, last = article.page, len(article.page.text(start.part))
    anchor, head = min(start.offset, last), min(end.offset, last)
    if end.part != start.part:
        is_below = page.line_of(end.part, end.offset) > page.line_of(start.part, anchor)
        head = last if is_below else 0
    if article.selection is None and head == anchor:
        return state
    return state.but(opened=article.selecting(Selection(start.part, anchor, head), follow=False))


def dropped(state: ReadingState, _event: Dropped) -> ReadingState:
    """That is what is selected, if anything."""
    article = state.opened
    if article is None or article.selection is None or not article.selection.is_empty:
        return state
    return given_up(state)


def clicked(state: ReadingState, event: Clicked) -> ReadingState:
    """One click means a word, two take it, three the paragraph."""
    match event.times:
        case 1:
            return pointed(state, event.point)
        case 2:
            return with_words(state, partial(_word_taken, event.point))
        case 3 if state.opened is not None:
            return _taken(state, _paragraph_at(state.opened.page.text(event.point.part), event.point))
        case _:
            return state


def _word_taken(point: Point, state: ReadingState, words: Sequence[PageSpan]) -> ReadingState:
    return _taken(state, word) if (word := word_at(words, point)) is not None else state


def _paragraph_at(text: str, point: Point) -> PageSpan:
    end = text.find("\n", point.offset)
    return PageSpan(point.part, Span(text.rfind("\n", 0, point.offset) + 1, end if end >= 0 else len(text)))
