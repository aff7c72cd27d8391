"""Line breaking: 避头尾, indents, what stays together, what is laid out when, and widths in cells."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from uniseg.linebreak import line_break_breakables

from reader.corpus.cleaning import clean, clean_line
from reader.language.typesetting import (
    _NEVER_FIRST_BEHIND_SPACE,
    _NEVER_LAST_BEFORE_SPACE,
    Line,
    Typeset,
    _kind,
    cells,
    fit,
    lay_out,
)
from reader.language.widths import Ambiguous, ambiguous_ranges
from tests.codes import codes_of_every_kind

CLOSING = frozenset("，。、；：？！）》」』】〉〕〗”’％‰℃…·々ー～,.;:?!)]}%»")
OPENING = frozenset("（《「『【〈〔〖“‘￥([{«$")
SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").glob("*.txt"))
NEWS = "汉字国在一年月日个亿平方公里，。：“”（）《》……——%3.5abc 　１ｚ！?[]-/\"'👍🏽🇨🇳⭐é☎·～𠀀\u00a0"

_text = st.text(st.sampled_from(NEWS + "\n"), max_size=120)
_measures = st.integers(16, 60)
_widths = st.sampled_from((1, 2))


def lines(text: str, measure: int, indent: int = 0, ambiguous: Ambiguous = 1) -> list[str]:
    return [text[line.start : line.end] for line in lay_out(text, measure, indent=indent, ambiguous=ambiguous)]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("一二三四五六", 8, ["一二三四", "五六"]),
        ("一二三四，五六", 8, ["一二三", "四，五六"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("一二三四。”五", 8, ["一二三", "四。”五"]),
        ("一二三四 ，五", 8, ["一二三", "四 ，五"]),
        ("一二三（ 四五", 8, ["一二三", "（ 四五"]),
        ("一二三……五", 7, ["一二", "三……五"]),
        ("一二三——四五", 7, ["一二三", "——四五"]),
        ("我们用Python写", 10, ["我们用", "Python写"]),
        ("增长了3.5亿元整", 10, ["增长了", "3.5亿元整"]),
        ("上涨了100%而已", 8, ["上涨了", "100%而已"]),
        ("卖出了200吨左右", 10, ["卖出了", "200吨左右"]),
        ("地有200平方公里大", 14, ["地有", "200平方公里大"]),
        ("在2018年9月7日开会", 13, ["在", "2018年9月7日", "开会"]),
        ("见http://a.cn/b?c=d。", 22, ["见http://a.cn/b?c=d。"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("a \u3000 b", 3, ["a", "b"]),
        ("　　已有缩进", 20, ["已有缩进"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("don’t don’t", 6, ["don’t", "don’t"]),
        ("一二三四ー五", 8, ["一二三", "四ー五"]),
        ("一二三👍🏽四", 8, ["一二三👍🏽", "四"]),
        ("一二🇨🇳🇯🇵", 7, ["一二🇨🇳", "🇯🇵"]),
        ("一二e\u0301三四", 6, ["一二e\u0301", "三四"]),
        ("一\n\n二", 8, ["一", "二"]),
        ("", 8, []),
    ],
)
def test_where_lines_break(text: str, measure: int, expected: list[str]) -> None:
    assert lines(text, measure) == expected


# The marks of CLREQ's table of punctuation (https://www.w3.org/TR/clreq/#tables_of_chinese_punctuation_marks) under its
# rules for line start and line end, GB style (#prohibition-rules-guobiao, after GB/T 15834-2011, 5.1).
STOPS = "。．，、：；！‼？⁇"
CONNECTORS = "～-–—~"
INTERPUNCTS = "·・‧"
SOLIDI = "/／"
OPENING_BRACKETS = "「『“‘（《〈【〖〔［｛"
CLOSING_BRACKETS = "」』”’）》〉】〗〕］｝"
UNBREAKABLE = ("——", "⸺", "……", "⋯⋯")

_rooms = range(8, 21)


def _ends(mark: str, before: str = "一二三四五六", after: str = "七八九十百千") -> set[str]:
    """What stands first and last on the lines of a text with a mark in it, at many measures."""
    text = before + mark + after
    laid = [each for measure in _rooms for each in lines(text, measure)]
    return {line[: len(mark)] for line in laid} | {f"{line[-len(mark) :]} last" for line in laid}


@pytest.mark.parametrize("mark", [*STOPS, *CONNECTORS, *INTERPUNCTS, *SOLIDI, *CLOSING_BRACKETS])
def test_no_line_begins_with(mark: str) -> None:
    assert mark not in _ends(mark)
    assert mark not in _ends(f"{mark}”")
    assert mark not in _ends(mark, after="Latin 3.5%")


@pytest.mark.parametrize("mark", [*OPENING_BRACKETS, *SOLIDI])
def test_no_line_ends_with(mark: str) -> None:
    assert f"{mark} last" not in _ends(mark)
    assert f"{mark} last" not in _ends(f"（{mark}")


@pytest.mark.parametrize("mark", UNBREAKABLE)
def test_marks_of_two_characters_are_not_split(mark: str) -> None:
    text = f"一二三四五六{mark}七八九十百千"
    for measure in _rooms:
        starts = {line.start for line in lay_out(text, measure, indent=0)}
        assert not starts & set(range(7, 6 + len(mark)))


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("从北京—上海去", 6, ["从北", "京—上", "海去"]),
        ("从北京——上海", 6, ["从北京", "——上海"]),
        ("从北京 — 上海", 6, ["从北", "京 —", "上海"]),
        ("一共十~二十个", 6, ["一共", "十~二", "十个"]),
        ("每人次／公里数", 6, ["每人", "次／公", "里数"]),
        ("或男 / 女皆可", 7, ["或", "男 / 女", "皆可"]),
        ("看http://a.cn/好啊", 14, ["看", "http://a.cn/好", "啊"]),
        ("气温从－5到－8", 8, ["气温", "从－5", "到－8"]),
    ],
)
def test_where_lines_break_at_connectors_and_solidi(text: str, measure: int, expected: list[str]) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize(
    "syllable",
    [
        "\u1112\u1161\u11ab",
        "\u1107\u1109\u1100\u1161",
        "\u1107\u1109\u1103\u1161\u11ab\u11ab",
        "\ua960\u1161\u11a8",
        "\u1112\ud7b0\ud7cb",
        "\u1107\uac00\u11a8\u11a8",
    ],
)
def test_the_jamo_of_a_syllable_stay_together(syllable: str) -> None:
    """As in UAX #14, LB26."""
    text = syllable * 6
    for measure in range(2 * len(syllable), 20):
        assert all(line.start % len(syllable) == 0 for line in lay_out(text, measure, indent=0))


