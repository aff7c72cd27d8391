"""Spans: sorted, disjoint, and cut what the query means."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.language.variants import fold
from reader.search.plan import pattern
from reader.search.snippets import passage
from reader.search.spans import spans_in
from reader.search.syntax import Term, parse


def cuts(text: str, query: str) -> list[tuple[str, int]]:
    [spans] = spans_in([text], [pattern(term) for term in parse(query).terms])
    return [(text[span.start : span.end], span.term) for span in spans]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("一网通办一网通办", "一网通办", [("一网通办", 0), ("一网通办", 0)]),
        ("上海市", "上海 海市", [("上海", 0)]),
        ("上海市", "海市 上海", [("上海", 1)]),
        ("上海市上", "上 上海", [("上海", 1), ("上", 0)]),
        ("臺灣與台湾", "台湾", [("臺灣", 0), ("台湾", 0)]),
        ("Gdp和ＧＤＰ", "gdp", [("Gdp", 0), ("ＧＤＰ", 0)]),
        ("哈哈哈", "哈哈", [("哈哈", 0)]),
        ("𠀀上海😀上海", "上海", [("上海", 0), ("上海", 0)]),
        ("a.b$1{0}", "$1{0}", [("$1{0}", 0)]),
        ("A$0b", "a$0", [("A$0", 0)]),
        ("没有", "上海", []),
        ("上海", "-上海", []),
        ("", "上海", []),
    ],
)
def test_what_the_spans_cut(text: str, query: str, expected: list[tuple[str, int]]) -> None:
    assert cuts(text, query) == expected


_characters = st.sampled_from("上海臺台湾灣aAＡ$.[( ^\\-&~#")
_texts = st.text(_characters, max_size=30)


@given(_texts, st.lists(st.text(_characters, min_size=1, max_size=3), min_size=1, max_size=3))
def test_spans_are_sorted_disjoint_and_cut_the_terms(text: str, terms: list[str]) -> None:
    [spans] = spans_in([text], [pattern(Term(term)) for term in terms])
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for span in spans:
        assert [fold(c) for c in text[span.start : span.end]] == [fold(c) for c in terms[span.term]]


@given(_texts, st.text(_characters, min_size=1, max_size=3))
def test_one_term_is_found_wherever_a_loop_finds_it(text: str, term: str) -> None:
    """The reference: fold both, then look from left to right."""
    folded, wanted = "".join(map(fold, text)), "".join(map(fold, term))
    expected, position = [], folded.find(wanted)
    while position >= 0:
        expected.append(Span(position, position + len(wanted)))
        position = folded.find(wanted, position + len(wanted))
    assert spans_in([text], [pattern(Term(term))]) == [expected]


@given(st.text(st.sampled_from("上海，。\n字"), max_size=200), st.integers(5, 40))
def test_a_passage_holds_a_hit_and_keeps_its_length(text: str, length: int) -> None:
    [spans] = spans_in([text], [pattern(Term("上海"))])
    start, end = passage(text, spans, length)
    assert 0 <= start <= end <= len(text)
    assert end - start <= length
    if spans:
        assert any(start <= span.start and span.end <= end for span in spans)


def test_a_passage_is_where_the_hits_are_densest() -> None:
    text = "上海在前。" + "别的话。" * 30 + "后面说到上海和上海。"
    [spans] = spans_in([text], [pattern(Term("上海"))])
    start, end = passage(text, spans, 30)
    assert text[start:end] == "后面说到上海和上海。"
