"""Parquet and Arrow: tables whose columns lie apart. Bytes to records, slice by slice, of the columns that are needed.

The file is read into memory as it is and only decoded from there: nothing of the user's stays mapped.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from reader.article import Problem
from reader.corpus.encoding import read_up_to
from reader.corpus.fields import OUR_FIELDS, all_standard_names, check_names, first_filled
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, Records, decoded, undecodable
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from reader.wording import _

FIRST_SLICE = 1_000
"""Rows decoded at first, few, so that they show at once."""
SLICE_BYTES = 32 * 1024 * 1024
"""Text that later slices should hold, going by the size of those before."""

_STREAM_MARK = b"\xff\xff\xff\xff"
_DAMAGES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, OverflowError, MemoryError)


def is_parquet(sample: Sample) -> bool:
    """True where the head has the mark of Parquet."""
    return sample.head.startswith(b"PAR1")


def is_arrow(sample: Sample) -> bool:
    """True where the head has the mark of an Arrow file (Feather too), or of an Arrow stream."""
    head = sample.head
    return head.startswith(b"ARROW1") or (
        head.startswith(_STREAM_MARK) and head[6:8] == b"\0\0" and head[4:6] != b"\0\0"
    )


def read_parquet(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a Parquet file; `line` is the row."""
    data = _whole(stream)
    with _damage(path, "Parquet"):
        table = pl.scan_parquet(data)
        schema, height = table.collect_schema(), table.select(pl.len()).collect().item()
    yield from _slices(table, schema, height, path, options)


def read_arrow(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of an Arrow file or stream; `line` is the row."""
    is_stream = stream.head.startswith(_STREAM_MARK)
    data = _whole(stream)
    with _damage(path, "Arrow"):
        table = pl.read_ipc_stream(data).lazy() if is_stream else pl.scan_ipc(data)
        schema, height = table.collect_schema(), table.select(pl.len()).collect().item()
    yield from _slices(table, schema, height, path, options)


def _slices(table: pl.LazyFrame, schema: pl.Schema, height: int, path: str, options: ReadOptions) -> Iterator[Records]:
    usable = [name for name, kind in schema.items() if _element(kind) is not None]
    problems = check_names(path, usable or schema.names(), options)
    names = all_standard_names(usable, options)
    wanted = {name: schema[name] for theirs in names.values() for name in theirs}
    table = table.select(_text(name, kind) for name, kind in wanted.items())
    start, rows, failed = 0, FIRST_SLICE, 0
    while start < height:
        end = min(start + rows, height)
        try:
            piece = table.slice(start, end - start).collect()
        except _DAMAGES as error:
            failed += 1
            if failed > 1 or not start:
                reason = _("from row {row} on the file is damaged").format(row=start + 1)
                raise SourceError(path, reason) from error
            reason = _("rows {first} to {last} are damaged and left out")
            problems.append(Problem(path, start + 1, reason.format(first=f"{start + 1:,}", last=f"{end:,}")))
        else:
            yield _records(piece, names, start + 1, path, problems)
            problems = []
            rows = max(1, min(rows * 4, SLICE_BYTES * piece.height // max(int(piece.estimated_size()), 1)))
        start = end
    if problems:
        yield Records(pl.DataFrame(schema=RAW_SCHEMA), problems)


def _records(piece: pl.DataFrame, names: dict[str, list[str]], row: int, path: str, problems: list[Problem]) -> Records:
    lines = pl.int_range(row, row + piece.height, dtype=pl.UInt32, eager=True)
    piece = piece.with_columns(_decoded(column, lines, path, problems) for column in piece if column.dtype == pl.Binary)
    columns = {ours: first_filled(names.get(ours, [])) for ours in OUR_FIELDS}
    frame = piece.select(**columns, line=lines, path=pl.lit(path))
    return Records(frame.rechunk().select(RAW_SCHEMA.keys()), problems)


def _whole(stream: PeekedStream) -> io.BytesIO:
    data = io.BytesIO()
    while piece := read_up_to(stream, SLICE_BYTES):
        data.write(piece)
    data.seek(0)
    return data


@contextmanager
def _damage(path: str, kind: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGES as error:
        reason = _("this {kind} file is damaged or of a kind that cannot be read").format(kind=kind)
        raise SourceError(path, reason) from error


def _element(kind: pl.DataType) -> pl.DataType | None:
    """What a column holds, or each of its lists; None where that is no plain value."""
    if isinstance(kind, (pl.List, pl.Array)):
        kind = kind.inner if isinstance(kind.inner, pl.DataType) else kind.inner()
    return None if kind.is_nested() or kind.is_object() or isinstance(kind, pl.Null) else kind


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Array):
        column = column.arr.to_list()
    if isinstance(kind, (pl.List, pl.Array)):
        return column.cast(pl.List(pl.String)).list.join("\n")
    return column if isinstance(kind, pl.Binary) else column.cast(pl.String)


def _decoded(column: pl.Series, lines: pl.Series, path: str, problems: list[Problem]) -> pl.Series:
    """Bytes as text; bytes that are no UTF-8 become U+FFFD and a Problem."""
    texts, broken = decoded(column)
    problems.extend(undecodable(path, lines[row]) for row in broken)
    return texts.alias(column.name)
