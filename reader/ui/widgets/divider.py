"""The divider: the thin line between list and text, to be dragged with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events

    from reader.language.widths import Ambiguous

_LINES: dict[Ambiguous, str] = {1: "\u2502", 2: "|"}
"""What the line is drawn with; the first is two cells wide in terminals that are set so."""
_DOUBLE = 2


class Divider(Widget):
    """One cell wide. Says where it is dragged to; the screen gives the panes their room."""

    ALLOW_SELECT = False

    ambiguous: reactive[Ambiguous] = reactive(1)
    """Cells that the terminal gives to characters such as “."""

    class Dragged(Message):
        """The mouse is elsewhere, the button still down."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x
            """The screen's column that it is in."""

        def can_replace(self, message: Message) -> bool:
            """Only the last matters."""
            return isinstance(message, Divider.Dragged)

    class Dropped(Message):
        """The button was let go after a drag."""

    class Reset(Message):
        """It was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self._moved = False

    def on_mouse_down(self) -> None:
        """The mouse is ours until the button is let go."""
        self.capture_mouse()
        self.add_class("-held")
        self._moved = False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say where it is dragged to."""
        if self.has_class("-held"):
            self._moved = True
            self.post_message(self.Dragged(int(event.screen_x)))

    def on_mouse_up(self) -> None:
        """Say that it stays where it is."""
        self.release_mouse()
        self.remove_class("-held")
        if self._moved:
            self.post_message(self.Dropped())

    def on_click(self, event: events.Click) -> None:
        """Two clicks put it back."""
        if event.chain == _DOUBLE:
            self.post_message(self.Reset())

    def render_line(self, y: int) -> Strip:
        """A cell of the line."""
        return Strip([Segment(_LINES[self.ambiguous], self.rich_style)], 1)
