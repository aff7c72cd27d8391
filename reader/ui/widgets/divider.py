"""The divider: the thin line between list and text, to be dragged with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.reading.events import DividerMoved
from reader.ui.happened import Happened

if TYPE_CHECKING:
    from textual import events

    from reader.language.widths import Ambiguous

_LINES: dict[Ambiguous, str] = {1: "\u2502", 2: "|"}
"""What the line is drawn with; the first is two cells wide in terminals that are set so."""
_DOUBLE = 2


class Divider(Widget):
    """One cell wide. Says where it is dragged to; the screen gives the panes their room."""

    ALLOW_SELECT = False

    def __init__(self, ambiguous: Ambiguous) -> None:
        """`ambiguous` is how many cells “ takes."""
        super().__init__()
        self._line = _LINES[ambiguous]
        self._moved_to: int | None = None

    def on_mouse_down(self) -> None:
        """The mouse is ours until the button is let go."""
        self.capture_mouse()
        self.add_class("-held")
        self._moved_to = None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where it is dragged to."""
        if self.has_class("-held"):
            self._moved_to = int(event.screen_x)
            self.post_message(Happened(DividerMoved(self._moved_to)))

    def on_mouse_up(self) -> None:
        """Say that it stays where it is."""
        self.release_mouse()
        self.remove_class("-held")
        if self._moved_to is not None:
            self.post_message(Happened(DividerMoved(self._moved_to, is_over=True)))

    def on_click(self, event: events.Click) -> None:
        """Two clicks put it back."""
        if event.chain == _DOUBLE:
            self.post_message(Happened(DividerMoved(0, is_over=True)))

    def render_line(self, y: int) -> Strip:
        """A cell of the line."""
        return Strip([Segment(self._line, self.rich_style)], 1)
