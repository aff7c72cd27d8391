"""What is required of a text stands in whatever the expression finds."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.required import required


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\d+届进博", "届进博"),
        (r"[上下]海", ""),
        (r"[a-z]+博览会?", "博览"),
        (r"北京|上海", ""),
        (r"(北京|上海).{0,10}博览会", "博览会"),
        (r"(?:北京)上海", "上海"),
        (r"(?<name>北京)上海", "上海"),
        (r"(?i)abc", ""),
        (r"a(?i)bcd", ""),
        (r"ab{0,2}cd", "cd"),
        (r"ab{2}cd", "ab"),
        (r"ab+cd", "ab"),
        (r"ab*?cd", "cd"),
        (r"a\.b\|c", "a.b|c"),
        (r"\p{Han}中国", "中国"),
        (r"\pL中国", "中国"),
        (r"\x{4e00}中国", "中国"),
        (r"\bnews\b", "news"),
        (r"[[:alpha:]&&[^b]]新闻", "新闻"),
        (r"[]新闻]中国", "中国"),
        (r"[^]新闻]中国", "中国"),
        (r"[\]新闻]中国", "中国"),
        (r"^中国$", "中国"),
        ("", ""),
    ],
)
def test_required(source: str, text: str) -> None:
    assert required(source) == text


_LETTERS = ["a", "b", "中", "国", "ab"]
_ATOMS = st.sampled_from([*_LETTERS, r"\.", r"\d", ".", "[ab]", "[^中]", "[a[b]]", "^", "$", r"\b", r"\<", r"\p{Han}"])
_TIMES = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,}", "+?", "*?", "{0}"])
_SOURCES = st.recursive(
    st.tuples(_ATOMS, _TIMES).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(st.sampled_from(["(", "(?:", "(?P<n>"]), inner, st.just(")"), _TIMES).map("".join),
        st.tuples(inner, st.just("|"), inner).map("".join),
    ),
    max_leaves=8,
)


@given(_SOURCES, st.lists(st.text("ab中国.1 ", max_size=12), max_size=20))
def test_it_stands_in_whatever_is_found(source: str, texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    try:
        found = column.filter(column.str.contains(source))
    except pl.exceptions.ComputeError:
        return
    assert found.str.contains(required(source), literal=True).all()
