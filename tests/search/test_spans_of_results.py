"""All places of a result at once are those that are told of one text at a time."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.hit_counts import hit_counts
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
        "/上海|台*/",
        "/[上台].+?/",
        "/(?:上|x*)/",
        "/海 上#/x",
        "上海 OR /海./",
        "上?海 OR 臺*",
        '"上海 上海"~3',
        '"上海 台湾"~4',
        '"上海 海上"~4',
        '"上 海 灣"~4',
        '"上海 台湾"~70',
        '"台湾 臺灣"~9',
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
    at_once = spans_of(corpus, results.rows, results.query)
    assert at_once.schema == SPANS
    assert at_once.rows() == expected
    counts = hit_counts(corpus, results)
    assert counts is not None
    assert counts.dtype == pl.UInt32
    assert [(row, count) for row, count in zip(results.rows, counts, strict=True) if count] == [
        *Counter(row for row, *_place in expected).items()
    ]


@given(st.lists(st.text("上海a\n ", max_size=12), min_size=1, max_size=5))
def test_of_any_text(bodies: list[str]) -> None:
    corpus = corpus_of(bodies)
    results = found(corpus, "上 OR 上海 OR 海a")
    expected = [
        (hit.row, field, span.start, span.end) for hit in Hits(corpus, results).first(9) for field, span in hit.places
    ]
    at_once = spans_of(corpus, results.rows, results.query)
    assert at_once.rows() == expected
    counts = hit_counts(corpus, results)
    assert counts is not None
    assert counts.dtype == pl.UInt32
    assert [(row, count) for row, count in zip(results.rows, counts, strict=True) if count] == [
        *Counter(row for row, *_place in expected).items()
    ]


def test_stopped_and_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.search.hit_counts._ARTICLES_AT_A_TIME", 2)
    corpus = corpus_of(["上海"] * 5)
    results = found(corpus, "上海")
    assert hit_counts(corpus, results, StopAfter(0)) is None
    assert hit_counts(corpus, results, StopAfter(2)) is None
    looked_at: list[tuple[int, int]] = []
    assert hit_counts(corpus, results, progress=lambda *moment: looked_at.append(moment)) is not None
    assert looked_at == [(2, 5), (4, 5), (5, 5)]
