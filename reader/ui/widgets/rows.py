"""Rows of plain text with a cursor: draws those that are visible, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.language.typesetting import fit
from reader.ui.scroll_map import ScrollMap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

_MARGIN = 2


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of one-line texts; Enter or a click chooses one."""

    COMPONENT_CLASSES = {"rows--cursor", "rows--hit", "rows--track", "rows--thumb"}
    BINDINGS = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("ctrl+d,pagedown,space", "page(1)", show=False),
        Binding("ctrl+u,pageup", "page(-1)", show=False),
        Binding("g,home", "move(-1000000000)", show=False),
        Binding("G,end", "move(1000000000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    texts: reactive[Sequence[str]] = reactive((), always_update=True)
    """What is listed."""
    cursor = reactive(0)
    """Which row is meant."""
    marked_in: Callable[[int], tuple[int, int]] = staticmethod(lambda index: (0, 0))
    """Which code points of a row, half-open, are a hit."""

    choose_at_once: Callable[[int], None] | None = None
    """What is done with a chosen row before the next key is obeyed, in place of a message."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which row."""

    def watch_texts(self) -> None:
        """Take the new number of rows."""
        self.cursor = min(self.cursor, max(len(self.texts) - 1, 0))
        self.virtual_size = Size(self.size.width, len(self.texts))
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
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
        """A click chooses."""
        index = event.y + self.scroll_offset.y
        if index < len(self.texts):
            self.cursor = index
            self._choose(index)

    def action_move(self, step: int) -> None:
        """Rows on or back."""
        self.cursor = min(max(self.cursor + step, 0), max(len(self.texts) - 1, 0))

    def action_page(self, pages: int) -> None:
        """Pages on or back."""
        self.action_move(pages * max(self.size.height - 1, 1))

    def action_choose(self) -> None:
        """The row under the cursor."""
        if self.texts:
            self._choose(self.cursor)

    def _choose(self, index: int) -> None:
        if self.choose_at_once is not None:
            self.choose_at_once(index)
        else:
            self.post_message(self.Chosen(index))

    def render_line(self, y: int) -> Strip:
        """One row, and the map's cell beside it."""
        index, width = y + self.scroll_offset.y, max(self.size.width - 1, 0)
        style, mark = self.rich_style, " " * _MARGIN
        if index == self.cursor:
            style, mark = style + self.get_component_rich_style("rows--cursor", partial=True), "> "
        text = self.texts[index] if index < len(self.texts) else ""
        segments = [Segment(mark, style), *self._segments(index, text[: fit(text, width - _MARGIN)], style)]
        row = Strip(segments).adjust_cell_length(width, style)
        cell = ScrollMap(len(self.texts), self.size.height, self.scroll_offset.y).cell(y)
        look = self.rich_style if cell == "blank" else self.get_component_rich_style(f"rows--{cell}")
        return Strip.join([row, Strip([Segment(" ", look)], 1)])

    def _segments(self, index: int, text: str, style: Style) -> list[Segment]:
        """A row's text, its hit in its look."""
        start, end = self.marked_in(index) if text else (0, 0)
        if start >= end:
            return [Segment(text, style)]
        look = style + self.get_component_rich_style("rows--hit", partial=True)
        return [Segment(text[:start], style), Segment(text[start:end], look), Segment(text[end:], style)]
