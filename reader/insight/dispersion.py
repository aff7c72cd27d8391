"""Dispersion: where in each article the hits of a query lie, and how evenly they lie over the months of a corpus."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from reader.article import Span
from reader.corpus.questions import Corpus
from reader.insight.by_day import HitsByDay, TextByDay
from reader.progress import Cancelled, Stopped, never
from reader.search.engine import Results

PARTS = 10
"""Equal parts of an article in a map."""


@dataclass(frozen=True, slots=True)
class Evenness:
    """How evenly hits lie over the months, measured by the text that each month has."""

    months: int
    """Months with text; articles without a date are in none."""
    hits: int
    """Hits in them."""
    deviation: float
    """DP: 0 where every month has its share, near 1 where all hits are in a month of little text (Gries 2008)."""
    normalized: float
    """DP divided by the greatest that it can be, so that it reaches 1 (Lijffijt & Gries 2012)."""


def hits_by_part(spans: Sequence[Span], length: int, parts: int = PARTS) -> list[int]:
    """How many of the spans begin in each equal part of a text of `length` code points."""
    counts = [0] * parts
    for span in spans:
        counts[min(span.start * parts // max(length, 1), parts - 1)] += 1
    return counts


def evenness(corpus: Corpus, results: Results, stopped: Stopped = never) -> Evenness | None:
    """How evenly the hits of a result lie over the months of the corpus.

    None where there is nothing to compare, fewer than two months or no hit in them, or where `stopped` came true.

    DP = ½ Σ |vᵢ − sᵢ|, with vᵢ the share of the hits and sᵢ the share of the characters, titles among them, that month
    i has (Gries 2008, Dispersions and adjusted frequencies in corpora); normalized, DP / (1 − min sᵢ) (Lijffijt &
    Gries 2012, Correction to it).
    """
    try:
        texts = corpus.ask(TextByDay(), stopped=stopped)
        hits = corpus.ask(HitsByDay(results.query), results.rows, stopped)
    except Cancelled:
        return None
    month = pl.col("date").dt.truncate("1mo").alias("month")
    texts = texts.group_by(month).agg(pl.col("text").sum()).drop_nulls("month").filter(pl.col("text") > 0).sort("month")
    hits = hits.group_by(month).agg(pl.col("hits").sum())
    table = texts.join(hits, on="month", how="left", maintain_order="left").with_columns(pl.col("hits").fill_null(0))
    total, characters = int(table["hits"].sum()), int(table["text"].sum())
    if table.height < 2 or not total or stopped():
        return None
    shares = table["text"] / characters
    deviation = float((table["hits"] / total - shares).abs().sum()) / 2
    return Evenness(table.height, total, deviation, deviation / (1 - min(shares)))