def test_paragraphs_are_indented_by_two_characters_also_where_the_source_does() -> None:
    assert lay_out("一二三四五\n　　六", 8) == [Line(0, 2, 4), Line(2, 5, 0), Line(8, 9, 4)]


def test_spacing_puts_blank_lines_between_paragraphs() -> None:
    assert lay_out("一\n二", 8, indent=0, spacing=1) == [Line(0, 1), Line(2, 2), Line(2, 3)]


def test_ambiguous_characters_may_count_as_two_cells() -> None:
    assert lines("“一二三”", 8) == ["“一二三”"]
    assert lines("“一二三”", 8, ambiguous=2) == ["“一二", "三”"]


@settings(deadline=None)
@given(_text, _measures, _widths)
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(
    text: str, measure: int, ambiguous: Ambiguous
) -> None:
    """Unless the line above offers no place at all between two Chinese characters, words or spaces."""
    for above, below in itertools.pairwise(lay_out(text, measure, ambiguous=ambiguous)):
        if "\n" in text[above.end : below.start] or not re.search(r"[汉字国在]{2}|\s", text[above.start : above.end]):
            continue
        assert text[below.start] not in CLOSING
        assert text[above.end - 1] not in OPENING


@settings(deadline=None)
@given(st.text(max_size=150), st.integers(2, 40), st.integers(0, 6), _widths)
def test_lines_fit_and_lose_nothing_but_space(text: str, measure: int, indent: int, ambiguous: Ambiguous) -> None:
    text = clean(text)
    laid = lay_out(text, measure, indent=indent, ambiguous=ambiguous)
    for line in laid:
        assert line.indent + cells(text[line.start : line.end], ambiguous) <= measure
    joined = "".join(text[line.start : line.end] for line in laid)
    assert "".join(joined.split()) == "".join(text.split())


