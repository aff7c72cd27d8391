"""Hits as a sequence: all of a result, or some of it listed."""

import polars as pl
import pytest

from reader.search.engine import search
from reader.search.hits import Hits
from reader.search.syntax import parse
from tests.search.corpora import Row, corpus_of_rows


@pytest.fixture
def hits() -> Hits:
    corpus = corpus_of_rows([Row(f"第{number}篇", "上海") for number in range(6)])
    results = search(corpus, parse("上海"), "corpus")
    assert results is not None
    return Hits(corpus, results)


def titles(hits: Hits) -> list[str]:
    return [hit.article.title for hit in hits.first(100)]


def test_all_are_listed_at_first(hits: Hits) -> None:
    assert titles(hits) == [f"第{number}篇" for number in range(6)]


def test_some_can_be_listed_and_all_again(hits: Hits) -> None:
    some = hits.listing(pl.Series([1, 4], dtype=pl.UInt32))
    assert (len(some), titles(some)) == (2, ["第1篇", "第4篇"])
    assert some.frame["title"].to_list() == ["第1篇", "第4篇"]
    assert len(some.results) == 6
    assert titles(some.listing(None)) == titles(hits)


@pytest.mark.parametrize(
    ("row", "index", "near"), [(0, None, 0), (1, 0, 0), (2, None, 0), (4, 1, 1), (5, None, 1), (9, None, None)]
)
def test_where_an_article_stands_or_the_one_before_it(
    hits: Hits, row: int, index: int | None, near: int | None
) -> None:
    some = hits.listing(pl.Series([1, 4], dtype=pl.UInt32))
    assert (some.index_of(row), some.index_near(row)) == (index, near)


@pytest.mark.parametrize(
    "query", ["上海", "title:上海", "-北京", "上海 OR len:>0", '"上海 北京"~5', "py:bj", "", "url:example"]
)
def test_the_next_hit_with_places_is_found_without_looking_at_those_between(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["上海", "北京", "广州", "上海和北京", "北京和上海", "", "天津", "上海"]
    corpus = corpus_of_rows([Row(title=f"第{text}篇", body=text or "空") for text in texts])
    results = search(corpus, parse(query))
    assert results is not None
    hits = Hits(corpus, results)
    having = [index for index, hit in enumerate(hits.first(99)) if hit.places]
    with monkeypatch.context() as patch:
        patch.setattr(Hits, "_look_up", None)
        for start in range(-1, len(hits) + 1):
            inside = 0 <= start < len(hits)
            after = min((index for index in having if index >= start), default=None) if inside else None
            before = max((index for index in having if index <= start), default=None) if inside else None
            assert hits.index_with_places(start, 1) == after
            assert hits.index_with_places(start, -1) == before
