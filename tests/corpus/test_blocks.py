"""Blocks: whatever is left unread comes again, each byte once, with the line it stands on."""

import io
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import blocks
from reader.corpus.blocks import Blocks
from reader.corpus.streams import PeekedStream


@given(st.text("甲a\n\r", max_size=200), st.integers(1, 30), st.lists(st.integers(0, 40), max_size=60))
def test_what_is_left_comes_again(text: str, first: int, taken: list[int]) -> None:
    expected = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n").encode()
    read, wanted = b"", iter(taken)
    with mock.patch.object(blocks, "FIRST_BLOCK", first):
        reading = Blocks(PeekedStream(io.BytesIO(text.encode())), "utf-8", largest=64)
        while reading.advance():
            assert reading.line == read.count(b"\n") + 1
            end = len(reading.buffer) if reading.is_final else min(next(wanted, 7), len(reading.buffer))
            for place in (end // 2, end):
                read += reading.buffer[reading.consumed : place]
                reading.consume(place)
    assert read == expected
    assert reading.line == expected.count(b"\n") + 1


def test_blocks_grow_and_shrink_with_what_they_hold() -> None:
    reading = Blocks(PeekedStream(io.BytesIO(b"x" * 40 * 1024 * 1024)), "utf-8")
    sizes = []
    for records in (1, 1, 80_000, 1, 1, 1, 1):
        reading.advance()
        sizes.append(len(reading.buffer) // 1024)
        reading.consume(len(reading.buffer))
        reading.held(records)
    assert sizes == [256, 1024, 4096, 1024, 4096, 8192, 8192]
