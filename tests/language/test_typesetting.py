"""Line breaking: 避头尾, indents, what stays together, and widths in cells."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.typesetting import NEVER_FIRST, NEVER_LAST, Line, cells, fit, lay_out


def lines(text: str, measure: int, indent: int = 0) -> list[str]:
    return [text[line.start : line.end] for line in lay_out(text, measure, indent=indent)]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("一二三四五六", 8, ["一二三四", "五六"]),
        ("一二三四，五六", 8, ["一二三", "四，五六"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("一二三四。”五", 8, ["一二三", "四。”五"]),
        ("一二三……五", 7, ["一二", "三……五"]),
        ("一二三——四五", 7, ["一二三", "——四五"]),
        ("我们用Python写", 10, ["我们用", "Python写"]),
        ("增长了3.5亿元整", 10, ["增长了", "3.5亿元整"]),
        ("上涨了100%而已", 8, ["上涨了", "100%而已"]),
        ("在2018年9月7日开会", 13, ["在", "2018年9月7日", "开会"]),
        ("见http://a.cn/b?c=d。", 22, ["见http://a.cn/b?c=d。"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("　　已有缩进", 20, ["已有缩进"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n\n二", 8, ["一", "二"]),
        ("", 8, []),
    ],
)
def test_where_lines_break(text: str, measure: int, expected: list[str]) -> None:
    assert lines(text, measure) == expected


def test_paragraphs_are_indented_by_two_characters_also_where_the_source_does() -> None:
    assert lay_out("一二三四五\n　　六", 8) == [Line(0, 2, 4), Line(2, 5, 0), Line(8, 9, 4)]


def test_spacing_puts_blank_lines_between_paragraphs() -> None:
    assert lay_out("一\n二", 8, indent=0, spacing=1) == [Line(0, 1), Line(2, 2), Line(2, 3)]


_text = st.text(st.sampled_from("汉字，。：“”（）《》……——%3.abc 　\n１ｚ！?[]"), max_size=120)


@given(_text, st.integers(16, 60))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(text: str, measure: int) -> None:
    """Unless the line above or the line itself is nothing but what may not be parted."""
    laid = lay_out(text, measure)
    for above, below in itertools.pairwise(laid):
        between = text[above.end : below.start]
        if "\n" in between:
            continue
        whole = text[above.start : above.end]
        parted = any(_may_part(whole[position - 1], whole[position]) for position in range(1, len(whole)))
        if parted and not between:
            assert text[below.start] not in NEVER_FIRST
            assert text[above.end - 1] not in NEVER_LAST


def _may_part(before: str, after: str) -> bool:
    return after not in NEVER_FIRST and before not in NEVER_LAST and not (before == after == "—")


@given(st.text(max_size=150), st.integers(2, 40), st.integers(0, 6))
def test_lines_fit_and_lose_nothing_but_space(text: str, measure: int, indent: int) -> None:
    text = "".join(character for character in text if character == "\n" or character.isprintable())
    laid = lay_out(text, measure, indent=indent)
    for line in laid:
        shown = text[line.start : line.end]
        assert line.indent + cells(shown) <= measure or cells(shown) <= 2
    joined = "".join(text[line.start : line.end] for line in laid)
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width"),
    [("汉字", 4), ("abc", 3), ("Ａ", 2), ("é", 1), ("e\u0301", 1), ("😀", 2), ("𠀀", 2), ("“”", 2), ("", 0)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_fit_counts_characters_that_fit() -> None:
    assert [fit("汉a字b", width) for width in range(7)] == [0, 0, 1, 2, 2, 3, 4]
