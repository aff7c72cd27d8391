"""What happens: a key or an event makes another state, and with it what is to be done. The one way in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from reader.reading import events
from reader.reading.actions import acted
from reader.reading.steps import (
    arranging,
    elsewhere,
    folding,
    following,
    loading,
    marking,
    moving,
    opening,
    searching,
    selecting,
    timing,
    words,
)
from reader.reading.steps.history import searched_for
from reader.reading.turns import gone_on, in_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.reading.actions import Action
    from reader.reading.state import ReadingState

_STEPS: Mapping[type, Callable[[ReadingState, Any], ReadingState]] = {
    events.Resized: arranging.resized,
    events.Typed: searching.typed,
    events.CorpusGrew: loading.corpus_grew,
    events.Arrived: following.arrived,
    events.LoadFailed: loading.load_failed,
    events.NotKept: loading.not_kept,
    events.StoreDamaged: loading.store_damaged,
    events.Searched: searching.searched,
    events.Misread: searching.misread,
    events.Unanswered: elsewhere.unanswered,
    events.Recovered: elsewhere.recovered,
    events.PagesRead: elsewhere.pages_read,
    events.StayedOpen: opening.stayed_open,
    events.TopicWordsFound: opening.topic_words_found,
    events.WordsFound: words.words_found,
    events.StoodStill: timing.stood_still,
    events.CountedByTime: timing.counted_by_time,
    events.EvennessMeasured: timing.evenness_measured,
    events.Compared: folding.compared,
    events.MarksKept: marking.marks_kept,
    events.Marked: opening.marked,
    events.ListScrolled: moving.list_scrolled,
    events.TextScrolled: moving.text_scrolled,
    events.Pressed: selecting.pressed,
    events.Dragged: selecting.dragged,
    events.Dropped: selecting.dropped,
    events.DividerMoved: arranging.divider_moved,
}
"""What each event makes of the state at once."""


def pressed(state: ReadingState, action: Action) -> ReadingState:
    """The key of an action was pressed."""
    return _settled(state, acted(state.but(told=""), action))


def chosen(state: ReadingState, query: str) -> ReadingState:
    """A search was chosen in the palette."""
    return _settled(state, searched_for(state, query))


def happened(state: ReadingState, event: events.Event) -> ReadingState:
    """Something else happened."""
    match event:
        case events.SheetLeft():
            after = event.then(state, event.result)
        case events.RowClicked():
            after = in_turn(state.but(told=""), partial(_row_clicked, event))
        case events.Clicked():
            after = in_turn(state.but(told=""), lambda state: selecting.clicked(state, event))
        case events.Focused(pane="bar"):
            after = searching.to_bar(state)
        case events.Focused(pane="text"):
            after = moving.read(state)
        case events.Focused():
            after = searching.search_ended(state) if state.pane == "bar" else moving.to_list(state)
        case _:
            after = _STEPS[type(event)](state, event)
    return _settled(state, after)


def _row_clicked(event: events.RowClicked, state: ReadingState) -> ReadingState:
    state = moving.row_clicked(state, event)
    return folding.folded(state) if event.on_copies else state


def _settled(before: ReadingState, state: ReadingState) -> ReadingState:
    """Do what was waited for; then the page fits its pane, and the cursor is in sight where it moved."""
    state = gone_on(state)
    if state.opened is not None:
        state = state.but(opened=state.opened.fitted(state.fit))
    return elsewhere.wanting(_cursor_seen(before, state))


def _cursor_seen(before: ReadingState, state: ReadingState) -> ReadingState:
    """Scroll the list as little as needed; where the cursor stays, the list does, if there are rows enough."""
    height, page = state.row_height, state.layout.height
    rows, top = len(state.hits) if state.hits is not None else 0, state.list_top
    if (state.cursor, state.hits, height, page) != (
        before.cursor,
        before.hits,
        before.row_height,
        before.layout.height,
    ):
        first = state.cursor * height
        top = max(min(top, first), first + height - max(page, height))
    return state.but(list_top=max(min(top, rows * height - page), 0))
