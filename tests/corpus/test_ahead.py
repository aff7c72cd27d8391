"""Reading ahead: the same items, the same errors, and no more work than is wanted."""

import threading
from collections.abc import Iterator

import pytest

from reader.corpus.ahead import ahead


def test_items_come_in_their_order() -> None:
    assert list(ahead(iter(range(100)))) == list(range(100))


def test_an_error_comes_after_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("broken")

    taken: list[int] = []
    with pytest.raises(OSError, match="broken"):
        taken.extend(ahead(broken()))
    assert taken == [1]


def test_the_making_ends_soon_after_the_taker_leaves() -> None:
    ended = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            ended.set()

    items = ahead(endless())
    next(items)
    items.close()  # type: ignore[attr-defined]  # it is a generator
    assert ended.wait(5)
