"""History: the way back to what was searched and read before, and forth again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.reading.state import Stop
from reader.reading.steps.folding import listed_for
from reader.reading.steps.moving import read
from reader.reading.steps.opening import at
from reader.reading.steps.searching import put, search_ended
from reader.reading.turns import in_turn
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Field, Span
    from reader.reading.state import ReadingState


_MOST_STOPS = 500
"""Stops of the way back; the first go."""


def searched_for(state: ReadingState, text: str) -> ReadingState:
    """Search for something as if it had been typed, with a way back."""
    return search_ended(put(_selecting_nothing(left(state)), text))


def row_opened(state: ReadingState, row: int) -> ReadingState:
    """Read an article of the corpus, with a way back; a search that does not find it is cleared."""
    state = listed_for(left(state), row)
    if state.hits is not None and state.hits.index_of(row) is None:
        state = put(state, "")
    return in_turn(state, partial(_row_read, row))


def _row_read(row: int, state: ReadingState) -> ReadingState:
    state = listed_for(_selecting_nothing(state), row)
    index = state.hits.index_of(row) if state.hits is not None else None
    return read(at(state, index)) if index is not None else state


def occurrence_opened(state: ReadingState, row: int, field: Field, span: Span) -> ReadingState:
    """Read the article of a row at one of its hits, if it is still among those found."""
    state = listed_for(state, row)
    index = state.hits.index_of(row) if state.hits is not None else None
    if index is None:
        return state
    state = read(at(state, index))
    assert state.opened is not None, "an article is open in the text"
    places = [(each, found.start) for each, found in state.opened.hit.places]
    if (field, span.start) in places:
        state = state.but(opened=state.opened.at_hit(places.index((field, span.start))))
    return state


def left(state: ReadingState) -> ReadingState:
    """One goes elsewhere: the way back leads here."""
    here = _here(state)
    return state.but(behind=(*state.behind, here)[-_MOST_STOPS:], ahead=()) if here is not None else state


def gone_back(state: ReadingState) -> ReadingState:
    """To the search and the article before."""
    if not state.behind:
        return state.telling(_("nothing to go back to"))
    *rest, stop = state.behind
    return _gone(state.but(behind=tuple(rest), ahead=_with_here(state, state.ahead)), stop)


def gone_forward(state: ReadingState) -> ReadingState:
    """To where one was before one went back."""
    if not state.ahead:
        return state.telling(_("nothing to go forward to"))
    *rest, stop = state.ahead
    return _gone(state.but(ahead=tuple(rest), behind=_with_here(state, state.behind)), stop)


def _with_here(state: ReadingState, way: Sequence[Stop]) -> Sequence[Stop]:
    return (*way, here) if (here := _here(state)) is not None else way


def _here(state: ReadingState) -> Stop | None:
    article = state.opened
    if article is None:
        return None
    return Stop(state.asked, article.hit.row, article.at, article.first_seen, article.word)


def _gone(state: ReadingState, stop: Stop) -> ReadingState:
    return in_turn(put(state, stop.query), partial(_returned_to, stop))


def _returned_to(stop: Stop, state: ReadingState) -> ReadingState:
    state = _row_read(stop.row, state)
    article = state.opened
    if article is None or article.hit.row != stop.row:
        return state
    word = stop.word if stop.word is not None and stop.word.part != "keywords" else None
    return state.but(opened=article.at_word(word).returned_to(stop.at, stop.first))


def _selecting_nothing(state: ReadingState) -> ReadingState:
    return state.but(opened=state.opened.selecting(None)) if state.opened is not None else state
