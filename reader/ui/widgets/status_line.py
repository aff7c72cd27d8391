"""The status line, and the bars of the timeline in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.renderables.sparkline import Sparkline
from textual.widget import Widget

from reader.language.typesetting import cells
from reader.reading.status import GAP, Status
from reader.ui.printing import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from reader.language.widths import Ambiguous


def sparkline(values: Sequence[int]) -> str:
    """A bar for each value, the highest for the greatest; the lowest is kept for none at all."""
    greatest = max(values, default=0)
    bars = len(Sparkline.BARS) - 1
    return "".join(Sparkline.BARS[-(-value * bars // greatest)] if value else Sparkline.BARS[0] for value in values)


class StatusLine(Widget):
    """One line of plain text, as much as fits, at the right of the search bar; in a tiny screen also at the bottom."""

    status = reactive(Status())
    """What to tell."""
    ambiguous: reactive[Ambiguous] = reactive(1)
    """Cells that the terminal gives to characters such as “; where it is two, bars would not stand in their cells."""

    class TimelineClicked(Message):
        """The timeline was clicked."""

    def render(self) -> Content:
        """The status as text, never as markup."""
        return plain(self._timeline + self.status.fitting(self.content_size.width))

    @property
    def _timeline(self) -> str:
        """The timeline and the gap behind it, where there is room for both beside all of the status."""
        bars = sparkline(self.status.timeline) + GAP if self.status.timeline and self.ambiguous == 1 else ""
        return bars if len(bars) + cells(str(self.status)) <= self.content_size.width else ""

    def on_click(self, event: events.Click) -> None:
        """A click on the bars."""
        bars, width = self._timeline, self.content_size.width
        start = width - cells(bars + self.status.fitting(width))
        if (at := event.get_content_offset(self)) is not None and start <= at.x < start + len(bars.rstrip()):
            self.post_message(self.TimelineClicked())

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Where the width may follow: what is told in any case."""
        return cells(self.status.least)

    def watch_status(self, before: Status, status: Status) -> None:
        """Other counts may take another width; marks that are not saved are seen."""
        self.set_class(bool(status.unsaved), "-unsaved")
        if before.least != status.least and self.styles.is_auto_width:
            self.refresh(layout=True)
