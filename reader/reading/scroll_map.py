"""The map at a pane's right edge: which part is seen, and where the marked lines lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Cell = Literal["track", "thumb", "blank"]


@dataclass(frozen=True, slots=True)
class ScrollMap:
    """A column of cells, one a line of the pane. It is drawn with the lines, so both change in one picture."""

    total: int
    """Lines there are."""
    height: int
    """Lines that are seen, and cells of the column."""
    top: int
    """The first line that is seen."""

    def cell(self, row: int) -> Cell:
        """What to draw beside a line of the pane; nothing where all lines are seen."""
        if self.total <= self.height:
            return "blank"
        length = max(self.height * self.height // self.total, 1)
        first = self.top * (self.height - length) // (self.total - self.height)
        return "thumb" if first <= row < first + length else "track"

    def top_at(self, row: int) -> int:
        """The first line to be seen after a click beside a line of the pane."""
        return min(max(row * self.total // max(self.height, 1) - self.height // 2, 0), max(self.total - self.height, 0))

    def rows_of(self, lines: Iterable[int]) -> frozenset[int]:
        """The rows on which marked lines are to be shown."""
        if self.total <= self.height:
            return frozenset()
        return frozenset(line * self.height // self.total for line in lines)
