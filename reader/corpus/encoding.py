"""From bytes in any encoding to UTF-8 with `\\n` at the end of each line. Bytes end here."""

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from reader.corpus.decoding import Decoder
from reader.corpus.likelihood import cost, is_written
from reader.encoding_labels import codec_named

SAMPLE_SIZE = 256 * 1024
"""Bytes looked at to tell the encoding, unless they are all ASCII."""
_WEIGHED: Final = 6 * 1024
"""Bytes beyond ASCII, with the lines around them, by which encodings are compared."""
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
_CANDIDATES: Final = {
    **dict.fromkeys(("utf-8", "gb18030"), 0.0),
    "big5hkscs": 2.0,
    **dict.fromkeys(("cp949", "cp932", "euc_jp", "cp1251", "cp1252"), 8.0),
}
"""What a file may be in, and what speaks against each beforehand, in nats."""
_AT_SIGHT: Final = ("gb18030",)
_PLAINLY: Final = 4.2
"""Nats a byte beyond ASCII below which a text is plain Chinese: another encoding would make 5 and more of it."""
_KOREAN: Final = 0.45
"""Nats a byte more that speak against Korean: of Chinese out of step with its pairs its syllables make much."""
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SURE, _SURE_SHARE = 6.0, 0.05
"""Nats, and nats per character beyond ASCII, by which the likeliest must lead for the choice to be sure."""
_PART, _PART_LEAD = 24, 1.0
"""Bytes of a line that is weighed alone, and nats a byte by which another encoding is clearly that of some lines."""
_WITHOUT_NUL = re.compile(rb"[^\0]{%d,}" % (4 * _PART))
_STRANGE = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]")
"""What hardly ever is in text, and in text in a wrong encoding before long."""
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_DECLARED_LEAD: Final = 0.5
"""Nats a character beyond ASCII by which another encoding must be likelier than the one that a file declares."""
_PADDING = re.compile(rb"\0{8,}")
_PAIR_OF_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A character beyond the BMP as CESU-8 has it: both halves of UTF-16, each in UTF-8."""


class Readable(Protocol):
    """What is needed of a stream of bytes."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer, or as much of it as there is; 0 at the end."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a sample of bytes is taken for."""

    encoding: str
    """A name that Python's codecs know."""
    mark: int = 0
    """Bytes of byte order mark in front of the text."""

    rival: str | None = None
    """Where the choice was close, what else it may be."""


