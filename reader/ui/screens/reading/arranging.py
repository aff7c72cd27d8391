"""Arranging: how wide list, text and lines are, and the text alone. What the reader chose for the list is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.screens.reading.opening import Opening

if TYPE_CHECKING:
    from reader.ui.widgets.divider import Divider

_MEASURES = range(24, 161)


class Arranging(Opening):
    """The reading screen, as far as its parts can be given room."""

    def on_mount(self) -> None:
        """The list is as wide as it was left."""
        self.list_width = self.library.list_width

    def on_divider_dragged(self, message: Divider.Dragged) -> None:
        """The list ends where the mouse is."""
        self._give_list(message.x - self.list.region.x)

    def on_divider_dropped(self) -> None:
        """That is the width to keep."""
        self.library.remember_list_width(self.list_width)

    def on_divider_reset(self) -> None:
        """The list has its own width again."""
        self.list_width = 0
        self.library.remember_list_width(0)

    def action_widen_list(self, cells: int) -> None:
        """A wider or narrower list, where both panes are seen."""
        if self.divider.display:
            self._give_list(self.list.region.width + cells)
            self.library.remember_list_width(self.list_width)

    def _give_list(self, width: int) -> None:
        self.list_width = self.fitting_list_width(width)

    def action_zoom(self) -> None:
        """The text alone, or both panes."""
        self.zoomed = not self.zoomed
        self.reading = self.reading or self.zoomed
        self.show_panes()

    def action_measure(self, cells: int) -> None:
        """Longer or shorter lines."""
        self.pane.measure = min(max(self.pane.measure + cells, _MEASURES.start), _MEASURES.stop - 1)
