"""The place line: where in the text the reader is, or a word from the program."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.ui.printing import plain


class PlaceLine(Widget):
    """One line of plain text, at the left of the footer."""

    text = reactive("")
    """What to tell."""

    def render(self) -> Content:
        """The text as it is, never as markup."""
        return plain(self.text)
