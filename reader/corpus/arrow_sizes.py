"""Where the batches of an Arrow file lie, and whether the sizes that it states fit: a false one ends Polars.

Follows the Arrow columnar format, "Serialization and Interprocess Communication", with Message.fbs and File.fbs.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MOST_UNPACKED: Final = 4 << 30
"""Bytes that one compressed buffer may say it holds, and rows that a batch may say it has."""

_CONTINUES: Final = b"\xff\xff\xff\xff"
_FILE_MARK: Final = b"ARROW1"
_FILE_END: Final = 4 + len(_FILE_MARK)
"""Bytes behind the footer: its length and the mark."""
_SHORT, _INT, _LONG, _BYTE = "<H", "<i", "<q", "<B"

# Kinds of messages, and the fields of the tables, by their places in the schemas.
_DICTIONARY_BATCH, _RECORD_BATCH = 2, 3
_MESSAGE_KIND, _MESSAGE_HEADER, _MESSAGE_BODY = 1, 2, 3
_DICTIONARY_DATA = 1
_BATCH_LENGTH, _BATCH_NODES, _BATCH_BUFFERS, _BATCH_COMPRESSION = 0, 1, 2, 3
_FOOTER_DICTIONARIES, _FOOTER_BATCHES = 2, 3
_NODE_BYTES, _BUFFER_BYTES, _BLOCK_BYTES = 16, 16, 24


def check_stream(data: memoryview) -> None:
    """Raise ValueError where a message of a stream reaches beyond the stream or itself."""
    flat, place = _Flat(data), 0
    while place < len(data) and (after := _message(flat, place)):
        place = after


def check_file(data: memoryview) -> None:
    """Raise ValueError where a block or a message of a file reaches beyond the file or itself."""
    flat = _Flat(data)
    for field in (_FOOTER_DICTIONARIES, _FOOTER_BATCHES):
        for _start, _body in _blocks(flat, field):
            pass


@dataclass(frozen=True, slots=True)
class BatchLayout:
    """Where the columns of a batch of rows lie in a file."""

    rows: int
    """How many."""
    nulls: Sequence[int]
    """Of each column, how many of its rows are null."""
    buffers: Sequence[tuple[int, int]]
    """Start and end of each buffer, in bytes, column by column."""


def batches_of(data: memoryview) -> Iterator[BatchLayout]:
    """The batches of a file, in order. Raises ValueError as `check_file`."""
    flat = _Flat(data)
    for start, body in _blocks(flat, _FOOTER_BATCHES):
        is_marked = bytes(data[start : start + len(_CONTINUES)]) == _CONTINUES
        table = flat.table_at(start + (2 if is_marked else 1) * len(_CONTINUES))
        batch = flat.reference(table, _MESSAGE_HEADER)
        length = flat.field(batch, _BATCH_LENGTH)
        nulls = [flat.size(_LONG, node + 8) for node in flat.items(batch, _BATCH_NODES, _NODE_BYTES)]
        places = [
            (body + flat.size(_LONG, each), body + flat.size(_LONG, each) + flat.size(_LONG, each + 8))
            for each in flat.items(batch, _BATCH_BUFFERS, _BUFFER_BYTES)
        ]
        yield BatchLayout(flat.size(_LONG, length) if length else 0, nulls, places)


def _blocks(flat: "_Flat", field: int) -> Iterator[tuple[int, int]]:
    """Where the messages of a file begin that the footer tells in a field, and their bodies; each is checked."""
    end = len(flat.data) - _FILE_END
    if end < 0 or bytes(flat.data[-len(_FILE_MARK) :]) != _FILE_MARK:
        raise ValueError("an Arrow file without an end")
    footer = end - flat.size(_INT, end)
    for block in flat.items(flat.table_at(footer), field, _BLOCK_BYTES):
        start, head, body = (flat.size(kind, block + at) for kind, at in ((_LONG, 0), (_INT, 8), (_LONG, 16)))
        _check(start + head + body <= footer)
        _check(_message(flat, start) <= footer)
        yield start, start + head


def _message(flat: "_Flat", place: int) -> int:
    """Check the message there, and return where the next begins; 0 where it is the end of the stream."""
    is_marked = bytes(flat.data[place : place + len(_CONTINUES)]) == _CONTINUES  # writers before Arrow 0.15 do not
    head = place + (2 if is_marked else 1) * len(_CONTINUES)
    length = flat.size(_INT, head - 4)
    if not length:
        return 0
    table, body = flat.table_at(head), head + length
    _check(table < body)
    kept = flat.field(table, _MESSAGE_BODY)
    size = flat.size(_LONG, kept) if kept else 0
    _check(body + size <= len(flat.data))
    kind = flat.field(table, _MESSAGE_KIND)
    batch = flat.reference(table, _MESSAGE_HEADER)
    said = flat.size(_BYTE, kind) if kind else 0
    if said == _DICTIONARY_BATCH:
        batch = flat.reference(batch, _DICTIONARY_DATA)
    if said in (_DICTIONARY_BATCH, _RECORD_BATCH):
        _check_batch(flat, batch, body, size)
    return body + size


def _check_batch(flat: "_Flat", batch: int, body: int, size: int) -> None:
    """Check the rows and buffers of a batch whose body of some size begins there."""
    length = flat.field(batch, _BATCH_LENGTH)
    rows = [length] if length else []
    for place in [*rows, *flat.items(batch, _BATCH_NODES, _NODE_BYTES)]:
        _check(flat.size(_LONG, place) <= MOST_UNPACKED)
    packed = bool(flat.field(batch, _BATCH_COMPRESSION))
    for buffer in flat.items(batch, _BATCH_BUFFERS, _BUFFER_BYTES):
        start, held = flat.size(_LONG, buffer), flat.size(_LONG, buffer + 8)
        _check(start + held <= size)
        if packed and held:
            _check(flat.number(_LONG, body + start) <= MOST_UNPACKED)


class _Flat:
    """Reads tables of the FlatBuffers format; raises ValueError where one points out of the bytes."""

    def __init__(self, data: memoryview) -> None:
        self.data = data

    def number(self, kind: str, place: int) -> int:
        """A number of a kind, as `struct` names it."""
        _check(0 <= place <= len(self.data) - struct.calcsize(kind))
        return int(struct.unpack_from(kind, self.data, place)[0])

    def size(self, kind: str, place: int) -> int:
        """A number that cannot be negative."""
        number = self.number(kind, place)
        _check(number >= 0)
        return number

    def table_at(self, place: int) -> int:
        """Where the table lies that the number there points to."""
        return place + self.size(_INT, place)

    def field(self, table: int, field: int) -> int:
        """Where the value of a field lies; 0 where the table does not have it."""
        fields = table - self.number(_INT, table)
        slot = 4 + 2 * field
        if slot + 2 > self.size(_SHORT, fields):
            return 0
        offset = self.size(_SHORT, fields + slot)
        return table + offset if offset else 0

    def reference(self, table: int, field: int) -> int:
        """Where the table lies that a field points to."""
        place = self.field(table, field)
        _check(place > 0)
        return self.table_at(place)

    def items(self, table: int, field: int, width: int) -> Iterator[int]:
        """Where the items of a vector lie, `width` bytes each."""
        if not (place := self.field(table, field)):
            return
        vector = self.table_at(place)
        count = self.size(_INT, vector)
        _check(vector + 4 + count * width <= len(self.data))
        yield from range(vector + 4, vector + 4 + count * width, width)


def _check(fits: bool) -> None:
    if not fits:
        raise ValueError("an Arrow table whose sizes do not fit into it")
