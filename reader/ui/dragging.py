"""Dragging: the mouse is pressed in a widget and drawn over it; beyond an edge it goes on by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer
    from textual.widget import Widget

_LINES_A_SECOND = 20
"""How fast it scrolls while the mouse is beyond an edge."""


class Draggable(Protocol):
    """What is told of each drag, in cells of the widget."""

    def drag_from(self, x: int, y: int) -> bool:
        """The button was pressed here; True where a drag may begin."""

    def drag_to(self, x: int, y: int) -> None:
        """The mouse has come here, or what lies under it has."""

    def scroll_lines(self, lines: int) -> None:
        """The mouse is beyond an edge: show what lies there."""

    def drop(self) -> None:
        """The button was let go."""


class Drag:
    """The drags over one widget, from where each begins to where it ends."""

    def __init__(self, widget: Widget, told: Draggable) -> None:
        self._widget, self._told = widget, told
        self._is_pressed = False
        self._scrolling: Timer | None = None

    def press(self, event: events.MouseDown) -> None:
        """A drag may begin."""
        self._is_pressed = event.button == 1 and self._told.drag_from(event.x, event.y)
        if self._is_pressed:
            self._widget.capture_mouse()

    def move(self, event: events.MouseMove) -> None:
        """Drag to here; past an edge, go on scrolling."""
        if not self._is_pressed:
            return
        self._stop_scrolling()
        self._told.drag_to(event.x, event.y)
        if not 0 <= event.y < self._widget.size.height:
            along = partial(self._scroll_along, event.x, event.y)
            self._scrolling = self._widget.set_interval(1 / _LINES_A_SECOND, along)

    def let_go(self) -> None:
        """The drag is over."""
        self._stop_scrolling()
        self._widget.release_mouse()
        if self._is_pressed:
            self._is_pressed = False
            self._told.drop()

    def _scroll_along(self, x: int, y: int) -> None:
        self._told.scroll_lines(1 if y > 0 else -1)
        self._told.drag_to(x, y)

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
