"""A row of the table, and how many figures become one. Times are milliseconds, sizes megabytes of 1,000,000 bytes."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, worded for the table."""

    what: str
    """What was measured."""
    ours: str
    """Our figure, with its unit."""
    baseline: str = ""
    """What it is held against, measured in the same run."""
    ratio: float | None = None
    """The ratio that the goal speaks of; the better way round stands in the goal."""
    goal: str = ""
    """What it must reach."""
    met: bool | None = None
    """None where there is nothing to judge by."""


class Unmeasured(Exception):
    """A figure could not be taken; the message says why."""


def p95(figures: Sequence[float]) -> float:
    """The 95th percentile, between neighbours linearly."""
    return statistics.quantiles(figures, n=20, method="inclusive")[-1]


def median_and_p95(figures: Sequence[float]) -> str:
    """Both, for a row whose goal is a 95th percentile."""
    return f"{statistics.median(figures):.0f} ms, p95 {p95(figures):.0f} ms"
