"""Reading on: where a file that grows at its end can be read from, without what comes before."""

import os
import zlib
from dataclasses import dataclass

_BEFORE = 64 * 1024
"""Bytes before the place that have to be as they were."""
_END = 4096
"""Bytes at its end by which it is told whether its last record is whole."""
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Resume:
    """Where the last record of a file begins. What comes before it stays as it is, whatever is added to the file."""

    offset: int
    """Bytes before it."""
    line: int
    """The line on which it begins, counted from 1."""
    before: int = 0
    """CRC-32 of the last bytes before it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a file there was, and what."""

    bytes: int
    """How many."""
    sum: int
    """CRC-32 of them."""


NOTHING = Size(0, 0)


def marked(resume: Resume, path: str) -> Resume | None:
    """The place with what lies before it in the file; None where that cannot be read."""
    try:
        return Resume(resume.offset, resume.line, _sum_before(path, resume.offset))
    except OSError:
        return None


def fits(resume: Resume, path: str) -> bool:
    """True where the file still has the same bytes before the place."""
    return marked(resume, path) == resume


def end_of(path: str) -> bytes:
    """The last bytes of a file; nothing where it cannot be read."""
    try:
        with open(path, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _END, 0))
            return file.read(_END)
    except OSError:
        return b""


def contents_of(path: str, end: int, before: Size = NOTHING) -> Size:
    """The first bytes of a file, up to `end`; those in `before` are known already. Raises OSError."""
    found, place, buffer = before.sum, before.bytes, bytearray(_PIECE)
    with open(path, "rb", buffering=0) as file, memoryview(buffer) as view:
        file.seek(place)
        while place < end and (count := file.readinto(view[: min(_PIECE, end - place)])):
            found = zlib.crc32(view[:count], found)
            place += count
    return Size(place, found)


def _sum_before(path: str, offset: int) -> int:
    with open(path, "rb") as file:
        start = file.seek(max(offset - _BEFORE, 0))
        return zlib.crc32(file.read(offset - start))
