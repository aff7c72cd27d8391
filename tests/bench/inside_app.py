"""What runs in a fresh process with the reader on it, headless: `python -m tests.bench.inside_app COMMAND PATH …`.

A task on the application's own event loop sleeps a millisecond at a time and notes how late it wakes.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reader.reading.asking import ORDERS
from reader.ui.app import DuwenApp
from reader.ui.screens.reading import ReadingScreen
from tests.ui.waiting import settled

_BEAT = 0.001
_KEYWORDS_WAIT = 10.0
"""Seconds to wait for jieba at most."""


@dataclass(slots=True)
class Heartbeat:
    """The longest stall since loading began."""

    milliseconds: float = 0.0
    """How long."""
    during: str = ""
    """Which workers ran at its end, or `screen` where none did."""
    counting: bool = False
    """True from when loading begins."""

    async def beat(self, app: DuwenApp) -> None:
        """Go on until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_BEAT)
            late = (time.perf_counter() - before - _BEAT) * 1e3
            groups = {worker.group for worker in app.workers if worker.is_running}
            if self.counting and late > self.milliseconds:
                self.milliseconds, self.during = late, " and ".join(sorted(groups)) or "screen"
            self.counting = self.counting or "load" in groups


async def longest_stall(path: str, queries: Sequence[str]) -> Heartbeat:
    """Load, wait for jieba's keywords, then type the queries."""
    app, heartbeat = DuwenApp([path]), Heartbeat()
    beating = asyncio.create_task(heartbeat.beat(app))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        deadline = time.monotonic() + _KEYWORDS_WAIT
        while not (screen.state.opened and screen.state.opened.added.keywords) and time.monotonic() < deadline:
            await asyncio.sleep(_BEAT)
        await pilot.press("slash")
        for query in queries:
            for character in query:
                await pilot.press(character)
                await settled(pilot)
            await pilot.press("ctrl+u")
            await settled(pilot)
        beating.cancel()
    return heartbeat


async def orders(path: str) -> dict[str, dict[str, Any]]:
    """Load, then show all articles in each order, twice: seconds in the worker both times, and the longest stall."""
    app, heartbeat = DuwenApp([path]), Heartbeat()
    beating = asyncio.create_task(heartbeat.beat(app))
    told: dict[str, dict[str, Any]] = {order: {"seconds": [], "shown": [], "stalls": []} for order in ORDERS}
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        for _ in range(2 * len(ORDERS)):
            heartbeat.milliseconds, started = 0.0, time.perf_counter()
            await pilot.press("S")
            await settled(pilot)
            assert screen.state.hits is not None
            results = screen.state.hits.results
            told[results.order]["seconds"].append(results.seconds)
            told[results.order]["shown"].append(time.perf_counter() - started)
            told[results.order]["stalls"].append(heartbeat.milliseconds)
        beating.cancel()
    return told


def main(command: str, path: str, *queries: str) -> None:
    """Answer one command."""
    told = asyncio.run(orders(path)) if command == "orders" else asdict(asyncio.run(longest_stall(path, queries)))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
