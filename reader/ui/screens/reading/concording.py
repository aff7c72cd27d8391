"""Concording: every hit of what was found in its context, over time, and through the articles.

Its sheets are imported where they are opened, for the first picture is there sooner without them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from reader.reading.notice import Notice
from reader.ui.background import run_aside, warm_up
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.sharing import Sharing
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.article import Field, Span
    from reader.corpus.table import Corpus
    from reader.insight.concordance import Sort
    from reader.insight.dispersion import Evenness
    from reader.insight.trends import By, Measure
    from reader.search.engine import Results
    from reader.search.hits import Hits
    from reader.ui.messages import CorpusGrew
    from reader.ui.screens.concordance import ConcordanceScreen, Occurrence
    from reader.ui.screens.trends import TrendsScreen


_WARM_AFTER = 0.5
"""Seconds between the last article and what is made ready for later."""


class _LeftConcordance(NamedTuple):
    """Where the concordance was left."""

    text: str
    """The query in it."""
    sort: Sort
    cursor: int


class _LeftTrends(NamedTuple):
    """Where the trends were left."""

    searched: str
    """What was searched when they were opened."""
    text: str
    """The queries in them."""
    unit: By | None
    measure: Measure
    cursor: int


class Concording(Sharing):
    """The reading screen, as far as it shows where the hits are."""

    _evenness = ""
    """What the notice line says of it."""
    _left_concordance: _LeftConcordance | None = None
    _left_trends: _LeftTrends | None = None

    @property
    def grows(self) -> bool:
        """True while articles are still loaded."""
        return self.status.status.loading is not None

    def on_corpus_grew(self, message: CorpusGrew) -> None:
        """Have ready what the first sheet needs, once all articles are there. Opening has a handler too."""
        if message.finished:
            self.set_timer(_WARM_AFTER, self._warm_up)

    @work(exclusive=True, group="warm")
    async def _warm_up(self) -> None:
        await run_aside(warm_up)

    @among_hits
    def action_concordance(self) -> None:
        """Every hit in its context; of the query of the last time, as it was left."""
        corpus, text, left = self.session.corpus, self.asked, self._left_concordance
        if self.hits is not None and corpus is not None:
            screen = self.concordance_of(corpus, text, self.hits.results)
            if left is not None and left.text == text:
                screen.sort = left.sort
                screen.begin_at(left.cursor)
            self.app.push_screen(screen, partial(self._leave_concordance, screen))

    def _leave_concordance(self, screen: ConcordanceScreen, place: Occurrence | None) -> None:
        self._left_concordance = _LeftConcordance(screen.text, screen.sort, screen.left_at)
        self.open_place(place)

    def concordance_of(self, corpus: Corpus, text: str, known: Results | None = None) -> ConcordanceScreen:
        """The sheet with the hits of a query; `known` is what it finds, where that was searched."""
        from reader.ui.screens.concordance import ConcordanceScreen

        search = partial(self.searches.results, order=self.session.order)
        return ConcordanceScreen(corpus, text, search, known, grows=self.grows, ambiguous=self.list.ambiguous)

    @among_hits
    def action_trends(self) -> None:
        """What is searched, over time; with the queries that were beside it the last time, as they were left."""
        from reader.ui.screens.trends import TrendsScreen

        corpus, text, left = self.session.corpus, self.asked, self._left_trends
        if self.hits is None or corpus is None:
            return
        left = left if left is not None and left.searched == text else None
        screen = TrendsScreen(
            corpus,
            left.text if left is not None else text,
            self.searches.results,
            self.hits.results if left is None or left.text == text else None,
            grows=self.grows,
            ambiguous=self.list.ambiguous,
        )
        if left is not None:
            screen.unit, screen.measure = left.unit, left.measure
            screen.begin_at(left.cursor)
        self.app.push_screen(screen, partial(self._leave_trends, screen, text))

    def _leave_trends(self, screen: TrendsScreen, searched: str, chosen: str | None) -> None:
        self._left_trends = _LeftTrends(searched, screen.text, screen.unit, screen.measure, screen.left_at)
        if chosen is not None:
            self.call_later(partial(self.search_for, chosen))

    def on_mount(self) -> None:
        """Measure what is found from now on, where that is shown. Textual calls the reading screen's handler too."""
        self.watch(self, "hits", self._measure_evenness, init=False)

    @among_hits
    def action_dispersion(self) -> None:
        """Where in each article the hits lie, and how evenly over the months; or no longer."""
        if self.hits is None:
            return
        from reader.insight.dispersion import hit_map

        if self.list.map_of is None:
            self.list.map_of = lambda hit: hit_map(hit.body_spans, len(hit.article.body))
        else:
            self.list.map_of = None
        self._measure_evenness()

    def _measure_evenness(self) -> None:
        hits, corpus = self.hits, self.session.corpus
        if hits is None or corpus is None or self.list.map_of is None or not hits.results.query.terms:
            self._tell_evenness("")
        else:
            self._measure(hits, corpus)

    @work(exclusive=True, group="evenness")
    async def _measure(self, hits: Hits, corpus: Corpus) -> None:
        found: Evenness | None = None

        def measure(stopped: Callable[[], bool]) -> None:
            from reader.insight.dispersion import evenness

            nonlocal found
            found = evenness(corpus, hits.results, stopped)

        await run_aside(measure)
        if self.list.map_of is None or self.hits is not hits:
            return
        if found is None:
            told = _("Each cell is a tenth of the article.")
        else:
            told = _("Each cell is a tenth of the article. Over {months} months DP is {deviation} (0 even, 1 uneven).")
            told = told.format(months=f"{found.months:,}", deviation=f"{found.normalized:.2f}")
        self._tell_evenness(told)

    def _tell_evenness(self, text: str) -> None:
        """Say it behind what else the notice line says of the search, or take it away."""
        notice = self.notice.notice
        other = notice.text.removesuffix(self._evenness).strip() if self._evenness else notice.text.strip()
        if not notice.is_error and (text or self._evenness):
            self.notice.notice = Notice("  ".join(part for part in (other, text) if part))
        self._evenness = text

    def open_place(self, place: Occurrence | None) -> None:
        """Read the article of a hit that was chosen, if one was."""
        if place is not None:
            self.call_later(partial(self._search_and_open, place))

    def _search_and_open(self, place: Occurrence) -> None:
        """Read the article of a hit, found by the query that found the hit."""
        if place.query != self.asked:
            self.search_for(place.query)
            self.ask_bar()
            self.take_turn(self.remember_search)
        self.take_turn(partial(self.open_at, place.row, place.field, place.span))

    def open_at(self, row: int, field: Field, span: Span) -> None:
        """Read the article of a row at one of its hits, if it is still among those found."""
        index = self.hits.index_of(row) if self.hits is not None else None
        if index is None or self.hits is None:
            return
        self.cursor = index
        places = [(each, found.start) for each, found in self.hits[index].places]
        if (field, span.start) in places:
            self.pane.place = places.index((field, span.start))
        self.reading = True
        self.show_panes()
        self.tell_place()
