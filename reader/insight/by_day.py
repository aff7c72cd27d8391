"""What each day has from each source: text, and articles and hits of a query. Trends and dispersion add it up."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from reader.corpus.questions import Question, Rows
from reader.corpus.table import Table
from reader.progress import Progress, Stopped
from reader.search.hit_counts import HitCounts
from reader.search.tree import Query

_PLACE = ("date", "source")


@dataclass(frozen=True, slots=True)
class TextByDay(Question):
    """Asks how many code points the titles and bodies of rows have: `date` (or none), `source` and `text`."""

    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row for each day and source."""
        text = pl.col("characters").cast(pl.Int64) + pl.col("title").str.len_chars().cast(pl.Int64)
        return part.columns((*_PLACE, "title", "characters"), rows).group_by(_PLACE).agg(text=text.sum())

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums."""
        return pl.concat(answers).group_by(_PLACE).agg(pl.col("text").sum())


@dataclass(frozen=True, slots=True)
class HitsByDay(Question):
    """Asks how many rows there are, and how many hits they have: `date` (or none), `source`, `articles` and `hits`."""

    query: Query
    """What is looked for; one that looks for nothing has no hits."""

    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row for each day and source. Raises Cancelled."""
        hits = pl.lit(0, pl.Int64)
        if self.query.terms:
            hits = pl.lit(HitCounts(self.query).answer(part, rows, stopped, progress)["hits"].cast(pl.Int64))
        counted = part.columns(_PLACE, rows).with_columns(hits=hits)
        return counted.group_by(_PLACE).agg(articles=pl.len().cast(pl.Int64), hits=pl.col("hits").sum())

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums."""
        return pl.concat(answers).group_by(_PLACE).agg(pl.col("articles", "hits").sum())
