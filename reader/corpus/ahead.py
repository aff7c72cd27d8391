"""Reading ahead: a generator runs in a thread of its own, a few items before the one that is wanted."""

import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")

_DEPTH = 2
"""Items that may wait to be taken."""


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items in the same order; what making them raises is raised here.

    Where the taker stops early, the making stops at its next item.
    """
    waiting: queue.Queue[tuple[Item] | BaseException | None] = queue.Queue(_DEPTH)
    left = threading.Event()

    def put(item: tuple[Item] | BaseException | None) -> None:
        while not left.is_set():
            try:
                waiting.put(item, timeout=0.1)
                return
            except queue.Full:
                continue

    def make() -> None:
        try:
            for item in items:
                put((item,))
                if left.is_set():
                    return
        except BaseException as error:  # handed on to where the items are taken, whatever it is
            put(error)
        else:
            put(None)

    threading.Thread(target=make, name="reading ahead", daemon=True).start()
    try:
        while (taken := waiting.get()) is not None:
            if isinstance(taken, BaseException):
                raise taken
            yield taken[0]
    finally:
        left.set()
