"""The reading screen: holds what is searched, listed and read, and decides what follows from each message.

It is built up in layers, each a file: base (widgets, panes, turns), searching, opening, arranging, moving, marking,
sharing, concording, comparing, folding, wandering, selecting, timing, and here reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Label

from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.progress import Progress
from reader.language.widths import Ambiguous
from reader.language.word_lists import stop_words_of, teach
from reader.library import Library
from reader.reading.status import Status
from reader.search.watching import watched_in
from reader.settings import Settings
from reader.ui.background import run_aside
from reader.ui.keys import ACTIONS, Action
from reader.ui.line_input import one_line
from reader.ui.messages import KeywordsFound
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.reading.timing import Timing
from reader.ui.session import SearchSession
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.divider import Divider
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.notice_line import NoticeLine
from reader.ui.widgets.panes import Panes
from reader.ui.widgets.place_line import PlaceLine
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.search_bar import SearchBar
from reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from reader.search.hits import Hit

_KEYWORDS_AFTER = 0.2
"""Seconds an article stays open before its keywords are looked for."""


class ReadingScreen(Timing):
    """Search bar, list and text."""

    AUTO_FOCUS = "ArticleList"

    keywords_shown = reactive(True)
    """Whether keywords stand above the text and are underlined in it."""

    def __init__(
        self,
        paths: Sequence[str],
        library: Library,
        settings: Settings,
        *,
        query: str = "",
        options: ReadOptions = AS_DETECTED,
        actions: Sequence[Action] = ACTIONS,
        ambiguous: Ambiguous = 1,
    ) -> None:
        super().__init__(SearchSession(one_line(query), settings.sort), library, settings, paths, options)
        self._actions, self._ambiguous = actions, ambiguous
        self._keywords_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A bar, a line for what is to be said of it, two panes, a line."""
        with Horizontal(id="top"):
            yield Label(" / ", id="prompt")
            yield SearchBar(self.session.text)
            yield StatusLine()
        yield NoticeLine()
        with Panes():
            yield ArticleList()
            yield Divider()
            yield ReadingPane()
        with Horizontal(id="bottom"):
            yield PlaceLine()
            yield StatusLine(id="status-below")
            yield KeyLine()

    def on_mount(self) -> None:
        """Load once the first picture stands."""
        self.keys.actions = self._actions
        self.list.columns = self.settings.columns
        self.list.marks_of = self.marks_of
        self.list.ambiguous = self.divider.ambiguous = self.status.ambiguous = self._ambiguous
        self.pane.measure = 2 * self.settings.measure
        self.pane.ambiguous = self._ambiguous
        below = self.query_one("#status-below", StatusLine)
        self.watch(self.status, "status", lambda status: setattr(below, "status", status))
        self.status.status = Status(loading=Progress(0, 0, 0, 0, 0, 0.0))
        self.call_after_refresh(self.load)

    def watch_hits(self) -> None:
        """List the hits and read the one under the cursor."""
        self.list.hits = self.hits
        self.watch_cursor()

    def watch_cursor(self) -> None:
        """Read the article under the cursor, unless it is open with the same hits already."""
        self.list.cursor = self.cursor
        hit, shown = self.hit, self.pane.hit
        if hit is not None and shown is not None and (hit.row, hit.places) == (shown.row, shown.places):
            return
        self.keep_place()
        self._open(hit)
        self.find_place()
        self.tell_place()
        if self._keywords_timer is not None:
            self._keywords_timer.stop()
        if hit is not None and self.keywords_shown:
            self._keywords_timer = self.set_timer(_KEYWORDS_AFTER, lambda: self._find_keywords(hit))

    def _open(self, hit: Hit | None) -> None:
        """Set an article in the pane, with what the reader did with it and watches for."""
        self.pane.set_reactive(ReadingPane.keywords, (() if self.keywords_shown else None, ()))
        if hit is not None:
            self.pane.start = self.library.place_of(hit.article.id)
            self.pane.watched = watched_in(hit.article.body, self.settings.watch)
            self.pane.set_reactive(ReadingPane.marks, self.marks_of(hit.article.id))
            if self.reading:
                self.library.set_read(hit.article)
        self.pane.hit = hit

    def watch_keywords_shown(self, shown: bool) -> None:
        """Look for them, or take them away."""
        hit = self.hit
        if not shown:
            self.pane.keywords = (None, ())
        elif hit is not None:
            self._find_keywords(hit)

    @work(exclusive=True, group="keywords")
    async def _find_keywords(self, hit: Hit) -> None:
        def post(stopped: Callable[[], bool]) -> None:
            from reader.insight.topic_words import topic_words

            teach(self.settings.user_dictionary)
            found = topic_words(hit.article, stop_words_of(self.settings.stop_words))
            if not stopped():
                self.post_message(KeywordsFound(hit.row, found.words, found.spans))

        await run_aside(post)

    def on_keywords_found(self, message: KeywordsFound) -> None:
        """Show the keywords, if their article is still open."""
        hit = self.hit
        if hit is not None and hit.row == message.row and self.keywords_shown:
            self.pane.keywords = (message.words, message.spans)

    def on_reading_pane_scrolled(self) -> None:
        """Tell how far the reader is."""
        self.tell_place()

    def on_article_list_cursor_moved(self, message: ArticleList.CursorMoved) -> None:
        """Read what was clicked."""
        self.cursor = message.index
        self.action_list()

    async def on_key_line_clicked(self, message: KeyLine.Clicked) -> None:
        """A click on a key is that key."""
        await self.run_action(message.action.command)

    def action_keywords(self) -> None:
        """Keywords on or off."""
        self.keywords_shown = not self.keywords_shown

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpScreen(self._actions))

    def keep(self) -> None:
        """Have the library remember where the reader is."""
        self.keep_place()
        self.library.remember_query(self.session.text.strip())

    async def action_quit(self) -> None:
        """Leave at once."""
        await self.app.action_quit()
