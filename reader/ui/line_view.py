"""A view of lines that are drawn as they are looked at: the keys that move in it, and the map beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.reading.scroll_map import ScrollMap
from reader.ui import keys

if TYPE_CHECKING:
    from rich.style import Style


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """What lines there are, and how one is drawn, a kind of view says."""

    COMPONENT_CLASSES = {"line-view--track", "line-view--thumb"}
    BINDINGS = [
        *keys.bindings_of(
            {
                "down": "move(1)",
                "up": "move(-1)",
                "half-page-down": "page(0.5)",
                "half-page-up": "page(-0.5)",
                "page-down": "page(1)",
                "page-up": "page(-1)",
                "read-on": "page(1)",
                "first": "move(-1000000000)",
                "last": "move(1000000000)",
            }
        )
    ]

    def action_move(self, lines: int) -> None:
        """Lines on or back."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_page(self, pages: float) -> None:
        """Pages on or back."""
        self.action_move(round(pages * max(self.size.height - 1, 1)) or (1 if pages > 0 else -1))

    @property
    def room(self) -> int:
        """Cells of a line, the map beside it left out."""
        return max(self.size.width - 1, 0)

    def with_map(self, line: Strip, y: int, style: Style) -> Strip:
        """A line of the screen in the view's look, and the map's cell beside it."""
        cell = ScrollMap(self.virtual_size.height, self.size.height, self.scroll_offset.y).cell(y)
        look = style if cell == "blank" else self.get_component_rich_style(f"line-view--{cell}")
        return Strip.join([line.adjust_cell_length(self.room, style), Strip([Segment(" ", look)], 1)])
