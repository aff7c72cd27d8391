"""Raw records: what every format makes of a stream. Not yet cleaned, dated or derived; that is the table's work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from reader.article import Problem
from reader.corpus.reading_on import Resume
from reader.wording import _

RAW_SCHEMA: dict[str, type[pl.DataType]] = {
    "title": pl.String,
    "url": pl.String,
    "date": pl.String,
    "source": pl.String,
    "body": pl.String,
    "line": pl.UInt32,
    "path": pl.String,
}
"""All but `line` and `path` may be null or empty; `line` counts from 1."""

FEW = 20
"""Records up to which a small file is best read record by record: a frame of its own takes longer to make."""

RawRecord = tuple[str | None, str | None, str | None, str | None, str | None, int]
"""title, url, date, source, body, line: as the file has them."""


@dataclass(frozen=True, slots=True)
class Records:
    """Records of one block of a stream, in its order."""

    frame: pl.DataFrame
    """Columns of RAW_SCHEMA."""
    problems: list[Problem]
    """What could not be read."""
    resume: Resume | None = None
    """Where the last record of the stream so far begins, which may not be among these; None where nobody can tell."""

    @property
    def height(self) -> int:
        """How many records there are."""
        return self.frame.height

    @property
    def last_line(self) -> int:
        """Where the last of them begins, 0 where there is none."""
        return int(self.frame["line"][-1]) if self.frame.height else 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of a whole small file, not yet a frame: those of many files make one, which takes a tenth of the time."""

    path: str
    """The file, as people know it."""
    rows: Sequence[RawRecord]
    """None, one, or a few."""
    problems: list[Problem]
    """What could not be read."""

    @property
    def height(self) -> int:
        """How many records there are."""
        return len(self.rows)

    @property
    def last_line(self) -> int:
        """Where the last of them begins, 0 where there is none."""
        return self.rows[-1][-1] if self.rows else 0


def frames_of(blocks: Iterable[Records | Rows]) -> list[pl.DataFrame]:
    """The records of all blocks in their order, as few frames as they need; columns of RAW_SCHEMA."""
    frames: list[pl.DataFrame] = []
    for kind, alike in groupby(blocks, type):
        if kind is Rows:
            frames.append(_frame((row, block.path) for block in alike if isinstance(block, Rows) for row in block.rows))
        else:
            frames.extend(block.frame for block in alike if isinstance(block, Records))
    return frames


def records_of(path: str, rows: Iterable[RawRecord], problems: list[Problem]) -> Records:
    """Records built row by row; lone surrogates become U+FFFD."""
    return Records(_frame((row, path) for row in rows), problems)


def _frame(rows: Iterable[tuple[RawRecord, str]]) -> pl.DataFrame:
    with_paths = [(*row, path) for row, path in rows]
    columns = zip(*with_paths, strict=True) if with_paths else ((),) * len(RAW_SCHEMA)
    named = zip(RAW_SCHEMA.items(), columns, strict=True)
    return pl.DataFrame([_column(name, kind, values) for (name, kind), values in named])


def _column(name: str, kind: type[pl.DataType], values: Iterable[Any]) -> pl.Series:
    """A column, its texts given as bytes: of a `str` that Polars is given, Python keeps a second copy."""
    if kind != pl.String:
        return pl.Series(name, values, kind)
    encoded = [value if value is None else _encoded(value) for value in values]
    return pl.Series(name, encoded, pl.Binary).cast(pl.String)


def decoded(column: pl.Series) -> tuple[pl.Series, dict[int, int]]:
    """Bytes as text, where they are no UTF-8 with U+FFFD: the rows that hold such bytes, and the first of them.

    Polars raises over such bytes, also where a cast is told not to be strict.
    """
    try:
        return column.cast(pl.String), {}
    except pl.exceptions.ComputeError:
        texts, broken = [], {}
        for row, raw in enumerate(column):
            try:
                texts.append(raw if raw is None else raw.decode())
            except UnicodeDecodeError as error:
                broken[row] = error.start
                texts.append(raw.decode("utf-8", "replace"))
        return pl.Series(texts, dtype=pl.String), broken


def undecodable(path: str, line: int) -> Problem:
    """The problem of bytes that are no text."""
    return Problem(
        path, line, _("bytes that are not text in this file's encoding are shown as {sign}").format(sign="\ufffd")
    )


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
