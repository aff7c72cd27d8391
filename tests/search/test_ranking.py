"""Ranking: BM25, and the orders."""

import datetime

import polars as pl
import pytest

from reader.language.pinyin_order import sort_key
from reader.search.counting import FREQUENCY
from reader.search.ranking import ORDERS, Order, ordered, scores

FIRST, SECOND = FREQUENCY.format(0), FREQUENCY.format(1)


def test_scores_are_those_of_the_formula() -> None:
    """By hand: 10 articles of 20 characters on average, each term in 2, so idf = ln(1 + 8.5 / 2.5) = 1.481605.

    | characters | k1 (1 - b + b · dl / avgdl) | frequencies | score |
    | --- | --- | --- | --- |
    | 10 | 0.75 | 1, 0 | 1.481605 · 2.2 / 1.75 = 1.862589 |
    | 20 | 1.2 | 2, 1 | 1.481605 · (4.4 / 3.2 + 2.2 / 2.2) = 3.518811 |
    | 40 | 2.1 | 0, 5 | 1.481605 · 11 / 7.1 = 2.295444 |
    """
    matches = pl.DataFrame({"characters": [10, 20, 40], FIRST: [1.0, 2.0, 0.0], SECOND: [0.0, 1.0, 5.0]})
    assert scores(matches, [2, 2], 10, 20.0).to_list() == pytest.approx([1.862589, 3.518811, 2.295444], abs=5e-7)


def test_a_term_of_every_article_still_adds() -> None:
    """ln(1 + 0.5 / 2.5), never negative."""
    matches = pl.DataFrame({"characters": [5, 5], FIRST: [1.0, 1.0]})
    assert scores(matches, [2], 2, 5.0).to_list() == pytest.approx([0.182322] * 2, abs=5e-7)


@pytest.mark.parametrize("terms", [0, 1])
def test_a_corpus_without_text_has_scores_of_nothing(terms: int) -> None:
    matches = pl.DataFrame({"characters": [0], FIRST: [0.0]})
    assert scores(matches, [0] * terms, 1, 0.0).to_list() == [0.0]


def test_scores_of_no_matches_are_none() -> None:
    matches = pl.DataFrame(schema={"characters": pl.UInt32, FIRST: pl.Float32})
    assert scores(matches, [0], 9, 9.0).dtype == pl.Float64
    assert scores(matches, [0], 9, 9.0).is_empty()


TITLES = ["海", "北", "爱", "北", "a"]
MATCHES = pl.DataFrame(
    {
        "row": [0, 1, 2, 3, 4],
        "score": [2.0, 2.0, 3.0, 2.0, 1.0],
        "date": [datetime.date(2018, 1, 1), None, datetime.date(2017, 1, 1), datetime.date(2019, 1, 1), None],
        "title": TITLES,
        "pinyin": [sort_key(title) for title in TITLES],
    }
)


@pytest.mark.parametrize(
    ("order", "rows"),
    [
        ("relevance", [2, 3, 0, 1, 4]),
        ("date", [3, 0, 2, 1, 4]),
        ("oldest", [2, 0, 3, 1, 4]),
        ("title", [4, 2, 3, 1, 0]),
        ("corpus", [0, 1, 2, 3, 4]),
    ],
)
def test_orders(order: Order, rows: list[int]) -> None:
    """Ties go to the newest, then to the first of the corpus; what has no date comes last."""
    assert ordered(MATCHES.sample(fraction=1, shuffle=True, seed=3), order)["row"].to_list() == rows


def test_every_order_is_tested() -> None:
    assert set(ORDERS) == {"relevance", "date", "oldest", "title", "corpus"}


def test_where_the_words_run_together_comes_first() -> None:
    matches = MATCHES.with_columns(run=pl.Series([False, False, False, False, True]))
    assert ordered(matches, "relevance")["row"].to_list() == [4, 2, 3, 0, 1]
