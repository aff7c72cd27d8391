"""The command palette's entries: every action of the table of keys, and searches that were saved or made before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Input, LoadingIndicator, OptionList

from reader.ui.matching import matched
from reader.ui.printing import plain
from reader.ui.program import Offering, program
from reader.ui.screens.reading import ReadingScreen
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.actions import Action

_RECENT = 20
_FITTING, _KEY = Style(bold=True, underline=True), Style(bold=True)
_KEY_WIDTH = 7
"""Cells for a key, before what it does."""


class _Commands(CommandList, can_focus=False):
    """Textual's list, but that a click on a command which is listed no more does nothing, where Textual's fails."""

    async def _on_click(self, event: Click) -> None:
        event.prevent_default()
        with suppress(IndexError):
            await super()._on_click(event)


class Palette(CommandPalette):
    """Textual's, in the look of the house; it is left once, for two keys may be on their way before one is obeyed."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]

    def __init__(self) -> None:
        super().__init__(placeholder=_("Every command, by name"))

    def compose(self) -> ComposeResult:
        """The line and the commands."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield CommandInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield _Commands()
                yield LoadingIndicator()

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Leave it, unless that is done: Textual would take away the screen that is on top by then."""
        return super().dismiss(None) if self.is_active else AwaitComplete()

    async def _on_message(self, message: Message) -> None:
        if self.is_active or not isinstance(message, (Input.Submitted, OptionList.OptionSelected)):
            await super()._on_message(message)

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # a list that has no room yet knows no pages
            super()._action_command_list(action)


class ActionProvider(Provider):
    """Offers each action by its help sentence, with its key."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for key, text, _names, run in self._offers():
            yield DiscoveryHit(_shown(key, text), run, text=text)

    async def search(self, query: str) -> Hits:
        """The actions whose sentence fits what is typed."""
        found = False
        for key, text, names, run in self._offers():
            score, offsets = matched(query, text)
            by_name = max((matched(query, name)[0] for name in names), default=0)
            if max(score, by_name) > 0:
                yield Hit(max(score, by_name), _shown(key, text, offsets), run, text=text)
                found = True
        if not found:
            yield Hit(1, Content(_("No matching command.")), lambda: None)

    def _offers(self) -> Iterator[tuple[str, str, Sequence[str], Callable[[], Any]]]:
        """What can be done: its main key, a sentence, what else it is called, and how to do it."""
        app = program(self.app)
        for action in app.actions:
            if (action.keys or not action.in_bar) and (run := self._doing(action)) is not None:
                yield action.shown_keys.partition(" ")[0], _(action.help), (_(action.label), action.id), run
        for name, text in app.library.saved_searches().items():
            yield "", _("Search: {name}").format(name=f"{name}  {text}"), (), partial(self._search_for, text)
        for text in app.library.searches()[:_RECENT]:
            yield "", _("Search again: {text}").format(text=text), (), partial(self._search_for, text)

    def _doing(self, action: Action) -> Callable[[], Any] | None:
        """How to do it where one is: the application does, the reading screen, or the sheet; None where none can."""
        app, screen = program(self.app), self.screen
        if action.command:
            return partial(app.run_action, f"app.{action.command}")
        return partial(screen.act, action) if isinstance(screen, Offering) and screen.can(action) else None

    def _search_for(self, text: str) -> None:
        if isinstance(self.screen, ReadingScreen):
            self.screen.search_for(text)


def _shown(key: str, text: str, offsets: Sequence[int] = ()) -> Content:
    """Key and text, never as markup, with the characters that fit what is typed marked."""
    content = plain(text)
    for offset in offsets:
        content = content.stylize(_FITTING, offset, offset + 1)
    return Content.styled(f"{key:<{_KEY_WIDTH}} ", _KEY) + content
