"""What the kernel tells of a process from time to time, and what is to be said of it over an hour."""

import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_GROWTH = 20.0
"""Megabytes."""
_MOST_MORE = 2
"""Threads or descriptors: as many come and go with what is asked at the moment."""
_WARM_SECONDS = 300.0
"""After which all is loaded and every table has been filled once."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A process at one moment. Sizes are megabytes of 1,000,000 bytes."""

    seconds: float
    """Since the first key."""
    resident: float
    """In memory."""
    private: float
    """Of that, what no other process and no file shares."""
    threads: int
    """Of the kernel's."""
    descriptors: int
    """Open files, pipes and the like."""


def sample(process: int, seconds: float) -> Sample:
    """A process now; FileNotFoundError or ProcessLookupError where it has ended."""
    folder = Path(f"/proc/{process}")
    memory = _table(folder / "smaps_rollup")
    private = memory["Private_Clean"] + memory["Private_Dirty"]
    threads = _table(folder / "status")["Threads"]
    return Sample(seconds, memory["Rss"] * 1024e-6, private * 1024e-6, threads, len(os.listdir(folder / "fd")))


def faults(samples: Sequence[Sample]) -> list[str]:
    """Why these are not those of a process that keeps nothing; the end is held against what came once it was warm."""
    growth = grown(samples, lambda each: each.resident)
    told = [f"it grew {growth:.1f} MB; at most {MOST_GROWTH:.0f} were allowed"] if growth > MOST_GROWTH else []
    for name, figure in _FLAT.items():
        if (more := grown(samples, figure)) > _MOST_MORE:
            told.append(f"{more:.0f} more {name} than before")
    return told


def grown(samples: Sequence[Sample], figure: Callable[[Sample], float]) -> float:
    """How much more a figure is at the end than it was when all was warm; medians of some minutes each.

    Of less than a quarter of an hour the first, second and last thirds take the places of five minutes.
    """
    first, last = samples[0].seconds, samples[-1].seconds
    window = min(_WARM_SECONDS, (last - first) / 3)
    early = [figure(each) for each in samples if window <= each.seconds - first <= 2 * window]
    late = [figure(each) for each in samples if last - each.seconds <= window]
    return statistics.median(late) - statistics.median(early or late)


def _table(path: Path) -> dict[str, int]:
    """The lines `name: number` of a file of the kernel's."""
    fields = (line.partition(":") for line in path.read_text(encoding="ascii", errors="replace").splitlines())
    return {name: int(words[0]) for name, _, rest in fields if (words := rest.split()) and words[0].isdecimal()}


_FLAT: dict[str, Callable[[Sample], float]] = {
    "threads": lambda each: each.threads,
    "descriptors": lambda each: each.descriptors,
}
