"""Keys in the order typed: steps that mean what a search will find wait for it.

What a step takes on while it is taken is part of it, and so comes before all that waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.reading.state import ReadingState, Step


def in_turn(state: ReadingState, step: Step) -> ReadingState:
    """Take the step once everything typed before it is answered: at once, where nothing is to be waited for."""
    if state.waiting or state.must_wait:
        return state.but(waiting=(*state.waiting, step))
    return step(state)


def gone_on(state: ReadingState) -> ReadingState:
    """Take the steps whose turn has come."""
    while state.waiting and not state.must_wait:
        step, *rest = state.waiting
        state = step(state.but(waiting=()))
        state = state.but(waiting=(*state.waiting, *rest))
    return state


def forgotten(state: ReadingState) -> ReadingState:
    """Another search is begun: what waits for the last is no longer meant."""
    return state.but(waiting=())
