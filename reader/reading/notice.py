"""What is said of the search, below the bar: what is wrong with the query, or what was searched in its place."""

from dataclasses import dataclass

from reader.language.typesetting import cells

_PROMPT = 3
"""Cells in front of what is typed."""
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of plain text."""

    text: str = ""
    """What to tell; the line is blank without."""
    is_error: bool = False
    """True where something is wrong."""
    under: str | None = None
    """What stands in the bar before the character that is meant; None where none is."""
    also: str = ""
    """What to tell behind it, where there is room."""

    def line(self, width: int) -> str:
        """The line in `width` cells; where a character is meant, a mark stands under it."""
        if self.under is not None:
            line = _placed(self.text, _PROMPT + cells(self.under), width)
        else:
            line = " " * (_PROMPT if 0 < cells(self.text) <= width - _PROMPT else 0) + self.text
        whole = line + _GAP + self.also if self.also else line
        return whole if cells(whole) <= width else line


def _placed(text: str, column: int, width: int) -> str:
    """A text with its mark in a column, the text to the right of it or, where there is no room, to the left.

    Where neither has room it stands at the left without a mark. Columns and width are cells.
    """
    if column + len("^ ") + cells(text) <= width:
        return f"{' ' * column}^ {text}"
    if cells(text) < column < width:
        return f"{' ' * (column - cells(text) - 1)}{text} ^"
    return text
