"""What the reading screen's parts share: its widgets, its state, and the arrangement of the panes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec

from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen

from reader.reading.status import Status
from reader.ui.program import with_keys
from reader.ui.session import SearchSession
from reader.ui.turns import Turns
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.divider import Divider
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.notice_line import NoticeLine
from reader.ui.widgets.place_line import PlaceLine
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.search_bar import SearchBar
from reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from reader.article import Field, Span
    from reader.reading.page import PageSpan
    from reader.search.hits import Hit, Hits

NARROW, LOW = 80, 24
"""Cells below which list and text are shown one at a time, and lines below which every line counts."""
TINY_WIDTH, TINY_HEIGHT = 40, 10
"""Cells or lines below which only the least is shown: list or text, the search, and how much there is."""
VERY_WIDE = 160
"""Cells from which on the list may have more of them than it needs."""
_LEAST_LIST, _LEAST_TEXT = 20, 30
"""Cells that list and text keep, wherever the divider is drawn to."""

P = ParamSpec("P")
Act = Callable[Concatenate["ReadingBase", P], None]


def among_hits(act: Callable[P, None]) -> Callable[P, None]:
    """An act of the screen that means what is found: typed behind a search, it waits for it."""

    @wraps(act)
    def in_turn(*arguments: P.args, **named: P.kwargs) -> None:
        screen = arguments[0]
        assert isinstance(screen, ReadingBase)
        screen.take_turn(partial(act, *arguments, **named))

    return in_turn


class Left(NamedTuple):
    """Where an article was left."""

    places: Sequence[tuple[Field, Span]]
    """Its hits then."""
    hit: int
    """At which of them one was."""
    first: PageSpan
    """Where what was seen began."""


class ReadingBase(Screen[None]):
    """Search bar, list and text, with what is listed and read."""

    hits: reactive[Hits | None] = reactive(None, always_update=True)
    """What is listed."""
    cursor = reactive(0, always_update=True)
    """Which of the hits is read."""
    reading = reactive(False)
    """True while the keys move in the text, not in the list."""
    zoomed = reactive(False)
    """True while the text has the whole width."""
    list_width = reactive(0)
    """Cells that the reader gave the list, as far as there is room; 0 where the stylesheet decides."""

    bar = query_one(SearchBar)
    status = query_one(StatusLine)
    notice = query_one(NoticeLine)
    list = query_one(ArticleList)
    divider = query_one(Divider)
    pane = query_one(ReadingPane)
    place = query_one(PlaceLine)
    keys = query_one(KeyLine)

    def __init__(self, session: SearchSession) -> None:
        super().__init__()
        self.session = session
        """What is asked of which corpus."""
        self.asked = ""
        """What found the hits that are listed, as it was typed; the bar may hold something else that makes no sense."""
        self.left: dict[int, Left] = {}
        """By row, where articles with hits were left."""
        self._turns = Turns(self.must_wait)
        self._bar_asked = 0

    @property
    def hit(self) -> Hit | None:
        """The article under the cursor."""
        return self.hits[self.cursor] if self.hits is not None and self.cursor < len(self.hits) else None

    def with_keys(self, text: str, **others: str) -> str:
        """A sentence that names keys by their actions' ids in braces, and other things, with the keys."""
        return with_keys(text, self.app, **others)

    def tell(self, **changes: object) -> None:
        """Change part of what the status line says."""
        before = self.status.status
        self.status.status = Status(**{**{name: getattr(before, name) for name in Status.__slots__}, **changes})

    # Keys in the order typed

    def must_wait(self) -> bool:
        """True while something typed before is not answered yet."""
        return bool(self._bar_asked) or self.session.awaits_new_hits

    def take_turn(self, act: Callable[[], None]) -> None:
        """Do it once everything typed before it is answered."""
        if self.focused is self.bar:
            self.ask_bar()
        self._turns.take(act)

    def go_on(self) -> None:
        """A search was answered: do what waited for it."""
        self._turns.go_on()

    def forget_turns(self) -> None:
        """Another search is begun; what waited for the last is no longer meant."""
        self._turns.forget()

    def ask_bar(self) -> None:
        """Keys may still be on their way into the bar: it answers behind the last of them."""
        self._bar_asked += 1
        self.bar.call_later(self.bar.post_message, SearchBar.CaughtUp())

    def on_search_bar_caught_up(self) -> None:
        """What was typed is being searched; what was typed behind it may have its turn."""
        self._bar_asked -= 1
        self._turns.go_on()

    # Panes

    def show_panes(self, *, focus: bool = True) -> None:
        """Show the panes that there is room for, and give the keys to one of them before the next key is read."""
        one_pane = self.zoomed or self.size.width < NARROW
        shown, other = (self.pane, self.list) if self.reading else (self.list, self.pane)
        shown.display = True
        if focus:
            self.set_focus(shown)
        other.display = self.divider.display = not one_pane
        self._share_width()
        width, height = self.size
        self.set_class(one_pane, "-one-pane")
        self.set_class(height < LOW, "-low")
        self.set_class(width < TINY_WIDTH or height < TINY_HEIGHT, "-tiny")
        self.set_class(width >= VERY_WIDE, "-very-wide")

    def _share_width(self) -> None:
        """Give list and text what the reader gave them, each at least its least."""
        width = None
        if self.list_width and self.divider.display:
            width = self.fitting_list_width(self.list_width)
        self.list.styles.width = self.list.styles.max_width = width

    def fitting_list_width(self, width: int) -> int:
        """A width of the list, such that list and text each keep their least."""
        return max(min(width, self.size.width - _LEAST_TEXT), _LEAST_LIST)

    def watch_list_width(self) -> None:
        """Draw the divider there."""
        if self.is_mounted:
            self._share_width()

    def on_resize(self) -> None:
        """One pane or two, by the width."""
        self.show_panes(focus=self.focused is not self.bar)

    def on_descendant_focus(self) -> None:
        """A click moves the focus too: the keys go where it went."""
        if self.focused is self.bar:
            self.reading = self.zoomed = False
            self.show_panes(focus=False)
        elif self.focused in (self.list, self.pane):
            self.reading = self.focused is self.pane
        self.keys.typing = self.focused is self.bar
        self.set_class(self.keys.typing, "-typing")
