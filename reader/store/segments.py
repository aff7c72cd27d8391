"""Segments: a table as an uncompressed Arrow file, written once, and mapped back without a copy.

Only files that we wrote ourselves are mapped: one that is cut while it is mapped kills the process.
"""

import mmap
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import nanoarrow as na
import polars as pl
from nanoarrow import c_array_from_buffers
from nanoarrow.c_array import CArray

from reader.corpus.arrow_sizes import BatchLayout, batches_of
from reader.corpus.table import SCHEMA

IN_QUESTION = "in_question"
"""The column that says of a row that its day may be among the late ones; see `corpus.dates.Dating`."""
STORED = pl.Schema({**SCHEMA, IN_QUESTION: pl.Boolean})
"""Columns of a segment with rows of a corpus."""
SUFFIX = ".arrow"
"""Of its name."""
_TYPES: dict[pl.DataType, na.Schema] = {
    pl.String(): na.large_string(),
    pl.Boolean(): na.bool_(),
    pl.Date(): na.date32(),
    pl.UInt16(): na.uint16(),
    pl.UInt32(): na.uint32(),
    pl.UInt64(): na.uint64(),
    pl.Float64(): na.float64(),
}
_OFFSETS = 2
"""Buffers of a column before its texts: which rows are null, and where each text begins."""


class Damaged(Exception):
    """A file of the store is not as it was written."""


class Segment(msgspec.Struct, frozen=True):
    """A segment's file, and what tells it from a damaged one."""

    name: str
    """Of the file, in the folder of its store."""
    rows: int
    """How many it holds."""
    size: int
    """Bytes."""
    sum_of_rows: int
    """CRC-32 of all but the texts: what the rows are, and where their texts lie."""
    sum: int
    """CRC-32 of all."""


def write(folder: Path, name: str, frame: pl.DataFrame) -> Segment:
    """Write a table to a new file that nobody else can read; when this returns, it is on the disk.

    Its columns are of the types of STORED, numbers, or lists of numbers. Raises OSError, and then there is no such
    file.
    """
    path = folder / name
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            frame.write_ipc(file, compression="uncompressed", compat_level=pl.CompatLevel.oldest())
            file.flush()
            os.fsync(file.fileno())
        with _open(path) as data:
            sum_of_rows = _sum_of_rows(data, [*batches_of(data)], frame.schema)
            return Segment(name, frame.height, len(data), sum_of_rows, zlib.crc32(data))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read(
    folder: Path, segment: Segment, schema: Mapping[str, pl.DataType], *, is_checked: bool = False
) -> pl.DataFrame:
    """The rows of a segment; their texts stay where they lie in the file. Raises Damaged.

    Texts are not looked at; `is_sound` does that, and where it did nothing need be.
    """
    try:
        data = memoryview(_mapped(folder / segment.name))
        batches = [*batches_of(data)]
        if not is_checked and (len(data), _sum_of_rows(data, batches, schema)) != (segment.size, segment.sum_of_rows):
            raise Damaged(segment.name)
        frames = [_frame(data, batch, schema) for batch in batches] or [pl.DataFrame(schema=schema)]
        frame = pl.concat(frames, rechunk=False)
    except (OSError, ValueError) as error:
        raise Damaged(segment.name) from error
    if frame.height != segment.rows:
        raise Damaged(segment.name)
    return frame


def is_sound(folder: Path, segment: Segment) -> bool:
    """True where a segment is as it was written, every byte of it."""
    try:
        with _open(folder / segment.name) as data:
            return len(data) == segment.size and zlib.crc32(data) == segment.sum
    except (OSError, ValueError):
        return False


def _mapped(path: Path) -> mmap.mmap:
    """Raises OSError, and ValueError where the file is empty."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)


@contextmanager
def _open(path: Path) -> Iterator[memoryview]:
    """The bytes of a file while they are looked at."""
    with _mapped(path) as mapping, memoryview(mapping) as data:
        yield data


def _sum_of_rows(data: memoryview, batches: Iterable[BatchLayout], schema: Mapping[str, pl.DataType]) -> int:
    """CRC-32 of all that lies between the texts."""
    texts = sorted(
        column.buffers[_OFFSETS]
        for batch in batches
        for column in _columns(batch, schema).values()
        if column.kind == pl.String
    )
    found = place = 0
    for start, end in [*texts, (len(data), len(data))]:
        found = zlib.crc32(data[place:start], found)
        place = end
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column of a batch lies, or what is in the lists of one."""

    kind: pl.DataType
    nulls: int
    buffers: Sequence[tuple[int, int]]
    """Start and end of each, in bytes of the file."""
    inner: "_Column | None"


def _columns(batch: BatchLayout, schema: Mapping[str, pl.DataType]) -> dict[str, _Column]:
    """The columns of a batch by name. Raises Damaged where it has not what such columns have."""
    nulls, buffers = iter(batch.nulls), iter(batch.buffers)
    try:
        found = {name: _column(kind, nulls, buffers) for name, kind in schema.items()}
    except StopIteration:
        raise Damaged from None
    if [*nulls] != [] or [*buffers] != []:
        raise Damaged
    return found


def _column(kind: pl.DataType, nulls: Iterator[int], buffers: Iterator[tuple[int, int]]) -> _Column:
    """Raises StopIteration where one has no more."""
    missing = next(nulls)
    own = [next(buffers) for _each in range(_OFFSETS + (kind == pl.String))]
    return _Column(kind, missing, own, _column(_inner(kind), nulls, buffers) if isinstance(kind, pl.List) else None)


def _inner(kind: pl.List) -> pl.DataType:
    """What its lists hold."""
    return kind.inner() if isinstance(kind.inner, type) else kind.inner


def _frame(data: memoryview, batch: BatchLayout, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    columns = _columns(batch, schema)
    return pl.DataFrame([pl.Series(_array(data, each, batch.rows)).alias(name) for name, each in columns.items()])


def _array(data: memoryview, column: _Column, rows: int) -> CArray:
    validity, *others = [data[start:end] for start, end in column.buffers]
    bits = validity if column.nulls else None
    if column.inner is None:
        return c_array_from_buffers(_TYPES[column.kind], rows, [bits, *others], null_count=column.nulls)
    (offsets,) = others
    items = _array(data, column.inner, offsets.cast("q")[rows] if rows else 0)
    kind = na.large_list(_TYPES[column.inner.kind])
    return c_array_from_buffers(kind, rows, [bits, offsets], null_count=column.nulls, children=[items])
