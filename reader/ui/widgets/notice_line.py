"""The notice line below the search bar: what is wrong with the query, or what was searched in its place."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.language.typesetting import cells
from reader.ui.printing import plain

_PROMPT = 3
"""Cells in front of what is typed."""


def placed(text: str, column: int, width: int) -> str:
    """A text with its mark in a column, the text to the right of it or, where there is no room, to the left.

    Where neither has room it stands at the left without a mark. Columns and width are cells.
    """
    if column + len("^ ") + cells(text) <= width:
        return f"{' ' * column}^ {text}"
    if cells(text) < column < width:
        return f"{' ' * (column - cells(text) - 1)}{text} ^"
    return text


class NoticeLine(Widget):
    """One line of plain text; a mark stands under the character it is about."""

    text = reactive("")
    """What to tell; the line is blank without."""
    column: reactive[int | None] = reactive(None)
    """The cell that it is about; None where it is about none."""

    also: reactive[str] = reactive("")
    """What to tell behind it, where there is room."""

    def tell(self, text: str, *, error: bool = False, under: str | None = None, also: str = "") -> None:
        """Say something; `under` is what stands in the bar before the character that is meant.

        `also` is left out where there is no room for it.
        """
        self.set_class(error, "-error")
        self.column = _PROMPT + cells(under) if under is not None else None
        self.text, self.also = text, also

    def watch_text(self, text: str) -> None:
        """Where there is little room, the line is there only while it tells something."""
        self.set_class(bool(text), "-telling")

    def render(self) -> Content:
        """The text as it is, never as markup."""
        width = self.content_size.width
        if self.column is not None:
            line = placed(self.text, self.column, width)
        else:
            line = " " * (_PROMPT if 0 < cells(self.text) <= width - _PROMPT else 0) + self.text
        also = f"  {self.also}" if self.also else ""
        return plain(line + also if cells(line + also) <= width else line)
