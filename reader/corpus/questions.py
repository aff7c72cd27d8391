"""Corpus: what can be asked of articles, wherever they lie; Question: what each part of them answers by itself.

A question is written once: what a part answers, and how answers add up. A corpus in memory is one part (table.Table),
one on a cluster is many.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

import polars as pl

from reader.article import Article, Problem
from reader.corpus.volumes import Keeper
from reader.progress import Progress, Stopped, never, silent

if TYPE_CHECKING:
    from reader.corpus.table import Table

Rows = pl.Series | range
"""Rows of a corpus: some, in any order and none twice (UInt32), or one behind the other (a range of step 1)."""
Partly = Callable[[pl.DataFrame, int, int], None]
"""Told what is answered so far, by how many parts, and how many there are."""


class Question(ABC):
    """Values alone, no open files and no functions: it travels to where a part is. Equal ones have equal answers."""

    takes_long: ClassVar[bool] = False
    """True where a part may work on it for seconds: other questions must not wait for it."""

    adds_up: ClassVar[bool] = False
    """True where a total is hardly larger than one answer, and their order does not matter: sums, not rows."""

    @abstractmethod
    def answer(self, part: "Table", rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """What some rows of a part answer, in their order. Raises Cancelled where `stopped` comes true.

        A column `row` is counted from the first row of the part.
        """

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """What parts answer together, one or more; their answers come in the order of their rows.

        It does not matter which are put together first. A column `row` is counted from the first row of the corpus.
        """
        return pl.concat(answers)


class Corpus(Protocol):
    """Articles, a row each. Rows are never changed: more articles make another Corpus."""

    @property
    def lineage(self) -> object:
        """The same object for the corpora that grow from one another."""

    @property
    def redated(self) -> int:
        """How often rows were given another date; what was found out about dates before holds no longer."""

    @property
    def keeper(self) -> Keeper:
        """Keeps what is worked out of the rows from one opening to the next."""

    @property
    def is_far(self) -> bool:
        """True where rows that are asked about travel to whoever answers: then many are better not named."""

    @property
    def average_length(self) -> float:
        """Code points of a body, the mean over all articles."""

    @property
    def first_and_last_day(self) -> tuple[datetime.date, datetime.date] | None:
        """The span of days the articles are of, or None where none has a date."""

    @property
    def sorted_problems(self) -> Sequence[Problem]:
        """What could not be read as it stands, by file and line."""

    @property
    def problem_count(self) -> int:
        """How many problems there are, also those that are told together."""

    @property
    def rows(self) -> Sequence[range]:
        """The rows that there are, in order: one range, or several where some of it is missing."""

    @property
    def missing(self) -> Mapping[str, str]:
        """What of it could not be asked, by name, and why; whatever is answered is answered without it."""

    @property
    def parts(self) -> tuple[int, int]:
        """How many parts answer, and how many there are."""

    def recovered(self, stopped: Stopped = never) -> "Corpus | None":
        """The same with what was missing and can be asked again; None where that is nothing.

        Raises Cancelled, and DuwenError where nothing can be asked.
        """

    def without(self, reasons: Mapping[str, str]) -> "Corpus":
        """The same without some more of it that cannot be asked, by name, and why."""

    def __len__(self) -> int: ...

    def ask(
        self,
        question: Question,
        rows: Rows | None = None,
        stopped: Stopped = never,
        progress: Progress = silent,
        partly: Partly | None = None,
    ) -> pl.DataFrame:
        """What some rows answer, or all of them; a table by `row` is in the order of the rows that were asked.

        Raises Cancelled where `stopped` came true, and Incomplete where not all of it can be asked. `progress` tells
        how much is done, and `partly`, where many parts answer, what is answered so far.
        """

    def article(self, row: int) -> Article:
        """The article of a row."""

    def articles(self, rows: pl.Series) -> list[Article]:
        """The articles of some rows, in that order."""


def numbered(rows: Rows) -> pl.Series:
    """The rows as numbers (UInt32)."""
    return pl.int_range(rows.start, rows.stop, dtype=pl.UInt32, eager=True) if isinstance(rows, range) else rows


@dataclass(frozen=True, slots=True)
class Columns(Question):
    """Asks for columns of the table as they are, or made on demand; see table.SCHEMA and derived.NAMES."""

    names: tuple[str, ...]
    """Of the columns."""

    def answer(self, part: "Table", rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """The columns, and `row`."""
        return part.columns(self.names, rows, stopped)


@dataclass(frozen=True, slots=True)
class Size(Question):
    """Asks how many rows there are: `articles`, one row."""

    adds_up = True

    def answer(self, part: "Table", rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """Their number; whoever answers has the rows by then."""
        return pl.DataFrame({"articles": [len(rows)]})

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sum."""
        return pl.concat(answers).sum()


@dataclass(frozen=True, slots=True)
class WithId(Question):
    """Asks which rows have an id: `row`."""

    id: int
    """Article.id as a number."""

    def answer(self, part: "Table", rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """The rows. Raises Cancelled."""
        return part.columns(("id",), rows, stopped).filter(pl.col("id") == self.id).select("row")
