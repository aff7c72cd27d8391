"""Rows about whole commands that are run a second time, when what they need lies in the cache."""

import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence

from tests.bench.children import DUWEN, environment
from tests.bench.ground import Ground
from tests.bench.row import Row, Unmeasured

_RUNS = 5
_SEARCH_GOAL, _COUNT_GOAL = 0.7, 0.5
_MOST_SECONDS = 60
"""A program beside ours that takes longer is left out."""


def search(ground: Ground) -> Row:
    """`duwen search`, beside the same without a cache, and what others take to look for the word in the file.

    A corpus that is read in less than half a second is not cached.
    """
    word, dump = _word(ground), str(ground.dump)
    warm = _median([*DUWEN, "search", word, dump])
    beside = {"--no-cache": _median([*DUWEN, "search", "--no-cache", word, dump])}
    if shutil.which("rg"):
        beside["rg -c"] = _median(["rg", "-c", word, dump])
    if shutil.which("lnav"):
        beside["lnav -n"] = _median(["lnav", "-N", "-n", "-c", f":filter-in {word}", dump])
    return Row(
        f"duwen search {word} FILE the second time, {ground.megabytes:,.0f} MB",
        f"{warm:.2f} s",
        ", ".join(f"{name} {seconds:.2f} s" for name, seconds in beside.items()),
        warm / beside["--no-cache"],
        f"at most {_SEARCH_GOAL} s for 3 GB",
        warm <= _SEARCH_GOAL,
    )


def key_words(ground: Ground) -> Row:
    """`duwen keywords` of the articles with a word against the rest."""
    return _again(ground, ["keywords", "-q", _word(ground)], _COUNT_GOAL)


def reprints(ground: Ground) -> Row:
    """`duwen reprints` over all articles."""
    return _again(ground, ["reprints"], None)


def _again(ground: Ground, command: Sequence[str], goal: float | None) -> Row:
    whole = [*DUWEN, *command, str(ground.dump)]
    started = time.perf_counter()
    _run(whole)
    first = time.perf_counter() - started
    again = _median(whole)
    return Row(
        f"duwen {' '.join(command)} FILE again, {ground.articles:,} articles",
        f"{again:.2f} s",
        f"the first time {first:.2f} s",
        again / first,
        f"at most {goal} s" if goal is not None else "",
        again <= goal if goal is not None else None,
    )


def _word(ground: Ground) -> str:
    word = ground.facts["words"].get("typical")
    if word is None:
        raise Unmeasured("no typical word in this text")
    return str(word)


def _median(command: Sequence[str]) -> float:
    """Seconds of a command; the first run is not counted."""
    seconds = []
    for _turn in range(_RUNS + 1):
        started = time.perf_counter()
        _run(command)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unmeasured(f"{command[0]} takes more than {_MOST_SECONDS} s") from error
