"""Work aside: what it returns comes back, what it raises is raised, and what was stopped is cancelled."""

import asyncio
from typing import NoReturn

import pytest

from reader.progress import Cancelled, Stopped
from reader.ui.aside import run_aside


async def test_what_it_returns() -> None:
    assert await run_aside(lambda stopped: stopped()) is False


@pytest.mark.parametrize(("raised", "seen"), [(ValueError, ValueError), (Cancelled, asyncio.CancelledError)])
async def test_what_it_raises(raised: type[BaseException], seen: type[BaseException]) -> None:
    def work(_stopped: Stopped) -> NoReturn:
        raise raised

    with pytest.raises(seen):
        await asyncio.wait_for(run_aside(work), 10)


async def test_it_is_told_to_stop_where_nobody_waits_any_more() -> None:
    told: list[Stopped] = []
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(stopped: Stopped) -> None:
        told.append(stopped)
        loop.call_soon_threadsafe(began.set)

    waiting = asyncio.ensure_future(run_aside(work))
    await began.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert told[0]()
