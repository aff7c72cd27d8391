"""The reading screen: gives keys and events to the steps, has done what they want, and shows the state they make."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label

from reader.library import Library
from reader.reading import effects, events
from reader.reading.happening import chosen, happened, pressed
from reader.reading.layout import Size
from reader.reading.place import place_told
from reader.reading.steps.opening import place_kept
from reader.ui.doing import Doing
from reader.ui.happened import Happened
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.divider import Divider
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.notice_line import NoticeLine
from reader.ui.widgets.place_line import PlaceLine
from reader.ui.widgets.reading_pane import ReadingPane
from reader.ui.widgets.status_line import StatusLine
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import DescendantFocus, Key, Resize

    from reader.reading.actions import Action
    from reader.reading.state import ReadingState

_COPIES_SELECTED = "ctrl+c"
"""Copies what is selected; it leaves the reader where nothing is."""


class ReadingScreen(Screen[None]):
    """Search bar, list and text."""

    AUTO_FOCUS = ""

    def __init__(self, state: ReadingState, actions: Sequence[Action]) -> None:
        """`actions` have the keys as remapped."""
        super().__init__()
        self.state = state
        """What is shown."""
        self._actions = actions
        self._by_key = {key: action for action in actions if self.can(action) for key in action.keys}
        self._by_key_in_bar = {key: action for action in actions if self.can(action) for key in action.in_bar}
        self._doing = Doing(self, state)
        self.bar, self.notice, self.place = LineInput(placeholder=_("search"), query=True), NoticeLine(), PlaceLine()
        self.status, self._status_below = StatusLine(), StatusLine(id="status-below")
        self.list, self.divider, self.pane = ArticleList(state), Divider(state.given.ambiguous), ReadingPane(state)
        self.keys = KeyLine(actions)

    def compose(self) -> ComposeResult:
        """A bar, a line for what is to be said of it, two panes, a line."""
        with Horizontal(id="top"):
            yield Label(" / ", id="prompt")
            yield self.bar
            yield self.status
        yield self.notice
        with Horizontal(id="panes"):
            yield self.list
            yield self.divider
            yield self.pane
        with Horizontal(id="bottom"):
            yield self.place
            yield self._status_below
            yield self.keys

    def on_mount(self) -> None:
        """Load once the first picture stands."""
        self.status.ambiguous = self.state.given.ambiguous
        self._take(self.state)
        self.call_after_refresh(self._load)
        self.state.given.library.listen(lambda keeping: self.post_message(Happened(events.MarksKept(keeping))))

    def _load(self) -> None:
        self._take(self.state.also(effects.Load(self.state.paths)))

    def on_screen_resume(self) -> None:
        """Let go of what a sheet drew: Textual keeps each widget that it asked for a background."""
        StylesCache.get_inner_outer.cache_clear()

    def on_unmount(self) -> None:
        """What becomes of marks now is told at leaving."""
        self.state.given.library.listen(None)

    # What happens

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if self.state.pane == "bar":
            return await self._type(event)
        if event.key == _COPIES_SELECTED and self.state.opened is not None and self.state.opened.selection is not None:
            self.act(self.action("copy"))
        elif (action := self._by_key.get(event.key)) is not None:
            self.act(action)
        else:
            return False
        return True

    async def _type(self, event: Key) -> bool:
        """A key was pressed in the bar: it is typed or edits, unless it leads elsewhere."""
        if (action := self._by_key_in_bar.get(event.key)) is not None:
            self.state = self.state.but(line_cursor=self.bar.cursor_position)
            self.act(action)
            return True
        if not await self.bar.obey(event):
            return False
        self.happen(events.Typed(self.bar.value, self.bar.cursor_position))
        return True

    def paste(self, text: str) -> bool:
        """A line was pasted; False where nobody types."""
        if self.state.pane != "bar":
            return False
        self.bar.put_in(text)
        self.happen(events.Typed(self.bar.value, self.bar.cursor_position))
        return True

    def can(self, action: Action) -> bool:
        """Whether an action of the table means something here."""
        return action.does is not None

    def action(self, id: str) -> Action:
        """A row of the table of keys."""
        return next(action for action in self._actions if action.id == id)

    def act(self, action: Action) -> None:
        """Do what a row of the table of keys does."""
        self._take(pressed(self.state, action))

    def search_for(self, query: str) -> None:
        """Search for something as if it had been typed."""
        self._take(chosen(self.state, query))

    def happen(self, event: events.Event) -> None:
        """Something happened."""
        after = happened(self.state, event)
        if (corpus := after.asking.corpus) is not None and corpus is not self.state.asking.corpus:
            self.state.given.insights.follow(corpus)
        self._take(after)

    def on_happened(self, message: Happened) -> None:
        """Something happened in a widget or a thread."""
        self.happen(message.event)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something else came into the bar, as a suggestion by the mouse does."""
        if event.value == self.bar.value != self.state.asking.text:
            self.happen(events.Typed(event.value, self.bar.cursor_position))

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """A click into the bar gives it the keys."""
        if self.focused is self.bar and self.state.pane != "bar":
            self.happen(events.Focused("bar"))

    def on_resize(self, event: Resize) -> None:
        """The screen has another size."""
        self.happen(events.Resized(Size(*event.size)))

    async def on_key_line_clicked(self, message: KeyLine.Clicked) -> None:
        """A click on a key is that key."""
        if message.action.does is not None:
            self.act(message.action)
        else:
            await self.app.run_action(message.action.command)

    def on_status_line_timeline_clicked(self) -> None:
        """The bars, large."""
        self.act(self.action("trends"))

    def keep(self) -> None:
        """Have the library remember where the reader is."""
        query = self.state.asking.text.strip()
        self._take(place_kept(self.state).also(effects.Keep(partial(Library.remember_query, text=query))))

    # What follows

    def _take(self, state: ReadingState) -> None:
        """Have done what is to be done, then show the state that comes of it, once."""
        while state.effects and self._is_whole:
            wanted, state = state.effects, state.but(effects=())
            self.state = state
            for event in self._doing.do(wanted, state):
                state = happened(state, event)
        self.state = state
        if self._is_whole:
            self._show(state)

    @property
    def _is_whole(self) -> bool:
        """Whether its parts are there: not before they are, nor where they are being taken away as the reader ends."""
        return self.is_mounted and all(part.is_running for part in (self.bar, self.list, self.pane))

    def _show_query(self, state: ReadingState) -> None:
        """Show what is asked, each term of what was searched in its look."""
        if self.bar.value != state.asking.text:
            self.bar.value = state.asking.text
            self.bar.cursor_position = state.line_cursor
        if state.hits is not None:
            self.bar.colour(state.hits.results.query.terms)

    def _show(self, state: ReadingState) -> None:
        layout, size, typing = state.layout, state.size, state.pane == "bar"
        self.set_class(size.is_low, "-low")
        self.set_class(size.is_tiny, "-tiny")
        self.set_class(typing, "-typing")
        self.list.display, self.pane.display, self.divider.display = layout.has_list, layout.has_text, layout.has_both
        if self.list.styles.width is None or self.list.styles.width.value != layout.list_width:
            self.list.styles.width = layout.list_width
        self._show_query(state)
        if (self.focused is self.bar) != typing:
            self.set_focus(self.bar if typing else None)
        self.notice.notice = state.notice
        status = replace(state.status, corpus=state.corpus_name, report_key=state.given.keys.get("report", ""))
        self.status.status = self._status_below.status = status
        self.app.sub_title = state.corpus_name
        self.place.text = place_told(state)
        self.keys.typing = typing
        self.list.show(state)
        self.pane.show(state)
