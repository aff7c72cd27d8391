"""Rounds of killing: each opens the library, marks, is killed amid that, and looks for what was called kept."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from threading import Timer

from reader.library import Library
from tests.library.articles import CHECKOUT, article

_TROUBLES = ("none", "none", "locked", "full")
_SMALL = 60_000
"""Bytes: SQLite's shared memory has room, its log soon has none."""
_LONGEST_WAIT = 0.05
"""Seconds between the last that is heard and the kill."""
_LONGEST_ROUND = 5.0
"""Seconds after which a reader that keeps nothing, and says so, is killed too."""


class Rounds:
    """A library that is killed again and again."""

    def __init__(self, path: Path, seed: int) -> None:
        self._path, self._random = path, random.Random(seed)
        self.kept: list[int] = []
        """The articles whose marks were called kept."""

    def run(self, rounds: int) -> Iterator[str]:
        """The fault of each round, empty where there is none."""
        for _round in range(rounds):
            trouble = self._random.choice(_TROUBLES)
            before = len(self.kept)
            self._kill(trouble)
            missing = self._missing(self.kept[before:])
            yield f"{trouble}: {missing} of {len(self.kept) - before} are gone" if missing else ""
        yield f"at the end {missing} are gone" if (missing := self._missing(self.kept)) else ""

    def _kill(self, trouble: str) -> None:
        """Let a reader mark until some marks are kept, and kill it a moment later."""
        first = self.kept[-1] + 100 if self.kept else 0
        command = [sys.executable, "-m", "tests.kills.writer", str(self._path), str(first)]
        command.append(str(_SMALL) if trouble == "full" else "0")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as writer:
            assert writer.stdout is not None
            at_last = Timer(_LONGEST_ROUND, writer.kill)
            at_last.start()
            said = [writer.stdout.readline()]
            with self._lock() if trouble == "locked" else nullcontext():
                said += [writer.stdout.readline() for _ in range(self._random.randrange(8))]
                time.sleep(self._random.uniform(0, _LONGEST_WAIT))
                writer.kill()
                said += writer.stdout.read().splitlines(keepends=True)
            at_last.cancel()
        self.kept += [int(line) for line in said if line.endswith("\n")]

    def _lock(self) -> closing[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        return closing(connection)

    def _missing(self, numbers: list[int]) -> int:
        """How many of the articles lack a mark, in a library opened anew. The last query goes never back."""
        with Library.open(self._path) as library:
            is_back = bool(self.kept) and int(library.last_query or -1) < self.kept[-1]
            return is_back + sum(not _is_marked(library, number) for number in numbers)


def _is_marked(library: Library, number: int) -> bool:
    id = article(number).id
    return (library.is_read(id), library.tags_of(id), library.place_of(id), library.is_starred(id)) == (
        True,
        frozenset({str(number)}),
        number + 1,
        number % 2 == 0,
    )
