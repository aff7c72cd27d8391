"""Dragging: the mouse is pressed in a widget that scrolls and drawn over it; beyond an edge it scrolls along."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

_LINES_A_SECOND = 20
"""How fast it scrolls while the mouse is beyond an edge."""


class Dragging(ScrollView, can_focus=True, inherit_bindings=False):
    """Tells of each drag in its own cells, from where it begins to where it ends."""

    ALLOW_SELECT = False
    """What is dragged over is known by those who are told, not by Textual."""

    _is_pressed = False
    _scrolling: Timer | None = None

    @abstractmethod
    def drag_from(self, x: int, y: int) -> bool:
        """The button was pressed here; True where a drag may begin."""

    @abstractmethod
    def drag_to(self, x: int, y: int) -> None:
        """The mouse has come here, or what lies under it has."""

    @abstractmethod
    def drop(self) -> None:
        """The button was let go."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A drag may begin."""
        self._is_pressed = event.button == 1 and self.drag_from(event.x, event.y)
        if self._is_pressed:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """As far as here; beyond an edge, further and further."""
        if self._is_pressed:
            self._stop_scrolling()
            self.drag_to(event.x, event.y)
            if not 0 <= event.y < self.size.height:
                self._scrolling = self.set_interval(1 / _LINES_A_SECOND, partial(self._scroll_along, event.x, event.y))

    def on_mouse_up(self) -> None:
        """The drag is over."""
        self._stop_scrolling()
        self.release_mouse()
        if self._is_pressed:
            self._is_pressed = False
            self.drop()

    def _scroll_along(self, x: int, y: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + (1 if y > 0 else -1), animate=False, force=True)
        self.drag_to(x, y)

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
