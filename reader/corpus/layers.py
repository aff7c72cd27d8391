"""Layers: streams made of pieces that libraries give, guarded against damage, bombs and waiting."""

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import zstandard

from reader.corpus.sources import CountedFile
from reader.errors import system_words
from reader.progress import Cancelled, Stopped
from reader.wording import _, later

MEMBER_LIMIT: Final = 8 * 1024**3
"""Bytes a member of an archive may have."""
RATIO_LIMIT: Final = 200
"""A stream may expand to this many times its size…"""
FREE_EXPANSION: Final = 100 * 1000**2
"""…counted only past this many bytes."""
PIECE: Final = 128 * 1024
"""Bytes asked of a library at a time."""


FAILURES: Final = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
    struct.error,
    ValueError,
    LookupError,
    OverflowError,
    MemoryError,
    RuntimeError,  # NotImplementedError of zipfile, RecursionError of tarfile
)
"""What the libraries raise over damaged data."""


def too_large() -> str:
    """What is said of a member above its limit."""
    return _("is larger than {size} GB: the rest is left out").format(size=MEMBER_LIMIT // 1024**3)


def excessive() -> str:
    """What is said of a stream that expands too much."""
    return _("expands to more than {times} times its size: the rest is left out").format(times=RATIO_LIMIT)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a source may become."""

    member: int = MEMBER_LIMIT
    """Bytes of a member of an archive."""
    ratio: int = RATIO_LIMIT
    """Times its size."""
    free: int = FREE_EXPANSION
    """Bytes for which the ratio is not asked."""

    def exceeded(self, produced: int, consumed: int) -> bool:
        """True where `produced` is too much to come from `consumed`, both in bytes."""
        return produced > self.free and produced > self.ratio * consumed


@dataclass(slots=True)
class Guard:
    """What all layers of a source share."""

    file: CountedFile
    """The source."""
    stopped: Stopped
    """Asked before each piece."""
    limits: Limits
    produced: int = 0
    """Bytes that came out of all layers."""

    @property
    def is_exhausted(self) -> bool:
        """True where the source as a whole expands too much."""
        file = self.file
        consumed = min(file.position, file.size) if file.is_regular else file.position
        return self.limits.exceeded(self.produced, consumed)


@dataclass(frozen=True, slots=True)
class FailureWords:
    """The words for what can go wrong with one kind of data."""

    ends_early: str
    is_damaged: str

    def of(self, error: BaseException) -> str:
        """What one of FAILURES means to people."""
        match error:
            case EOFError():
                return _(self.ends_early)
            case NotImplementedError():
                return _("is compressed in a way that cannot be read")
            case MemoryError():
                return _("not enough memory")
            case OSError(errno=int()):
                return system_words(error)
            case _:
                return _(self.is_damaged)


COMPRESSED: Final = FailureWords(later("the compressed data end early"), later("the compressed data are damaged"))
ARCHIVE: Final = FailureWords(later("the archive ends early"), later("the archive is damaged"))


class Layer(io.RawIOBase):
    """A stream made of pieces. Where no more can be had, it ends and `failure` says why."""

    def __init__(
        self,
        pieces: Iterator[bytes],
        guard: Guard,
        words: FailureWords,
        consumed: Callable[[], int] | None,
        limit: int | None,
    ) -> None:
        """`consumed` tells the bytes that became the pieces, None where those are the same; `limit` is for pieces."""
        super().__init__()
        self.failure: str | None = None
        """Why it ended early, in words for people."""
        self._pieces = pieces
        self._guard = guard
        self._consumed = consumed
        self._words = words
        self._limit = limit
        self._produced = 0
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # any Buffer
        """The next bytes; 0 at the end. Raises Cancelled."""
        if not self._left:
            self._left = memoryview(self._next())
        piece = self._left[: len(buffer)]
        buffer[: len(piece)] = piece
        self._left = self._left[len(piece) :]
        return len(piece)

    def _next(self) -> bytes:
        if self._guard.stopped():
            raise Cancelled
        if self.failure is not None:
            return b""
        try:
            piece = next(self._pieces, b"")
        except FAILURES as error:
            self.failure = self._words.of(error)
            return b""
        self._produced += len(piece)
        self._guard.produced += len(piece) if self._consumed else 0
        self.failure = self._refusal()
        return b"" if self.failure else piece

    def _refusal(self) -> str | None:
        if self._limit is not None and self._produced > self._limit:
            return too_large()
        if self._consumed is None:
            return None
        is_excessive = self._guard.limits.exceeded(self._produced, self._consumed())
        return excessive() if is_excessive or self._guard.is_exhausted else None
