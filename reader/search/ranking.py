"""The order of results: relevance (BM25), date, title by pinyin, or corpus order."""

import math
from collections.abc import Sequence
from typing import Literal, get_args

import polars as pl

from reader.search.counting import FREQUENCY

Order = Literal["relevance", "date", "oldest", "title", "corpus"]
ORDERS: tuple[Order, ...] = get_args(Order)

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""k1 and b of BM25."""


def scores(matches: pl.DataFrame, documents: Sequence[int], articles: int, average_length: float) -> pl.Series:
    """BM25 of each row, Float64 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75, title weighted 3).

    `matches` has `characters` and a FREQUENCY column a term. The rest is of the whole corpus: `documents`, how many
    articles hold each term; how many `articles` there are; `average_length`, code points of a body. A term's rarity is
    ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative.
    """
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * pl.col("characters") / max(average_length, 1.0))
    total = pl.zeros(pl.len(), dtype=pl.Float64)
    for number, holding in enumerate(documents):
        frequency = pl.col(FREQUENCY.format(number))
        rarity = math.log(1 + (articles - holding + 0.5) / (holding + 0.5))
        total += rarity * frequency * (SATURATION + 1) / (frequency + norm)
    return matches.select(total.cast(pl.Float64).alias("score"))["score"]


def ordered(matches: pl.DataFrame, order: Order) -> pl.DataFrame:
    """Matches (row, score, date, for `title` also pinyin and title) in the order asked for; ties by date, newest first.

    Where a column `run` is there, relevance puts its true rows first.
    """
    newest, row = pl.col("date").fill_null(pl.date(1, 1, 1)), pl.col("row")
    match order:
        case "relevance":
            run = [pl.col("run")] if "run" in matches.columns else []
            return matches.sort(*run, "score", newest, row, descending=[*([True] * len(run)), True, True, False])
        case "date":
            return matches.sort(newest, row, descending=[True, False])
        case "oldest":
            return matches.sort(pl.col("date"), row, nulls_last=True)
        case "title":
            return matches.sort("pinyin", "title", newest, row, descending=[False, False, True, False])
        case "corpus":
            return matches.sort("row")
