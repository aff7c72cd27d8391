"""The day an article is of: its record's, else found in its URL, else in its first lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, timezone

import polars as pl

from reader.article import Problem
from reader.corpus.day_columns import days_in_heads, days_in_urls, recorded_days, says_something
from reader.corpus.fields import shown_name
from reader.corpus.options import CHINA
from reader.corpus.short_years import ShortYears
from reader.corpus.written_days import DayReader
from reader.wording import counted

_YEARS_TO_COME = 5
"""Articles may be dated ahead; what is further off is a number of something else."""


@dataclass(frozen=True, slots=True)
class _Misread:
    """Dates of one file's records that cannot be read as days."""

    line: int
    """Where the first stands."""
    example: str
    """What it says."""
    count: int
    """How many there are."""


class Dating:
    """Finds the days of one load's articles, batch by batch, and keeps what can only be told at its end."""

    def __init__(self, zone: timezone = CHINA) -> None:
        """A moment has its day in `zone`; what would be of years to come, but for the next ones, is no day."""
        tomorrow = date.today() + timedelta(days=1)
        self._reader = DayReader(zone, date(tomorrow.year + _YEARS_TO_COME, 12, 31))
        self._short_years = ShortYears(date(tomorrow.year, 12, 31))
        self._misread: dict[str, _Misread] = {}
        self._rows = self._settled = 0
        self._in_question: list[pl.Series] = []

    def days(self, frame: pl.DataFrame) -> pl.Series:
        """A Date a row of `date`, `url`, `body`, `path` and `line`, null where none of them names a day."""
        days = recorded_days(frame["date"], self._reader)
        misread = frame.select("path", "line", "date").filter(days.is_null() & says_something(frame["date"]))
        days = _filled(days, frame["url"], self._reader, days_in_urls)
        rows = pl.int_range(self._rows, self._rows + frame.height, dtype=pl.UInt32)
        in_question = frame.select("url", row=rows).filter(days.is_null())
        days = _filled(days, frame["body"], self._reader, days_in_heads)
        self._in_question.append(self._short_years.note(in_question))
        if misread.height:
            self._note(misread)
        self._rows += frame.height
        return days

    def know(self, rows: int, in_question: pl.DataFrame) -> None:
        """Take `rows` rows that were dated before; `in_question` has `row`, among them, and `url` of some."""
        self._short_years.note(in_question.select("url", row=(pl.col("row") + self._rows).cast(pl.UInt32)))
        self._rows += rows
        self._settled = self._rows

    def settle(self) -> tuple[list[Problem], pl.Series]:
        """Of the files that were dated since the last time, and end here: problems, and the rows in question.

        Of each file with dates that cannot be read a problem says how many these are, and the first of them. Rows
        (UInt32) whose URL may name a day that only the whole corpus can tell are counted from the first of those files.
        """
        problems = [
            Problem(path, misread.line, _told(misread), misread.count) for path, misread in self._misread.items()
        ]
        rows = pl.concat([pl.Series([], dtype=pl.UInt32), *(each.rename("") for each in self._in_question)])
        rows = (rows - self._settled).cast(pl.UInt32)
        self._misread, self._in_question, self._settled = {}, [], self._rows
        return problems, rows

    def late_days(self) -> pl.DataFrame:
        """`row` (UInt32, counted over all batches) and `date` that only the whole corpus can tell; see ShortYears."""
        return self._short_years.days()

    def _note(self, misread: pl.DataFrame) -> None:
        by_file = misread.group_by("path", maintain_order=True).agg(
            pl.col("line").first(), pl.col("date").first(), count=pl.len()
        )
        for path, line, example, count in by_file.iter_rows():
            before = self._misread.get(path, _Misread(line, example, 0))
            self._misread[path] = _Misread(before.line, before.example, before.count + count)


def dates(frame: pl.DataFrame, zone: timezone = CHINA) -> pl.Series:
    """The days of all articles of a corpus, of which `frame` has what `Dating.days` asks for."""
    dating = Dating(zone)
    days, late = dating.days(frame), dating.late_days()
    return days.scatter(late["row"], late["date"])


def _filled(
    days: pl.Series, texts: pl.Series, reader: DayReader, read: Callable[[pl.Series, DayReader], pl.Series]
) -> pl.Series:
    missing = days.is_null().arg_true()
    return days.scatter(missing, read(texts.gather(missing), reader)) if len(missing) else days


def _told(misread: _Misread) -> str:
    return counted(
        misread.count,
        "{count} recorded date cannot be read as a day: {example}",
        "{count} recorded dates cannot be read as days, the first: {example}",
        example=shown_name(misread.example),
    )
