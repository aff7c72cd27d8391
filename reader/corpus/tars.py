"""Tar archives that stream by: their members in their own order, within bounds that the library does not set."""

import io
import tarfile
from collections.abc import Iterator
from typing import IO, Final, cast

from reader.corpus.compressions import pieces_of
from reader.corpus.layers import PIECE
from reader.corpus.streams import PeekedStream

_HEADER_LIMIT: Final = 4 * 1024**2
"""Bytes of headers before one member: long names, extended attributes."""
_CHECKSUM: Final = slice(148, 156)


class Tar:
    """A tar that is read once from its beginning to its end. All methods raise of layers.FAILURES.

    The library alone would hold any length of header in memory, keep all members, skip a claimed length however
    far the file's end lies before it, and take a damaged header for the end.
    """

    def __init__(self, stream: PeekedStream) -> None:
        self.ended_early = False
        """True where a member was read that ended before its length was reached: nothing can follow."""
        self._stream = stream
        self._allowed: int | None = None
        self._archive: _TarFile | None = None

    def next(self) -> tarfile.TarInfo | None:
        """The next header, whatever it heads; None at the end."""
        if self._archive is not None:
            _skip(self._archive)
            self._archive.members.clear()
        self._allowed = _HEADER_LIMIT
        if self._archive is None:
            self._archive = _TarFile.open(fileobj=cast(IO[bytes], self), mode="r|", bufsize=PIECE, tarinfo=_TarInfo)
        info = self._archive.next()
        self._allowed = None
        return info

    def pieces(self, info: tarfile.TarInfo) -> Iterator[bytes]:
        """The bytes of the member whose header was read last."""
        archive = self._archive
        if archive is None:
            return
        if info.issparse():
            yield from pieces_of(cast(io.BufferedReader, archive.extractfile(info)))
            return
        archive.fileobj.seek(info.offset_data)
        left = info.size
        while left > 0:
            piece = archive.fileobj.read(min(left, PIECE))
            if not piece:
                self.ended_early = True
                raise EOFError
            left -= len(piece)
            yield piece

    def read(self, size: int) -> bytes:
        """What tarfile reads with."""
        data = self._stream.read(size) or b""
        if self._allowed is not None:
            self._allowed -= len(data)
            if self._allowed < 0:
                raise tarfile.ReadError("header too long")
        return data


class _TarFile(tarfile.TarFile):
    """What of the library's class its type stubs leave out."""

    fileobj: IO[bytes]
    members: list[tarfile.TarInfo]
    encoding = "utf-8"
    errors = "surrogateescape"


class _TarInfo(tarfile.TarInfo):
    """A header of which a damaged one is an error everywhere, not only in the first place."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> "_TarInfo":
        """The header at the archive's place."""
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if str(error) in ("empty header", "end of file header"):
                raise
            raise tarfile.ReadError(str(error)) from error


def is_tar(head: bytes) -> bool:
    """True where the checksum of a first header is right: old archives have no other mark."""
    header = head[:512]
    digits = header[_CHECKSUM].strip(b"\0 ")
    if len(header) < 512 or not digits or digits.strip(b"01234567"):
        return False
    return int(digits, 8) == sum(header) - sum(header[_CHECKSUM]) + 8 * ord(" ")


def raw_name(info: tarfile.TarInfo) -> bytes:
    """A member's name as its header has it."""
    return info.name.encode("utf-8", "surrogateescape")


def _skip(archive: _TarFile) -> None:
    """Read on to where the next header is looked for."""
    while (distance := archive.offset - 1 - archive.fileobj.tell()) > 0:
        if not archive.fileobj.read(min(distance, PIECE)):
            raise EOFError
