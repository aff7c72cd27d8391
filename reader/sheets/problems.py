"""The load report: every problem of the sources, and the raw lines around each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reader.sheets.inquiry import Inquiry, Listing, Open, Outcome, Question
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from reader.article import Problem
    from reader.corpus.options import ReadOptions

Line = tuple[int, str]
"""A raw line, with its number."""


@dataclass(frozen=True)
class ProblemsInquiry(Inquiry["Sequence[Problem]", None]):
    """What could not be read as it stands; a choice shows the raw lines."""

    paths: Sequence[str]
    """What is open."""
    problems: Sequence[Problem]
    options: ReadOptions

    doing: ClassVar[str] = later("looking for problems")
    hint: ClassVar[str] = later("{read} shows the lines, {search} filters, {back} closes")
    file_name: ClassVar[str] = ""

    def heading(self, answer: Sequence[Problem] | None) -> str:
        """What is open, and how many problems it has."""
        count = sum(problem.count for problem in self.problems)
        parts = [_("Load report: {paths}").format(paths="  ".join(self.paths))]
        return "  ".join([*parts, counted(count, "{count} problem", "{count} problems")] if count else parts)

    def question(self, before: Sequence[Problem] | None) -> Question[Sequence[Problem]]:
        """They are known."""
        return lambda _progress, _stopped: self.problems

    def nothing(self, answer: Sequence[Problem]) -> str:
        """Why there are none."""
        return "" if answer else _("No problems: everything was read as is.")

    def listing(self, answer: Sequence[Problem], width: int, cursor: Callable[[], int]) -> Listing:
        """A sentence each."""
        return Listing([str(problem) for problem in answer])

    def choose(self, answer: Sequence[Problem], index: int) -> Outcome:
        """Show the raw lines around it."""
        return Open(RawLinesInquiry(self.common, answer[index], self.options))


@dataclass(frozen=True)
class RawLinesInquiry(Inquiry["Sequence[Line]", None]):
    """Raw lines of a source, the one that has a problem under the cursor."""

    problem: Problem
    options: ReadOptions

    doing: ClassVar[str] = later("reading the lines")
    hint: ClassVar[str] = later("{search} filters, {back} closes")
    file_name: ClassVar[str] = ""

    def heading(self, answer: Sequence[Line] | None) -> str:
        """The problem."""
        return str(self.problem)

    def question(self, before: Sequence[Line] | None) -> Question[Sequence[Line]]:
        """The lines around it. Raises DuwenError where they cannot be read again."""
        from reader.corpus.excerpts import lines_around

        return lambda _progress, _stopped: lines_around(self.problem.path, self.problem.line, self.options)

    def begins_at(self, answer: Sequence[Line]) -> int:
        """The line of the problem."""
        return next((index for index, (number, _text) in enumerate(answer) if number == self.problem.line), 0)

    def nothing(self, answer: Sequence[Line]) -> str:
        """Why there are none."""
        return "" if answer else _("There are no lines to show.")

    def listing(self, answer: Sequence[Line], width: int, cursor: Callable[[], int]) -> Listing:
        """Number and text."""
        return Listing([f"{number:>8}  {text}" for number, text in answer])

    def choose(self, answer: Sequence[Line], index: int) -> Outcome:
        """Nothing more to show."""
        return None
