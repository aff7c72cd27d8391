"""CSV and its kin: a row a record, the first row names the columns. Bytes to records, block by block.

Polars reads what keeps to the rules (RFC 4180), Python's own module what does not; a ragged row is a Problem.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.fields import OUR_FIELDS, all_standard_names, check_names, first_filled, known_names, shown_name
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, RawRecord, Records, records_of, undecodable
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from reader.wording import _

if TYPE_CHECKING:
    import _csv

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 8 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""

_DELIMITERS = ",\t;|"
_Quoting = Literal[0, 3]
"""csv.QUOTE_MINIMAL or csv.QUOTE_NONE."""
_LONGEST_NAME = 60
"""Characters; a first row with longer values is text, not names."""
_SENTINEL = b"after the last row"
_ENCLOSED = re.compile(rb'(?:^|(?<=\t))"(?:[^"]|"")*+(?:"(?=\t|\n|\Z)|\Z)', re.MULTILINE)
_STRAY_QUOTE = re.compile(rb'(?:^|\t)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How rows are written, and what they hold."""

    delimiter: str
    quoted: bool
    """False where a double quote is a character as any other."""
    columns: list[str]
    """All of them, in order, no name twice."""
    names: dict[str, list[str]]
    """Our field to the columns it may stand in."""

    @property
    def quoting(self) -> _Quoting:
        """The same for Python's own module."""
        return csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE


def fits(sample: Sample) -> bool:
    """True by suffix; without one, where the first line holds two names of columns that are known."""
    if sample.suffix == "csv":
        return bool(sample.text.strip())
    return "." not in sample.name and _names_known(sample, _DELIMITERS.replace("\t", ""))


