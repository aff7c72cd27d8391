"""Table: articles in memory, a row each; and how raw records become its rows."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

import polars as pl

from reader.article import Article, Problem
from reader.corpus.cleaning import cleaned
from reader.corpus.dates import Dating
from reader.corpus.day_columns import FIRST_CHARACTERS
from reader.corpus.derived import NAMES as DERIVED
from reader.corpus.derived import DerivedColumns
from reader.corpus.questions import Partly, Question, Rows, numbered
from reader.corpus.records import RAW_SCHEMA
from reader.corpus.sources import End
from reader.corpus.volumes import Keeper
from reader.progress import Cancelled, Progress, Stopped, never, silent
from reader.wording import _

SCHEMA = {
    "title": pl.String,
    "url": pl.String,
    "body": pl.String,
    "line": pl.UInt32,
    "path": pl.String,
    "title_is_derived": pl.Boolean,
    "date": pl.Date,
    "source": pl.String,
    "characters": pl.UInt32,
}
"""`characters` counts code points of the body."""

_LONGEST_PIECE = 16_384
"""Rows of pieces that are put together."""
_HOST = r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]+)"
_FIRST_LINE = r"^\s*([^\n]{1,30})"
_FIRST_SENTENCE = r"^\s*([^。！？!?\n]{1,30})"
_COMPANION = pl.DataFrame([("", "", "", "", "-", 0, "")], schema=RAW_SCHEMA, orient="row")
"""Untitled, but not blank."""


@dataclass(frozen=True, eq=False)
class Table:
    """All articles, a row each. Rows are never changed: more articles make another Table."""

    frame: pl.DataFrame
    """See SCHEMA; the text lies in the buffers it was read into."""
    problems: tuple[Problem, ...] = ()
    """What the sources held that could not be read as it stands."""
    derived: DerivedColumns = field(default_factory=DerivedColumns)
    """Columns made on demand; shared by the corpora that grow from one another."""
    redated: int = 0
    """How often rows were given another date; what was found out about dates before holds no longer."""
    ends: Sequence[End] = ()
    """Where files end that can be read on; of two of one file the second counts."""

    @classmethod
    def empty(cls, keeper: Keeper | None = None) -> "Table":
        """A corpus of no articles, and who keeps what will be worked out of it."""
        return cls(pl.DataFrame(schema=SCHEMA), derived=DerivedColumns(keeper))

    def __len__(self) -> int:
        return self.frame.height

    def extended(
        self,
        frame: pl.DataFrame,
        problems: Sequence[Problem] = (),
        late_days: pl.DataFrame | None = None,
        ends: Sequence[End] = (),
    ) -> "Table":
        """This corpus and more rows behind it; no text is copied.

        `late_days` gives rows (`row`, counted from the first of all) another `date`.
        """
        frames = [part for part in (self.frame, frame) if part.height] or [self.frame]
        whole = pl.concat(frames, rechunk=False) if len(frames) > 1 else frames[0]
        redated = self.redated
        if late_days is not None and late_days.height:
            whole = whole.with_columns(whole["date"].scatter(late_days["row"], late_days["date"]))
            redated += 1
        return Table(whole, (*self.problems, *problems), self.derived, redated, (*self.ends, *ends))

    def grown(self, frame: pl.DataFrame, problems: Sequence[Problem] = ()) -> "Table":
        """This corpus and a few rows behind it, as they come again and again: their pieces are put together."""
        whole = self.extended(frame, problems)
        joined = len(whole) - _small_pieces_behind(whole.frame)
        if joined == len(whole):
            return whole
        tail = whole.frame.slice(joined).rechunk()
        return replace(whole, frame=pl.concat([whole.frame.slice(0, joined), tail], rechunk=False))

    @property
    def lineage(self) -> object:
        """The same object for the tables that grow from one another."""
        return self.derived

    @property
    def rows(self) -> Sequence[range]:
        """All of them."""
        return [range(len(self))]

    @property
    def missing(self) -> Mapping[str, str]:
        """Nothing is."""
        return {}

    @property
    def parts(self) -> tuple[int, int]:
        """It is one."""
        return 1, 1

    def recovered(self, stopped: Stopped = never) -> "Table | None":
        """Nothing was missing."""
        return None

    def without(self, reasons: Mapping[str, str]) -> "Table":
        """This: all of it is here."""
        return self

    @property
    def is_far(self) -> bool:
        """All of it is here."""
        return False

    @property
    def keeper(self) -> Keeper:
        """Keeps what is worked out of the rows from one opening to the next."""
        return self.derived.keeper

    def ask(
        self,
        question: Question,
        rows: Rows | None = None,
        stopped: Stopped = never,
        progress: Progress = silent,
        partly: Partly | None = None,
    ) -> pl.DataFrame:
        """What some rows answer, or all of them. Raises Cancelled where `stopped` came true."""
        asked = rows if rows is not None else range(len(self))
        return question.answer(self, asked, stopped, progress)

    def columns(self, names: Sequence[str], rows: Rows, stopped: Stopped = never) -> pl.DataFrame:
        """Columns of SCHEMA or of derived.NAMES, of some rows, and `row`. Raises Cancelled."""
        made = [name for name in names if name in DERIVED]
        frame = self.derived.added_to(self.frame, made, stopped) if made else self.frame
        if frame is None:
            raise Cancelled
        frame = frame.select(names)
        if isinstance(rows, range):
            return frame.slice(rows.start, len(rows)).with_columns(row=numbered(rows))
        return frame[rows].with_columns(row=rows)

    def article(self, row: int) -> Article:
        """The article of a row."""
        values = self.frame.row(row, named=True)
        del values["characters"]
        return Article(**values)

    def articles(self, rows: pl.Series) -> list[Article]:
        """The articles of some rows, in that order."""
        return [Article(**values) for values in self.frame[rows].drop("characters").iter_rows(named=True)]

    @cached_property
    def sorted_problems(self) -> Sequence[Problem]:
        """The problems by file and line, whatever was read before what."""
        return sorted(self.problems, key=attrgetter("path", "line", "reason"))

    @cached_property
    def problem_count(self) -> int:
        """How many problems there are, also those that are told together."""
        return sum(problem.count for problem in self.problems)

    @cached_property
    def average_length(self) -> float:
        """Code points of a body, the mean over all articles."""
        mean = self.frame["characters"].mean()
        return float(mean) if isinstance(mean, (int, float)) else 0.0

    @cached_property
    def first_and_last_day(self) -> tuple[datetime.date, datetime.date] | None:
        """The span of days the articles are of, or None where none has a date."""
        first, last = self.frame["date"].min(), self.frame["date"].max()
        if isinstance(first, datetime.date) and isinstance(last, datetime.date):
            return first, last
        return None


def _small_pieces_behind(frame: pl.DataFrame) -> int:
    """Rows in pieces at the end that are no longer than those behind them: so each row is copied only a few times."""
    rows, pieces = 0, 0
    for length in reversed(frame["line"].chunk_lengths()):
        if length > max(rows, 1) or rows + length > _LONGEST_PIECE:
            break
        rows, pieces = rows + length, pieces + 1
    return rows if pieces > 1 else 0


def finish(records: pl.DataFrame, dating: Dating | None = None) -> tuple[pl.DataFrame, list[Problem]]:
    """Make rows of SCHEMA from raw records, see records.RAW_SCHEMA: clean, derive, date.

    Records without any text are dropped, each with a Problem. What `dating` keeps is of finished rows alone.
    """
    frame = cleaned(records if records.height > 1 else _accompanied(records))
    blank = (frame["title"] == "") & ~frame["body"].str.contains(r"\S")
    problems = [
        Problem(path, line, _("an article without title and text is left out"))
        for path, line in frame.filter(blank).select("path", "line").iter_rows()
    ]
    if problems:
        frame = frame.filter(~blank)
    untitled = frame["title"] == ""
    if untitled.any():
        beginnings = (pl.col("body").str.extract(form).str.strip_chars() for form in (_FIRST_SENTENCE, _FIRST_LINE))
        derived = frame.filter(untitled).select(pl.coalesce(beginnings))["body"]
        frame = frame.with_columns(title=frame["title"].scatter(untitled.arg_true(), derived))
    count, heads = records.height - len(problems), pl.col("body").str.slice(0, FIRST_CHARACTERS)
    days = (dating or Dating()).days(frame.select("path", "line", "date", "url", heads)[:count])
    frame = frame.with_columns(
        untitled.alias("title_is_derived"),
        days.extend_constant(None, frame.height - count).alias("date"),
        pl.when(pl.col("source") != "").then(pl.col("source")).otherwise(source_of_url()).alias("source"),
        pl.col("body").str.len_chars().alias("characters"),
    )
    return frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())[:count], problems


def _accompanied(records: pl.DataFrame) -> pl.DataFrame:
    """One record with another below it: of a frame of one row Polars copies each text with each step, thrice over."""
    return pl.DataFrame([records[name].clone().append(_COMPANION[name]) for name in RAW_SCHEMA])


def source_of_url() -> pl.Expr:
    """The host of a row's URL in lower case, or nothing."""
    return pl.col("url").str.extract(_HOST).str.to_lowercase().fill_null("").alias("source")
