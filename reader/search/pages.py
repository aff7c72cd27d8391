"""Pages: a long sequence that is looked up part by part when asked for; the last are kept. Safe between threads."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from reader.errors import DuwenError

_Item = TypeVar("_Item")
_PAUSE = 2.0
"""Seconds after which a page that could not be looked up is asked for again."""


class Pages(Generic[_Item]):
    """Items by number. Who cannot wait asks whether they are known, and has them looked up in another thread."""

    def __init__(self, size: int, kept: int, look_up: Callable[[int], Sequence[_Item]]) -> None:
        """`look_up` gives the items of a page from its first on, `size` of them but at the end; `kept` pages stay."""
        self._size, self._kept, self._look_up = size, kept, look_up
        self._pages: dict[int, Sequence[_Item]] = {}
        self._under_way: set[int] = set()
        self._lock = threading.Lock()
        self._failed = -_PAUSE
        """When a page could not be looked up."""

    def __getitem__(self, index: int) -> _Item:
        number, place = divmod(index, self._size)
        known = self._pages.get(number)
        return (known if known is not None else self.read(number))[place]

    def is_known(self, index: int) -> bool:
        """Whether an item is there without waiting."""
        return index // self._size in self._pages

    def unknown(self, first: int, last: int) -> Sequence[int]:
        """The pages of these items that are not known, and that nobody looks up yet; now somebody must: see `read`."""
        with self._lock:
            numbers = range(first // self._size, last // self._size + 1)
            missing = [each for each in numbers if each not in self._pages and each not in self._under_way]
            self._under_way.update(missing)
        return missing

    def have_read(self, index: int, then: Callable[[], None]) -> None:
        """Have the page of an item looked up in another thread; `then` is called there once it is known.

        Not where it is looked up already, nor where that failed a moment ago.
        """
        if time.monotonic() - self._failed < _PAUSE:
            return
        for number in self.unknown(index, index):
            threading.Thread(target=self._read_then, args=(number, then), daemon=True).start()

    def _read_then(self, number: int, then: Callable[[], None]) -> None:
        try:
            self.read(number)
        except DuwenError:
            self._failed = time.monotonic()
        else:
            then()

    def read(self, number: int) -> Sequence[_Item]:
        """Look up a page; the one that was looked up first goes where there are too many."""
        try:
            page = self._look_up(number * self._size)
        finally:
            with self._lock:
                self._under_way.discard(number)
        with self._lock:
            while len(self._pages) >= self._kept:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page
