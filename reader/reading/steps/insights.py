"""Insights: the sheets about many articles at once, and what is made of what was chosen in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.reading.effects import Show, Tell
from reader.reading.sheets import (
    Collocates,
    Concordance,
    Help,
    KeyWords,
    Occurrence,
    Related,
    Report,
    Reprints,
    Trends,
)
from reader.reading.state import unchanged
from reader.reading.steps.history import occurrence_opened, row_opened, searched_for
from reader.reading.turns import in_turn
from reader.search.tree import Term
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.sheets import ConcordanceLeft, TrendsLeft
    from reader.reading.state import ReadingState


def concordance(state: ReadingState) -> ReadingState:
    """Every hit in its context; of the query of the last time, as it was left."""
    corpus, query, left = state.asking.corpus, state.asked, state.left_concordance
    if state.hits is None or corpus is None:
        return state
    sheet = Concordance(corpus, query, state.hits.results)
    if left is not None and left.query == query:
        sheet = Concordance(corpus, query, state.hits.results, left.sort, left.cursor)
    return state.also(Show(sheet, _concordance_left))


def _concordance_left(state: ReadingState, left: ConcordanceLeft) -> ReadingState:
    return occurrence_chosen(state.but(left_concordance=left), left.chosen)


def trends(state: ReadingState) -> ReadingState:
    """What is searched, over time; with the queries that were beside it the last time, as they were left."""
    corpus, query, left = state.asking.corpus, state.asked, state.left_trends
    if state.hits is None or corpus is None:
        return state
    known = state.hits.results
    if left is None or left.searched != query:
        return state.also(Show(Trends(corpus, query, known), partial(_trends_left, query)))
    known_still = known if left.queries == query else None
    sheet = Trends(corpus, left.queries, known_still, left.unit, left.measure, left.cursor)
    return state.also(Show(sheet, partial(_trends_left, query)))


def _trends_left(searched: str, state: ReadingState, left: TrendsLeft) -> ReadingState:
    state = state.but(left_trends=left.of(searched))
    return searched_for(state, left.chosen) if left.chosen is not None else state


def key_words(state: ReadingState) -> ReadingState:
    """The words that set what was found apart from the rest."""
    corpus, query = state.asking.corpus, state.asked
    if not query:
        return state.also(Tell(_("Key words set what a search finds apart from the rest: search first.")))
    if state.hits is None or corpus is None:
        return state
    return state.also(Show(KeyWords(corpus, query, state.hits.results), _followed))


def _followed(state: ReadingState, chosen: str | Occurrence | None) -> ReadingState:
    return searched_for(state, chosen) if isinstance(chosen, str) else occurrence_chosen(state, chosen)


def collocates(state: ReadingState) -> ReadingState:
    """The words that stand near what is searched first."""
    corpus, terms = state.asking.corpus, state.hits.results.query.terms if state.hits is not None else ()
    if corpus is None:
        return state
    word = next((term.text for term in terms if isinstance(term, Term)), None)
    if word is None:
        return state.also(Tell(_("Collocates are words that stand near a term: search for one first.")))
    return state.also(Show(Collocates(corpus, word), occurrence_chosen))


def occurrence_chosen(state: ReadingState, chosen: Occurrence | None) -> ReadingState:
    """Read the article of a hit that was chosen, found by the query that found the hit."""
    if chosen is None:
        return state
    if chosen.query != state.asked:
        state = searched_for(state, chosen.query)
    return in_turn(state, partial(_occurrence_opened, chosen))


def _occurrence_opened(chosen: Occurrence, state: ReadingState) -> ReadingState:
    return occurrence_opened(state, chosen.row, chosen.field, chosen.span)


def related(state: ReadingState) -> ReadingState:
    """The articles that are like the open one."""
    hit, corpus = state.hit, state.asking.corpus
    if corpus is None:
        return state
    if hit is None:
        return state.also(Tell(_("No article is open to compare with.")))
    return state.also(Show(Related(corpus, hit.row, hit.article), _row_chosen))


def reprints(state: ReadingState) -> ReadingState:
    """The groups of articles that are nearly the same, where a search is made those with something found."""
    corpus, query = state.asking.corpus, state.asked
    if corpus is None or state.hits is None:
        return state
    return state.also(Show(Reprints(corpus, query, state.hits.results if query else None), _row_chosen))


def _row_chosen(state: ReadingState, row: int | None) -> ReadingState:
    return row_opened(state, row) if row is not None else state


def report(state: ReadingState) -> ReadingState:
    """What could not be read as it stands."""
    return state.also(Show(Report(state.asking.corpus, state.given.options), unchanged))


def help_shown(state: ReadingState) -> ReadingState:
    """All keys."""
    return state.also(Show(Help(), unchanged))
