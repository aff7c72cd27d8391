"""The status line: how many articles are shown of how many, how long the search took, how far loading is."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


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
    loading: str = ""
    """How far loading is; empty when done."""

    def __str__(self) -> str:
        took = f"{self.milliseconds:,.0f} ms" if self.milliseconds is not None else ""
        counts = f"{self.shown:,} / {self.all:,}"
        return "  ".join(part for part in (self.loading, counts, took, self.order) if part)


class StatusLine(Widget):
    """One line of plain text, at the right of the search bar."""

    status = reactive(Status())
    """What to tell."""

    def render(self) -> Content:
        """The status as text, never as markup."""
        return Content(str(self.status))
