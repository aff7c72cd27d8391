"""Excerpts: the raw lines of a source around one of them, for a look at what could not be read."""

import os
from collections.abc import Iterator

from reader.corpus.cleaning import clean_line
from reader.corpus.encoding import TextReader
from reader.corpus.options import ReadOptions
from reader.corpus.sources import STDIN_NAME, Source
from reader.corpus.unpacking import Member, unpack
from reader.errors import SourceError
from reader.wording import _

_BLOCK = 1024 * 1024
_LONGEST_LINE = 2000


def lines_around(path: str, line: int, options: ReadOptions, *, around: int = 20) -> list[tuple[int, str]]:
    """Numbered lines of a file or an archive's member, `around` before and after `line`, each cleaned and cut.

    Raises SourceError where they cannot be had any more.
    """
    first, last = max(line - around, 1), max(line, 1) + around
    with Source(_file_of(path), None, named=True).open() as file:
        for member in unpack(file, file.name):
            if isinstance(member, Member) and member.path == path:
                numbered = enumerate(_lines(TextReader(member.stream, options.encoding)), 1)
                return _window(numbered, first, last)
    raise SourceError(path, _("no longer exists"))


def _file_of(path: str) -> str:
    """The file that a path names, or the archive that holds what it names."""
    if path == STDIN_NAME:
        raise SourceError(path, _("standard input cannot be read twice"))
    file = path
    while file and not os.path.isfile(file):
        file = os.path.dirname(file) if os.path.dirname(file) != file else ""
    if not file:
        raise SourceError(path, _("no longer exists"))
    return file


def _lines(reader: TextReader) -> Iterator[str]:
    rest, final = b"", False
    while not final:
        buffer, final = reader.read_after(b"", _BLOCK)
        *lines, rest = (rest + bytes(buffer)).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in lines)
    yield rest.decode("utf-8", "replace")


def _window(numbered: Iterator[tuple[int, str]], first: int, last: int) -> list[tuple[int, str]]:
    found = []
    for number, text in numbered:
        if number > last:
            break
        if number >= first:
            found.append((number, clean_line(text[:_LONGEST_LINE])))
    return found
