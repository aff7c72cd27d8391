"""How far what the reader did is kept, and the sentences that say so: while the reader is open, and at leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.library.obstacles import Obstacle
from reader.printable import printable_line
from reader.wording import _, counted

_COUNTED: dict[str, Callable[[int], str]] = {
    "starred": lambda count: counted(count, "{count} star", "{count} stars"),
    "tag": lambda count: counted(count, "{count} tag", "{count} tags"),
    "note": lambda count: counted(count, "{count} note", "{count} notes"),
    "read": lambda count: counted(count, "{count} article read", "{count} articles read"),
    "place": lambda count: counted(count, "{count} place in a text", "{count} places in texts"),
    "saved_search": lambda count: counted(count, "{count} saved search", "{count} saved searches"),
    "search": lambda count: counted(count, "{count} search of the history", "{count} searches of the history"),
}
"""Kinds of changes that are marks, counted for people. How the reader was left is none."""
_MADE_ON_PURPOSE = {"starred", "tag", "note", "saved_search"}


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is not in the library, though writing it was tried."""

    journaled: Mapping[str, int] = field(default_factory=dict)
    """How many marks of each kind wait on disk, in the journal."""
    unkept: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind are in memory alone."""
    obstacle: Obstacle | None = None
    """Why nothing is written; None where all is."""
    journal: Path | None = None
    """Where the journal lies; None where there is none."""
    news: str | None = None
    """What was found wrong with the library since it was opened, for people."""

    @property
    def waiting(self) -> int:
        """How many marks are not in the library."""
        return sum(self.journaled.values()) + sum(self.unkept.values())

    @property
    def peril(self) -> tuple[str, bool]:
        """Why marks wait, empty where none do, and whether any are in memory alone: a change of it is worth a word."""
        reason = self.obstacle.reason if self.obstacle is not None and self.waiting else ""
        return reason, bool(self.unkept)

    @property
    def sentences(self) -> str:
        """That marks are not saved, why, and what to do; empty where all are."""
        if self.obstacle is None or not self.waiting:
            return ""
        not_saved = _("Marks are not saved yet: {reason}.").format(reason=self.obstacle.reason)
        if self.unkept:
            meanwhile = _("Unsaved marks are lost when you quit.")
        else:
            meanwhile = _("Until then they are kept in {journal}.").format(journal=self.journal)
        return printable_line(f"{not_saved} {meanwhile} {self.obstacle.advice}")

    @property
    def is_worth_a_question(self) -> bool:
        """Whether leaving now loses what was marked on purpose."""
        return not _MADE_ON_PURPOSE.isdisjoint(self.unkept)

    @property
    def farewell(self) -> list[str]:
        """What is lost and what waits in the journal, a sentence each; none where all is in the library."""
        if self.obstacle is None:
            return []
        lost = _("{reason}; these marks are lost: {marks}. {advice}")
        wait = _(
            "{reason}; these marks are not in the library yet: {marks}."
            " They are kept in {journal} until duwen next starts. {advice}"
        )
        return [
            printable_line(
                sentence.format(
                    reason=self.obstacle.reason,
                    marks=_enumerated(marks),
                    advice=self.obstacle.advice,
                    journal=self.journal,
                )
            )
            for sentence, marks in ((lost, self.unkept), (wait, self.journaled))
            if marks
        ]


def is_mark(kind: str) -> bool:
    """Whether a change of this kind is a mark, whose loss is told."""
    return kind in _COUNTED


def _enumerated(marks: Mapping[str, int]) -> str:
    return ", ".join(said(marks[kind]) for kind, said in _COUNTED.items() if marks.get(kind))
