"""The notice line below the search bar: what is wrong with the query, or what was searched in its place."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.language.typesetting import cells

_PROMPT = 3
"""Cells in front of what is typed."""


class NoticeLine(Widget):
    """One line of plain text; a mark stands under the character it is about."""

    text = reactive("")
    """What to tell; the line is blank without."""

    def tell(self, text: str, *, error: bool = False, under: str | None = None) -> None:
        """Say something; `under` is what stands in the bar before the character that is meant."""
        self.set_class(error, "-error")
        self.text = f"{' ' * (_PROMPT + cells(under))}^ {text}" if under is not None else f"   {text}" if text else ""

    def watch_text(self, text: str) -> None:
        """Where there is little room, the line is there only while it tells something."""
        self.set_class(bool(text), "-telling")

    def render(self) -> Content:
        """The text as it is, never as markup."""
        return Content(self.text)
