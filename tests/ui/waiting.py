"""Waiting without sleeping: until loading, searching and keywords are done."""

from textual.pilot import Pilot


async def settled(pilot: Pilot[None]) -> None:
    """Return when no work is under way and every message has been handled."""
    while True:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if not any(worker.is_running for worker in pilot.app.workers):
            return