def fits_tabs(sample: Sample) -> bool:
    """The same for columns apart by tabs."""
    if sample.suffix in ("tsv", "tab"):
        return bool(sample.text.strip())
    return "." not in sample.name and _names_known(sample, "\t")


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block; what parts the columns is found out."""
    return _read(stream, path, options, _DELIMITERS)


def read_tabs(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """The same where a tab parts the columns."""
    return _read(stream, path, options, "\t")


def _read(stream: PeekedStream, path: str, options: ReadOptions, delimiters: str) -> Iterator[Records]:
    reader = TextReader(stream, options.encoding)
    buffer, final = reader.read_after(b"", FIRST_BLOCK)
    dialect, start, line = _head(buffer, path, options, delimiters)
    problems = check_names(path, dialect.columns, options)
    rows = _Rows(dialect, path, reader.transcoded)
    size = FIRST_BLOCK
    while True:
        end = len(buffer) if final else _row_end(buffer, start, dialect.quoted)
        if end > start:
            block = bytes(memoryview(buffer)[start:end])
            records = rows.at_once(block, line)
            if records is None:
                records, consumed = rows.one_by_one(block, line, final)
                end = start + consumed
            yield Records(records.frame, problems + records.problems)
            problems = []
        if final:
            return
        line += buffer.count(b"\n", start, end)
        size = min(size * 4, LARGEST_BLOCK)
        carry = memoryview(buffer)[end:]
        buffer, final = reader.read_after(carry, max(size, len(carry)))
        start = 0


def _head(data: bytearray, path: str, options: ReadOptions, delimiters: str) -> tuple[_Dialect, int, int]:
    """The dialect, and offset and line of the first row of data."""
    start = len(data) - len(data.lstrip(b"\n"))
    lines = bytes(data[start:]).split(b"\n")
    header, height, delimiter = max(
        ((*_first_row(lines, delimiter), delimiter) for delimiter in delimiters),
        key=lambda each: (known_names(each[0]), len(each[0])),
    )
    names = [name.strip() for name in header]
    said = options.fields.values()
    if said and all(theirs.isdecimal() and theirs not in names for theirs in said):
        columns = [str(number) for number in range(1, len(names) + 1)]
    elif not known_names(names) and not {*said} & {*names} and max(map(len, names), default=0) > _LONGEST_NAME:
        shown = ", ".join(shown_name(name, 20) for name in names[:10])
        reason = _(
            "the first row looks like text, not like names of columns: {names}; where there are no names, "
            "say which columns to read by number: --field title=1 --field body=2"
        )
        raise SourceError(path, reason.format(names=shown))
    else:
        columns = _told_apart(names)
        start += sum(len(line) + 1 for line in lines[:height])
    quoted = delimiter != "\t" or not _STRAY_QUOTE.search(_ENCLOSED.sub(b"", data))
    dialect = _Dialect(delimiter, quoted, columns, all_standard_names(columns, options))
    return dialect, min(start, len(data)), data.count(b"\n", 0, start) + 1


class _Rows:
    """Makes records of blocks of rows."""

    def __init__(self, dialect: _Dialect, path: str, transcoded: bool) -> None:
        self._dialect = dialect
        self._path = path
        self._transcoded = transcoded

    def at_once(self, block: bytes, line: int) -> Records | None:
        """The records of whole rows, the first of them on line number `line`; None where Polars refuses them."""
        dialect, decoded = self._dialect, self._transcoded
        table = _table(block, dialect)
        if table is None and (replaced := _replaced(block)) is not None:
            block, decoded = replaced, True
            table = _table(block, dialect)
        lines = block.removesuffix(b"\n").split(b"\n")
        starts = _row_starts(lines) if dialect.quoted and b'"' in block else range(len(lines))
        if table is None or table.height != len(starts):
            return None
        columns = {ours: first_filled(dialect.names.get(ours, [])) for ours in OUR_FIELDS}
        numbers = pl.Series(starts, dtype=pl.UInt32) + line
        frame = table.select(**columns, line=numbers, path=pl.lit(self._path))
        blank = [row for row, start in enumerate(starts) if not lines[start] or lines[start].isspace()]
        problems = list(self._short_rows(table, lines, starts, line))
        if blank:
            frame = frame[[row for row in range(frame.height) if row not in {*blank}]]
        frame = frame.rechunk().select(RAW_SCHEMA.keys())
        return Records(frame, problems + (self._undecodable(frame) if decoded else []))

    def one_by_one(self, block: bytes, line: int, final: bool) -> tuple[Records, int]:
        """The records of rows as Python's module reads them, and how many bytes of the block they take.

        A row whose quotes are not closed is left for later, unless there is nothing more to come.
        """
        lines = block.removesuffix(b"\n").split(b"\n")
        records: list[RawRecord] = []
        problems: list[Problem] = []
        first, quoting = 0, self._dialect.quoting
        while first < len(lines):
            opened = self._read_rows(lines, first, line, quoting, records, problems)
            if opened is None or not final:
                first = len(lines) if opened is None else opened
                break
            reason = _("a quote is never closed: from here on quotes are read as text")
            problems.append(Problem(self._path, line + opened, reason))
            first, quoting = opened, csv.QUOTE_NONE
        consumed = len(block) if first == len(lines) else sum(len(text) + 1 for text in lines[:first])
        made = records_of(self._path, records, problems)
        if self._transcoded:
            problems += self._undecodable(made.frame)
        return made, consumed

    def _read_rows(
        self,
        lines: list[bytes],
        first: int,
        line: int,
        quoting: _Quoting,
        records: list[RawRecord],
        problems: list[Problem],
    ) -> int | None:
        """Read the rows from line `first` on; the place of a row that is not closed at the end, or None."""
        dialect = self._dialect
        places = {name: place for place, name in enumerate(dialect.columns)}
        chosen = [[places[name] for name in dialect.names.get(ours, [])] for ours in OUR_FIELDS]
        texts = (text.decode("utf-8", "replace") + "\n" for text in (*lines[first:], _SENTINEL))
        reader = _reader(texts, dialect.delimiter, quoting)
        begin = first
        for row in reader:
            start, begin = begin, first + reader.line_num
            if start == len(lines):
                return None
            if begin > len(lines):
                return start
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            number = line + start
            if len(row) != len(dialect.columns):
                problems.append(self._ragged(number, len(row)))
            if any(_replaced(text) is not None for text in lines[start:begin]):
                problems.append(undecodable(self._path, number))
            filled = (
                next((row[place] for place in places if place < len(row) and row[place].strip()), None)
                for places in chosen
            )
            title, url, date, source, body = filled
            records.append((title, url, date, source, body, number))
        return None

    def _short_rows(
        self, table: pl.DataFrame, lines: list[bytes], starts: Sequence[int], line: int
    ) -> Iterator[Problem]:
        """Polars fills up what a short row lacks: look again at those that end with nothing."""
        delimiter = self._dialect.delimiter
        for row in (table.to_series(table.width - 1) == "").arg_true() if table.width > 1 else ():
            start, end = starts[row], starts[row + 1] if row + 1 < len(starts) else len(lines)
            text = b"\n".join(lines[start:end])
            if not text.strip(b" \t\f") and delimiter.encode() not in text:
                continue
            if b'"' not in text or not self._dialect.quoted:
                width = text.count(delimiter.encode()) + 1
            else:
                width = len(_first_row(lines[start:end], delimiter)[0])
            if width != table.width:
                yield self._ragged(line + start, width)

    def _ragged(self, number: int, width: int) -> Problem:
        wanted = len(self._dialect.columns)
        if width > wanted:
            reason = _("{count} columns where the header names {wanted}: the rest is left out")
        else:
            reason = _("{count} columns where the header names {wanted}: what is missing is left empty")
        return Problem(self._path, number, reason.format(count=width, wanted=wanted))

    def _undecodable(self, frame: pl.DataFrame) -> list[Problem]:
        broken = frame.filter(pl.any_horizontal(pl.col(OUR_FIELDS).str.contains("\ufffd", literal=True)))
        return [undecodable(self._path, number) for number in broken["line"]]


def _table(block: bytes, dialect: _Dialect) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            block,
            has_header=False,
            schema=dict.fromkeys(dialect.columns, pl.String),
            separator=dialect.delimiter,
            quote_char='"' if dialect.quoted else None,
            infer_schema=False,
            empty_string_is_null=False,
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _replaced(block: bytes) -> bytes | None:
    """The block with what is no UTF-8 made U+FFFD; None where it is sound."""
    try:
        block.decode()
    except UnicodeDecodeError:
        return block.decode("utf-8", "replace").encode()
    return None


def _row_end(data: bytearray, start: int, quoted: bool) -> int:
    """Where the last whole row ends: a line end with an even number of quotes before it."""
    end = max(data.rfind(b"\n", start) + 1, start)
    is_open = quoted and data.count(b'"', start, end) % 2 == 1
    while is_open and end > start:
        line = max(data.rfind(b"\n", start, end - 1) + 1, start)
        is_open = data.count(b'"', line, end) % 2 == 0
        end = line
    return end


def _row_starts(lines: list[bytes]) -> list[int]:
    starts, is_open = [], False
    for number, line in enumerate(lines):
        if not is_open:
            starts.append(number)
        if line.count(b'"') % 2:
            is_open = not is_open
    return starts


def _first_row(lines: Sequence[bytes], delimiter: str) -> tuple[list[str], int]:
    """The first row and how many lines it takes."""
    reader = _reader((line.decode("utf-8", "replace") + "\n" for line in lines), delimiter, csv.QUOTE_MINIMAL)
    return next(reader, []), reader.line_num


def _reader(lines: Iterator[str], delimiter: str, quoting: _Quoting) -> "_csv.Reader":
    csv.field_size_limit(2**31 - 1)
    return csv.reader(lines, delimiter=delimiter, quoting=quoting)


def _told_apart(names: list[str]) -> list[str]:
    """The names with a number where one is empty or stands there twice."""
    columns: list[str] = []
    for number, name in enumerate(names, start=1):
        columns.append(name if name and name not in columns else f"{name}#{number}")
    return columns


def _names_known(sample: Sample, delimiters: str) -> bool:
    line = sample.text.removeprefix("\ufeff").lstrip("\n").split("\n", 1)[0]
    if len(line) > 1000:
        return False
    return any(known_names(_first_row([line.encode()], delimiter)[0]) >= 2 for delimiter in delimiters)
