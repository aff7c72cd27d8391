"""A screen over another. It is left once: what was on its way to it when it was left means nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from reader.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.message import Message

Result = TypeVar("Result")

_CHOICES = (Input.Submitted, OptionList.OptionSelected, Rows.Chosen)
"""Messages by which a widget of such a screen says that something is chosen."""


class OverScreen(ModalScreen[Result]):
    """Hears no choice and is not left unless it is on top, for two keys may be on their way before the first is obeyed.

    Textual would take away the screen that is on top by then, whichever it is.
    """

    BINDINGS = [Binding("ctrl+c", "app.help_quit", show=False)]

    def on_unmount(self) -> None:
        """Let go of what it drew: Textual's table of backgrounds holds each widget that asked it, with its lines."""
        StylesCache.get_inner_outer.cache_clear()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave it, and give a result to who opened it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def _on_message(self, message: Message) -> None:
        if self.is_active or not isinstance(message, _CHOICES):
            await super()._on_message(message)
