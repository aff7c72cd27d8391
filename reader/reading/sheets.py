"""Sheets: what may lie over the reading screen, as the steps ask for it. What a sheet shows it finds by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.article import Article, Field, Span
    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus
    from reader.insight.concordance import Sort
    from reader.insight.trends import By, Measure
    from reader.search.engine import Results
    from reader.search.hits import Hits


class Occurrence(NamedTuple):
    """A hit that is to be read."""

    query: str
    """What found it."""
    row: int
    """Row of the corpus."""
    field: Field
    """Where in the article."""
    span: Span
    """Where in the field."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line to type; gives the text, or None."""

    heading: str
    text: str = ""
    """What stands in it at first."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question; gives whether the answer is yes."""

    question: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """Every hit in its context; gives the occurrence to be read, and how it was left."""

    corpus: Corpus
    query: str
    known: Results | None
    """What the query finds, where that was searched."""
    sort: Sort = "result"
    cursor: int = 0
    """The row that the cursor is on at first."""


@dataclass(frozen=True, slots=True)
class ConcordanceLeft:
    """How a concordance was left."""

    query: str
    sort: Sort
    cursor: int
    chosen: Occurrence | None
    """What is to be read."""


@dataclass(frozen=True, slots=True)
class Trends:
    """What queries find over time or by source; gives the query to be searched, and how it was left."""

    corpus: Corpus
    queries: str
    """With semicolons between them."""
    known: Results | None
    """What they find as one query, where that was searched."""
    unit: By | None = None
    """What a bar stands for; None where the range of days decides."""
    measure: Measure = "hits"
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class TrendsLeft:
    """How trends were left."""

    queries: str
    unit: By | None
    measure: Measure
    cursor: int
    chosen: str | None
    """What is to be searched."""
    searched: str = ""
    """What was searched when they were opened."""

    def of(self, searched: str) -> TrendsLeft:
        """The same, opened over what was searched."""
        return replace(self, searched=searched)


@dataclass(frozen=True, slots=True)
class KeyWords:
    """The words that set a result apart; gives the query to be searched, or the occurrence to be read."""

    corpus: Corpus
    query: str
    known: Results


@dataclass(frozen=True, slots=True)
class Collocates:
    """The words near another; gives the occurrence to be read."""

    corpus: Corpus
    word: str


@dataclass(frozen=True, slots=True)
class Related:
    """The articles that are like one; gives the row of the one to be read."""

    corpus: Corpus
    row: int
    article: Article


@dataclass(frozen=True, slots=True)
class Reprints:
    """Groups of articles that are nearly the same; gives the row of the one to be read."""

    corpus: Corpus
    query: str
    known: Results | None
    """What was found, where only groups with some of that are meant."""


@dataclass(frozen=True, slots=True)
class Report:
    """What could not be read as it stands."""

    corpus: Corpus | None
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class Export:
    """Asks where to write what was found, and writes it."""

    hits: Hits


@dataclass(frozen=True, slots=True)
class Help:
    """All keys."""


Sheet = Prompt | Confirm | Concordance | Trends | KeyWords | Collocates | Related | Reprints | Report | Export | Help
