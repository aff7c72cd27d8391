"""The status line: how many articles are shown of how many, how long the search took, how far loading is."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.corpus.progress import Progress
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

    def __str__(self) -> str:
        counts = _("{shown} / {all}").format(shown=f"{self.shown:,}", all=f"{self.all:,}")
        took = f"{self.milliseconds:,.0f} ms" if self.milliseconds is not None else ""
        problems = counted(self.problems, "{count} problem", "{count} problems") if self.problems else ""
        return "  ".join(part for part in (_told(self.loading), counts, took, self.order, problems) if part)


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
    """One line of plain text, at the right of the search bar."""

    status = reactive(Status())
    """What to tell."""

    def render(self) -> Content:
        """The status as text, never as markup."""
        return Content(str(self.status))
