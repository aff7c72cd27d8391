"""Arranging: how wide list, text and lines are, and the text alone. What the reader chose for the list is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.effects import Keep
from reader.reading.layout import fitting_list_width
from reader.reading.steps.moving import read

if TYPE_CHECKING:
    from reader.reading.events import DividerMoved, Resized
    from reader.reading.state import ReadingState

_MEASURES = range(24, 161)


def resized(state: ReadingState, event: Resized) -> ReadingState:
    """The screen has another size."""
    return state.but(size=event.size)


def divider_moved(state: ReadingState, event: DividerMoved) -> ReadingState:
    """The list ends where the divider is; once that is let go, the width is kept."""
    width = fitting_list_width(state.size, event.list_width) if event.list_width else 0
    state = state.but(list_width=width)
    return _kept(state) if event.is_over else state


def list_widened(state: ReadingState, cells: int) -> ReadingState:
    """A wider or narrower list, where both panes are seen."""
    layout = state.layout
    if not layout.has_both:
        return state
    return _kept(state.but(list_width=fitting_list_width(state.size, layout.list_width + cells)))


def _kept(state: ReadingState) -> ReadingState:
    return state.also(Keep(partial(Library.remember_list_width, width=state.list_width)))


def alone(state: ReadingState) -> ReadingState:
    """The text alone, or both panes."""
    if state.is_alone:
        return state.but(is_alone=False)
    return read(state).but(is_alone=True)


def measured(state: ReadingState, cells: int) -> ReadingState:
    """Longer or shorter lines."""
    return state.but(measure=min(max(state.measure + cells, _MEASURES.start), _MEASURES.stop - 1))
