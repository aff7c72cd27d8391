"""All places of a result at once are those that are told of one text at a time."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import spans
from reader.search.hits import Hits
from reader.search.spans import SPANS, spans_of
from tests.insight.corpora import StopAfter, corpus_of, found

BODIES = ["上海和上海的臺灣", "", "台湾。\n上海\n上海上", "海上海海", "北京", "上 海/\x41[B]"]
TITLES = ["上海", "臺灣", "1", "上海北京上海", "2", "3"]


@pytest.mark.parametrize(
    "query",
    [
        "上海",
        "台湾",
        "上海 OR 海上 OR 海",
        "上海 OR 台湾 OR 北京",
        "title:上海",
        "body:上海 OR title:北京",
        "/上?海/",
        "/x*/",
        '"上海 上海"~3',
        "/海./ OR 上海",
        "py:shanghai",
        "py:shanghai OR 台湾",
        "url:example OR 北京",
        "len:>1",
        "没有的词",
        "",
    ],
)
def test_the_places_are_those_of_the_hits(query: str) -> None:
    corpus = corpus_of(BODIES, TITLES)
    results = found(corpus, query)
    expected = [
        (hit.row, field, span.start, span.end) for hit in Hits(corpus, results).first(99) for field, span in hit.places
    ]
    at_once = spans_of(corpus, results)
    assert at_once is not None
    assert at_once.schema == SPANS
    assert at_once.rows() == expected


@given(st.lists(st.text("上海a\n ", max_size=12), min_size=1, max_size=5))
def test_of_any_text(bodies: list[str]) -> None:
    corpus = corpus_of(bodies)
    results = found(corpus, "上 OR 上海 OR 海a")
    expected = [
        (hit.row, field, span.start, span.end) for hit in Hits(corpus, results).first(9) for field, span in hit.places
    ]
    at_once = spans_of(corpus, results)
    assert at_once is not None
    assert at_once.rows() == expected


def test_no_more_than_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "_ARTICLES_AT_A_TIME", 1)
    corpus = corpus_of(["上海" * 3] * 9)
    looked_at: list[tuple[int, int]] = []
    few = spans_of(corpus, found(corpus, "上海"), limit=4, progress=lambda *moment: looked_at.append(moment))
    assert few is not None
    assert (few.height, looked_at) == (4, [(1, 9), (2, 9)])


def test_stopped() -> None:
    corpus = corpus_of(BODIES)
    assert spans_of(corpus, found(corpus, "上海"), StopAfter(0)) is None
    assert isinstance(spans_of(corpus, found(corpus, "上海"), StopAfter(1)), pl.DataFrame)
