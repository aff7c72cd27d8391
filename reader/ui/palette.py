"""The command palette's entries: every action of the table of keys, and searches that were saved or made before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style

from reader.ui.keys import places
from reader.wording import _

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.ui.app import DuwenApp
    from reader.ui.keys import Action

_RECENT = 20
_FITTING = Style(bold=True, underline=True)


class ActionProvider(Provider):
    """Offers each action by its help sentence, with its key."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for text, run in self._offers():
            yield DiscoveryHit(Content(text), run, text=text)

    async def search(self, query: str) -> Hits:
        """The actions whose sentence fits what is typed."""
        matcher, found = self.matcher(query), False
        for text, run in self._offers():
            if (score := matcher.match(text)) > 0:
                _score, offsets = matcher.fuzzy_search.match(query, text)
                yield Hit(score, _marked(text, offsets), run, text=text)
                found = True
        if not found:
            yield Hit(1, Content(_("No command fits.")), lambda: None)

    def _offers(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """What can be done: a sentence, and how to do it."""
        app = cast("DuwenApp", self.app)
        for action in app.actions:
            if (action.keys or not action.in_bar) and _is_known(action, self.screen):
                keys = f"  [{action.shown_keys}]" if action.shown_keys else ""
                yield _(action.help) + keys, partial(app.run_action, action.command, self.screen)
        for name, text in app.library.saved_searches().items():
            yield _("Search: {name}").format(name=f"{name}  {text}"), partial(self._search_for, text)
        for text in app.library.searches()[:_RECENT]:
            yield _("Search again: {text}").format(text=text), partial(self._search_for, text)

    def _search_for(self, text: str) -> None:
        from reader.ui.screens.reading.searching import Searching

        if isinstance(self.screen, Searching):
            self.screen.search_for(text)


def _is_known(action: Action, screen: Screen[Any]) -> bool:
    """Whether the application can do it, or the screen that is open."""
    namespace, _dot, name = action.command.partition("(")[0].rpartition(".")
    place = "sheets" if isinstance(screen, ModalScreen) else "reading"
    return namespace == "app" or (place in places(action) and hasattr(screen, f"action_{name}"))


def _marked(text: str, offsets: Sequence[int]) -> Content:
    """The text, never as markup, with the characters that fit what is typed marked."""
    content = Content(text)
    for offset in offsets:
        content = content.stylize(_FITTING, offset, offset + 1)
    return content
