"""A line to type into, whose keys are obeyed in the order they come, however fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events


class LineInput(Input):
    """Textual's, but for the keys that edit, which it sends round the application, behind what is typed next."""

    async def on_key(self, event: events.Key) -> None:
        """Obey an editing key at once."""
        binding = next(iter(self._bindings.key_to_bindings.get(event.key, ())), None)
        if binding is not None and not binding.priority and not event.is_printable:
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
