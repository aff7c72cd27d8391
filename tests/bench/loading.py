"""Rows about loading: how fast, and how much memory stays taken."""

import statistics
from functools import cache

from tests.bench.children import ask_once
from tests.bench.ground import Ground
from tests.bench.row import Row

_PAIRS = 5
_TIMES_AS_FAST = 3
_SMALL_FILES, _FILES_A_SECOND = 10_000, 10_000
TIMES_THE_TEXT, MEGABYTES_BESIDE = 1.1, 150
"""The memory that a loaded corpus may take."""


def speed(ground: Ground) -> Row:
    """Megabytes a second of `load_corpus`, and of a plain Python loader."""
    seconds, plain_seconds = _medians(str(ground.dump), "seconds")
    ours, baseline = ground.megabytes / seconds, ground.megabytes / plain_seconds
    return Row(
        "loading a UTF-8 dump",
        f"{ours:,.0f} MB/s",
        f"plain Python {baseline:,.0f} MB/s",
        ours / baseline,
        f"at least {_TIMES_AS_FAST} x",
        ours >= _TIMES_AS_FAST * baseline,
    )


def memory(ground: Ground) -> Row:
    """Resident memory of a process that holds the corpus."""
    ours, plain = _medians(str(ground.dump), "resident")
    most = TIMES_THE_TEXT * ground.megabytes + MEGABYTES_BESIDE
    return Row(
        "resident memory, loaded",
        f"{ours:,.0f} MB",
        f"text {ground.megabytes:,.0f} MB (plain Python {plain:,.0f} MB)",
        ours / ground.megabytes,
        f"at most {most:,.0f} MB: {TIMES_THE_TEXT} x text + {MEGABYTES_BESIDE} MB",
        ours <= most,
    )


def small_files(ground: Ground) -> Row:
    """Files a second of a folder of small dumps, beside opening and reading each of them."""
    folder = ground.folder / "small"
    ask_once("inside_core", "scatter", str(folder), str(_SMALL_FILES), str(ground.dump))
    seconds = statistics.median(ask_once("inside_core", "load", str(folder))["seconds"] for _ in range(_PAIRS))
    plain = statistics.median(ask_once("inside_core", "bytes", str(folder))["seconds"] for _ in range(_PAIRS))
    ours, baseline = _SMALL_FILES / seconds, _SMALL_FILES / plain
    return Row(
        f"loading {_SMALL_FILES:,} dumps of an article each",
        f"{ours:,.0f} files/s",
        f"their bytes alone {baseline:,.0f} files/s",
        ours / baseline,
        f"at least {_FILES_A_SECOND:,} files/s",
        ours >= _FILES_A_SECOND,
    )


def from_store(ground: Ground) -> Row:
    """Opening from the store, beside reading the file."""
    shelf = str(ground.folder / "shelf")
    kept = ask_once("inside_core", "keep", str(ground.dump), shelf)
    runs = [ask_once("inside_core", "warm", str(ground.dump), shelf) for _ in range(_PAIRS)]
    seconds = statistics.median(run["seconds"] for run in runs)
    private = statistics.median(run["private"] for run in runs)
    size = kept["size"] / ground.megabytes
    return Row(
        "opening from the store",
        f"{seconds * 1e3:,.0f} ms, {private:,.0f} MB private",
        f"reading {kept['seconds'] * 1e3:,.0f} ms, writing the store {kept['writing'] * 1e3:,.0f} ms",
        size,
        "at most 1.0 x the text on disk",
        size <= 1.0,
    )


def _medians(dump: str, figure: str) -> tuple[float, float]:
    """A figure of our loader and of the plain one."""
    ours, plain = _runs(dump)
    return statistics.median(run[figure] for run in ours), statistics.median(run[figure] for run in plain)


@cache
def _runs(dump: str) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Both loaders by turns, each in a fresh process; the first turn warms the file up and is not counted."""
    turns = [(ask_once("inside_core", "load", dump), ask_once("inside_core", "plain", dump)) for _ in range(_PAIRS + 1)]
    return [ours for ours, _ in turns[1:]], [plain for _, plain in turns[1:]]
