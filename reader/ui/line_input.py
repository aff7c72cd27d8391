"""A line to type into, whose keys are obeyed in the order they come, however fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

_EDITING = {binding.key: binding.action for binding in Binding.make_bindings(Input.BINDINGS)}
"""What Textual's line does by itself, by key."""


class LineInput(Input):
    """Textual's, but for the keys that edit, which it sends round the application, behind what is typed next."""

    async def on_key(self, event: events.Key) -> None:
        """Obey an editing key at once."""
        if event.key in _EDITING:
            event.stop()
            event.prevent_default()
            await self.run_action(_EDITING[event.key])
