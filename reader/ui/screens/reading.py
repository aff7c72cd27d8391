"""The reading screen: holds what is searched, listed and read, and decides what follows from each message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Input, Label
from textual.worker import get_current_worker

from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.resources import resource_folder
from reader.ui import background
from reader.ui.messages import CorpusGrew, KeywordsFound, LoadFailed, Misread, Searched
from reader.ui.screens.help import HelpScreen
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.panes import Panes
from reader.ui.widgets.place_line import PlaceLine
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.search_bar import SearchBar
from reader.ui.widgets.status_line import Status, StatusLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from reader.corpus.table import Corpus
    from reader.search.hits import Hit, Hits
    from reader.search.ranking import Order

NARROW = 80
"""Cells below which list and text are shown one at a time."""
_ORDERS: tuple[Order, ...] = ("relevance", "date", "title", "corpus")
_KEYWORDS_AFTER = 0.2
"""Seconds an article stays open before its keywords are looked for."""
_MEASURES = range(24, 161)

P = ParamSpec("P")
Act = Callable[Concatenate["ReadingScreen", P], None]


def _among_hits(act: Act[P]) -> Act[P]:
    """Keys typed behind a search are meant for what it finds, so they wait for it."""

    @wraps(act)
    def in_turn(screen: ReadingScreen, /, *arguments: P.args, **named: P.kwargs) -> None:
        screen._in_turn(partial(act, screen, *arguments, **named))

    return in_turn


class ReadingScreen(Screen[None]):
    """Search bar, list and text."""

    AUTO_FOCUS = "ArticleList"

    hits: reactive[Hits | None] = reactive(None, always_update=True)
    """What is listed."""
    cursor = reactive(0, always_update=True)
    """Which of the hits is read."""
    reading = reactive(False)
    """True while the keys move in the text, not in the list."""
    zoomed = reactive(False)
    """True while the text has the whole width."""
    keywords_shown = reactive(True)
    """Whether keywords stand above the text and are underlined in it."""

    _bar = query_one(SearchBar)
    _status = query_one(StatusLine)
    _list = query_one(ArticleList)
    _pane = query_one(ReadingPane)
    _place = query_one(PlaceLine)
    _divider = query_one("#divider", Label)

    def __init__(self, paths: Sequence[str], *, query: str = "", options: ReadOptions = AS_DETECTED) -> None:
        super().__init__()
        self._paths, self._text, self._options = tuple(paths), query, options
        self._corpus: Corpus | None = None
        self._order: Order = "relevance"
        self._generation = 0
        self._keep_article = False
        self._searching = self._grew = False
        self._failed = False
        self._waiting: list[Callable[[], None]] = []
        self._bar_asked = 0
        self._keywords_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A bar, two panes, a line."""
        with Horizontal(id="top"):
            yield Label(" / ", id="prompt")
            yield SearchBar(self._text)
            yield StatusLine()
        with Panes():
            yield ArticleList()
            yield Label("", id="divider")
            yield ReadingPane()
        with Horizontal(id="bottom"):
            yield PlaceLine()
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Load once the first picture stands."""
        self._status.status = Status(loading="loading")
        self.call_after_refresh(self._load)

    # Loading

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        def post_all(stopped: Callable[[], bool]) -> None:
            for message in background.load(self._paths, self._options, stopped):
                self.post_message(message)

        await background.run_aside(post_all)

    def on_corpus_grew(self, message: CorpusGrew) -> None:
        """More articles: search them too, without moving what is looked at."""
        self._corpus = message.corpus
        self._status.status = self._told(loading=message.progress, all=len(message.corpus))
        if message.finished and not len(message.corpus) and not self._failed:
            self.on_load_failed(LoadFailed("no article found"))
        if self._searching:
            self._grew = True
        else:
            self._search(keep_article=True)

    def on_load_failed(self, message: LoadFailed) -> None:
        """Say what is wrong, and offer a way on where nothing else is there to read."""
        self._failed = True
        self._list.empty_text = f"{message.reason}\n\nEnter opens the sample articles, q leaves."
        if self._corpus is not None and len(self._corpus):
            self.notify(message.reason, severity="error", markup=False)

    # Searching

    @on(Input.Changed)
    def _search_as_typed(self, event: Input.Changed) -> None:
        if event.value != self._text:
            self._text = event.value
            self._search(keep_article=False)

    def _search(self, *, keep_article: bool) -> None:
        if self._corpus is None:
            return
        self._generation += 1
        self._keep_article = keep_article
        self._searching, self._grew = True, False
        self._run_search(self._corpus, self._text, self._order, self._generation)

    @work(thread=True, exclusive=True, group="search")
    def _run_search(self, corpus: Corpus, text: str, order: Order, generation: int) -> None:
        worker = get_current_worker()
        done = background.search(corpus, text, order, generation, lambda: worker.is_cancelled)
        if done is not None:
            self.post_message(done)

    def on_searched(self, message: Searched) -> None:
        """Show what was found, unless something newer was asked meanwhile."""
        if message.generation != self._generation:
            return
        self._searching = False
        results, before = message.hits.results, self._hit()
        kept = message.hits.index_of(before.row) if before is not None and self._keep_article else None
        self._status.status = self._told(
            shown=len(results),
            milliseconds=results.seconds * 1000,
            order=self._order if self._text.strip() or self._order in ("date", "title") else "",
        )
        if not self._failed:
            self._list.empty_text = f"Nothing found for {self._text.strip()}\n\nEsc clears the search."
        self.set_reactive(ReadingScreen.cursor, kept or 0)
        self.hits = message.hits
        self._act_in_turn()
        if self._grew:
            self._search(keep_article=True)

    def on_misread(self, message: Misread) -> None:
        """Say what is wrong; what was found before stays."""
        if message.generation == self._generation:
            self._searching = False
            self._place.text = message.reason
            self._act_in_turn()

    # Keys in the order typed

    def _in_turn(self, act: Callable[[], None]) -> None:
        self._waiting.append(act)
        if self.focused is self._bar:
            self._ask_bar()
        self._act_in_turn()

    def _ask_bar(self) -> None:
        """Keys may still be on their way into the bar: it answers behind the last of them."""
        self._bar_asked += 1
        self._bar.call_later(self._bar.post_message, SearchBar.CaughtUp())

    def on_search_bar_caught_up(self) -> None:
        """What was typed is being searched; what was typed behind it may have its turn."""
        self._bar_asked -= 1
        self._act_in_turn()

    def _act_in_turn(self) -> None:
        if self._bar_asked or (self._searching and not self._keep_article):
            return
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _told(self, **changes: object) -> Status:
        before = self._status.status
        fields = {name: getattr(before, name) for name in Status.__slots__}
        return Status(**{**fields, **changes})

    # Reading

    def watch_hits(self) -> None:
        """List the hits and read the one under the cursor."""
        self._list.hits = self.hits
        self.watch_cursor()

    def watch_cursor(self) -> None:
        """Read the article under the cursor, unless it is open with the same hits already."""
        self._list.cursor = self.cursor
        hit, shown = self._hit(), self._pane.hit
        if hit is not None and shown is not None and (hit.row, hit.places) == (shown.row, shown.places):
            return
        self._pane.set_reactive(ReadingPane.keywords, ((), ()))
        self._pane.hit = hit
        self._tell_place()
        if self._keywords_timer is not None:
            self._keywords_timer.stop()
        if hit is not None and self.keywords_shown:
            self._keywords_timer = self.set_timer(_KEYWORDS_AFTER, lambda: self._find_keywords(hit))

    def watch_keywords_shown(self, shown: bool) -> None:
        """Look for them, or take them away."""
        hit = self._hit()
        if not shown:
            self._pane.keywords = ((), ())
        elif hit is not None:
            self._find_keywords(hit)

    @work(exclusive=True, group="keywords")
    async def _find_keywords(self, hit: Hit) -> None:
        def post(stopped: Callable[[], bool]) -> None:
            found = background.find_keywords(hit.row, hit.article)
            if not stopped():
                self.post_message(found)

        await background.run_aside(post)

    def on_keywords_found(self, message: KeywordsFound) -> None:
        """Show the keywords, if their article is still open."""
        hit = self._hit()
        if hit is not None and hit.row == message.row and self.keywords_shown:
            self._pane.keywords = (message.words, message.spans)

    def on_reading_pane_scrolled(self) -> None:
        """Tell how far the reader is."""
        self._tell_place()

    def on_article_list_cursor_moved(self, message: ArticleList.CursorMoved) -> None:
        """Read what was clicked."""
        self.cursor = message.index
        self.action_list()

    def on_descendant_focus(self) -> None:
        """A click moves the focus too: the keys go where it went."""
        if self.focused is self._bar:
            self.reading = self.zoomed = False
            self._arrange(focus=False)
        elif self.focused in (self._list, self._pane):
            self.reading = self.focused is self._pane

    def _hit(self) -> Hit | None:
        return self.hits[self.cursor] if self.hits is not None and self.cursor < len(self.hits) else None

    def _tell_place(self) -> None:
        hit = self._hit()
        if hit is None:
            self._place.text = ""
            return
        hits = f"hit {self._pane.place + 1}/{len(hit.places)}  " if hit.places else ""
        self._place.text = f"{hits}read {self._pane.share_read:.0%}"

    # Actions of the table of keys

    def action_search(self) -> None:
        """Into the search bar, the list below it."""
        self._waiting.clear()
        self.reading = self.zoomed = False
        self._arrange()
        self.set_focus(self._bar)

    def action_back(self) -> None:
        """From the bar or the text to the list; from the list, clear the search."""
        if self.focused is self._list:
            self._clear_search()
        else:
            self.action_list()

    @_among_hits
    def _clear_search(self) -> None:
        self._bar.value = ""

    @_among_hits
    def action_move(self, step: int) -> None:
        """An article, or in the text a line, on or back."""
        if self.reading:
            self._pane.scroll_to(y=self._pane.scroll_offset.y + step, animate=False, force=True)
        else:
            self.action_article(step)

    @_among_hits
    def action_move_to_end(self, last: bool) -> None:
        """First or last article, or the ends of the text."""
        if self.reading:
            self._pane.scroll_to(y=self._pane.max_scroll_y if last else 0, animate=False, force=True)
        elif self.hits:
            self.cursor = len(self.hits) - 1 if last else 0

    @_among_hits
    def action_page(self, pages: float) -> None:
        """Pages of articles, or of the text."""
        if self.reading:
            self._page_text(pages)
        else:
            self.action_article(round(pages * self._list.rows_a_page) or (1 if pages > 0 else -1))

    @_among_hits
    def action_read(self) -> None:
        """Into the text; where nothing could be opened, to the samples."""
        if self._failed and not self.hits:
            self._failed = False
            self._paths = (str(resource_folder("sample_data")),)
            self._load()
            return
        self.reading = True
        self._arrange()

    def action_list(self) -> None:
        """Into the list."""
        if self.focused is self._bar:
            self._ask_bar()
        self.reading = self.zoomed = False
        self._arrange()

    @_among_hits
    def action_switch(self) -> None:
        """The other pane."""
        if self.reading:
            self.action_list()
        else:
            self.action_read()

    @_among_hits
    def action_read_on(self) -> None:
        """A page on; at the end, the next article."""
        if self._pane.at_end:
            self.action_article(1)
        else:
            self._page_text(1)

    @_among_hits
    def action_hit(self, step: int) -> None:
        """The next place, on into the next article that has one."""
        hit = self._hit()
        if hit is None or self.hits is None:
            return
        place = self._pane.place + step
        if 0 <= place < len(hit.places):
            self._pane.place = place
        else:
            index = self.cursor + step
            while 0 <= index < len(self.hits) and not self.hits[index].places:
                index += step
            if not 0 <= index < len(self.hits) or not hit.places:
                self._place.text = "no more hits"
                return
            self.cursor = index
            if step < 0:
                self._pane.place = len(self.hits[index].places) - 1
        self._tell_place()

    @_among_hits
    def action_article(self, step: int) -> None:
        """So many articles on, as far as there are any."""
        if self.hits:
            self.cursor = min(max(self.cursor + step, 0), len(self.hits) - 1)

    def action_sort(self) -> None:
        """The next order; the same article stays open."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._search(keep_article=True)

    def action_keywords(self) -> None:
        """Keywords on or off."""
        self.keywords_shown = not self.keywords_shown

    def action_zoom(self) -> None:
        """The text alone, or both panes."""
        self.zoomed = not self.zoomed
        self.reading = self.reading or self.zoomed
        self._arrange()

    def action_measure(self, cells: int) -> None:
        """Longer or shorter lines."""
        self._pane.measure = min(max(self._pane.measure + cells, _MEASURES.start), _MEASURES.stop - 1)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpScreen())

    async def action_quit(self) -> None:
        """Leave at once."""
        self.app.exit()

    def on_resize(self) -> None:
        """One pane or two, by the width."""
        self._arrange(focus=self.focused is not self._bar)

    def _arrange(self, *, focus: bool = True) -> None:
        """Show the panes that there is room for, and give the keys to one of them before the next key is read."""
        one_pane = self.zoomed or self.size.width < NARROW
        shown, other = (self._pane, self._list) if self.reading else (self._list, self._pane)
        shown.display = True
        if focus:
            self.set_focus(shown)
        other.display = self._divider.display = not one_pane
        self.set_class(one_pane, "-one-pane")

    def _page_text(self, pages: float) -> None:
        lines = max(self._pane.size.height - 2, 1)
        self._pane.scroll_to(y=self._pane.scroll_offset.y + round(pages * lines), animate=False, force=True)
