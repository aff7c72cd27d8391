"""Elsewhere: articles that are on their way here, and a corpus that cannot be asked, or not all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.reading.effects import LookAgain, ReadPages, Tell
from reader.reading.notice import Notice
from reader.reading.status import shards_told
from reader.reading.steps.opening import at
from reader.reading.steps.searching import asked
from reader.reading.turns import forgotten
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.reading.events import PagesRead, Recovered, Unanswered
    from reader.reading.state import ReadingState


def wanting(state: ReadingState) -> ReadingState:
    """Have what is seen of the list looked up, and a screen before and behind it."""
    if (hits := state.hits) is None or not len(hits):
        return state
    height, screen = state.row_height, max(state.layout.height, 1)
    first, last = (state.list_top - screen) // height, (state.list_top + 2 * screen) // height
    numbers = (*hits.unknown_pages(state.cursor, state.cursor), *hits.unknown_pages(max(first, 0), last))
    return state.also(ReadPages(hits, numbers)) if numbers else state


def pages_read(state: ReadingState, event: PagesRead) -> ReadingState:
    """Read the article under the cursor, if that is what was waited for."""
    return at(state, state.cursor) if state.hits is event.hits and not state.awaits_article else state


def unanswered(state: ReadingState, event: Unanswered) -> ReadingState:
    """Go on without what is missing, and say so; where nothing answers, say why. Then find out when it is back."""
    if event.corpus is not state.asking.corpus:
        return state
    left = event.corpus.without(event.missing) if event.missing else event.corpus
    if not event.missing or not left.parts[0]:
        status = replace(state.status, problems=left.problem_count, shards=shards_told(left.parts))
        asking = replace(state.asking, corpus=left).answered()
        notice = Notice(event.reason, is_error=True)
        return forgotten(state.but(status=status, notice=notice, asking=asking)).also(LookAgain(left))
    told = _("{parts}; results are incomplete: {reason}").format(parts=shards_told(left.parts), reason=event.reason)
    state = _corrected(state, left)
    return state.also(Tell(told, severity="warning"), LookAgain(left))


def recovered(state: ReadingState, event: Recovered) -> ReadingState:
    """Ask the whole again, or what is back of it."""
    if event.before is not state.asking.corpus:
        return state
    state = _corrected(state, event.corpus)
    if event.corpus.missing:
        return state.also(LookAgain(event.corpus))
    return state.also(Tell(_("All shards answer again.")))


def _corrected(state: ReadingState, corpus: Corpus) -> ReadingState:
    status = replace(state.status, problems=corpus.problem_count, shards=shards_told(corpus.parts))
    return asked(state.but(status=status), state.asking.corrected(corpus))
