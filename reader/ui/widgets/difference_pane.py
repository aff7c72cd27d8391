"""The difference of two texts: side by side where there is room, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.line_map import MAP_LOOKS, room_beside_map, with_map
from reader.ui.lines.comparison import Block, Row, Side, below, beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from reader.language.signs import Signs
    from reader.language.widths import Ambiguous

_ROOM_FOR_TWO = 72
"""Cells from which on two columns are shown."""
_GUTTER = 3
_CONTEXT_LINES = 2
"""Lines to be seen above a change that was jumped to."""


class DifferencePane(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws the lines that are visible."""

    COMPONENT_CLASSES = {*MAP_LOOKS, "difference-pane--first", "difference-pane--second"}

    blocks: reactive[Sequence[Block]] = reactive((), always_update=True)
    """What is shown."""

    def __init__(self, signs: Signs, ambiguous: Ambiguous = 1) -> None:
        """`ambiguous` is how many cells “ takes."""
        super().__init__()
        self._signs = signs
        self.ambiguous: Ambiguous = ambiguous
        """Cells of the characters that the terminal may draw wide."""
        self._rows: Sequence[Row] = ()

    @property
    def has_two_columns(self) -> bool:
        """True where there is room to set the texts side by side."""
        return self.size.width >= _ROOM_FOR_TWO

    def watch_blocks(self) -> None:
        """Set them."""
        self._set()

    def on_resize(self) -> None:
        """Set them again for the width."""
        self._set()

    def _set(self) -> None:
        if self.has_two_columns:
            self._rows = beside(self.blocks, (room_beside_map(self) - _GUTTER) // 2, self.ambiguous)
        else:
            self._rows = below(self.blocks, room_beside_map(self) - 2, self.ambiguous)
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh()

    def move(self, lines: int) -> None:
        """Lines on or back."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def change(self, step: int) -> None:
        """To where the next change begins, or the one before."""
        top = min(self.scroll_offset.y + _CONTEXT_LINES, max(len(self._rows) - 1, 0))
        begins = [
            number
            for number, row in enumerate(self._rows)
            if row.is_changed and not (number and self._rows[number - 1].is_changed)
        ]
        following = [number for number in begins if (number > top if step > 0 else number < top)]
        if following:
            self.scroll_to(y=(following[0] if step > 0 else following[-1]) - _CONTEXT_LINES, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line, of one column or two."""
        number = y + self.scroll_offset.y
        row = self._rows[number] if number < len(self._rows) else Row(None, None)
        return with_map(
            self, self._columns(row) if self.has_two_columns else self._column(row), y, self.rich_style, self._signs
        )

    def _columns(self, row: Row) -> Strip:
        column = (room_beside_map(self) - _GUTTER) // 2
        first = Strip(self._segments(row.first, "first")).adjust_cell_length(column, self.rich_style)
        second = Strip(self._segments(row.second, "second"))
        gutter = Strip([Segment(" " * _GUTTER, self.rich_style)], _GUTTER)
        return Strip.join([first, gutter, second])

    def _column(self, row: Row) -> Strip:
        if row.first is not None and row.second is not None:
            mark, segments = "  ", self._segments(row.first, "first")
        elif row.first is not None:
            mark, segments = "- ", self._segments(row.first, "first")
        else:
            mark, segments = "+ " if row.second is not None else "  ", self._segments(row.second, "second")
        return Strip([Segment(mark, self.rich_style), *segments])

    def _segments(self, side: Side | None, name: str) -> list[Segment]:
        if side is None:
            return []
        segments, position, look = [], 0, self.rich_style + self._look(name)
        for start, end in side.changed:
            segments += [Segment(side.text[position:start], self.rich_style), Segment(side.text[start:end], look)]
            position = end
        return [*segments, Segment(side.text[position:], self.rich_style)]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"difference-pane--{name}", partial=True)
