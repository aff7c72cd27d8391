"""Compressions: which one a stream's first bytes tell of, and the pieces that it expands to, member after member."""

import bz2
import gzip
import io
import lzma
import re
from collections.abc import Callable, Iterator
from typing import IO, Final, Protocol, cast

import zstandard

from reader.corpus.layers import PIECE
from reader.corpus.streams import PeekedStream

_FED_TO_ZSTD: Final = 2048
"""Bytes decompressed at a time: at most 64 MB can come of them."""
_LARGEST_WINDOW: Final = 2**31
"""What `zstd --long=31` needs, the widest there is."""
_SUFFIX = re.compile(r"(?i)\.(?:gz|bz2|xz|lzma|zst|zstd)$")


class Tally(io.RawIOBase):
    """A stream that counts its bytes as they are read."""

    def __init__(self, stream: PeekedStream) -> None:
        super().__init__()
        self.count = 0
        """Bytes read so far."""
        self._stream = stream

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # any Buffer
        """The next bytes; 0 at the end."""
        count = self._stream.readinto(buffer)
        self.count += count
        return count


Expand = Callable[[Tally], Iterator[bytes]]
"""From compressed bytes to pieces of what they hold. Raises of layers.FAILURES, EOFError where they end early."""


class _Expanding(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def compression_of(head: bytes) -> Expand | None:
    """How a stream that begins so is expanded; None where it is not compressed."""
    return next((expand for mark, expand in _MARKS.items() if mark.match(head)), None)


def without_suffix(name: str) -> str:
    """A file name without the suffix of a compression."""
    return _SUFFIX.sub("", name)


def pieces_of(file: _Expanding) -> Iterator[bytes]:
    """Piece by piece, so that what comes before damage is not lost with the piece that is damaged."""
    while piece := file.read1(PIECE):
        yield piece


def _gzip(stream: Tally) -> Iterator[bytes]:
    return pieces_of(gzip.GzipFile(fileobj=stream, mode="rb"))


def _bzip2(stream: Tally) -> Iterator[bytes]:
    return pieces_of(bz2.BZ2File(stream))


def _xz(stream: Tally) -> Iterator[bytes]:
    return pieces_of(lzma.LZMAFile(cast(IO[bytes], stream)))


def _zstd(stream: Tally) -> Iterator[bytes]:
    """Frame by frame: the library's own stream reader does not tell a truncated frame from a whole one."""
    context = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    frame = None
    while data := stream.read(PIECE):
        for start in range(0, len(data), _FED_TO_ZSTD):
            fed = data[start : start + _FED_TO_ZSTD]
            while fed:
                frame = frame or context.decompressobj()
                if piece := frame.decompress(fed):
                    yield piece
                fed, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    if frame is not None:
        raise EOFError


_MARKS: Final[dict[re.Pattern[bytes], Expand]] = {
    re.compile(rb"\x1f\x8b\x08"): _gzip,
    re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"): _bzip2,
    re.compile(rb"\xfd7zXZ\0"): _xz,
    re.compile(rb"(?s)\x5d\0\0..(?:\xff{8}|.{5}\0{3})"): _xz,  # the older .lzma: its usual properties, a length
    re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"): _zstd,
}
