"""Folding: of articles that are nearly the same the list shows the first, with how often it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.ui.background import run_aside
from reader.ui.messages import Compared
from reader.ui.screens.reading.base import ReadingBase, among_hits
from reader.ui.screens.reading.comparing import Comparing
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.article import Field, Span
    from reader.corpus.table import Corpus
    from reader.search.hits import Hits


class Folding(Comparing):
    """The reading screen, as far as it lists reprints once."""

    _is_comparing = False

    @among_hits
    def action_fold(self) -> None:
        """One row for all that is nearly the same, or all again; while articles are compared, stop that."""
        corpus, hits = self.session.corpus, self.hits
        if self._is_comparing:
            self.workers.cancel_group(self, "fold")
        elif corpus is None or hits is None:
            return
        elif self.searches.fold is not None:
            self._unfold(hits)
        elif self.grows:
            self.notify(_("Still loading: fold once all articles are there."), markup=False)
        elif self.insights.knows_reprints(corpus):
            self._fold(hits)
        else:
            self._compare(corpus)

    @work(exclusive=True, group="fold")
    async def _compare(self, corpus: Corpus) -> None:
        """Find the reprints, then fold them."""

        def find(stopped: Callable[[], bool]) -> None:
            def progress(done: int, total: int) -> None:
                self.post_message(Compared(done / max(total, 1)))

            self.insights.reprints(corpus, progress, stopped)

        self._is_comparing = True
        try:
            await run_aside(find)
        finally:
            self._is_comparing = False
            self.tell_place()
        if self.insights.knows_reprints(corpus) and self.hits is not None:
            self._fold(self.hits)

    def on_compared(self, message: Compared) -> None:
        """Say how far it is."""
        if self._is_comparing:
            told = _("comparing articles {percent}%, {fold} stops it")
            self.place.text = self.with_keys(told, percent=f"{100 * message.share:.0f}")

    def _fold(self, hits: Hits) -> None:
        self.searches.fold = self.insights.firsts
        self._relist(hits.listing(self.insights.firsts(hits.results.rows)))

    def _unfold(self, hits: Hits) -> None:
        self.searches.fold = None
        self._relist(hits.listing(None))

    def _relist(self, hits: Hits) -> None:
        """List the same result otherwise; the article that is read stays, or the one before it is read."""
        near = hits.index_near(self.hit.row) if self.hit is not None else None
        self.tell(shown=len(hits), folded=self.searches.fold is not None)
        self.set_reactive(ReadingBase.cursor, near or 0)
        self.hits = hits
        if self.session.is_searching:
            self.run_search(self.session.repeat())

    def on_article_list_copies_clicked(self) -> None:
        """A click on how often an article was printed."""
        self.action_fold()

    # What is to be read must be listed

    def open_row(self, row: int) -> None:
        """Read an article of the corpus."""
        self._unfold_for(row)
        super().open_row(row)

    def open_at(self, row: int, field: Field, span: Span) -> None:
        """Read the article of a row at one of its hits."""
        self._unfold_for(row)
        super().open_at(row, field, span)

    def _read_row(self, row: int) -> None:
        self._unfold_for(row)
        super()._read_row(row)

    def _unfold_for(self, row: int) -> None:
        """Show all again where an article was found and is folded."""
        hits = self.hits
        if hits is not None and hits.index_of(row) is None and hits.index_near(row) is not None:
            self._unfold(hits)
