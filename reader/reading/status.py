"""What the status line says: how many articles are shown of how many, how long the search took, how far loading is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language.typesetting import cells
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.corpus.progress import LoadProgress

GAP = "  "


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
    """Sort order."""
    loading: LoadProgress | None = None
    """How far loading is; None when done."""
    problems: int = 0
    """What could not be read as it stands."""
    timeline: tuple[int, ...] = ()
    """How many of the articles that were found lie in each of some equal spans of time; empty where it is not told."""
    corpus: str = ""
    """What is open."""
    report_key: str = ""
    """The key that shows the problems."""
    folded: bool = False
    """True where of reprints one is listed."""
    following: str = ""
    """That the files are watched, and how many articles arrived."""
    unsaved: int = 0
    """Marks that are not in the library."""
    obstacle: str = ""
    """Why, as a clause."""
    shards: str = ""
    """How many shards answered, where that is not all."""

    @property
    def counts(self) -> str:
        """How many articles of how many."""
        return _("{shown} / {all}").format(shown=f"{self.shown:,}", all=f"{self.all:,}")

    @property
    def least(self) -> str:
        """What is told however little room there is: the counts, and that marks are not saved."""
        unsaved = counted(self.unsaved, "{count} unsaved", "{count} unsaved") if self.unsaved else ""
        return GAP.join(part for part in (unsaved, self.counts) if part)

    def __str__(self) -> str:
        return next(self._tellings())

    def fitting(self, width: int) -> str:
        """As much of it as fits into `width` cells, and always the least of it."""
        return next((told for told in self._tellings() if cells(told) <= width), self.least)

    def _tellings(self) -> Iterator[str]:
        """All of it, then less and less."""
        took = f"{self.milliseconds:,.0f} ms" if self.milliseconds is not None else ""
        problems = counted(self.problems, "{count} problem", "{count} problems") if self.problems else ""
        if problems and self.report_key:
            problems = f"{problems} ({self.report_key})"
        order = GAP.join(part for part in (self.order, _("folded") if self.folded else "", self.following) if part)
        loading, briefly = _told(self.loading), _briefly(self.loading)
        unsaved = counted(self.unsaved, "{count} mark not saved", "{count} marks not saved") if self.unsaved else ""
        because = f"{unsaved}: {self.obstacle}" if unsaved else ""
        counts = GAP.join(part for part in (self.counts, self.shards) if part)
        for parts in (
            (because, loading, counts, took, order, problems, self.corpus),
            (because, loading, counts, took, order, problems),
            (because, briefly, counts, took, order, problems),
            (because, briefly, counts, took, problems),
            (because, briefly, counts, took),
            (because, briefly, counts),
            (unsaved, briefly, counts),
        ):
            yield GAP.join(part for part in parts if part)


def shards_told(parts: tuple[int, int]) -> str:
    """How many shards answer of how many, where not all do."""
    there, all_of_them = parts
    if there == all_of_them:
        return ""
    return _("{there} of {all} shards").format(there=f"{there:,}", all=f"{all_of_them:,}")


def _briefly(loading: LoadProgress | None) -> str:
    """Its share alone, or that there is some."""
    if loading is None:
        return ""
    return f"{loading.share:.0%}" if loading.share is not None else _("loading")


def _told(loading: LoadProgress | None) -> str:
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
