"""Waiting without sleeping: until loading, searching and keywords are done, or until something is so."""

import time
from collections.abc import Callable
from contextlib import suppress

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

_PATIENCE = 10.0
"""Seconds after which what is waited for will not come any more."""


_QUIET = 2
"""Rounds without work after which none will begin: a key that opens a sheet takes some messages to begin its work."""


async def settled(pilot: Pilot[None]) -> None:
    """Return when no work is under way and every message has been handled."""
    quiet = 0
    while quiet < _QUIET:
        await pilot.pause()
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        quiet = 0 if any(worker.is_running for worker in pilot.app.workers) else quiet + 1


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Return when it is so, also while work is under way."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "what was waited for never came"
        await pilot.pause(0.01)
