"""Searching: as it is typed, aside, newest answer only; what was asked before; what is wrong with a query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from reader.reading.notice import Notice
from reader.search.hints import hint
from reader.search.tokens import MARKS
from reader.ui.background import SearchesAside, run_aside
from reader.ui.messages import Misread, Searched
from reader.ui.screens.prompt import PromptScreen
from reader.ui.screens.reading.base import ReadingBase, among_hits
from reader.ui.session import ORDERS, Ask, SearchSession
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Library
    from reader.search.hits import Hits
    from reader.settings import Settings


class Searching(ReadingBase):
    """The reading screen, as far as it searches."""

    def __init__(self, session: SearchSession, library: Library, settings: Settings) -> None:
        super().__init__(session)
        self.library, self.settings = library, settings
        self.searches = SearchesAside(library)
        """Runs searches, and remembers what they found."""
        self._recalled = -1

    def on_mount(self) -> None:
        """The bar knows the reader's marks. Textual calls the handlers of the other parts too."""
        self.bar.values_of = self._values_of

    @on(Input.Changed)
    def _search_as_typed(self, event: Input.Changed) -> None:
        self.run_search(self.session.type(event.value))

    def run_search(self, ask: Ask | None) -> None:
        """Run a search in the place of the one before."""
        if ask is not None:
            self._run(ask)

    @work(exclusive=True, group="search")
    async def _run(self, ask: Ask) -> None:
        answer = await run_aside(partial(self.searches.run, ask))
        if answer is not None:
            self.post_message(answer)

    def on_searched(self, message: Searched) -> None:
        """Show what was found, unless something newer was asked meanwhile."""
        if not self.session.accept(message.generation):
            return
        before, at_top = self.hit, self.session.keeps_top and not self.cursor and not self.reading
        keeps = self.session.keeps_article and not at_top
        kept = message.hits.index_near(before.row) if before is not None and keeps else None
        self._tell_results(message.hits, message.without)
        self.set_reactive(ReadingBase.cursor, kept or 0)
        self.hits = message.hits
        self.go_on()
        self.run_search(self.session.go_on())

    def on_misread(self, message: Misread) -> None:
        """Say what is wrong, below the character it is about, and what the list still shows."""
        if self.session.accept(message.generation):
            before = self.session.text[: message.column - 1]
            listed = _("the list shows: {query}").format(query=self.asked or _("all articles"))
            self.notice.notice = Notice(message.reason, is_error=True, under=before, also=listed)
            self.go_on()

    def _tell_results(self, hits: Hits, without: str) -> None:
        from reader.search.splitting import told

        results, asked, order = hits.results, self.session.text.strip(), self.session.order
        self.asked = asked
        self.tell(
            shown=len(hits),
            folded=self.searches.fold is not None,
            milliseconds=results.seconds * 1000,
            timeline=(),
            order=_(ORDERS[order]) if asked or order not in ("relevance", "corpus") else "",
        )
        self.bar.colour(results.query.terms)
        said = "  ".join(told(results.splits)) or hint(self.session.text, self._values_of("tag"))
        self.notice.notice = Notice(said)
        if asked:
            way_back = self.with_keys(_("{back} clears the search."))
            parts = [_("Nothing found for {query}").format(query=asked), without, way_back]
            self.list.empty_text = "\n\n".join(part for part in parts if part)

    # Actions

    def action_search(self) -> None:
        """Into the search bar, the list below it."""
        self.forget_turns()
        self.reading = self.zoomed = False
        self.show_panes()
        self.set_focus(self.bar)
        self._recalled = -1

    def action_list(self) -> None:
        """Into the list; a search that was typed is remembered."""
        if self.focused is self.bar:
            self.ask_bar()
            self.take_turn(self.remember_search)
        self.reading = self.zoomed = False
        self.show_panes()

    def action_back(self) -> None:
        """From the bar or the text to the list; from the list, clear the search."""
        if self.focused is self.list:
            self._clear_search()
        else:
            self.action_list()

    @among_hits
    def _clear_search(self) -> None:
        self.bar.value = ""

    def action_complete(self) -> None:
        """Finish the field or value that is begun in the bar, or leave the bar."""
        if not self.bar.complete():
            self.action_list()

    def _values_of(self, field: str) -> Sequence[str]:
        """What may stand behind a field that takes the reader's marks."""
        return {"is": MARKS, "tag": tuple(self.library.all_tags())}.get(field, ())

    def action_sort(self) -> None:
        """The next order; the same article stays open."""
        orders = list(ORDERS)
        following = orders[(orders.index(self.session.order) + 1) % len(orders)]
        self.run_search(self.session.reorder(following))

    def search_for(self, text: str) -> None:
        """Search for something as if it had been typed."""
        self.put(text)
        self.action_list()

    @among_hits
    def action_save_search(self) -> None:
        """Give the search a name under which the palette offers it."""
        if not (text := self.asked):
            self.notify(_("There is no search to save."), markup=False)
        else:
            heading = _("A name for {query}").format(query=text)
            self.app.push_screen(PromptScreen(heading), lambda name: self._save_search(name, text))

    def _save_search(self, name: str | None, text: str) -> None:
        if name and name.strip():
            self.library.save_search(name.strip(), text)

    # What was asked before

    def remember_search(self) -> None:
        """Keep what is searched, if it is anything."""
        if self.asked and self.hits is not None and self.hits.results.query.root is not None:
            self.library.remember_search(self.asked)
            self.library.remember_query(self.asked)

    def recall(self, step: int) -> bool:
        """Put an older or newer search into the bar; False where that is not what the key means now."""
        if self.bar.value and self._recalled < 0:
            return False
        searches = self.library.searches()
        self._recalled = min(max(self._recalled + step, -1), len(searches) - 1)
        self.put(searches[self._recalled] if self._recalled >= 0 else "")
        return True

    def put(self, text: str) -> None:
        """Have a query in the bar, the cursor behind it."""
        self.bar.value = text
        self.bar.cursor_position = len(self.bar.value)
