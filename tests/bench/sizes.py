"""Rows about size: what loading costs as the corpus grows, from thousands to a million articles."""

import statistics

from tests.bench.children import ask_once
from tests.bench.ground import Ground
from tests.bench.loading import MEGABYTES_BESIDE, TIMES_THE_TEXT
from tests.bench.row import Row

_RUNS = 3
_ONCE_FROM = 1_000_000
"""Articles from which one run has to do."""


def ten_thousand(ground: Ground) -> Row:
    """About as many as fit into a mail."""
    return _loading(ground, 10_000)


def hundred_thousand(ground: Ground) -> Row:
    """Some years of a newspaper."""
    return _loading(ground, 100_000)


def million(ground: Ground) -> Row:
    """About 2 GB."""
    return _loading(ground, 1_000_000)


def _loading(ground: Ground, articles: int) -> Row:
    """Pace, first rows (imports left out) and peak memory of `load`, each time in a fresh process."""
    grown = ground.grown(articles)
    count = 1 if articles >= _ONCE_FROM else _RUNS
    runs = [ask_once("inside_core", "load", str(grown.dump)) for _ in range(count)]
    seconds, first, peak = (statistics.median(run[name] for run in runs) for name in ("seconds", "first", "peak"))
    most = TIMES_THE_TEXT * grown.megabytes + MEGABYTES_BESIDE
    return Row(
        f"loading {articles:,} articles, {grown.megabytes:,.0f} MB",
        f"{articles / seconds:,.0f} a second, {grown.megabytes / seconds:,.0f} MB/s, first rows {first * 1e3:.0f} ms",
        f"peak memory {peak:,.0f} MB",
        peak / grown.megabytes,
        f"peak at most {most:,.0f} MB: {TIMES_THE_TEXT} x text + {MEGABYTES_BESIDE} MB",
        peak <= most,
    )
