"""The status line: how many articles are shown of how many, how long the search took, how far loading is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.renderables.sparkline import Sparkline
from textual.widget import Widget

from reader.language.typesetting import cells
from reader.ui.printing import plain
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.geometry import Size

    from reader.corpus.progress import Progress
    from reader.language.widths import Ambiguous

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line tells."""

    shown: int = 0
    """Articles in the list."""
    all: int = 0
    """Articles in the corpus."""
    milliseconds: float | None = None
    """How long the last search took."""
    order: str = ""
    """What comes first."""
    loading: Progress | None = None
    """How far loading is; None when done."""
    problems: int = 0
    """What could not be read as it stands."""
    timeline: tuple[int, ...] = ()
    """How many of the articles that were found lie in each of some equal spans of time; empty where it is not told."""
    folded: bool = False
    """True where of reprints one is listed."""
    unsaved: int = 0
    """Marks that are not in the library."""
    obstacle: str = ""
    """Why, as a clause."""

    @property
    def counts(self) -> str:
        """How many articles of how many."""
        return _("{shown} / {all}").format(shown=f"{self.shown:,}", all=f"{self.all:,}")

    @property
    def least(self) -> str:
        """What is told however little room there is: the counts, and that marks are not saved."""
        unsaved = counted(self.unsaved, "{count} unsaved", "{count} unsaved") if self.unsaved else ""
        return _GAP.join(part for part in (unsaved, self.counts) if part)

    def __str__(self) -> str:
        return next(self._tellings())

    def fitting(self, width: int) -> str:
        """As much of it as can be told in so many cells; the least of it, whatever the width is."""
        return next((told for told in self._tellings() if cells(told) <= width), self.least)

    def _tellings(self) -> Iterator[str]:
        """All of it, then less and less."""
        took = f"{self.milliseconds:,.0f} ms" if self.milliseconds is not None else ""
        problems = counted(self.problems, "{count} problem", "{count} problems") if self.problems else ""
        order = _GAP.join(part for part in (self.order, _("folded") if self.folded else "") if part)
        loading, briefly = _told(self.loading), _briefly(self.loading)
        unsaved = counted(self.unsaved, "{count} mark not saved", "{count} marks not saved") if self.unsaved else ""
        because = f"{unsaved}: {self.obstacle}" if unsaved else ""
        for parts in (
            (because, loading, self.counts, took, order, problems),
            (because, briefly, self.counts, took, order, problems),
            (because, briefly, self.counts, took, problems),
            (because, briefly, self.counts, took),
            (because, briefly, self.counts),
            (unsaved, briefly, self.counts),
        ):
            yield _GAP.join(part for part in parts if part)


def _briefly(loading: Progress | None) -> str:
    """Its share alone, or that there is some."""
    if loading is None:
        return ""
    return f"{loading.share:.0%}" if loading.share is not None else _("loading")


def _told(loading: Progress | None) -> str:
    """How far loading is, in words."""
    if loading is None:
        return ""
    parts = [_("loading"), f"{loading.share:.0%}" if loading.share is not None else ""]
    if loading.files_total > 1:
        parts.append(f"{loading.files:,}/{loading.files_total:,}")
    parts.append(f"{loading.megabytes_a_second:,.0f} MB/s")
    if loading.seconds_left is not None and loading.seconds_left >= 1:
        parts.append(_("{seconds} s left").format(seconds=f"{loading.seconds_left:,.0f}"))
    return " ".join(part for part in parts if part)


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
        bars = sparkline(self.status.timeline) + _GAP if self.status.timeline and self.ambiguous == 1 else ""
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
