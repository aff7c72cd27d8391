"""Counting: how often a term stands in an article, as it is shown."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.counting import FREQUENCY, TITLE_WEIGHT, columns_counted, frequencies
from reader.search.spans import spans_in
from reader.search.syntax import parse
from reader.search.tree import Query, Sought
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import rows, words


def counted(articles: list[Row], query: str) -> list[tuple[float, ...]]:
    """The counts of each term, a row each."""
    corpus = corpus_of_rows(articles)
    frame = corpus.derived.added_to(corpus.frame.with_row_index("row"), ["sounds"], lambda: False)
    assert frame is not None
    counts = frequencies(frame, parse(query).terms)
    assert counts.schema == {FREQUENCY.format(number): pl.Float32 for number in range(len(parse(query).terms))}
    return counts.rows()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("上海", [(4,), (0,)]),
        ("title:上海", [(3,), (0,)]),
        ("body:上海", [(1,), (0,)]),
        ("url:上海", [(0,), (0,)]),
        ("上海 市", [(4, 4), (0, 0)]),
        ("/[上海]/", [(8,), (1,)]),
        ('"上海 市"~0', [(4,), (0,)]),
        ("py:sh", [(3,), (0,)]),
        ("上海 上海市", [(4, 4), (0, 0)]),
        ("上海 上海市 无 没有", [(0, 4, 0, 0), (0, 0, 0, 0)]),
        ("没有 无", [(0, 0), (0, 0)]),
        ("上海 市 海 没有", [(4, 4, 0, 0), (0, 0, 1, 0)]),
        ("没有 无 不 非", [(0, 0, 0, 0), (0, 0, 0, 0)]),
    ],
)
def test_a_hit_in_the_title_counts_three(query: str, expected: list[tuple[float, ...]]) -> None:
    """Up to three terms are counted each by itself; of more that overlap, the longest, as it is shown."""
    assert counted([Row("上海市", "上海市"), Row("题", "海")], query) == expected


@settings(deadline=None)
@given(st.lists(rows, min_size=1, max_size=5), st.lists(words, min_size=4, max_size=8))
def test_terms_counted_in_one_pass_are_counted_as_they_are_shown(articles: list[Row], asked: list[str]) -> None:
    query = parse(" ".join(asked))
    terms = query.terms
    if len(terms) <= 3:
        return
    corpus = corpus_of_rows(articles)
    counts = frequencies(corpus.frame.with_row_index("row"), terms).rows()
    titles = spans_in(corpus.frame["title"].to_list(), terms, "title")
    bodies = spans_in(corpus.frame["body"].to_list(), terms, "body")
    shown = [
        tuple(
            TITLE_WEIGHT * sum(span.term == number for span in title) + sum(span.term == number for span in body)
            for number in range(len(terms))
        )
        for title, body in zip(titles, bodies, strict=True)
    ]
    assert counts == shown


def test_more_terms_than_fit_into_one_pattern_are_all_counted() -> None:
    terms = [f"词{number:03}" for number in range(150)]
    [counts] = counted([Row("题", "，".join(terms * 2))], " ".join(terms))
    assert counts == (2.0,) * 150


@pytest.mark.parametrize(
    ("query", "columns"),
    [("甲", {"title", "body"}), ("title:甲", {"title"}), ("url:甲", set()), ("py:sh", {"sounds"})],
)
def test_which_columns_are_counted(query: str, columns: set[str]) -> None:
    [term] = parse(query).terms
    assert columns_counted(term) == columns


def test_no_term_has_no_count() -> None:
    terms: tuple[Sought, ...] = Query().terms
    assert frequencies(corpus_of_rows([Row()]).frame.with_row_index("row"), terms).width == 0
