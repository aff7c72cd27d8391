"""Concording: every hit of what was found in its context, over time, and through the articles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.ui.screens.concordance import ConcordanceScreen
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.sharing import Sharing
from reader.ui.screens.trends import TrendsScreen

if TYPE_CHECKING:
    from reader.article import Field, Span
    from reader.search.tree import Node
    from reader.ui.screens.concordance import Place


class Concording(Sharing):
    """The reading screen, as far as it shows where the hits are."""

    @among_hits
    def action_concordance(self) -> None:
        """Every hit in its context."""
        corpus = self.session.corpus
        if self.hits is not None and corpus is not None:
            text = self.session.text.strip()
            screen = ConcordanceScreen(corpus, self.hits.results, text, self.list.ambiguous)
            self.app.push_screen(screen, self._open_place)

    @among_hits
    def action_trends(self) -> None:
        """What is searched, over time."""
        corpus = self.session.corpus
        if corpus is not None:
            screen = TrendsScreen(corpus, self.session.text.strip(), self.searches.results, self.list.ambiguous)
            self.app.push_screen(screen, self._search_within)

    def _search_within(self, node: Node | None) -> None:
        from reader.search.writing import within

        if node is not None:
            self.call_later(partial(self.search_for, within(self.session.text, node)))

    def _open_place(self, place: Place | None) -> None:
        if place is not None:
            self.call_later(partial(self.open_at, *place))

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
