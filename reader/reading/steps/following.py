"""Following: articles that arrive while one reads stand in the list, and nothing that is looked at moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.corpus.options import STDIN
from reader.reading.effects import Follow, Tell
from reader.reading.steps.searching import asked
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.reading.events import Arrived
    from reader.reading.state import ReadingState


def toggled(state: ReadingState) -> ReadingState:
    """List what arrives from now on, or no longer."""
    if state.given.options.cluster is not None:
        return state.also(Tell(_("A corpus on a cluster cannot be followed.")))
    if STDIN in state.paths:
        return state.also(Tell(_("Standard input cannot be followed.")))
    return watching(state.but(follows=not state.follows))


def watching(state: ReadingState) -> ReadingState:
    """Watch the files that are open where that is wanted; those that are still being read are watched afterwards."""
    is_loading = state.status.loading is not None
    corpus = state.asking.corpus if state.follows and not is_loading else None
    return _told(state).also(Follow(state.paths, corpus))


def arrived(state: ReadingState, event: Arrived) -> ReadingState:
    """Search what arrived too; it is marked as new."""
    before = state.asking.corpus
    if not state.follows or before is None:
        return state
    state = state.but(old=len(before) if state.old is None else state.old)
    corpus = event.corpus
    state = state.but(status=replace(state.status, all=len(corpus), problems=corpus.problem_count))
    return asked(_told(state), state.asking.grown(corpus))


def _told(state: ReadingState) -> ReadingState:
    """Say on the status line that the files are watched, and how many articles arrived."""
    arrived = state.status.all - state.old if state.old is not None else 0
    new = counted(arrived, "{count} new", "{count} new") if arrived else ""
    told = "  ".join(part for part in (_("following") if state.follows else "", new) if part)
    return state.but(status=replace(state.status, following=told))
