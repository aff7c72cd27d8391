"""The lines of a concordance as texts aligned by cells on the hit, made as they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language.typesetting import cells, fit
from reader.sheets.made import MadeLines
from reader.sheets.row_mark import RowMark

if TYPE_CHECKING:
    from reader.insight.concordance import Concordance
    from reader.language.widths import Ambiguous

_ROOMY = 76
"""Cells from which on a line also shows the day."""
_DAY = 10
_GAP = "  "


class KwicLines(MadeLines):
    """Each line: the day where there is room, what stands left, the hit in the same column everywhere, the rest."""

    def __init__(self, lines: Concordance, width: int, ambiguous: Ambiguous = 1) -> None:
        self._lines, self._width = lines, width
        self._ambiguous: Ambiguous = ambiguous
        day = _DAY + len(_GAP) if width >= _ROOMY else 0
        self._shows_day = day > 0
        self.column = day + max(width - day - 4, 0) // 2
        """The cell in which every hit begins."""

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, index: int) -> str:
        """Day, context and hit, as many cells as there are."""
        before, hit, behind = self._parts(index)
        text = before + hit + behind
        return text[: fit(text, self._width, self._ambiguous)]

    def hit_in(self, index: int) -> RowMark:
        """Where the hit stands in a line."""
        before, hit, _behind = self._parts(index)
        return RowMark(len(before), len(before) + len(hit), "hit")

    def _parts(self, index: int) -> tuple[str, str, str]:
        line = self._lines.line(index, self._width)
        day = ""
        if self._shows_day:
            day = (line.date.isoformat() if line.date else " " * _DAY) + _GAP
        room = max(self.column - len(day) - 1, 0)
        left = line.left[len(line.left) - fit(line.left[::-1], room, self._ambiguous) :]
        space = " " * (room - cells(left, self._ambiguous))
        return f"{day}{space}{left} ", line.hit, f" {line.right}"
