"""Zip archives: their members in the order of their names, and the file that can seek which they need."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, cast

from reader.corpus.compressions import pieces_of
from reader.corpus.encoding import detect, plausibility
from reader.corpus.layers import PIECE
from reader.corpus.sources import CountedFile
from reader.corpus.streams import PeekedStream

_KEPT_IN_MEMORY: Final = 16 * 1024**2
"""Bytes up to which a copy needs no file."""
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1


class TooLarge(ValueError):
    """More bytes than may be copied."""


def is_zip(head: bytes) -> bool:
    """True for archives of members, of none, and of several volumes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_office_document(archive: zipfile.ZipFile) -> bool:
    """True for .docx, .xlsx and their like."""
    return "[Content_Types].xml" in archive.NameToInfo


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """True where a password is needed."""
    return bool(info.flag_bits & _ENCRYPTED)


def members(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """All members with their names, in name order.

    Names not marked as UTF-8 are in one encoding, which is told from all of them.
    """
    entries = archive.filelist
    raw = [b"" if info.flag_bits & _UTF8_NAME else info.orig_filename.encode("cp437", "replace") for info in entries]
    encoding = _encoding_of_names(b"\n".join(raw))
    names = [
        (name.decode(encoding, "replace") if name else info.filename).replace("\\", "/")
        for info, name in zip(entries, raw, strict=True)
    ]
    return sorted(zip(names, entries, strict=True), key=lambda entry: (entry[0].split("/"), entry[1].header_offset))


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member. Raises of layers.FAILURES."""
    with archive.open(info) as file:
        yield from pieces_of(cast(zipfile.ZipExtFile, file))


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


def _encoding_of_names(names: bytes) -> str:
    """That of a Chinese system where it makes sense, else the one the zip format was born with."""
    try:
        names.decode()
    except UnicodeDecodeError:
        encoding = detect(names).encoding
        return encoding if plausibility(names, encoding) > 0.5 else "cp437"
    return "utf-8"
