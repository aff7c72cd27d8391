"""Spans: sorted, disjoint, and cut what the query means."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Span
from reader.language.variants import equals, units
from reader.search.snippets import is_cut, passage
from reader.search.spans import spans_in
from reader.search.syntax import parse
from reader.search.tree import Query, Sought, Term, TextField
from tests.search.queries import queries, texts, words


def cuts(text: str, query: str, field: TextField = "body") -> list[tuple[str, int]]:
    [spans] = spans_in([text], parse(query).terms, field)
    return [(text[span.start : span.end], span.term) for span in spans]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("一网通办一网通办", "一网通办", [("一网通办", 0), ("一网通办", 0)]),
        ("上海市", "上海 海市", [("上海", 0)]),
        ("上海市", "海市 上海", [("上海", 1)]),
        ("上海市上", "上 上海", [("上海", 1), ("上", 0)]),
        ("哈哈哈哈哈", "哈哈 哈哈哈", [("哈哈哈", 1), ("哈哈", 0)]),
        ("臺灣與台湾", "台湾", [("臺灣", 0), ("台湾", 0)]),
        ("臺灣與台湾", "台湾 臺灣 與", [("臺灣", 0), ("與", 1), ("台湾", 0)]),
        ("Gdp和ＧＤＰ", "gdp", [("Gdp", 0), ("ＧＤＰ", 0)]),
        ("哈哈哈", "哈哈", [("哈哈", 0)]),
        ("𠀀上海😀上海", "上海", [("上海", 0), ("上海", 0)]),
        ("é与e\u0301", "e\u0301", [("é", 0), ("e\u0301", 0)]),
        ("ｶﾞｽ与ガス", "ガス 与", [("ｶﾞｽ", 0), ("与", 1), ("ガス", 0)]),
        ("鍊与链", "链 炼", [("鍊", 0), ("链", 0)]),
        ("鍊与炼", "炼 链", [("鍊", 0), ("炼", 0)]),
        ("通办\xa0平台\n通办　平台", '"通办 平台"', [("通办\xa0平台", 0), ("通办　平台", 0)]),
        ("a.b$1{0}", '"$1{0}"', [("$1{0}", 0)]),
        ("A$0b", "a$0", [("A$0", 0)]),
        ("${0}湾", "${0}湾", [("${0}湾", 0)]),
        ("没有", "上海", []),
        ("上", "上海", []),
        ("上海", "-上海", []),
        ("上海北京", "-(上海 -北京)", [("北京", 0)]),
        ("", "上海", []),
        ("上海", "title:上海", []),
        ("上海", "body:上海 title:海", [("上海", 0)]),
        ("李强和李克强", "/李.?强/", [("李强", 0), ("李克强", 0)]),
        ("李强和李克强", "/李.?强/ 克强和", [("李强", 0), ("李克强", 0)]),
        ("GDP", "/gdp/i", [("GDP", 0)]),
        ("上海", "/海*/", [("海", 0)]),
        ("上海", "/x*/", []),
        ("上海", r"/\b/", []),
        ("上\n海", "/^海$/", []),
        ("上\n海", "/^海$/m", [("海", 0)]),
        ("上海很多字上海与世博", '"世博 上海"~2', [("上海", 0), ("世博", 0)]),
        ("上海和上海", '"上海 上海"~1', [("上海", 0), ("上海", 0)]),
        ("上海", '"上海 上海"~1', []),
        ("上海", '"上海 海"~1', []),
        ("上海\n世博", '"世博 上海"~1', [("上海", 0), ("世博", 0)]),
        ("哈哈哈我", '"哈哈 我"~0', [("哈哈", 0), ("我", 0)]),
        ("11", '1 "1 1"~0', [("1", 0), ("1", 0)]),
        ("11", '"1 1"~0 1', [("1", 0), ("1", 0)]),
        ("上海", "py:sh", []),
        ("上海", "date:2018 len:>0 is:unread", []),
    ],
)
def test_what_the_spans_cut(text: str, query: str, expected: list[tuple[str, int]]) -> None:
    assert cuts(text, query) == expected


@pytest.mark.parametrize(
    ("title", "query", "expected"),
    [
        ("首届进口博览会", "py:jkblh", [("进口博览会", 0)]),
        ("首届“进口”博览会", "py:jkb", [("进口”博", 0)]),
        ("首届进口博览会", "py:jinkou 博览", [("进口", 0), ("博览", 1)]),
        ("首届进口博览会", "title:博览 body:首届", [("博览", 0)]),
    ],
)
def test_what_the_spans_cut_of_a_title(title: str, query: str, expected: list[tuple[str, int]]) -> None:
    assert cuts(title, query, "title") == expected


@given(st.lists(texts, max_size=4), st.lists(queries.map(parse), min_size=1, max_size=3))
def test_spans_are_sorted_disjoint_and_inside(some: list[str], asked: list[Query]) -> None:
    terms: list[Sought] = [term for query in asked for term in query.terms]
    found = spans_in(some, terms, "body")
    assert len(found) == len(some)
    for text, spans in zip(some, found, strict=True):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        for span in spans:
            term = terms[span.term]
            assert not isinstance(term, Term) or units(text[span.start : span.end]) == units(term.text)


@given(texts, words)
def test_one_term_is_found_wherever_a_loop_finds_it(text: str, term: str) -> None:
    """The reference: from left to right, each character one of the equals of the term's."""
    expected, position = [], 0
    while position <= len(text) - len(term):
        here = text[position : position + len(term)]
        if all(map(str.__contains__, map(equals, term), here)):
            expected.append(Span(position, position + len(term)))
        position += len(term) if expected and expected[-1].start == position else 1
    assert spans_in([text], [Term(term)], "body") == [expected]


