"""Trends: articles and hits of queries over time, or by source, absolute and per million characters of text.

Relative frequency is hits per million characters of all articles of the period, whether they answer or not, so that
a busy month does not look like a rise. Titles count as text, as hits in them count.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import polars as pl

from reader.corpus.questions import Corpus
from reader.insight.by_day import HitsByDay, TextByDay
from reader.progress import Cancelled, Progress, Stopped, never, silent
from reader.search.engine import Results
from reader.search.tokens import QUOTES
from reader.search.tree import InDates, Node, Term

Unit = Literal["day", "week", "month", "year"]
By = Literal["day", "week", "month", "year", "source"]
Measure = Literal["hits", "articles", "per_million"]
MOST_BARS = 60
"""Bars up to which the smaller unit is chosen."""

_INTERVALS: dict[By, str] = {"day": "1d", "week": "1w", "month": "1mo", "year": "1y"}
_DAYS_A_WEEK = 7
_SEMICOLONS = ";；"


@dataclass(frozen=True, slots=True)
class Bar:
    """What one query finds in one period or one source."""

    query: str
    """As it was typed."""
    first: datetime.date | None
    """First day of the period; None where it is a source."""
    last: datetime.date | None
    """Last day of the period."""
    source: str
    """The source, empty for articles without one and where it is a period."""
    articles: int
    """Articles that answer the query."""
    hits: int
    """Places in them."""
    per_million: float | None
    """Hits per million characters of all articles of the period or source; None where there is no text."""

    @property
    def restriction(self) -> Node | None:
        """What leaves only the articles of this bar; None where nothing can say it."""
        if self.first is not None and self.last is not None:
            return InDates(self.first, self.last)
        return Term(self.source, ("source",), exact=True) if self.source else None

    def value(self, measure: Measure) -> float:
        """One of its figures; 0 where it is not known."""
        return float(getattr(self, measure) or 0)


@dataclass(frozen=True)
class Trends:
    """The bars of some queries: of each period or source one a query, in the order of the queries."""

    by: By
    """What a bar stands for."""
    queries: tuple[str, ...]
    """As they were typed."""
    bars: tuple[Bar, ...]
    """Periods by time, none left out between the first and the last; sources with most articles first."""
    undated: int
    """Articles that answer a query and are in no period."""

    @cached_property
    def greatest(self) -> dict[Measure, float]:
        """The greatest value of each figure."""
        return {name: max((bar.value(name) for bar in self.bars), default=0.0) for name in get_args(Measure)}


def separated(text: str) -> list[str]:
    """The queries that are written with semicolons between them; one inside quotes or slashes belongs to its query."""
    parts, closing, before = [""], "", " "
    for character in text:
        if closing:
            closing = "" if character in closing else closing
        elif character in QUOTES:
            closing = QUOTES
        elif character == "/" and before in " ;；(（:：-|｜":
            closing = "/"
        elif character in _SEMICOLONS:
            parts.append("")
            before = " "
            continue
        parts[-1] += character
        before = character
    queries = [part.strip() for part in parts]
    return [query for query in queries if query] or [""]


def unit_for(first: datetime.date, last: datetime.date) -> Unit:
    """The smallest unit that makes about MOST_BARS bars of a range of days at most, else the year."""
    days = (last - first).days + 1
    if days <= MOST_BARS:
        return "day"
    if days <= MOST_BARS * _DAYS_A_WEEK:
        return "week"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MOST_BARS else "year"


def trends(
    corpus: Corpus,
    asked: Sequence[tuple[str, Results]],
    by: By | None = None,
    stopped: Stopped = never,
    progress: Progress = silent,
) -> Trends | None:
    """The bars of some queries and what they find; None where `stopped` came true meanwhile.

    Without `by`, the unit follows from the days of what was found. Weeks begin on Monday.
    """
    try:
        found = [corpus.ask(HitsByDay(each.query), each.rows, stopped, progress) for _query, each in asked]
        texts = corpus.ask(TextByDay(), stopped=stopped)
    except Cancelled:
        return None
    queries = tuple(query for query, _results in asked)
    undated = sum(int(each.filter(pl.col("date").is_null())["articles"].sum()) for each in found)
    dates = pl.concat([each["date"] for each in found]) if found else pl.Series(dtype=pl.Date)
    first, last = dates.min(), dates.max()
    if by == "source":
        return Trends(by, queries, tuple(_bars(texts, queries, found, "source", _sources(found))), 0)
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        return Trends(by or "month", queries, (), undated)
    unit = by or unit_for(first, last)
    return Trends(unit, queries, tuple(_bars(texts, queries, found, unit, _periods(first, last, unit))), undated)


def _key(by: By) -> pl.Expr:
    return (pl.col("source") if by == "source" else pl.col("date").dt.truncate(_INTERVALS[by])).alias("key")


def _periods(first: datetime.date, last: datetime.date, unit: By) -> pl.DataFrame:
    """key, first and last of each period."""
    ends = pl.DataFrame({"date": [first, last]}, schema={"date": pl.Date}).select(_key(unit))["key"]
    starts = pl.date_range(ends[0], ends[1], interval=_INTERVALS[unit], eager=True)
    following = pl.col("key").dt.offset_by(_INTERVALS[unit]).dt.offset_by("-1d")
    return pl.DataFrame({"key": starts}).with_columns(first=pl.col("key"), last=following)


def _sources(found: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """key of each source, those with most articles first."""
    together = pl.concat(
        [
            pl.DataFrame(schema={"source": pl.String, "articles": pl.Int64}),
            *(each.select("source", "articles") for each in found),
        ]
    )
    counted = together.group_by(key=pl.col("source")).agg(pl.col("articles").sum())
    counted = counted.sort("articles", "key", descending=[True, False])
    day = pl.lit(None, pl.Date)
    return counted.select("key", first=day, last=day)


def _bars(
    texts: pl.DataFrame, queries: Sequence[str], found: Sequence[pl.DataFrame], by: By, keys: pl.DataFrame
) -> Iterator[Bar]:
    table = keys.join(texts.group_by(_key(by)).agg(pl.col("text").sum()), on="key", how="left", maintain_order="left")
    columns = []
    for number, each in enumerate(found):
        counts = each.group_by(_key(by)).agg(
            pl.col("articles").sum().alias(f"articles-{number}"), pl.col("hits").sum().alias(f"hits-{number}")
        )
        table = table.join(counts, on="key", how="left", maintain_order="left")
        columns.append((f"articles-{number}", f"hits-{number}"))
    for row in table.iter_rows(named=True):
        for query, (articles, hits) in zip(queries, columns, strict=True):
            count = row[hits] or 0
            yield Bar(
                query,
                row["first"],
                row["last"],
                row["key"] if by == "source" else "",
                row[articles] or 0,
                count,
                1e6 * count / row["text"] if row["text"] else None,
            )