def detect(sample: bytes | bytearray) -> Detected:
    """Tell the encoding of a file by its head: a mark, else UTF-8 without a fault, else what makes the likeliest text.

    A fault costs as much as a rare character or two, so that some of them do not make another encoding likelier.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return Detected(encoding, len(mark))
    if b"\0" not in sample:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample)
        except UnicodeDecodeError:
            pass
        else:
            return Detected("utf-8")
    return _likeliest(weighed(sample))


@lru_cache(maxsize=4)
def _likeliest(data: bytes) -> Detected:
    detected = _likeliest_of_all(data)
    return replace(detected, rival=detected.rival or _rival_in_part(detected.encoding, data))


def _likeliest_of_all(data: bytes) -> Detected:
    foreign = _foreign(data)
    for encoding in _AT_SIGHT if b"\0" not in data else ():
        if cost_in(encoding, data) < _PLAINLY * foreign:
            return Detected(encoding)
    costs = {encoding: against + cost_in(encoding, data) for encoding, against in _CANDIDATES.items()}
    costs["cp949"] += _KOREAN * foreign
    if b"\0" in data or costs["utf-8"] > len(data):
        wide = [encoding for encoding in _WIDE if is_written(Decoder(encoding).text(data))]
        costs |= {encoding: 8.0 + cost_in(encoding, data) for encoding in wide}
    best, second = sorted(costs, key=costs.__getitem__)[:2]
    lead = costs[second] - costs[best]
    is_sure = lead > _SURE + _SURE_SHARE * foreign
    return Detected(best, rival=None if is_sure or data.isascii() else second)


def _rival_in_part(encoding: str, data: bytes) -> str | None:
    """Another encoding that some of the data is clearly in: two files in one, say. None where there is no such."""
    if encoding not in _WIDE and not _STRANGE.search(Decoder(encoding).text(data)):
        return None
    gained: dict[str, float] = defaultdict(float)
    for part in _parts(encoding, data):
        known = cost_in(encoding, part)
        if known > _PLAINLY * _foreign(part):
            costs = {other: cost_in(other, part) for other in _CANDIDATES if other != encoding}
            best = min(costs, key=costs.__getitem__)
            gained[best] += max(known - costs[best] - _PART_LEAD * len(part), 0)
    rival = max(gained, key=gained.__getitem__, default=None)
    return rival if rival and gained[rival] else None


def _parts(encoding: str, data: bytes) -> list[bytes]:
    """The longer lines beyond ASCII; of a wide encoding what has no NUL, in step with its characters."""
    if encoding not in _WIDE:
        return [line for line in data.split(b"\n") if len(line) >= _PART and _foreign(line) * 2 > len(line)]
    return [data[found.start() & -4 : found.end() & -4] for found in _WITHOUT_NUL.finditer(data)]


def _foreign(data: bytes) -> int:
    """Bytes beyond ASCII."""
    return len(data) - len(data.translate(None, _BEYOND_ASCII))


def cost_in(encoding: str, data: bytes) -> float:
    """What bytes cost as text in an encoding, in nats; a fault of a wide encoding by the bytes it stands for."""
    text = Decoder(encoding).text(data)
    width = {"utf-16": 2, "utf-32": 4}.get(encoding[:6], 1)
    return cost(text) + (width - 1) * cost("\ufffd") * text.count("\ufffd")


def weighed(sample: bytes | bytearray) -> bytes:
    """Of a sample the lines that tell encodings apart: those beyond ASCII, not too many of them, without padding."""
    data = bytes(sample)
    if b"\0" in data:
        data = _PADDING.sub(lambda run: run[0][: len(run[0]) % 4], data)
        return data[: _WEIGHED * 4]
    data = _joined_surrogates(data)
    lines, size = [], 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:_WEIGHED])
            size += len(lines[-1])
            if size > _WEIGHED:
                break
    return b"\n".join(lines)


def speaks_against(encoding: str, sample: bytes | bytearray) -> bool:
    """True where another encoding makes clearly likelier text of a sample than the one that is said to be its own."""
    data = weighed(sample)
    foreign = _foreign(data)
    return cost_in(encoding, data) - cost_in(detect(sample).encoding, data) > _SURE + _DECLARED_LEAD * foreign


def _joined_surrogates(data: bytes) -> bytes:
    """The bytes with characters of CESU-8 as UTF-8 has them."""
    if b"\xed" not in data:
        return data
    return _PAIR_OF_SURROGATES.sub(lambda pair: _joined(pair[0]), data)


def _joined(pair: bytes) -> bytes:
    return pair.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def codec_of(encoding: str, sample: bytes | bytearray) -> str:
    """The codec of that name; one that leaves the order of bytes to a mark is little-endian where there is none."""
    name = codec_named(encoding)
    if name is None:
        raise LookupError(encoding)
    if name not in ("utf-16", "utf-32"):
        return name
    marked = next((codec for mark, codec in _MARKS if codec.startswith(name) and sample.startswith(mark)), None)
    return marked or f"{name}-le"


@dataclass(slots=True)
class Noticed:
    """What was noticed of a stream's bytes while they became text."""

    nuls: int = 0
    """NUL bytes or characters that were left out."""
    choice: Detected | None = None
    """The encoding that was taken where the choice was close."""


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
        self._noticed: Noticed = getattr(stream, "noticed", None) or Noticed()
        detected = getattr(stream, "detected", None) or detect(self._head)
        self.encoding = codec_of(encoding, self._head) if encoding else detected.encoding
        if self.encoding == detected.encoding:
            del self._head[: detected.mark]
        self.transcoded = self.encoding not in ("utf-8", "ascii")
        """True where undecodable bytes have already become U+FFFD."""
        self._decoder = Decoder(self.encoding) if self.transcoded else None
        self.mark = detected.mark if self.encoding == detected.encoding else 0
        """Bytes of byte order mark in front of what is given."""
        self.is_verbatim = not self.transcoded
        """True where all that was given so far are the bytes of the stream."""
        if not encoding and detected.rival:
            self._noticed.choice = detected

    def read_after(self, carry: memoryview | bytes, size: int) -> tuple[bytearray, bool]:
        """A new buffer of `carry` and about `size` bytes of the stream, and whether that was the last.

        A `\\r` is never the last byte but at the end, so that each line end is seen whole.
        """
        kept = len(carry)
        if self._decoder is None:
            buffer, final = self._read_raw(carry, size)
        else:
            raw, final = self._read_raw(b"", size)
            text = self._decoder.utf8(raw, final)
            while not final and text.endswith(b"\r"):
                more, final = self._read_raw(b"", _BEYOND_RETURNS)
                text += self._decoder.utf8(more, final)
            buffer = bytearray(carry)
            buffer += text
        self._clean(buffer, kept)
        if buffer.find(b"\r", kept) >= 0:
            lines = bytes(buffer[kept:]).replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            buffer[kept:] = lines
            self.is_verbatim = False
        return buffer, final

    def _clean(self, buffer: bytearray, start: int) -> None:
        """Leave out NULs, of padding and of holes, and join what CESU-8 has in halves."""
        if buffer.find(b"\0", start) >= 0:
            self._noticed.nuls += buffer.count(b"\0", start)
            self.is_verbatim = False
            buffer[start:] = bytes(buffer[start:]).replace(b"\0", b"")
        if self._decoder is None and buffer.find(b"\xed", start) >= 0:
            joined = _joined_surrogates(bytes(buffer[start:]))
            if len(joined) != len(buffer) - start:
                buffer[start:] = joined
                self.is_verbatim = False

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
