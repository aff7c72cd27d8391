"""Segments: rows as an uncompressed Arrow file, written once, and mapped back without a copy.

Only files that we wrote ourselves are mapped: one that is cut while it is mapped kills the process.
"""

import mmap
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import nanoarrow as na
import polars as pl
from nanoarrow import c_array_from_buffers
from nanoarrow.c_array import CArray

from reader.corpus.formats.arrow_sizes import BatchLayout, batches_of
from reader.corpus.table import SCHEMA

IN_QUESTION = "in_question"
"""The column that says of a row that its day may be among the late ones; see `corpus.dates.Dating`."""
STORED = {**SCHEMA, IN_QUESTION: pl.Boolean}
"""Columns of a segment."""
SUFFIX = ".arrow"
"""Of its name."""
_TYPES = {pl.String: na.large_string(), pl.UInt32: na.uint32(), pl.Boolean: na.bool_(), pl.Date: na.date32()}
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
    """Write rows (see STORED) to a new file that nobody else can read; when this returns, it is on the disk.

    Raises OSError, and then there is no such file.
    """
    path = folder / name
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            frame.write_ipc(file, compression="uncompressed", compat_level=pl.CompatLevel.oldest())
            file.flush()
            os.fsync(file.fileno())
        with _open(path) as data:
            return Segment(name, frame.height, len(data), _sum_of_rows(data, [*batches_of(data)]), zlib.crc32(data))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read(folder: Path, segment: Segment) -> pl.DataFrame:
    """The rows of a segment; their texts stay where they lie in the file. Raises Damaged.

    Texts are not looked at; `is_sound` does that.
    """
    try:
        data = memoryview(_mapped(folder / segment.name))
        batches = [*batches_of(data)]
        if len(data) != segment.size or _sum_of_rows(data, batches) != segment.sum_of_rows:
            raise Damaged(segment.name)
        frame = pl.concat([_frame(data, batch) for batch in batches], rechunk=False)
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


def _sum_of_rows(data: memoryview, batches: Sequence[BatchLayout]) -> int:
    """CRC-32 of all that lies between the texts."""
    texts = sorted(buffers[_OFFSETS] for batch in batches for kind, buffers in _columns(batch) if kind == pl.String)
    found = place = 0
    for start, end in [*texts, (len(data), len(data))]:
        found = zlib.crc32(data[place:start], found)
        place = end
    return found


def _columns(batch: BatchLayout) -> Iterator[tuple[type[pl.DataType], Sequence[tuple[int, int]]]]:
    """The buffers of each column. Raises Damaged where there are not as many as the columns have."""
    buffers = iter(batch.buffers)
    for kind in STORED.values():
        yield kind, [next(buffers, (0, -1)) for _ in range(_OFFSETS + (kind == pl.String))]
    if len(batch.buffers) != sum(_OFFSETS + (kind == pl.String) for kind in STORED.values()):
        raise Damaged


def _frame(data: memoryview, batch: BatchLayout) -> pl.DataFrame:
    columns = zip(STORED, _columns(batch), batch.nulls, strict=True)
    return pl.DataFrame(
        [
            pl.Series(_array(kind, batch.rows, nulls, [data[start:end] for start, end in buffers])).alias(name)
            for name, (kind, buffers), nulls in columns
        ]
    )


def _array(kind: type[pl.DataType], rows: int, nulls: int, buffers: Sequence[memoryview]) -> CArray:
    validity, *others = buffers
    return c_array_from_buffers(_TYPES[kind], rows, [validity if nulls else None, *others], null_count=nulls)
