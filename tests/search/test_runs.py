"""Runs of characters as patterns: they find every spelling, and nothing else."""

import re
import unicodedata
from typing import Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.variants import equals, units
from reader.search.runs import MOST_JOINED, Pattern, run_of, runs_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("洲", Pattern("洲", literal=True)),
        ("……", Pattern("……", literal=True)),
        ("湾洲", Pattern("[湾灣]洲", literal=False)),
        ("洲.湾", Pattern(r"洲[\u002E\uFF0E][湾灣]", literal=False)),
    ],
)
def test_a_run_is_literal_where_no_character_has_equals(text: str, expected: Pattern) -> None:
    assert run_of(text) == expected


@given(
    st.text(st.sampled_from("a台湾^-]&~[\\#.|\u0301😀𠀀 \n！") | st.characters(codec="utf-8"), min_size=1, max_size=5)
)
def test_a_run_finds_each_of_its_spellings_and_nothing_less(text: str) -> None:
    """Every character stands for itself, also inside a class or beside a sign of regular expressions."""
    for spelling in (text, "".join(equals(each)[0] for each in text), "".join(equals(each)[-1] for each in text)):
        found = pl.select(run_of(text).found_in(pl.lit(f"上{spelling}下"))).item()
        assert found
        assert pl.select(Pattern(f"^(?:{run_of(text).regex})$", literal=False).found_in(pl.lit(spelling))).item()
        assert not pl.select(run_of(text).found_in(pl.lit(spelling[:-1]))).item()


@given(st.characters(codec="utf-8"), st.characters(codec="utf-8"))
def test_a_class_holds_nothing_else(character: str, other: str) -> None:
    found = pl.select(run_of(character).found_in(pl.lit(other))).item()
    assert found == (other in equals(character))


def test_many_runs_make_few_patterns_each_once_and_the_longest_first() -> None:
    texts = [f"词{number}" for number in range(MOST_JOINED + 5)] + ["臺湾地区", "台灣地區"]
    patterns = [runs.pattern for runs in runs_of(texts)]
    assert len(patterns) == 2
    assert patterns[0].text.startswith(run_of("台湾地区").regex)
    assert sum(each.text.count("|") + 1 for each in patterns) == len(set(map(units, texts)))


def test_a_single_run_is_no_alternative() -> None:
    assert [runs.pattern for runs in runs_of(["洲"])] == [Pattern("洲", literal=True)]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("金融", "金融"),
        ("金融", "⾦融"),
        ("李先生", "李先生"),
        ("車站", "車站"),
        ("车站", "⾞站"),
        ("人民", "⼈⺠"),
        ("⼈民", "人民"),
        ("兀立", "兀立"),
        ("神社", "神社"),
        ("ガス", "ｶﾞｽ"),
        ("ｶﾞｽ", "ガス"),
        ("ｶﾞｽ", "カ\u3099ス"),
        ("パン", "ﾊﾟﾝ"),
        ("café", "CAFE\u0301"),
        ("cafe\u0301", "Café"),
        ("Ångström", "\u212bngstro\u0308m"),
        ("việt", "vie\u0323\u0302t"),
        ("việt", "viê\u0323t"),
        ("한국", "\u1112\u1161\u11ab국"),
        ("\u1112\u1161\u11ab국", "한국"),
        ("İ", "I\u0307"),
        ("\u0f42\u0fb7", "\u0f43"),
        ("क़", "\u0958"),
        ("随着", "隨著"),
        ("隨著", "随着"),
        ("了解", "瞭解"),
        ("答复", "答覆"),
        ("凭借", "憑藉"),
        ("复苏", "復甦"),
        ("千钟", "千鍾"),
        ("好像", "好象"),
        ("巨子", "鉅子"),
        ("咨询", "諮詢"),
        ("沉没", "沈沒"),
        ("张卫健", "張衞健"),
        ("張衛健", "張衞健"),
        ("计划", "計畫"),
        ("裡", "裏"),
        ("𫔀", "鍊"),
    ],
)
def test_what_equals_what(query: str, text: str) -> None:
    assert pl.select(run_of(query).found_in(pl.lit(f"上{text}下"))).item()
    assert pl.select(run_of(text).found_in(pl.lit(f"上{query}下"))).item()


@pytest.mark.parametrize(
    ("query", "text"), [("藉", "籍"), ("瀋", "沉"), ("炼", "链"), ("划", "画"), ("é", "e"), ("か", "カ"), ("ガ", "カ")]
)
def test_what_is_not_equal(query: str, text: str) -> None:
    """Equality does not go on and on: 瀋 and 沉 are both equal to 沈."""
    assert not pl.select(run_of(query).found_in(pl.lit(text))).item()
    assert not pl.select(run_of(text).found_in(pl.lit(query))).item()


@pytest.mark.parametrize("space", ["\t", "\n", " ", "\xa0", "\u2002", "\u2003", "\u2009", "\u202f", "\u205f", "　"])
def test_a_blank_is_any_space(space: str) -> None:
    assert pl.select(run_of("一网通办 平台").found_in(pl.lit(f"一网通办{space}平台"))).item()
    assert pl.select(run_of(f"通办{space}平台").found_in(pl.lit("通办 平台"))).item()


_written = st.text(
    st.sampled_from("éế각가ガが金⾦a 台著了゙̣̂́ﾞｶ각\u0344\u0958") | st.characters(codec="utf-8"), min_size=1, max_size=5
)
_Form = Literal["NFC", "NFD"]
_forms: st.SearchStrategy[_Form] = st.sampled_from(["NFC", "NFD"])


@given(_written, _forms, _forms)
def test_canonically_equal_texts_find_each_other(text: str, asked: _Form, written: _Form) -> None:
    """Whatever form the query has, and whatever form the text."""
    query, found_in = unicodedata.normalize(asked, text), unicodedata.normalize(written, text)
    assert pl.select(Pattern(f"^(?:{run_of(query).regex})$", literal=False).found_in(pl.lit(found_in))).item()
    assert units(query) == units(found_in) == units(text)


@given(_written)
def test_python_reads_a_run_as_rust_does(text: str) -> None:
    assert re.fullmatch(run_of(text).regex, text)
    [runs] = runs_of([text])
    assert runs.found(text) == text