def _stays(text: str, position: int) -> bool:
    """True inside an ellipsis, a dash, or a number with its unit."""
    return any(
        match.start() < position < match.end() for match in re.finditer(r"…+|—+|[0-9.]+(?:%|亿|年|平方公里)?", text)
    )


@settings(deadline=None)
@given(_text, st.integers(60, 80))
def test_ellipses_dashes_and_numbers_with_units_stay_whole(text: str, measure: int) -> None:
    for above, below in itertools.pairwise(lay_out(text, measure)):
        if above.end == below.start and re.search(r"[汉字国在]{2}|\s", text[above.start : above.end]):
            assert not _stays(text, below.start)


# The breaks that UAX #14 would not make, under the names that docs/typesetting.md gives them.


def _is_at_quote(text: str, position: int, above: str) -> bool:
    return text[position] in "“‘«" or text[position - 1] in "”’»"


def _is_at_other_space(text: str, position: int, above: str) -> bool:
    return bool(set(text[len(text[:position].rstrip()) : position]) - {" "})


def _is_at_wide_sign(text: str, position: int, above: str) -> bool:
    return any(unicodedata.category(sign) == "So" and cells(sign) == 2 for sign in text[position - 1 : position + 1])


def _is_before_number_in_brackets(text: str, position: int, above: str) -> bool:
    return (
        text[position - 1] in "%％‰℃℉°" and text[position] in "（［｛" and text[position + 1 : position + 2].isdigit()
    )


def _is_longer_than_a_line(text: str, position: int, above: str) -> bool:
    """Nowhere in the line may it part: neither between two Chinese characters nor at a space."""
    if re.search(r"[\u4e00-\u9fff]{2}", above):
        return False
    spaces = re.finditer(r"(?<=(\S))\s+(?=(\S))", above)
    return all(
        _kind(after) in _NEVER_FIRST_BEHIND_SPACE or _kind(before) in _NEVER_LAST_BEFORE_SPACE
        for before, after in (space.groups() for space in spaces)
    )


OURS = {
    "Quotes are brackets": _is_at_quote,
    "All spaces are spaces": _is_at_other_space,
    "Wide signs are characters": _is_at_wide_sign,
    "A percent sign ends its number": _is_before_number_in_brackets,
    "What is longer than a line": _is_longer_than_a_line,
}


def _unexplained(text: str, *measures: int) -> Iterator[str]:
    allowed = list(line_break_breakables(text))
    lines_of_all = itertools.chain.from_iterable(
        itertools.pairwise(lay_out(text, measure, indent=0)) for measure in measures
    )
    for above, below in lines_of_all:
        position, shown = below.start, text[above.start : above.end]
        if not allowed[position] and not any(ours(text, position, shown) for ours in OURS.values()):
            yield f"{shown}|{text[position : position + 5]}"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_breaks_in_the_samples_are_those_of_uax_14_or_named_as_ours(path: Path) -> None:
    for paragraph in map(clean_line, path.read_text(encoding="utf-8").split("\n")):
        assert not list(_unexplained(paragraph, 24, 40, 61))


@settings(deadline=None)
@given(st.text(st.sampled_from(NEWS), min_size=20, max_size=120), _measures)
@example("33333333333333[⭐⭐⭐⭐一一%（3", 16)
@example("333333333333333 ?333", 18)
@example("3333333333333[ 33333333", 16)
@example("3333333333333/ 33333", 16)
@example("3333333333333  ? 。33", 16)
def test_breaks_are_those_of_uax_14_or_named_as_ours(text: str, measure: int) -> None:
    assert not list(_unexplained(clean_line(text), measure))


