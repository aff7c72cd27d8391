"""Runs many inputs in processes of their own, and watches them: one that hangs or dies is a fault like any other."""

import faulthandler
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

LONGEST_SECONDS = 20.0
"""An input that takes longer hangs."""

Trial = Callable[[int], str]
"""From an input's number to its fault, empty where there is none. A module's function, to be found by a new process."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input."""

    number: int
    """Repeats it."""
    fault: str
    """Empty where there is none."""


def run(numbers: range, trial: Trial, *, processes: int = 2, longest: float = LONGEST_SECONDS) -> Iterator[Outcome]:
    """The outcomes of all inputs, as they come; each process takes every so-manieth number."""
    watched = [_Watched(numbers[start::processes], trial, longest) for start in range(min(processes, len(numbers)))]
    try:
        while watched:
            wait([each.connection for each in watched], timeout=0.2)
            for each in watched:
                yield from each.outcomes()
            watched = [each for each in watched if each.left]
    finally:
        for each in watched:
            each.end()


class _Watched:
    """A process at its numbers, begun anew where it was lost."""

    def __init__(self, numbers: range, trial: Trial, longest: float) -> None:
        self.left = numbers
        """Numbers whose outcome is not known yet."""
        self._trial, self._longest = trial, longest
        self._begin()

    def outcomes(self) -> Iterator[Outcome]:
        """Those that are known since the last time."""
        try:
            while self.left and self.connection.poll():
                yield self._outcome(self.connection.recv())
        except (EOFError, ConnectionError):
            yield from self._lost("its process died")
        if self.left and time.monotonic() - self._since > self._longest:
            yield from self._lost(f"it takes more than {self._longest:g} seconds")
        if not self.left:
            self.end()

    def end(self) -> None:
        """Whatever it is at."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _begin(self) -> None:
        spawning = get_context("spawn")
        self.connection, theirs = spawning.Pipe(duplex=False)
        self._process = spawning.Process(target=_work, args=(theirs, self.left, self._trial, self._longest))
        self._process.start()
        theirs.close()
        self._since = time.monotonic()

    def _outcome(self, fault: str) -> Outcome:
        number, self.left = self.left[0], self.left[1:]
        self._since = time.monotonic()
        return Outcome(number, fault)

    def _lost(self, fault: str) -> Iterator[Outcome]:
        self.end()
        yield self._outcome(fault)
        if self.left:
            self._begin()


def _work(connection: Connection, numbers: range, trial: Trial, longest: float) -> None:
    """Send the fault of each number, in order. What libraries write to stderr is not shown, but where one hangs is."""
    with os.fdopen(os.dup(2), "w") as shown, open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 2)
        for number in numbers:
            faulthandler.dump_traceback_later(longest * 0.9, file=shown)
            fault = trial(number)
            faulthandler.cancel_dump_traceback_later()
            connection.send(fault)
