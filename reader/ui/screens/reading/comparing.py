"""Comparing: key words of what was found and words near a term, articles like the open one, and reprints.

Its sheets are imported where they are opened, for the first picture is there sooner without them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.reading.insights import Insights
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.concording import Concording
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus
    from reader.library import Library
    from reader.settings import Settings
    from reader.ui.messages import CorpusGrew
    from reader.ui.screens.collocates import CollocatesScreen
    from reader.ui.screens.concordance import Occurrence
    from reader.ui.session import SearchSession


class Comparing(Concording):
    """The reading screen, as far as it holds articles against each other."""

    def __init__(
        self,
        session: SearchSession,
        library: Library,
        settings: Settings,
        paths: Sequence[str],
        options: ReadOptions,
    ) -> None:
        super().__init__(session, library, settings, paths, options)
        self.insights = Insights(settings.user_dictionary)
        """What was found out about the corpus."""

    def on_corpus_grew(self, message: CorpusGrew) -> None:
        """Another corpus has other words. Textual calls Opening's handler too."""
        self.insights.follow(message.corpus)

    def on_mount(self) -> None:
        """The list shows which articles have reprints, once that is known."""
        self.list.members_of = self.insights.members_of

    @among_hits
    def action_key_words(self) -> None:
        """The words that set what was found apart from the rest."""
        from reader.ui.screens.key_words import KeyWordsScreen

        text, corpus = self.asked, self.session.corpus
        if not text:
            self.notify(_("Key words set what a search finds apart from the rest: search first."), markup=False)
        elif self.hits is not None and corpus is not None:
            screen = KeyWordsScreen(
                self.insights,
                corpus,
                self.hits.results,
                text,
                partial(self._collocates_of, corpus),
                grows=self.grows,
                ambiguous=self.list.ambiguous,
            )
            self.app.push_screen(screen, self._follow)

    def _follow(self, chosen: str | Occurrence | None) -> None:
        if isinstance(chosen, str):
            self.call_later(partial(self.search_for, chosen))
        else:
            self.open_place(chosen)

    @among_hits
    def action_collocates(self) -> None:
        """The words that stand near what is searched first."""
        from reader.search.tree import Term

        corpus, terms = self.session.corpus, self.hits.results.query.terms if self.hits is not None else ()
        term = next((term.text for term in terms if isinstance(term, Term)), None)
        if corpus is not None and term is not None:
            self.app.push_screen(self._collocates_of(corpus, term), self.open_place)
        elif corpus is not None:
            self.notify(_("Collocates are words that stand near a term: search for one first."), markup=False)

    def _collocates_of(self, corpus: Corpus, term: str) -> CollocatesScreen:
        from reader.ui.screens.collocates import CollocatesScreen

        concordance = partial(self.concordance_of, corpus)
        return CollocatesScreen(
            self.insights, corpus, term, concordance, grows=self.grows, ambiguous=self.list.ambiguous
        )

    @among_hits
    def action_related(self) -> None:
        """The articles that are like the open one."""
        from reader.ui.screens.related import RelatedScreen

        hit, corpus = self.hit, self.session.corpus
        if hit is not None and corpus is not None:
            screen = RelatedScreen(
                self.insights, corpus, hit.row, hit.article.title, grows=self.grows, ambiguous=self.list.ambiguous
            )
            self.app.push_screen(screen, self._open_if)
        elif corpus is not None:
            self.notify(_("No article is open to compare with."), markup=False)

    @among_hits
    def action_reprints(self) -> None:
        """The groups of articles that are nearly the same, where a search is made those with something found."""
        from reader.ui.screens.reprints import ReprintsScreen

        text, corpus = self.asked, self.session.corpus
        if corpus is not None and self.hits is not None:
            found = self.hits.results.rows if text else None
            screen = ReprintsScreen(self.insights, corpus, found, text, grows=self.grows, ambiguous=self.list.ambiguous)
            self.app.push_screen(screen, self._open_reprint)

    def _open_reprint(self, row: int | None) -> None:
        self.list.forget()
        self._open_if(row)

    def _open_if(self, row: int | None) -> None:
        if row is not None:
            self.call_later(partial(self.open_row, row))

    def open_row(self, row: int) -> None:
        """Read an article of the corpus; a search that does not find it is cleared."""
        if self.hits is not None and self.hits.index_of(row) is None:
            self.bar.value = ""
            self.ask_bar()
        self.take_turn(partial(self._read_row, row))

    def _read_row(self, row: int) -> None:
        index = self.hits.index_of(row) if self.hits is not None else None
        if index is not None:
            self.cursor = index
            self.action_read()
