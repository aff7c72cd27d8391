"""A line to type into, whose keys are obeyed in the order they come, however fast."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

EDITING = {binding.key: binding.action for binding in Binding.make_bindings(Input.BINDINGS)}
"""What Textual's line does by itself, by key."""
_UNSEEN = ("Cc", "Cf", "Cs")
"""Controls, format characters and halves of characters."""


def one_line(text: str) -> str:
    """A text as a line of it can be typed: a space for its line ends and the blanks around them, none at its ends.

    Nothing is left that could move the terminal's cursor.
    """
    lines = text.splitlines()
    line = text if lines == [text] else " ".join(filter(None, map(str.strip, lines)))
    if line.isprintable():
        return line
    return "".join(character for character in line if unicodedata.category(character) not in _UNSEEN)


class LineInput(Input):
    """Textual's, but for the keys that edit, which it sends round the application, behind what is typed next."""

    async def on_key(self, event: events.Key) -> None:
        """Obey an editing key at once."""
        if event.key in EDITING:
            event.stop()
            event.prevent_default()
            await self.run_action(EDITING[event.key])

    def action_copy(self) -> None:
        """Copy what is selected, if anything is, and tell what the key does not do."""
        if self.selected_text:
            super().action_copy()
        self.app.action_help_quit()

    def validate_value(self, value: str) -> str:
        """Only what can be typed comes in, neither pasted nor from the command line or the library."""
        return one_line(value)
