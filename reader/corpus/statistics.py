"""What a corpus holds, in figures: how much, of which days, from whom."""

import datetime
from dataclasses import dataclass

import polars as pl

from reader.corpus.table import Corpus


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a corpus."""

    articles: int
    """How many there are."""
    characters: int
    """Code points of all titles and bodies."""
    bytes: int
    """The same as UTF-8."""
    first_day: datetime.date | None
    """The earliest day an article is of; None where none has a date."""
    last_day: datetime.date | None
    """The latest."""
    undated: int
    """Articles without a date."""
    problems: int
    """What could not be read as it stands."""
    by_source: dict[str, int]
    """Articles a source, most first; the empty name stands for none."""
    by_month: dict[str, int]
    """Articles a month as `2018-09`, in order."""


def statistics(corpus: Corpus) -> Statistics:
    """Count everything once."""
    text = pl.col("title", "body")
    sums = corpus.frame.select(
        pl.sum_horizontal(text.str.len_chars().cast(pl.UInt64)).sum().alias("characters"),
        pl.sum_horizontal(text.str.len_bytes().cast(pl.UInt64)).sum().alias("bytes"),
        pl.col("date").null_count().alias("undated"),
    ).row(0, named=True)
    days = corpus.first_and_last_day or (None, None)
    sources = corpus.frame.group_by("source").len().sort("len", "source", descending=[True, False])
    months = corpus.frame.select(pl.col("date").dt.strftime("%Y-%m").alias("month")).drop_nulls()
    return Statistics(
        articles=len(corpus),
        characters=sums["characters"],
        bytes=sums["bytes"],
        first_day=days[0],
        last_day=days[1],
        undated=sums["undated"],
        problems=corpus.problem_count,
        by_source=dict(sources.iter_rows()),
        by_month=dict(months.group_by("month").len().sort("month").iter_rows()),
    )
