"""Streams of bytes whose head can be looked at before they are read, and what a look tells."""

import codecs
import io
import re
from dataclasses import dataclass

from reader.corpus.decoding import Decoder
from reader.corpus.encoding import Detected, Noticed, Readable, codec_of, detect, read_up_to
from reader.corpus.sources import CountedFile

HEAD_SIZE = 64 * 1024
"""Bytes looked at to tell the format."""
_CONTROLS = re.compile(r"[\x01-\x08\x0b\r\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_LOOKED_AT = 16 * 1024
"""Characters among which controls are counted."""


class PeekedStream(io.RawIOBase):
    """A stream that gives its head again when it is read."""

    def __init__(self, stream: Readable, head_size: int = HEAD_SIZE) -> None:
        super().__init__()
        self._stream = stream
        self.noticed = Noticed()
        """What whoever reads it as text notices."""
        self.head = bytes(read_up_to(stream, head_size))
        """The first bytes, fewer than asked for only where the stream is shorter."""
        self.is_whole = len(self.head) < head_size
        """True where the head is all there is."""
        self.detected: Detected | None = None
        """What the head is taken for, where it is whole and somebody looked."""
        self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # any Buffer
        """The next bytes, head first."""
        if self._given < len(self.head):
            piece = self.head[self._given : self._given + len(buffer)]
            buffer[: len(piece)] = piece
            self._given += len(piece)
            return len(piece)
        return 0 if self.is_whole else self._stream.readinto(memoryview(buffer)) or 0

    def skip_to(self, offset: int) -> None:
        """Go on at that byte of the file that the stream is. Raises OSError, also where it is no file."""
        if not isinstance(self._stream, CountedFile):
            raise io.UnsupportedOperation("seek")
        self._stream.skip_to(offset)
        self._given, self.is_whole = len(self.head), False

    def sample(self, name: str, encoding: str | None = None) -> "Sample":
        """What a look at the head tells; the name is that of the file."""
        detected = detect(self.head)
        self.detected = detected if self.is_whole else None
        codec = codec_of(encoding, self.head) if encoding else detected.encoding
        return Sample.of(name, self.head, codec, detected.mark)


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of a stream before it is read."""

    name: str
    """Its file name in lower case, without the suffix of a compression."""
    suffix: str
    """What stands after the name's last dot, or nothing."""
    head: bytes
    """Its first bytes."""
    text: str
    """The same as text, by the encoding they seem to be in, without NULs; line ends are `\\n`."""
    is_text: bool
    """True where hardly any control character is in sight; NULs may be padding, and tell nothing."""

    @classmethod
    def of(cls, name: str, head: bytes, codec: str = "utf-8", mark: int = 0) -> "Sample":
        """A head in a codec, after a byte order mark of that many bytes."""
        name, data = name.lower(), head[mark:]
        if codec == "utf-8":
            text = codecs.utf_8_decode(data, "replace", False)[0]
        else:
            text = Decoder(codec).text(data, final=False)
        text = text.replace("\0", "")
        if "\r" in text:
            text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        controls = len(_CONTROLS.findall(text, 0, _LOOKED_AT))
        is_text = controls * 50 <= min(len(text), _LOOKED_AT)
        return cls(name, name.rpartition(".")[2] if "." in name else "", head, text, is_text)
