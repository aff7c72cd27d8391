"""A screen over another. It is left once: what was on its way to it when it was left means nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from reader.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.message import Message
    from textual.message_pump import Callback

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

    @property
    def is_left(self) -> bool:
        """True from when its parts are being taken away; they are not to be looked for any more."""
        return not self.display

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done on a screen that is left, such as a command of the palette that was over it."""
        return not self.is_left and super().check_action(action, parameters)

    def call_after_refresh(self, callback: Callback, *args: Any, **kwargs: Any) -> bool:
        """Call something once all is drawn, unless the screen is left by then."""

        def call() -> Any:
            return None if self.is_left else callback(*args, **kwargs)

        return super().call_after_refresh(call)

    async def _on_message(self, message: Message) -> None:
        if self.is_active or not isinstance(message, _CHOICES):
            await super()._on_message(message)