def test_every_exception_from_uax_14_is_documented_by_name() -> None:
    page = (Path(__file__).parents[2] / "docs" / "typesetting.md").read_text(encoding="utf-8")
    assert [name for name in OURS if f"**{name}**" not in page] == []


LONG = "\n".join("长文里的一段话，说的是许多事情。" * (number % 7 + 1) for number in range(2_000))


def test_only_what_is_looked_at_is_laid_out() -> None:
    typeset = Typeset(LONG, 80, spacing=1)
    typeset.reach(50)
    assert len(LONG) > 100_000
    assert typeset.reached < 2_000


@settings(deadline=None, max_examples=40)
@given(st.integers(8, 120), st.integers(0, 30_000))
def test_a_place_far_down_lies_on_the_same_line_as_in_the_whole(measure: int, offset: int) -> None:
    text = LONG[:30_000]
    whole = lay_out(text, measure, spacing=1)
    typeset = Typeset(text, measure, spacing=1)
    number = typeset.line_of(offset)
    assert typeset[number] == whole[number]
    assert typeset[number].start <= offset or number == 0
    assert number + 1 == len(whole) or whole[number + 1].start > offset


@pytest.mark.parametrize(
    "text",
    [LONG, LONG.replace("\n", ""), "Some words in English, one after another. " * 2_000],
    ids=["paragraphs", "one paragraph", "Latin words"],
)
def test_the_guessed_number_of_lines_is_near_the_true_one_from_the_first_screens_on(text: str) -> None:
    typeset, exact = Typeset(text, 80, spacing=1), len(lay_out(text, 80, spacing=1))
    for seen in range(100, exact, 100):
        typeset.reach(seen)
        assert len(typeset) == pytest.approx(exact, rel=0.05)


@settings(deadline=None)
@given(_text, _measures)
def test_the_number_of_lines_is_exact_at_the_end(text: str, measure: int) -> None:
    typeset = Typeset(text, measure, spacing=1)
    while typeset.reach(typeset.known_lines):
        assert len(typeset) > typeset.known_lines or len(typeset) == len(lay_out(text, measure, spacing=1))
    assert len(typeset) == typeset.known_lines == len(list(typeset))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("汉字", 4),
        ("abc", 3),
        ("Ａ", 2),
        ("é", 1),
        ("e\u0301", 1),
        ("😀", 2),
        ("👍🏽", 2),
        ("👩👩👧", 6),
        ("🇨🇳", 2),
        ("1\u20e3", 1),
        ("𠀀", 2),
        ("“”…—·", 5),
        ("", 0),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_ambiguous_cells_are_told() -> None:
    assert (cells("“”…—·é汉a", 1), cells("“”…—·é汉a", 2)) == (9, 15)


def test_fit_counts_characters_that_fit() -> None:
    assert [fit("汉a字b", width) for width in range(7)] == [0, 0, 1, 2, 2, 3, 4]


def test_every_character_is_as_wide_as_rich_takes_it() -> None:
    """Rich decides where Textual draws: where the two disagree, the screen is torn."""
    characters = map(chr, codes_of_every_kind())
    assert [ascii(c) for c in characters if c not in "\u200d\ufe0f" and cells(c) != cell_len(c)] == []


@settings(deadline=None)
@given(st.text())
def test_a_clean_text_is_as_wide_as_rich_takes_it(text: str) -> None:
    assert cells(clean_line(text)) == cell_len(clean_line(text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_lines_of_the_samples_are_as_wide_as_rich_takes_them(path: Path) -> None:
    for line in lines(clean(path.read_text(encoding="utf-8")), 40):
        assert cells(line) == cell_len(line)


def test_ambiguous_characters_are_those_of_unicode() -> None:
    """Of those that Python knows too."""
    assert {
        chr(code) for first, last in ambiguous_ranges() for code in range(first, last + 1) if chr(code) != "\u00ad"
    } == {
        chr(code)
        for code in range(0xA0, 0x110000)
        if unicodedata.east_asian_width(chr(code)) == "A" and cells(chr(code)) == 1 and code != 0xAD
    }
