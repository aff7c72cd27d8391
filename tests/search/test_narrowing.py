"""Narrowing: what is said to be narrower is narrower."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.engine import search
from reader.search.narrowing import narrows
from reader.search.syntax import parse
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import queries, rows, words


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [
        ("上海", "上海"),
        ("上海市", "上海"),
        ("上海市", "海"),
        ("臺灣人", "台湾"),
        ("GDP", "gd"),
        ("上海 北京", "上海"),
        ("上海 北京", "北京 上海"),
        ("上海市 -体育", "-体育 上海"),
        ("上海 date:2018", "date:2018"),
        ("title:上海", "上海"),
        ('"上海 市"', "上海"),
        ("上海 /a/", "/a/"),
        ("上海", ""),
        ('甲 "乙 丙"~3', '"乙 丙"~3'),
    ],
)
def test_what_narrows(narrower: str, wider: str) -> None:
    assert narrows(parse(narrower), parse(wider))


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [
        ("上", "上海"),
        ("上海", "title:上海"),
        ("url:上海", "上海"),
        ("-上海市", "-上海"),
        ("-上海", "-上海市"),
        ("上海 OR 北京", "上海"),
        ("上海", "北京"),
        ("上海", "上海 北京"),
        ("", "上海"),
        ("/a/i", "/a/"),
        ("上海市 OR 北京", "上海 OR 北京"),
    ],
)
def test_what_is_not_known_to_narrow(narrower: str, wider: str) -> None:
    assert not narrows(parse(narrower), parse(wider))


_pairs = st.one_of(
    st.tuples(queries, queries).map(lambda pair: (" ".join(pair), pair[0])),
    st.tuples(words, words).map(lambda pair: ("".join(pair), pair[1])),
    st.tuples(queries, words, words).map(lambda three: (f"({three[0]}) title:{three[1]}{three[2]}", three[1])),
    st.tuples(queries, queries),
)


@settings(deadline=None)
@given(st.lists(rows, min_size=1, max_size=6), st.lists(_pairs, min_size=1, max_size=5))
def test_what_narrows_finds_nothing_more(articles: list[Row], pairs: list[tuple[str, str]]) -> None:
    corpus = corpus_of_rows(articles)
    for narrower, wider in pairs:
        fewer, more = search(corpus, parse(narrower)), search(corpus, parse(wider))
        assert fewer is not None
        assert more is not None
        if narrows(fewer.query, more.query):
            assert set(fewer.rows) <= set(more.rows), (narrower, wider)
