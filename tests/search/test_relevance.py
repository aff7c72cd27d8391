"""Relevance is BM25 over the whole corpus, as a plain loop computes it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.search.engine import Searcher
from reader.search.syntax import parse
from reader.search.tree import Near, Query, Regex, Sought
from tests.search import reference
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import queries, rows


def bm25(articles: list[Article], query: Query, article: Article) -> float:
    """Robertson & Zaragoza 2009: k1 = 1.2, b = 0.75; what stands in a title stands there three times."""
    average = max(sum(len(each.body) for each in articles) / len(articles), 1.0)
    total = 0.0
    for term in query.terms:
        holding = sum(frequency(term, each) > 0 for each in articles)
        rarity = math.log(1 + (len(articles) - holding + 0.5) / (holding + 0.5))
        often = frequency(term, article)
        total += rarity * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * len(article.body) / average))
    return total


def frequency(term: Sought, article: Article) -> int:
    """How often one term stands in an article, by itself."""
    places = len(term.words) if isinstance(term, Near) else 1
    in_title, in_body = (
        math.ceil(len(reference.places(term, field, getattr(article, field))) / places) for field in ("title", "body")
    )
    return 3 * in_title + in_body


@settings(deadline=None)
@given(st.lists(rows, min_size=1, max_size=8), st.lists(queries, min_size=1, max_size=4))
def test_scores_are_those_of_a_plain_loop(rows: list[Row], asked: list[str]) -> None:
    """To six digits; whatever was asked before."""
    corpus, searcher = corpus_of_rows(rows), Searcher()
    articles = [corpus.article(row) for row in range(len(corpus))]
    for text in asked:
        results = searcher.search(corpus, parse(text))
        assert results is not None
        if not any(isinstance(term, Regex) for term in results.query.terms):
            expected = [bm25(articles, results.query, articles[row]) for row in results.rows]
            assert results.scores.to_list() == pytest.approx(expected, rel=1e-6), text


RARE, COMMON = "火星", "经济"
PLANETS = corpus_of_rows(
    [
        Row(body=COMMON + "的" * 40 + RARE * 5),
        Row(body=COMMON * 12 + "的" * 40 + RARE),
        *[Row(body=COMMON + "的" * 40)] * 40,
    ]
)


@pytest.mark.parametrize(
    "query", ["经济 火星", "火星 经济", "火星 -月球 经济 len:>5", '"火星" (经济 OR 月球)', "/火星/ 经济"]
)
def test_what_is_rare_in_the_corpus_weighs_more_though_all_matches_hold_it(query: str) -> None:
    results = Searcher().search(PLANETS, parse(query))
    assert results is not None
    assert results.rows.to_list() == [0, 1]


def test_the_scores_of_an_article_do_not_depend_on_the_order_asked_for() -> None:
    by_row = []
    for order in ("relevance", "corpus"):
        results = Searcher().search(PLANETS, parse("经济 火星"), order)
        assert results is not None
        by_row.append(dict(zip(results.rows, results.scores, strict=True)))
    assert by_row[0] == by_row[1]
