"""CSV and its kin: a row a record, the first row names the columns. Bytes to records, block by block.

Polars reads blocks that keep to the rules (RFC 4180); where quotes are at fault, rows are read one by one, so that none
swallows the next. A ragged row is a Problem.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from reader.article import Problem
from reader.corpus.blocks import LARGEST_BLOCK, Blocks
from reader.corpus.fields import OUR_FIELDS, check_names, first_filled
from reader.corpus.formats.csv_dialect import DELIMITERS, Dialect, dialect_of, first_row, names_known
from reader.corpus.formats.csv_rows import Grammar, RowReader
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, RawRecord, Records, records_of, undecodable
from reader.corpus.repeats import Fault, Faults
from reader.corpus.streams import PeekedStream, Sample
from reader.wording import _

_FIRST_CHECK = 64
"""Lines read one by one, and then twice as many and so on, after which the rest may be without faults."""
_STRAY_QUOTE, _LONG, _SHORT = "quote", "long", "short"
"""Kinds of faults of a row."""


def fits(sample: Sample) -> bool:
    """True by suffix; without one, where the first line holds two names of columns that are known."""
    if sample.suffix == "csv":
        return bool(sample.text.strip())
    return "." not in sample.name and names_known(sample.text, DELIMITERS.replace("\t", ""))


def fits_tabs(sample: Sample) -> bool:
    """The same for columns apart by tabs."""
    if sample.suffix in ("tsv", "tab"):
        return bool(sample.text.strip())
    return "." not in sample.name and names_known(sample.text, "\t")


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block; what parts the columns is found out."""
    return _read(stream, path, options, DELIMITERS)


