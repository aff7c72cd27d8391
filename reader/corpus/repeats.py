"""What repeats: the first problems of a kind in a file are told one by one, the others as a number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from reader.article import Problem
from reader.wording import counted

MOST_TOLD: Final = 100
"""Problems of a kind in a file that are told one by one."""
_NUMBER: Final = re.compile(r"\d[\d,]*")


class Repeats:
    """Counts the problems of files. They are of one kind where their reasons differ in numbers alone."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], int] = {}
        self._more: dict[tuple[str, str], Problem] = {}

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of the problems that are told, each for itself."""
        return [problem for problem in problems if self._is_told(problem)]

    def rest(self) -> list[Problem]:
        """One problem for all others of a kind in a file, at the first of them. What was counted is forgotten."""
        rest = [_together(first, self._met[kind] - MOST_TOLD) for kind, first in self._more.items()]
        self._met.clear()
        self._more.clear()
        return rest

    def _is_told(self, problem: Problem) -> bool:
        kind = problem.path, _NUMBER.sub("", problem.reason)
        met = self._met[kind] = self._met.get(kind, 0) + problem.count
        if met > MOST_TOLD:
            self._more.setdefault(kind, problem)
        return met <= MOST_TOLD


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a line, before it is worded."""

    kind: str
    line: int
    size: int
    """What the kind is measured by, such as cells of a row."""
    count: int = 1
    """How many faults it stands for, from that line on."""


class Faults:
    """The faults of one file, which may be in each of its lines: those beyond what is told are only counted."""

    def __init__(self) -> None:
        self._met: dict[str, int] = {}
        self._noted: list[Fault] = []
        self._more: dict[str, list[int]] = {}

    def note(self, kind: str, line: int, size: int = 0) -> None:
        """There is one more."""
        met = self._met[kind] = self._met.get(kind, 0) + 1
        if met <= MOST_TOLD:
            self._noted.append(Fault(kind, line, size))
        elif kind in self._more:
            self._more[kind][2] += 1
        else:
            self._more[kind] = [line, size, 1]

    def noted(self) -> list[Fault]:
        """Those since the last time, all others of a kind as one."""
        noted = [*self._noted, *(Fault(kind, *more) for kind, more in self._more.items())]
        self._noted.clear()
        self._more.clear()
        return noted


def _together(first: Problem, count: int) -> Problem:
    if count == 1:
        return first
    reason = counted(count, "{count} more like this: {reason}", "{count} more like this: {reason}", reason=first.reason)
    return replace(first, reason=reason, count=count)
