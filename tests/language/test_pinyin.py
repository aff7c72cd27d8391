"""Pinyin: titles found by their sound."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from reader.language.pinyin import is_exact, letters, pattern, sounds, spans


def found(typed: str, title: str, *, open_end: bool = False) -> list[str]:
    """What places cuts out; the pattern must find as much."""
    whole = pattern(typed, open_end=open_end)
    there = any(True for _ in spans(typed, sounds(title), open_end=open_end))
    assert pl.select(pl.lit(sounds(title)).str.contains(whole)).item() == there
    return [title[start:end] for start, end in spans(typed, sounds(title), open_end=open_end)]


@pytest.mark.parametrize(
    ("typed", "title", "expected"),
    [
        ("shanghai", "去上海看海", ["上海"]),
        ("sh", "上海", ["上"]),
        ("shh", "上海", ["上海"]),
        ("sh", "苏和", ["苏和"]),
        ("shjbh", "上海进博会", ["上海进博会"]),
        ("shjbh", "上海·进博会", ["上海·进博会"]),
        ("shhjbh", "上海进博会", ["上海进博会"]),
        ("jinkou", "首届进口博览会", ["进口"]),
        ("jkou", "首届进口博览会", ["进口"]),
        ("xian", "西安", ["西安"]),
        ("xian", "先", ["先"]),
        ("yinhang", "银行", ["银行"]),
        ("xingren", "行人", ["行人"]),
        ("chongqing", "重庆", ["重庆"]),
        ("zhongda", "重大", ["重大"]),
        ("yinyue", "音乐", ["音乐"]),
        ("kuaile", "快乐", ["快乐"]),
        ("lvse", "绿色", ["绿色"]),
        ("luse", "绿色", ["绿色"]),
        ("lyuse", "绿色", ["绿色"]),
        ("nv", "女", ["女"]),
        ("lue", "略", ["略"]),
        ("xuexi", "學習", ["學習"]),
        ("jinkou", "进“口”", ["进“口"]),
        ("jinkou", "进　口", ["进　口"]),
        ("jinkou", "进a口", []),
        ("gdpzz", "ＧＤＰ增长", ["ＧＤＰ增长"]),
        ("2018n", "2018年", ["2018年"]),
        ("a", "", []),
        ("shsh", "上海上海上上", ["上海上", "上上"]),
        ("hh", "哈哈哈哈哈", ["哈哈", "哈哈"]),
    ],
)
def test_what_is_found(typed: str, title: str, expected: list[str]) -> None:
    assert found(typed, title) == expected


@pytest.mark.parametrize(
    ("typed", "title", "expected"),
    [
        ("shangh", "上海", ["上海"]),
        ("shangha", "上海", ["上海"]),
        ("shangho", "上海", []),
        ("ly", "绿", ["绿"]),
        ("ch", "长", ["长"]),
        ("zhon", "重", ["重"]),
    ],
)
def test_what_a_half_typed_syllable_finds(typed: str, title: str, expected: list[str]) -> None:
    assert found(typed, title, open_end=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ShangHai", "shanghai"),
        ("xi'an", "xian"),
        ("xi’an", "xian"),
        ("lǜ sè", "lvse"),
        ("lü", "lv"),
        ("lu\u0308", "lv"),
        ("nǚ", "nv"),
        ("ｓｈ", "sh"),
        ("上海", "上海"),
        ("", ""),
    ],
)
def test_letters_are_lower_case_without_tones(text: str, expected: str) -> None:
    assert letters(text) == expected


HAN = "行重乐长西安先绿女略上海苏和中国儿嗯黄𠀀"
_titles = st.text(st.sampled_from(HAN + "gdp5ＧI“ ·"), max_size=8)


def ways(character: str) -> set[str]:
    """The reference: what may be typed for a character."""
    if character in HAN:
        [readings] = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
        whole = {each.replace("ê", "e") for each in readings}
        whole |= {each.replace("v", other) for each in whole for other in ("u", "yu")}
        return whole | {each[:1] for each in whole} | {each[:2] for each in whole if each[:2] in ("zh", "ch", "sh")}
    return {{"Ｇ": "g"}.get(character, character)} if character in "gdp5Ｇ" else set()


def reference(typed: str, title: str, open_end: bool) -> list[tuple[int, int]]:
    """The shortest stretch from each character on that can be read as the letters; none overlaps."""

    def end(rest: str, position: int, first: bool) -> int | None:
        if position == len(title):
            return None
        if title[position] in "“ ·" and not first:
            return end(rest, position + 1, False)
        ends = []
        for way in ways(title[position]):
            if way == rest or (open_end and way.startswith(rest)):
                ends.append(position + 1)
            elif rest.startswith(way):
                ends.append(end(rest[len(way) :], position + 1, False) or 0)
        return min(filter(None, ends), default=None)

    spans, start = [], 0
    while start < len(title):
        stop = end(typed, start, True)
        if stop:
            spans.append((start, stop))
        start = stop or start + 1
    return spans


@st.composite
def _typed(draw: st.DrawFn, title: str) -> str:
    """What someone may type to find a part of the title, or something else."""
    part = [draw(st.sampled_from(sorted(found))) for each in title if (found := ways(each))]
    start = draw(st.integers(0, len(part)))
    text = "".join(part[start:])
    return text[: draw(st.integers(1, max(len(text), 1)))] or draw(st.text("agdhnsx", min_size=1, max_size=4))


@settings(deadline=None)
@given(_titles, st.data(), st.booleans())
def test_places_are_those_of_the_reference(title: str, data: st.DataObject, open_end: bool) -> None:
    typed = data.draw(_typed(title))
    assert list(spans(typed, sounds(title), open_end=open_end)) == reference(typed, title, open_end)


@settings(deadline=None)
@given(_titles, st.data(), st.booleans())
def test_the_pattern_finds_a_title_where_places_does(title: str, data: st.DataObject, open_end: bool) -> None:
    """Up to ten letters exactly; of more it may find too much, never too little."""
    typed = data.draw(_typed(title))
    likely = pl.select(pl.lit(sounds(title)).str.contains(pattern(typed, open_end=open_end))).item()
    there = any(True for _ in spans(typed, sounds(title), open_end=open_end))
    assert likely == there if is_exact(typed) else likely or not there


@given(st.text())
def test_there_is_a_sound_for_every_character(text: str) -> None:
    assert len(sounds(text)) == len(text)


@pytest.mark.parametrize("typed", ["x" * 64, "shi" * 21, "zhuang" * 10, "a" * 10])
def test_long_input_makes_a_pattern_that_compiles(typed: str) -> None:
    for open_end in (False, True):
        assert pl.select(pl.lit("").str.contains(pattern(typed, open_end=open_end))).item() is False
