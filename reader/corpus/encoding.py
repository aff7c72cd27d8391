"""From bytes in any encoding to UTF-8 with `\\n` at the end of each line. Bytes end here."""

import codecs
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Protocol

SAMPLE_SIZE = 256 * 1024
"""Bytes looked at to tell the encoding, unless they are all ASCII."""
_SMALL = 16 * 1024
"""Bytes for which room is made at first: most files of large folders have fewer."""
_BEYOND_RETURNS = 4096
"""Bytes read on at a time where a block ends in carriage returns."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")


class Readable(Protocol):
    """A stream of bytes, as far as it matters here."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer as far as possible; 0 at the end."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a sample of bytes is taken for."""

    encoding: str
    """A name that Python's codecs know."""
    mark: int = 0
    """Bytes of byte order mark in front of the text."""


def detect(sample: bytes | bytearray) -> Detected:
    """Tell the encoding of a file by its head: a mark, else strict UTF-8, else the most plausible Chinese."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return Detected(encoding, len(mark))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return Detected(max(_CANDIDATES, key=lambda encoding: plausibility(sample, encoding)))
    return Detected("utf-8")


def codec_of(encoding: str, sample: bytes | bytearray) -> str:
    """The codec of that name; one that leaves the order of bytes to a mark is little-endian where there is none."""
    name = codecs.lookup(encoding).name
    if name not in ("utf-16", "utf-32"):
        return name
    marked = next((codec for mark, codec in _MARKS if codec.startswith(name) and sample.startswith(mark)), None)
    return marked or f"{name}-le"


class TextReader:
    """Reads a stream as UTF-8 lines, in buffers that are handed on without a copy."""

    def __init__(self, stream: Readable, encoding: str | None = None) -> None:
        """Look at the head of the stream; `encoding` overrides what would be detected."""
        self._stream = stream
        self._head = read_up_to(stream, SAMPLE_SIZE)
        self._head_is_all = len(self._head) < SAMPLE_SIZE
        while not self._head_is_all and self._head.isascii() and len(self._head) <= 64 * SAMPLE_SIZE:
            more = read_up_to(stream, 4 * SAMPLE_SIZE)
            self._head += more
            self._head_is_all = len(more) < 4 * SAMPLE_SIZE
        detected = detect(self._head)
        self.encoding = codec_of(encoding, self._head) if encoding else detected.encoding
        if self.encoding == detected.encoding:
            del self._head[: detected.mark]
        self.transcoded = self.encoding not in ("utf-8", "ascii")
        """True where undecodable bytes have already become U+FFFD."""
        self._decoder = codecs.getincrementaldecoder(self.encoding)("replace") if self.transcoded else None

    def read_after(self, carry: memoryview | bytes, size: int) -> tuple[bytearray, bool]:
        """A new buffer of `carry` and about `size` bytes of the stream, and whether that was the last.

        A `\\r` is never the last byte but at the end, so that each line end is seen whole.
        """
        kept = len(carry)
        if self._decoder is None:
            buffer, final = self._read_raw(carry, size)
        else:
            raw, final = self._read_raw(b"", size)
            text = self._decoder.decode(raw, final)
            while not final and text.endswith("\r"):
                more, final = self._read_raw(b"", _BEYOND_RETURNS)
                text += self._decoder.decode(more, final)
            buffer = bytearray(carry)
            buffer += text.encode("utf-8", "replace")
        if buffer.find(b"\r", kept) >= 0:
            lines = bytes(buffer[kept:]).replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            buffer[kept:] = lines
        return buffer, final

    def _read_raw(self, carry: memoryview | bytes, size: int) -> tuple[bytearray, bool]:
        kept = len(carry)
        if self._head_is_all:
            size = min(size, len(self._head) + 1)  # a large buffer costs more to make than a small file to read
        head = min(len(self._head), size)
        buffer = bytearray(kept + size)
        buffer[:kept] = carry
        buffer[kept : kept + head] = self._head[:head]
        del self._head[:head]
        filled = kept + head
        with memoryview(buffer) as view:
            while filled < len(buffer):
                count = _readinto(self._stream, view[filled:])
                if not count:
                    break
                filled += count
        final = filled < len(buffer)
        del buffer[filled:]
        while not final and buffer.endswith(b"\r") and self._decoder is None:
            more = bytes(self._head[:_BEYOND_RETURNS]) or bytes(read_up_to(self._stream, _BEYOND_RETURNS))
            del self._head[:_BEYOND_RETURNS]
            buffer += more
            final = not more
        return buffer, final


def read_up_to(stream: Readable, size: int) -> bytearray:
    """The next bytes, fewer than `size` only at the end."""
    buffer = bytearray(min(size, _SMALL))
    filled = 0
    while True:
        with memoryview(buffer) as view:
            while filled < len(buffer) and (count := _readinto(stream, view[filled:])):
                filled += count
        if filled < len(buffer) or filled == size:
            del buffer[filled:]
            return buffer
        buffer += bytes(min(size - filled, 3 * filled))


def _readinto(stream: Readable, view: memoryview) -> int:
    return stream.readinto(view) or 0


def plausibility(sample: bytes | bytearray, encoding: str) -> float:
    """How well bytes read as Chinese: the share of characters beyond ASCII that are common in it, 0 to 1."""
    counts = Counter(codecs.getincrementaldecoder(encoding)("replace").decode(sample))
    foreign = {character: count for character, count in counts.items() if character > "\x7f"}
    known = _common_characters()
    common = sum(count for character, count in foreign.items() if character in known)
    return common / sum(foreign.values()) if foreign else 1.0


@cache
def _common_characters() -> frozenset[str]:
    """The first levels of GB 2312 (3,755 characters) and Big5 (5,401), and both standards' punctuation."""
    gb = _plane("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)) + _plane("gb2312", (0xA1, 0xA3), range(0xA1, 0xFF))
    big5 = _plane("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(gb + big5)


def _plane(encoding: str, rows: range | tuple[int, ...], cells: range | tuple[int, ...]) -> str:
    return "".join(bytes((row, cell)).decode(encoding, "ignore") for row in rows for cell in cells)
