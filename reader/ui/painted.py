"""Painted lines: what a widget shows, line by line, so that only the lines are sent again that look another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual.strip import Strip
    from textual.widget import Widget

_MOST_KEPT = 2_000


class Painted:
    """The lines of one widget, and those that it showed before, by what they depend on."""

    def __init__(self, widget: Widget, paint: Callable[[int], Strip]) -> None:
        """`paint` makes the line of a number, as the widget is now."""
        self._widget, self._paint = widget, paint
        self._lines: list[Strip] = []
        self._kept: dict[Hashable, Strip] = {}

    def line(self, number: int) -> Strip:
        """A line as it was shown last."""
        return self._lines[number] if number < len(self._lines) else self._paint(number)

    def show(self, height: int) -> None:
        """Show the lines as they are now; those that are the same as before are not drawn again."""
        before, self._lines = self._lines, [self._paint(number) for number in range(height)]
        width = self._widget.size.width
        changed = [
            Region(0, number, width, 1)
            for number, line in enumerate(self._lines)
            if number >= len(before) or (before[number] is not line and before[number] != line)
        ]
        if changed:
            self._widget.refresh(*changed)

    def kept(self, key: Hashable, paint: Callable[[], Strip]) -> Strip:
        """A line that depends on nothing but its key, painted once."""
        if (line := self._kept.get(key)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            line = self._kept[key] = paint()
        return line

    def forget(self) -> None:
        """What the keys stand for is other now."""
        self._kept.clear()

    def forget_all(self) -> None:
        """Colours are others now: all is drawn again."""
        self._kept.clear()
        self._lines = []
        self._widget.refresh()
