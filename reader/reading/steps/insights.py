"""Insights: the sheets about many articles at once, and what is made of what was chosen in them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.reading.effects import Show, Tell
from reader.reading.state import unchanged
from reader.reading.steps.history import occurrence_opened, row_opened, searched_for
from reader.reading.turns import in_turn
from reader.search.tree import Term
from reader.sheets.inquiry import Common
from reader.sheets.sheet import Help
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.state import ReadingState
    from reader.sheets.collocates import CollocatesInquiry
    from reader.sheets.concordance import ConcordanceInquiry, Occurrence
    from reader.sheets.inquiry import Closed
    from reader.sheets.key_words import KeyWordsInquiry
    from reader.sheets.related import RelatedInquiry
    from reader.sheets.reprints import ReprintsInquiry
    from reader.sheets.trends import TrendsInquiry

# What a sheet needs is imported where it is opened: the first picture is there sooner without it.


def _common(state: ReadingState) -> Common:
    return Common(state.given.keys, state.is_growing, state.given.ambiguous, state.given.signs)


def concordance(state: ReadingState) -> ReadingState:
    """Every hit in its context; of the query of the last time, as it was left."""
    from reader.sheets.concordance import ConcordanceInquiry

    corpus, query, closed = state.asking.corpus, state.asked, state.closed_concordance
    if state.hits is None or corpus is None:
        return state
    search = partial(state.given.searches.results, order=state.asking.order)
    inquiry = ConcordanceInquiry(_common(state), corpus, query, search, state.hits.results)
    if closed is not None and closed.inquiry.text == query:
        inquiry = replace(inquiry, sort=closed.inquiry.sort, begins=closed.cursor)
    return state.also(Show(inquiry, _concordance_closed))


def _concordance_closed(state: ReadingState, closed: Closed[ConcordanceInquiry, Occurrence]) -> ReadingState:
    return occurrence_chosen(state.but(closed_concordance=closed), closed.result)


def trends(state: ReadingState) -> ReadingState:
    """What is searched, over time; with the queries that were beside it the last time, as they were left."""
    from reader.sheets.trends import TrendsInquiry

    corpus, query, closed = state.asking.corpus, state.asked, state.closed_trends
    if state.hits is None or corpus is None:
        return state
    known = state.hits.results
    inquiry = TrendsInquiry(_common(state), corpus, query, query, state.given.searches.results, known)
    if closed is not None and closed.inquiry.searched == query:
        last = closed.inquiry
        known_still = known if last.text == query else None
        inquiry = replace(
            inquiry, text=last.text, known=known_still, unit=last.unit, measure=last.measure, begins=closed.cursor
        )
    return state.also(Show(inquiry, _trends_closed))


def _trends_closed(state: ReadingState, closed: Closed[TrendsInquiry, str]) -> ReadingState:
    state = state.but(closed_trends=closed)
    return searched_for(state, closed.result) if closed.result is not None else state


def key_words(state: ReadingState) -> ReadingState:
    """The words that set what was found apart from the rest."""
    from reader.sheets.key_words import KeyWordsInquiry

    corpus, query, given = state.asking.corpus, state.asked, state.given
    if not query:
        return state.also(Tell(_("Key words compare the results of a search with the rest: search first.")))
    if state.hits is None or corpus is None:
        return state
    search = partial(given.searches.results, order=state.asking.order)
    inquiry = KeyWordsInquiry(_common(state), given.insights, corpus, query, state.hits.results, search)
    return state.also(Show(inquiry, _followed))


def _followed(state: ReadingState, closed: Closed[KeyWordsInquiry, str | Occurrence]) -> ReadingState:
    chosen = closed.result
    return searched_for(state, chosen) if isinstance(chosen, str) else occurrence_chosen(state, chosen)


def collocates(state: ReadingState) -> ReadingState:
    """The words that stand near what is searched first."""
    from reader.sheets.collocates import CollocatesInquiry

    corpus, terms = state.asking.corpus, state.hits.results.query.terms if state.hits is not None else ()
    if corpus is None:
        return state
    word = next((term.text for term in terms if isinstance(term, Term)), None)
    if word is None:
        return state.also(Tell(_("Collocates are the words near a search term: search for one first.")))
    search = partial(state.given.searches.results, order=state.asking.order)
    inquiry = CollocatesInquiry(_common(state), state.given.insights, corpus, word, search)
    return state.also(Show(inquiry, _collocates_closed))


def _collocates_closed(state: ReadingState, closed: Closed[CollocatesInquiry, Occurrence]) -> ReadingState:
    return occurrence_chosen(state, closed.result)


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
    from reader.sheets.related import RelatedInquiry

    hit, corpus = state.hit, state.asking.corpus
    if corpus is None:
        return state
    if hit is None:
        return state.also(Tell(_("No article is open.")))
    inquiry = RelatedInquiry(_common(state), state.given.insights, corpus, hit.row, hit.article.title)
    return state.also(Show(inquiry, _articles_closed))


def reprints(state: ReadingState) -> ReadingState:
    """The groups of articles that are nearly the same, where a search is made those with something found."""
    from reader.sheets.reprints import ReprintsInquiry

    corpus, query = state.asking.corpus, state.asked
    if corpus is None or state.hits is None:
        return state
    found = state.hits.results.rows if query else None
    inquiry = ReprintsInquiry(_common(state), state.given.insights, corpus, query, found)
    return state.also(Show(inquiry, _articles_closed))


def _articles_closed(state: ReadingState, closed: Closed[RelatedInquiry | ReprintsInquiry, int]) -> ReadingState:
    return row_opened(state, closed.result) if closed.result is not None else state


def report(state: ReadingState) -> ReadingState:
    """What could not be read as it stands."""
    from reader.sheets.problems import ProblemsInquiry

    problems = state.asking.corpus.sorted_problems if state.asking.corpus is not None else ()
    return state.also(Show(ProblemsInquiry(_common(state), state.paths, problems, state.given.options), unchanged))


def help_shown(state: ReadingState) -> ReadingState:
    """All keys."""
    return state.also(Show(Help(_common(state)), unchanged))
