"""The search bar: one line to type a query into."""

import unicodedata

from textual.message import Message
from textual.widgets import Input

from reader.ui import keys

_UNSEEN = ("Cc", "Cf", "Cs")
"""Controls, format characters and halves of characters."""


class SearchBar(Input):
    """Posts Input.Changed for each keystroke; the keys that leave it, or move in what was found, are the screen's."""

    BINDINGS = [*keys.bar_bindings()]

    class CaughtUp(Message):
        """All that was typed so far is in the value, and was told."""

    def __init__(self, value: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder="search", compact=True, select_on_focus=False, id=id)

    def validate_value(self, value: str) -> str:
        """Nothing that could move the terminal's cursor comes in, neither pasted nor from the command line."""
        return "".join(character for character in value if unicodedata.category(character) not in _UNSEEN)