def read_tabs(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """The same where a tab parts the columns."""
    return _read(stream, path, options, "\t")


def _read(stream: PeekedStream, path: str, options: ReadOptions, delimiters: str) -> Iterator[Records]:
    blocks = Blocks(stream, options.encoding)
    while blocks.advance() and b"\n" not in blocks.buffer.lstrip(b"\n") and len(blocks.buffer) < LARGEST_BLOCK:
        pass  # the first line is longer
    dialect, start = dialect_of(blocks.buffer, path, options, delimiters)
    blocks.consume(start)
    problems = check_names(path, dialect.columns, options)
    table = _Table(dialect, path, blocks.transcoded)
    while True:
        final, start = blocks.is_final, blocks.consumed
        end = len(blocks.buffer) if final else _row_end(blocks.buffer, start, dialect.quoted)
        while start < end:
            records, consumed = table.records(bytes(memoryview(blocks.buffer)[start:end]), blocks.line, final)
            if not consumed:
                break
            yield Records(records.frame, problems + records.problems)
            problems = []
            start += consumed
            blocks.consume(start)
        if not blocks.advance():
            return


class _Table:
    """Makes records of blocks of rows."""

    def __init__(self, dialect: Dialect, path: str, transcoded: bool) -> None:
        self._dialect = dialect
        self._path = path
        self._transcoded = transcoded
        self._grammar = Grammar(dialect.delimiter, dialect.quoted)
        self._reader = RowReader(self._grammar, len(dialect.columns))
        places = {name: place for place, name in enumerate(dialect.columns)}
        self._places = [[places[name] for name in dialect.names.get(ours, [])] for ours in OUR_FIELDS]
        """Of the columns each of our fields may stand in."""
        self._faults = Faults()

    def records(self, block: bytes, line: int, final: bool) -> tuple[Records, int]:
        """Of whole lines, the first of them number `line`, and how many bytes of the block they take.

        Rows behind a fault are left for the next time, and so is one that may go on behind the block, unless there is
        nothing more to come.
        """
        if not self._grammar.is_sound(block):
            return self._one_by_one(block, line, final, to_sound_ones=True)
        records = self._at_once(block, line)
        return (records, len(block)) if records is not None else self._one_by_one(block, line, final)

    def _at_once(self, block: bytes, line: int) -> Records | None:
        """The records of a block without any fault in its quotes; None where Polars refuses them."""
        dialect, decoded = self._dialect, self._transcoded
        table = self._frame(block)
        if table is None and (replaced := _replaced(block)) is not None:
            block, decoded = replaced, True
            table = self._frame(block)
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

    def _one_by_one(self, block: bytes, line: int, final: bool, to_sound_ones: bool = False) -> tuple[Records, int]:
        records: list[RawRecord] = []
        problems: list[Problem] = []
        consumed, number, is_text, check = 0, line, _replaced(block) is None, _FIRST_CHECK
        wanted = len(self._dialect.columns)
        for row in self._reader.rows(block, final=final):
            if not row.is_blank:
                if row.has_stray_quote:
                    self._faults.note(_STRAY_QUOTE, number)
                if len(row.cells) != wanted:
                    self._faults.note(_LONG if len(row.cells) > wanted else _SHORT, number, len(row.cells))
                if not is_text and _replaced(block[row.start : row.end]) is not None:
                    problems.append(undecodable(self._path, number))
                title, url, date, source, body = [_first_filled(row.cells, places) for places in self._places]
                records.append((title, url, date, source, body, number))
            number += block.count(b"\n", row.start, row.end)
            consumed = row.end
            if to_sound_ones and number - line >= check:
                check *= 2
                if self._grammar.is_sound(block[consumed:]):
                    break
        problems += map(self._problem, self._faults.noted())
        made = records_of(self._path, records, problems)
        if self._transcoded:
            problems += self._undecodable(made.frame)
        return made, consumed

    def _problem(self, fault: Fault) -> Problem:
        if fault.kind == _STRAY_QUOTE:
            return Problem(self._path, fault.line, _("stray quote read as text"), fault.count)
        return replace(self._ragged(fault.line, fault.size), count=fault.count)

    def _short_rows(
        self, table: pl.DataFrame, lines: list[bytes], starts: Sequence[int], line: int
    ) -> Iterator[Problem]:
        """Polars fills up what a short row lacks: look again at those that end with nothing."""
        delimiter = self._dialect.delimiter
        for row in (table.to_series(table.width - 1) == "").arg_true() if len(self._dialect.columns) > 1 else ():
            start, end = starts[row], starts[row + 1] if row + 1 < len(starts) else len(lines)
            text = b"\n".join(lines[start:end])
            if not text.strip(b" \t\f") and delimiter.encode() not in text:
                continue
            if b'"' not in text or not self._dialect.quoted:
                width = text.count(delimiter.encode()) + 1
            else:
                width = len(first_row(lines[start:end], delimiter)[0])
            if width != len(self._dialect.columns):
                yield self._ragged(line + start, width)

    def _ragged(self, number: int, width: int) -> Problem:
        wanted = len(self._dialect.columns)
        if width > wanted:
            reason = _("row has {count} columns, the header {wanted}: the rest is left out")
        else:
            reason = _("row has {count} of {wanted} columns: the missing ones are left empty")
        return Problem(self._path, number, reason.format(count=width, wanted=wanted))

    def _undecodable(self, frame: pl.DataFrame) -> list[Problem]:
        broken = frame.filter(pl.any_horizontal(pl.col(OUR_FIELDS).str.contains("\ufffd", literal=True)))
        return [undecodable(self._path, number) for number in broken["line"]]

    def _frame(self, block: bytes) -> pl.DataFrame | None:
        """The columns that are wanted, and the last, which tells of rows that are too short."""
        dialect = self._dialect
        wanted = {place for places in self._places for place in places} | {len(dialect.columns) - 1}
        try:
            return pl.read_csv(
                block,
                has_header=False,
                schema=dict.fromkeys(dialect.columns, pl.String),
                columns=sorted(wanted),
                separator=dialect.delimiter,
                quote_char='"' if dialect.quoted else None,
                infer_schema=False,
                empty_string_is_null=False,
                missing_columns="insert",
            )
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return None


def _first_filled(cells: Sequence[bytes], places: Sequence[int]) -> str | None:
    """The first of these cells that holds more than space."""
    for place in places:
        if place < len(cells) and cells[place].strip():
            return cells[place].decode("utf-8", "replace")
    return None


def _replaced(block: bytes) -> bytes | None:
    """The block with what is no UTF-8 made U+FFFD; None where it is sound."""
    try:
        block.decode()
    except UnicodeDecodeError:
        return block.decode("utf-8", "replace").encode()
    return None


def _row_end(data: bytearray, start: int, quoted: bool) -> int:
    """Where the last whole row ends: a line end with an even number of quotes before it, or else the last one."""
    last = end = max(data.rfind(b"\n", start) + 1, start)
    is_open = quoted and data.count(b'"', start, end) % 2 == 1
    while is_open and end > start:
        line = max(data.rfind(b"\n", start, end - 1) + 1, start)
        is_open = data.count(b'"', line, end) % 2 == 0
        end = line
    return last if end == start else end


def _row_starts(lines: list[bytes]) -> list[int]:
    starts, is_open = [], False
    for number, line in enumerate(lines):
        if not is_open:
            starts.append(number)
        if line.count(b'"') % 2:
            is_open = not is_open
    return starts
