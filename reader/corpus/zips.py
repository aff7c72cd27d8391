"""Zip archives: their members in the order of their names, none lost for its name, and the seekable file they need."""

import io
import os
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from reader.corpus.archive_names import names_of
from reader.corpus.compressions import pieces_of
from reader.corpus.layers import PIECE
from reader.corpus.sources import CountedFile
from reader.corpus.streams import PeekedStream

_KEPT_IN_MEMORY: Final = 16 * 1024**2
"""Bytes up to which a copy needs no file."""
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_DIRECTORY_ENTRY: Final = struct.Struct("<4s4xH18x3H12x")
"""Mark, flags, and how many bytes of name, extra fields and comment follow."""
_LOCAL_HEADER: Final = struct.Struct("<4s22x2H")
"""Mark, and how many bytes of name and extra fields follow."""


class TooLarge(ValueError):
    """More bytes than may be copied."""


def is_zip(head: bytes) -> bool:
    """True for archives of members, of none, and of several volumes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A member as the directory of its archive tells it."""

    name: str
    """For people, folders parted by `/`."""
    raw: bytes
    """The same as it stands there."""
    info: zipfile.ZipInfo

    @property
    def is_folder(self) -> bool:
        """True for a name alone."""
        return self.name.endswith("/") and not self.info.file_size

    @property
    def is_encrypted(self) -> bool:
        """True where a password is needed."""
        return bool(self.info.flag_bits & _ENCRYPTED)


def is_office_document(members: list[ZipMember]) -> bool:
    """True for .docx, .xlsx and their like."""
    return any(member.raw == b"[Content_Types].xml" for member in members)


def members(file: IO[bytes]) -> list[ZipMember]:
    """All members of an archive, in the order of their names. Raises of layers.FAILURES."""
    directory = _Directory(file)
    entries = zipfile.ZipFile(directory).filelist
    raw = [entry.orig_filename.encode("cp437") for entry in entries]
    names = names_of(raw, directory.marked)
    found = [ZipMember(*each) for each in zip(names, raw, entries, strict=True)]
    return sorted(found, key=lambda member: (member.name.split("/"), member.info.header_offset))


def pieces(file: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, whatever name its own header gives it. Raises of layers.FAILURES."""
    file.seek(info.header_offset)
    mark, *lengths = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if mark != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(sum(lengths), os.SEEK_CUR)
    with zipfile.ZipExtFile(file, "r", info) as member:
        yield from pieces_of(member)


@contextmanager
def seekable(file: CountedFile | None, stream: PeekedStream, limit: int) -> Iterator[IO[bytes] | io.BufferedReader]:
    """The file itself where it can seek, else a nameless temporary copy of the stream.

    Raises TooLarge, and OSError where there is no room for the copy.
    """
    if file is not None:
        file.seek(0)
        buffered = io.BufferedReader(file, PIECE)
        try:
            yield buffered
        finally:
            buffered.detach()
        return
    with tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as copy:
        copied = 0
        while piece := stream.read(PIECE):
            copied += copy.write(piece)
            if copied > limit:
                raise TooLarge
        copy.seek(0)
        yield copy


class _Directory:
    """A file as zipfile looks for the directory in it: no name is marked as UTF-8.

    The library would give up the archive for one name that is marked and is not.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.marked: list[bool] = []
        """Whether the name of each entry was marked."""
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """The next bytes; where they are the directory, without marks."""
        data = bytearray(self._file.read(size))
        marked, place = [], 0
        while data.startswith(b"PK\x01\x02", place) and len(data) - place >= _DIRECTORY_ENTRY.size:
            _, flags, *lengths = _DIRECTORY_ENTRY.unpack_from(data, place)
            marked.append(bool(flags & _UTF8_NAME))
            data[place + 9] &= ~(_UTF8_NAME >> 8)
            place += _DIRECTORY_ENTRY.size + sum(lengths)
        self.marked = marked
        return bytes(data)
