"""The order of results: relevance (BM25), date, title or corpus order."""

from collections.abc import Sequence
from typing import Literal, get_args

import polars as pl

from reader.search.plan import Pattern

Order = Literal["relevance", "date", "title", "corpus"]
ORDERS: tuple[Order, ...] = get_args(Order)

SATURATION, LENGTH_SHARE, TITLE_WEIGHT = 1.2, 0.75, 3
"""k1 and b of BM25; a hit in the title counts so many times one in the body."""


def scores(frame: pl.DataFrame, patterns: Sequence[Pattern], articles: int, average_length: float) -> pl.Series:
    """BM25 of each row, Float64 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75, title weighted 3).

    `frame` holds the matching rows alone, so a document frequency counts the matching articles that hold the
    term; `articles` and `average_length` (code points) are the whole corpus's.
    """
    if not patterns:
        return pl.zeros(frame.height, dtype=pl.Float64, eager=True)
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * pl.col("characters") / max(average_length, 1.0))
    total = pl.lit(0.0)
    for each in patterns:
        frequency = TITLE_WEIGHT * each.counted_in(pl.col("title")) + each.counted_in(pl.col("body"))
        documents = (frequency > 0).sum()
        rarity = (1 + (articles - documents + 0.5) / (documents + 0.5)).log()
        total += rarity * frequency * (SATURATION + 1) / (frequency + norm)
    return frame.select(total.cast(pl.Float64).alias("score"))["score"]


def ordered(frame: pl.DataFrame, order: Order) -> pl.DataFrame:
    """The rows of `frame` (row, score, date, title) in the order asked for; ties by date, newest first."""
    newest_first = [pl.col("date").fill_null(pl.date(1, 1, 1)), pl.col("row")]
    match order:
        case "relevance":
            return frame.sort("score", *newest_first, descending=[True, True, False])
        case "date":
            return frame.sort(*newest_first, descending=[True, False])
        case "title":
            return frame.sort("title", *newest_first, descending=[False, True, False])
        case "corpus":
            return frame.sort("row")
