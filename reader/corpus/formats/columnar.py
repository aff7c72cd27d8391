"""Parquet and Arrow: tables whose columns lie apart. Bytes to records, slice by slice, of the columns that are needed.

The file is read into memory as it is and only decoded from there: nothing of the user's stays mapped. Where the fields
of articles lie within others, rows are read as the JSON objects that they are.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

from reader.article import Problem
from reader.corpus.arrow_sizes import check_file, check_stream
from reader.corpus.encoding import read_up_to
from reader.corpus.fields import OUR_FIELDS, all_standard_names, check_names, containers, first_filled, shown_name
from reader.corpus.formats.json_objects import JsonObjects
from reader.corpus.nesting import DEEPEST, LIST
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, Records, decoded, undecodable
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from reader.wording import _

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

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
        with data.getbuffer() as view:
            (check_stream if is_stream else check_file)(view)
        table = pl.read_ipc_stream(data).lazy() if is_stream else pl.scan_ipc(data)
        schema, height = table.collect_schema(), table.select(pl.len()).collect().item()
    yield from _slices(table, schema, height, path, options)


def _slices(table: pl.LazyFrame, schema: pl.Schema, height: int, path: str, options: ReadOptions) -> Iterator[Records]:
    every = [name for column, kind in schema.items() for name in _names(column, kind)]
    if _lies_within(every, schema, options):
        yield from _read_slices(table, height, path, [], _Objects(path, options))
        return
    usable = [name for name, kind in schema.items() if _element(kind) is not None]
    problems = check_names(path, usable or schema.names(), options)
    names = all_standard_names(usable, options)
    wanted = {name: schema[name] for theirs in names.values() for name in theirs}
    table = table.select(_text(name, kind) for name, kind in wanted.items())
    yield from _read_slices(table, height, path, problems, _Columns(path, names))


def _read_slices(
    table: pl.LazyFrame, height: int, path: str, problems: list[Problem], reader: "_Columns | _Objects"
) -> Iterator[Records]:
    """The records of all rows. A column that cannot be read is left out, and so are rows of which none can."""
    start, rows, failed = 0, FIRST_SLICE, 0
    while start < height:
        end = min(start + rows, height)
        try:
            piece = table.slice(start, end - start).collect()
        except _DAMAGES as error:
            if not start and (sound := _sound_columns(table, end)):
                odd = [name for name in table.collect_schema().names() if name not in sound]
                problems += (_unreadable(path, name) for name in odd)
                table = table.select(sound)
                continue
            failed += 1
            if failed > 1 or not start:
                reason = _("damaged from row {row} on").format(row=start + 1)
                raise SourceError(path, reason) from error
            reason = _("rows {first} to {last} are damaged and left out")
            problems.append(Problem(path, start + 1, reason.format(first=f"{start + 1:,}", last=f"{end:,}")))
        else:
            records = reader.records(piece, start + 1)
            yield Records(records.frame, problems + records.problems)
            problems = []
            rows = max(1, min(rows * 4, SLICE_BYTES * piece.height // max(int(piece.estimated_size()), 1)))
        start = end
    if problems:
        yield Records(pl.DataFrame(schema=RAW_SCHEMA), problems)


class _Columns:
    """Makes records of columns of plain values."""

    def __init__(self, path: str, names: Mapping[str, Sequence[str]]) -> None:
        self._path = path
        self._names = names

    def records(self, piece: pl.DataFrame, row: int) -> Records:
        """Of some rows, the first of them number `row`."""
        problems: list[Problem] = []
        lines = pl.int_range(row, row + piece.height, dtype=pl.UInt32, eager=True)
        binary = [column for column in piece if column.dtype == pl.Binary]
        piece = piece.with_columns(_decoded(column, lines, self._path, problems) for column in binary)
        columns = {
            ours: first_filled([n for n in self._names.get(ours, []) if n in piece.columns]) for ours in OUR_FIELDS
        }
        frame = piece.select(**columns, line=lines, path=pl.lit(self._path))
        return Records(frame.rechunk().select(RAW_SCHEMA.keys()), problems)


class _Objects:
    """Makes records of rows with objects within."""

    def __init__(self, path: str, options: ReadOptions) -> None:
        self._objects = JsonObjects(path, options, transcoded=False)

    def records(self, piece: pl.DataFrame, row: int) -> Records:
        """Of some rows, the first of them number `row`. Raises SourceError where none of them has a known field."""
        objects = [
            json.dumps(each, ensure_ascii=False, default=_as_json).encode() for each in piece.iter_rows(named=True)
        ]
        return self._objects.records(objects, range(row, row + piece.height))


def _names(name: str, kind: pl.DataType, depth: int = DEEPEST) -> Iterator[str]:
    """The names of a column and of what lies within, as `nesting.names_in` has them."""
    if not name.endswith(LIST):
        yield name
    if isinstance(kind, pl.Struct) and depth:
        for field in kind.fields:
            yield from _names(f"{name}.{field.name}", _instance(field.dtype), depth - 1)
    elif isinstance(kind, (pl.List, pl.Array)) and depth:
        yield from _names(f"{name}{LIST}", _instance(kind.inner), depth - 1)


def _lies_within(names: Sequence[str], schema: pl.Schema, options: ReadOptions) -> bool:
    """Whether a field of ours is an object, or lies in one."""
    if containers(names, options):
        return True
    found = [theirs for best in all_standard_names(names, options).values() for theirs in best[:1]]
    return any(theirs not in schema or _element(schema[theirs]) is None for theirs in found)


def _sound_columns(table: pl.LazyFrame, height: int) -> list[str]:
    """Those of which the first rows can be read, where not all can."""
    sound = []
    for name in table.collect_schema().names():
        try:
            table.select(name).slice(0, height).collect()
        except _DAMAGES:
            continue
        sound.append(name)
    return sound if len(sound) < len(table.collect_schema()) else []


def _unreadable(path: str, name: str) -> Problem:
    return Problem(path, 0, _("the column {name} cannot be read and is left out").format(name=shown_name(name)))


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
        reason = _("damaged or unsupported {kind} file").format(kind=kind)
        raise SourceError(path, reason) from error


def _element(kind: pl.DataType) -> pl.DataType | None:
    """What a column holds, or each of its lists; None where that is no plain value."""
    if isinstance(kind, (pl.List, pl.Array)):
        kind = _instance(kind.inner)
    return None if kind.is_nested() or kind.is_object() or isinstance(kind, pl.Null) else kind


def _instance(kind: "PolarsDataType") -> pl.DataType:
    return kind if isinstance(kind, pl.DataType) else kind()


def _as_json(value: object) -> str:
    """What JSON has no form for: bytes, days and moments, decimals."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


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