def test_more_terms_than_fit_into_one_pattern_are_all_found() -> None:
    terms = [Term(f"词{number:03}") for number in range(200)]
    text = "，".join(term.text for term in terms)
    [spans] = spans_in([text], terms, "body")
    assert [span.term for span in spans] == list(range(200))


@given(st.text(st.sampled_from("上海，。\n字"), max_size=200), st.integers(5, 40))
def test_a_passage_holds_a_hit_and_keeps_its_length(text: str, length: int) -> None:
    [spans] = spans_in([text], [Term("上海")], "body")
    start, end = passage(text, spans, length)
    assert 0 <= start <= end <= len(text)
    assert end - start <= length
    if spans:
        assert any(start <= span.start and span.end <= end for span in spans)


def test_a_passage_is_where_the_hits_are_densest() -> None:
    text = "上海在前。" + "别的话。" * 30 + "后面说到上海和上海。"
    [spans] = spans_in([text], [Term("上海")], "body")
    start, end = passage(text, spans, 30)
    assert text[start:end] == "后面说到上海和上海。"


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("他在二〇一八年之后说过2018年11月5日上海开幕", 10, "上海开幕"),
        ("她说11月5日上海开幕之后还有会议", 6, "上海开幕之后"),
        ("上海有2400多万人口", 5, "上海有"),
        ("上海的GDP增长", 5, "上海的"),
        ("上海" + "1" * 60, 12, "上海" + "1" * 10),
    ],
)
def test_a_passage_cuts_no_number_no_date_and_no_word_of_letters(text: str, length: int, shown: str) -> None:
    [spans] = spans_in([text], [Term("上海")], "body")
    start, end = passage(text, spans, length)
    assert text[start:end] == shown


@pytest.mark.parametrize(
    ("text", "passage", "cut"),
    [
        ("前文。上海在后", "上海在后", (False, False)),
        ("前文，上海在后面。", "上海在后", (True, True)),
        ("前文\n上海\n后文", "上海", (False, False)),
        ("上海", "上海", (False, False)),
    ],
)
def test_where_a_text_goes_on_is_known(text: str, passage: str, cut: tuple[bool, bool]) -> None:
    start = text.index(passage)
    assert is_cut(text, start, start + len(passage)) == cut
