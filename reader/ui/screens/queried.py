"""A sheet about what a query finds. The query stands in a search bar, and each keystroke in it asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.getters import query_one

from reader.ui.screens.insight import InsightScreen
from reader.ui.screens.over import Result
from reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.await_complete import AwaitComplete

    from reader.corpus.table import Corpus
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results

    Search = Callable[[Corpus, str, Callable[[], bool]], "Results | None"]


class QueriedScreen(InsightScreen[Result]):
    """The keys of the search bar mean here what they mean in the reading screen, the rows in place of its list."""

    _bar = query_one(SearchBar)

    def __init__(
        self,
        heading: str,
        corpus: Corpus,
        text: str,
        search: Search,
        known: Results | None,
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`known` is what the text finds as one query, where that was searched; `search` runs another, in a thread."""
        super().__init__(heading, grows=grows, ambiguous=ambiguous)
        self._corpus, self._search = corpus, search
        self._known = {text: known} if known is not None else {}
        self.text = text
        """What is asked for."""
        self._bar_asked = 0
        self._first_cursor = 0
        self.left_at = 0
        """Row under the cursor when the sheet was closed."""

    def begin_at(self, cursor: int) -> None:
        """Once there are rows, have the cursor on this one, where one left the same sheet."""
        self._first_cursor = cursor

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the sheet; where the cursor was stays known."""
        self.left_at = self.rows.cursor
        return super().dismiss(result)

    def line(self) -> SearchBar:
        """What one types into: the query."""
        return SearchBar(self.text)

    def typed(self, text: str) -> None:
        """Ask for that."""
        if text.strip() != self.text:
            self.text = text.strip()
            self.find()

    def show_rows(self) -> None:
        """Show all of the rows."""
        self._filter("")
        if self._first_cursor:
            self.rows.cursor = min(self._first_cursor, max(len(self._texts) - 1, 0))
            self._first_cursor = 0

    def results(self, text: str, stopped: Callable[[], bool]) -> Results | None:
        """What a query finds; None where it was stopped. Called in a thread."""
        known = self._known.get(text)
        return known if known is not None else self._search(self._corpus, text, stopped)

    @property
    def is_waiting(self) -> bool:
        """True too while keys may still be on their way into the bar."""
        return super().is_waiting or bool(self._bar_asked)

    def on_search_bar_caught_up(self) -> None:
        """All that was typed is asked for."""
        self._bar_asked -= 1
        self._turns.go_on()

    def action_list(self) -> None:
        """Back to the rows."""
        if self.focused is self._bar:
            self._bar_asked += 1
            self._bar.call_later(self._bar.post_message, SearchBar.CaughtUp())
        super().action_list()

    def action_complete(self) -> None:
        """Finish the field that is begun in the bar, or leave the bar."""
        if not self._bar.complete():
            self.action_list()

    def action_move(self, step: int) -> None:
        """From the bar down to the rows."""
        if step > 0:
            self.action_list()

    def action_page(self, pages: float) -> None:
        """From the bar to the rows, and pages on or back in them."""
        self.action_list()
        self.rows.action_page(round(pages))
