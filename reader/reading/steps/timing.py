"""Timing: when the articles that were found are of, and how evenly their hits lie over the months."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.reading.effects import CountByTime, Later, MeasureEvenness
from reader.reading.events import StoodStill
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.events import CountedByTime, EvennessMeasured
    from reader.reading.state import ReadingState

_AFTER = 0.15
"""Seconds that a result stands before its articles are counted, so that no keystroke waits for it."""


def timed(state: ReadingState) -> ReadingState:
    """Other hits are listed: count them in a moment, and measure them where that is shown."""
    if state.hits and state.asked:
        state = state.also(Later(_AFTER, StoodStill(state.hits)))
    return measured(state)


def stood_still(state: ReadingState, event: StoodStill) -> ReadingState:
    """Count the articles of a result that is still listed."""
    corpus = state.asking.corpus
    if state.hits is not event.hits or corpus is None:
        return state
    return state.also(CountByTime(event.hits, corpus))


def counted_by_time(state: ReadingState, event: CountedByTime) -> ReadingState:
    """Show the bars, if the same is still listed."""
    if state.hits is not event.hits:
        return state
    return state.but(status=replace(state.status, timeline=event.counts))


# Where hits lie


def maps_toggled(state: ReadingState) -> ReadingState:
    """Where in each article the hits lie, and how evenly over the months; or no longer."""
    if state.hits is None:
        return state
    return measured(state.but(has_maps=not state.has_maps))


def measured(state: ReadingState) -> ReadingState:
    """Measure the hits that are listed, where that is shown."""
    hits, corpus = state.hits, state.asking.corpus
    if hits is None or corpus is None or not state.has_maps or not hits.results.query.terms:
        return _saying(state, "")
    return state.also(MeasureEvenness(hits, corpus))


def evenness_measured(state: ReadingState, event: EvennessMeasured) -> ReadingState:
    """Say how evenly the hits lie, if they are still listed."""
    if not state.has_maps or state.hits is not event.hits:
        return state
    if (found := event.found) is None:
        return _saying(state, _("Each cell is a tenth of the article."))
    said = _("Each cell is a tenth of the article. Over {months} months DP is {deviation} (0 even, 1 uneven).")
    return _saying(state, said.format(months=f"{found.months:,}", deviation=f"{found.normalized:.2f}"))


def _saying(state: ReadingState, text: str) -> ReadingState:
    """Say it behind what else the notice says of the search, or take it away."""
    before, notice = state.evenness, state.notice
    state = state.but(evenness=text)
    if notice.is_error or not (text or before):
        return state
    other = (notice.text.removesuffix(before) if before else notice.text).strip()
    return state.but(notice=replace(notice, text="  ".join(part for part in (other, text) if part)))
