"""Rows about the program as a whole: its first paint, and what it does when nobody does anything."""

import statistics

from tests.bench.children import DUWEN, EMPTY_APP
from tests.bench.ground import Ground
from tests.bench.opened import opened
from tests.bench.row import Row
from tests.bench.terminal import Terminal

_PAIRS = 9
_IDLE_SECONDS = 3.0
_IDLE_TICK = 0.01
"""Seconds that count as none: the clock's own step."""


def first_paint(ground: Ground) -> Row:
    """From spawning `duwen FILE` to the first text on screen, by turns with an app that only paints its background."""
    duwen, empty = [], []
    for _ in range(_PAIRS + 1):
        with Terminal(EMPTY_APP) as terminal:
            empty.append(terminal.first(lambda picture: picture.is_painted))
        with Terminal([*DUWEN, str(ground.dump)]) as terminal:
            duwen.append(terminal.first(lambda picture: bool(picture.text)))
    ours, baseline = statistics.median(duwen[1:]), statistics.median(empty[1:])
    return Row(
        "first paint of duwen FILE",
        f"{ours:.0f} ms",
        f"empty app {baseline:.0f} ms",
        ours / baseline,
        "at most 2 x",
        ours <= 2 * baseline,
    )


def idle(ground: Ground) -> Row:
    """Processor time over some seconds at rest, the list in focus."""
    with Terminal(EMPTY_APP) as terminal:
        terminal.first(lambda picture: picture.is_painted)
        baseline = _cpu_at_rest(terminal)
    with opened(ground) as terminal:
        ours = _cpu_at_rest(terminal)
    return Row(
        f"CPU over {_IDLE_SECONDS:.0f} s at rest",
        f"{ours * 1e3:.0f} ms",
        f"empty app {baseline * 1e3:.0f} ms",
        None,
        "none (a tick is 10 ms)",
        ours <= _IDLE_TICK,
    )


def _cpu_at_rest(terminal: Terminal) -> float:
    terminal.rest(1.0)
    before = terminal.cpu_seconds
    terminal.watch(_IDLE_SECONDS)
    return terminal.cpu_seconds - before
