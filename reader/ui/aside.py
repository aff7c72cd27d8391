"""Work aside: in a thread that leaving the reader does not wait for."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from reader.progress import Cancelled, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

Found = TypeVar("Found")


async def run_aside(work: Callable[[Stopped], Found]) -> Found:
    """Run in a thread that leaving the reader does not wait for: it may hang in a pipe that nobody writes to.

    `work` gets a function that says whether it is no longer wanted. What it returns is returned, what it raises raised;
    work that was told to stop is cancelled.
    """
    done: Future[Found] = Future()
    done.set_running_or_notify_cancel()
    stopped = threading.Event()

    def run() -> None:
        try:
            result = work(stopped.is_set)
        except Cancelled:
            done.set_exception(asyncio.CancelledError())
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(result)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
    try:
        return await asyncio.wrap_future(done)
    finally:
        stopped.set()
