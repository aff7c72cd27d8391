"""How a table is written: what parts its columns, whether cells are quoted, and what the columns are called."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.corpus.fields import all_standard_names, known_names, shown_name
from reader.corpus.options import ReadOptions
from reader.errors import SourceError
from reader.wording import _

DELIMITERS = ",\t;|"
"""What may part columns."""

_LONGEST_NAME = 60
"""Characters; a first row with longer values is text, not names."""
_SAID = re.compile(rb'"?sep=([^\n"])"?[ \t]*(?:\n|\Z)', re.IGNORECASE)
"""The line by which spreadsheets say what parts the columns."""
_ENCLOSED = re.compile(rb'(?:^|(?<=\t))"(?:[^"]|"")*+(?:"(?=\t|\n|\Z)|\Z)', re.MULTILINE)
_STRAY_QUOTE = re.compile(rb'(?:^|\t)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows are written, and what they hold."""

    delimiter: str
    quoted: bool
    """False where a double quote is a character as any other."""
    columns: list[str]
    """All of them, in order, no name twice."""
    names: Mapping[str, Sequence[str]]
    """Our field to the columns it may stand in."""


def dialect_of(data: bytearray, path: str, options: ReadOptions, delimiters: str) -> tuple[Dialect, int]:
    """The dialect of a table that begins so, and the offset of its first row of data.

    Raises SourceError where the first row names no columns.
    """
    start = len(data) - len(data.lstrip(b"\n"))
    if (said := _SAID.match(data, start)) is not None:
        delimiters, start = said[1].decode("latin-1"), said.end()
    lines = bytes(data[start:]).split(b"\n")
    header, height, delimiter = max(
        ((*first_row(lines, delimiter), delimiter) for delimiter in delimiters),
        key=lambda each: (known_names(each[0]), len(each[0])),
    )
    names = [name.strip() for name in header]
    numbers = options.fields.values()
    if numbers and all(theirs.isdecimal() and theirs not in names for theirs in numbers):
        columns = [str(number) for number in range(1, len(names) + 1)]
    elif not known_names(names) and not {*numbers} & {*names} and max(map(len, names), default=0) > _LONGEST_NAME:
        shown = ", ".join(shown_name(name, 20) for name in names[:10])
        reason = _(
            "the first row looks like text, not like column names: {names}; without a header, "
            "give columns by number: --field title=1 --field body=2"
        )
        raise SourceError(path, reason.format(names=shown))
    else:
        columns = _told_apart(names)
        start += sum(len(line) + 1 for line in lines[:height])
    quoted = delimiter != "\t" or _is_quoted(data)
    return Dialect(delimiter, quoted, columns, all_standard_names(columns, options)), min(start, len(data))


def first_row(lines: Sequence[bytes], delimiter: str) -> tuple[list[str], int]:
    """The first row and how many lines it takes."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader((line.decode("utf-8", "replace") + "\n" for line in lines), delimiter=delimiter)
    return next(reader, []), reader.line_num


def names_known(text: str, delimiters: str) -> bool:
    """True where the first line of a text holds two names of columns that are known."""
    line = text.removeprefix("\ufeff").lstrip("\n").split("\n", 1)[0]
    if len(line) > 1000:
        return False
    return any(known_names(first_row([line.encode()], delimiter)[0]) >= 2 for delimiter in delimiters)


def _is_quoted(data: bytearray) -> bool:
    """Whether quotes enclose cells apart by tabs: where most that begin one do."""
    rest, enclosed = _ENCLOSED.subn(b"", data)
    return enclosed >= sum(1 for _ in _STRAY_QUOTE.finditer(rest))


def _told_apart(names: list[str]) -> list[str]:
    """The names with a number where one is empty or stands there twice."""
    columns: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        columns[name if name and name not in columns else f"{name}#{number}"] = None
    return [*columns]
