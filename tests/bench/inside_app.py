"""What runs in a fresh process with the reader on it, headless: `python -m tests.bench.inside_app PATH QUERY…`.

A task on the application's own event loop sleeps a millisecond at a time and notes how late it wakes.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from reader.ui.app import DuwenApp
from reader.ui.widgets.reading_pane import ReadingPane
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

    async def beat(self, app: DuwenApp) -> None:
        """Go on until cancelled."""
        loading = False
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_BEAT)
            late = (time.perf_counter() - before - _BEAT) * 1e3
            groups = {worker.group for worker in app.workers if worker.is_running}
            if loading and late > self.milliseconds:
                self.milliseconds, self.during = late, " and ".join(sorted(groups)) or "screen"
            loading = loading or "load" in groups


async def longest_stall(path: str, queries: Sequence[str]) -> Heartbeat:
    """Load, wait for jieba's keywords, then type the queries."""
    app, heartbeat = DuwenApp([path]), Heartbeat()
    beating = asyncio.create_task(heartbeat.beat(app))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pane = app.screen_stack[0].query_one(ReadingPane)
        deadline = time.monotonic() + _KEYWORDS_WAIT
        while not pane.keywords[0] and time.monotonic() < deadline:
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


if __name__ == "__main__":
    stall = asyncio.run(longest_stall(sys.argv[1], sys.argv[2:]))
    print(json.dumps({"milliseconds": stall.milliseconds, "during": stall.during}))
