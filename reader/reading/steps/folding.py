"""Folding: of articles that are nearly the same the list shows the first, with how often it was printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.reading.effects import Compare, Tell
from reader.reading.steps.opening import listing
from reader.reading.steps.searching import asked
from reader.reading.steps.timing import timed
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.events import Compared
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits


def folded(state: ReadingState) -> ReadingState:
    """One row for all that is nearly the same, or all again; while articles are compared, stop that."""
    corpus, hits = state.asking.corpus, state.hits
    if state.compared is not None:
        return state.also(Compare(None))
    if corpus is None or hits is None:
        return state
    if state.is_folded:
        return _listed(state, hits, folded=False)
    if state.is_growing:
        return state.also(Tell(_("Still loading; fold reprints when it is done.")))
    if state.given.insights.knows_reprints(corpus):
        return _listed(state, hits, folded=True)
    return state.but(compared=0.0).also(Compare(corpus))


def compared(state: ReadingState, event: Compared) -> ReadingState:
    """Know how far it is; at the end fold, where the reprints were found."""
    if not event.is_over:
        return state.but(compared=event.share) if state.compared is not None else state
    state = state.but(compared=None)
    corpus, hits = state.asking.corpus, state.hits
    if corpus is None or hits is None or not state.given.insights.knows_reprints(corpus):
        return state
    return _listed(state, hits, folded=True)


def listed_for(state: ReadingState, row: int) -> ReadingState:
    """List all again where an article was found and is folded away."""
    hits = state.hits
    if hits is not None and hits.index_of(row) is None and hits.index_near(row) is not None:
        return _listed(state, hits, folded=False)
    return state


def _listed(state: ReadingState, hits: Hits, *, folded: bool) -> ReadingState:
    """List the same result otherwise; the article that is read stays, or the one before it is read."""
    hits = hits.listing(state.given.insights.firsts(hits.results.rows) if folded else None)
    near = hits.index_near(state.hit.row) if state.hit is not None else None
    state = state.but(is_folded=folded, status=replace(state.status, shown=len(hits), folded=folded))
    state = timed(listing(state, hits, near or 0))
    return asked(state, state.asking.again()) if state.asking.is_searching else state
