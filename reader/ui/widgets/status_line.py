"""The status line: how many articles are shown of how many, how long the search took, how far loading is."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from reader.corpus.progress import Progress
from reader.language.typesetting import cells
from reader.wording import _, counted


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

    @property
    def counts(self) -> str:
        """How many articles of how many."""
        return _("{shown} / {all}").format(shown=f"{self.shown:,}", all=f"{self.all:,}")

    def __str__(self) -> str:
        return next(self._tellings())

    def fitting(self, width: int) -> str:
        """As much of it as can be told in so many cells; the counts, whatever the width is."""
        return next((told for told in self._tellings() if cells(told) <= width), self.counts)

    def _tellings(self) -> Iterator[str]:
        """All of it, then less and less."""
        took = f"{self.milliseconds:,.0f} ms" if self.milliseconds is not None else ""
        problems = counted(self.problems, "{count} problem", "{count} problems") if self.problems else ""
        loading, briefly = _told(self.loading), _briefly(self.loading)
        for parts in (
            (loading, self.counts, took, self.order, problems),
            (briefly, self.counts, took, self.order, problems),
            (briefly, self.counts, took, problems),
            (briefly, self.counts, took),
            (briefly, self.counts),
        ):
            yield "  ".join(part for part in parts if part)


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


class StatusLine(Widget):
    """One line of plain text, as much as fits, at the right of the search bar; in a tiny screen also at the bottom."""

    status = reactive(Status())
    """What to tell."""

    def render(self) -> Content:
        """The status as text, never as markup."""
        return Content(self.status.fitting(self.content_size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Where the width may follow: what the counts take."""
        return cells(self.status.counts)

    def watch_status(self, before: Status, status: Status) -> None:
        """Other counts may take another width."""
        if before.counts != status.counts and self.styles.is_auto_width:
            self.refresh(layout=True)
