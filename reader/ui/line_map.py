"""The map beside lines: where in all of them those are that are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.reading.scroll_map import ScrollMap

if TYPE_CHECKING:
    from rich.style import Style
    from textual.scroll_view import ScrollView

    from reader.language.signs import Signs

MAP_LOOKS = frozenset({"line-map--track", "line-map--thumb"})
"""Component classes that a view with a map has."""


def room_beside_map(view: ScrollView) -> int:
    """Cells of a line of the view, the map left out."""
    return max(view.size.width - 1, 0)


def with_map(view: ScrollView, line: Strip, y: int, style: Style, signs: Signs) -> Strip:
    """A line of the screen in the view's look, and the map's cell beside it."""
    cell = ScrollMap(view.virtual_size.height, view.size.height, view.scroll_offset.y).cell(y)
    look = style if cell == "blank" else view.get_component_rich_style(f"line-map--{cell}")
    beside = Strip([Segment(signs.thumb if cell == "thumb" else " ", look)], 1)
    return Strip.join([line.adjust_cell_length(room_beside_map(view), style), beside])
