"""Streams of bytes whose head can be looked at before they are read, and what a look tells."""

import io
import re
from dataclasses import dataclass

from reader.corpus.decoding import Decoder
from reader.corpus.encoding import Noticed, Readable, codec_of, detect, read_up_to

HEAD_SIZE = 64 * 1024
"""Bytes looked at to tell the format."""
_CONTROLS = re.compile(r"[\x01-\x08\x0b\r\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_LOOKED_AT = 16 * 1024
"""Characters among which controls are counted."""


class Stopped(BaseException):
    """Raised by a stream that is read when the loading was told to stop. No library may take it for a failure."""


class PeekedStream(io.RawIOBase):
    """A stream that gives its head again when it is read."""

    def __init__(self, stream: Readable, head_size: int = HEAD_SIZE) -> None:
        super().__init__()
        self._stream = stream
        self.noticed = Noticed()
        """What whoever reads it as text notices."""
        self.head = bytes(read_up_to(stream, head_size))
        """The first bytes, fewer than asked for only where the stream is shorter."""
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
        return self._stream.readinto(memoryview(buffer)) or 0


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of a stream before it is read."""

    name: str
    """Its file name in lower case, without the suffix of a compression."""
    head: bytes
    """Its first bytes."""
    text: str
    """The same as text, by the encoding they seem to be in, without NULs; line ends are `\\n`."""

    @classmethod
    def of(cls, name: str, head: bytes, encoding: str | None = None) -> "Sample":
        """Look at a head."""
        detected = detect(head)
        codec = codec_of(encoding, head) if encoding else detected.encoding
        text = Decoder(codec).text(head[detected.mark :], final=False).replace("\0", "")
        return cls(name.lower(), head, text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n"))

    @property
    def suffix(self) -> str:
        """What stands after the name's last dot, or nothing."""
        return self.name.rpartition(".")[2] if "." in self.name else ""

    @property
    def is_text(self) -> bool:
        """True where hardly any control character is in sight; NULs may be padding, and tell nothing."""
        controls = len(_CONTROLS.findall(self.text, 0, _LOOKED_AT))
        return controls * 50 <= min(len(self.text), _LOOKED_AT)
