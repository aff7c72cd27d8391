"""Rows of plain text with a cursor: draws those that are visible, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.language.typesetting import shortened
from reader.printable import printable
from reader.sheets.row_mark import MOST_SERIES_LOOKS, NO_MARK, RowMark, series_look
from reader.ui.line_map import MAP_LOOKS, room_beside_map, with_map

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

    from reader.language.signs import Signs

_MARGIN = 2


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of one-line texts."""

    COMPONENT_CLASSES = {
        *MAP_LOOKS,
        "rows--cursor",
        "rows--mark",
        "rows--nothing",
        "rows--hit",
        "rows--key",
        "rows--heading",
        "rows--bar",
        *(f"rows--{series_look(series)}" for series in range(MOST_SERIES_LOOKS)),
    }

    texts: reactive[Sequence[str]] = reactive((), always_update=True)
    """What is listed."""
    cursor = reactive(0)
    """Which row is meant."""
    mark: Callable[[int], RowMark] = staticmethod(lambda index: NO_MARK)
    """What of a row has a look of its own."""

    def __init__(self, signs: Signs, *, is_preview: bool = False, id: str | None = None) -> None:
        """A preview has neither a cursor nor the keys."""
        super().__init__(id=id, can_focus=not is_preview)
        self._signs, self._is_preview = signs, is_preview
        if is_preview:
            self.set_reactive(Rows.cursor, -1)

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which row."""

    @property
    def text_width(self) -> int:
        """Cells for a row's text."""
        return max(room_beside_map(self) - _MARGIN, 0)

    def watch_texts(self) -> None:
        """Take the new number of rows."""
        if not self._is_preview:
            self.cursor = min(self.cursor, max(len(self.texts) - 1, 0))
        self.virtual_size = Size(self.size.width, len(self.texts))
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        if self._is_preview:
            return
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height > 0:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Rows are as wide as the widget."""
        self.virtual_size = Size(self.size.width, len(self.texts))
        self.watch_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click means its row."""
        index = event.y + self.scroll_offset.y
        if index < len(self.texts) and not self._is_preview:
            self.cursor = index
            self.post_message(self.Clicked(index))

    def move(self, lines: int) -> None:
        """The cursor, rows on or back."""
        self.cursor = min(max(self.cursor + lines, 0), max(len(self.texts) - 1, 0))

    def render_line(self, y: int) -> Strip:
        """One row; the cursor is seen where there are rows."""
        index, margin = y + self.scroll_offset.y, " " * _MARGIN
        style = look = self.rich_style
        if index >= len(self.texts):
            return with_map(self, Strip([]), y, look, self._signs)
        if index == self.cursor:
            style, margin = look + self.get_component_rich_style("rows--cursor", partial=True), f"{self._signs.cursor} "
        text, room = printable(self.texts[index]), room_beside_map(self)
        marked = style + self.get_component_rich_style("rows--mark", partial=True)
        segments = [Segment(margin, marked), *self._segments(index, shortened(text, room - _MARGIN), style)]
        return with_map(self, Strip(segments).adjust_cell_length(room, style), y, look, self._signs)

    def _segments(self, index: int, text: str, style: Style) -> list[Segment]:
        """A row's text, what is marked of it in its look."""
        start, end, name = self.mark(index) if text else NO_MARK
        if start >= end:
            return [Segment(text, style)]
        look = style + self.get_component_rich_style(f"rows--{name}", partial=True)
        return [Segment(text[:start], style), Segment(text[start:end], look), Segment(text[end:], style)]
