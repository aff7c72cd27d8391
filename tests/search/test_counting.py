"""Counting: how often a term stands in an article, as it is shown."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.counting import FREQUENCY, columns_counted, frequencies
from reader.search.syntax import parse
from reader.search.tree import Query, Sought, Term
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
        ("上海 上海市 无 没有", [(4, 4, 0, 0), (0, 0, 0, 0)]),
        ("没有 无", [(0, 0), (0, 0)]),
        ("上海 市 海 没有", [(4, 4, 4, 0), (0, 0, 1, 0)]),
        ("没有 无 不 非", [(0, 0, 0, 0), (0, 0, 0, 0)]),
    ],
)
def test_a_hit_in_the_title_counts_three(query: str, expected: list[tuple[float, ...]]) -> None:
    """Each term is counted by itself, whatever it overlaps with."""
    assert counted([Row("上海市", "上海市"), Row("题", "海")], query) == expected


@settings(deadline=None, max_examples=25)
@given(st.lists(rows, min_size=1, max_size=5), st.lists(words, min_size=4, max_size=6))
def test_a_term_is_counted_beside_others_as_it_is_alone(articles: list[Row], asked: list[str]) -> None:
    query = parse(" ".join(asked))
    together = counted(articles, " ".join(asked))
    alone = [counted(articles, term.text) for term in query.terms if isinstance(term, Term)]
    assert together == [tuple(count for [count] in counts) for counts in zip(*alone, strict=True)]


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
