"""What a corpus holds, in figures: how much, of which days, from whom."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from reader.corpus.questions import Corpus, Question, Rows
from reader.corpus.table import Table
from reader.progress import Progress, Stopped


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


@dataclass(frozen=True, slots=True)
class Figures(Question):
    """Asks how much rows hold: `source`, `month` (None without a date), `articles`, `characters` and `bytes`."""

    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row for each month and source."""
        text = pl.col("title", "body")
        counted = part.columns(("source", "date", "title", "body"), rows).select(
            "source",
            pl.col("date").dt.strftime("%Y-%m").alias("month"),
            pl.sum_horizontal(text.str.len_chars().cast(pl.UInt64)).alias("characters"),
            pl.sum_horizontal(text.str.len_bytes().cast(pl.UInt64)).alias("bytes"),
        )
        return counted.group_by("source", "month").agg(pl.col("characters", "bytes").sum(), articles=pl.len())

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums."""
        return pl.concat(answers).group_by("source", "month").agg(pl.col("characters", "bytes", "articles").sum())


def statistics(corpus: Corpus) -> Statistics:
    """Count everything once."""
    figures = corpus.ask(Figures())
    days = corpus.first_and_last_day or (None, None)
    articles = pl.col("articles").sum()
    sources = figures.group_by("source").agg(articles).sort("articles", "source", descending=[True, False])
    months = figures.drop_nulls("month").group_by("month").agg(articles).sort("month")
    return Statistics(
        articles=len(corpus),
        characters=int(figures["characters"].sum()),
        bytes=int(figures["bytes"].sum()),
        first_day=days[0],
        last_day=days[1],
        undated=int(figures.filter(pl.col("month").is_null())["articles"].sum()),
        problems=corpus.problem_count,
        by_source=dict(sources.iter_rows()),
        by_month=dict(months.iter_rows()),
    )
