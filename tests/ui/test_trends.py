"""Trends on the screen: bars by unit and figure, several queries, and a span that becomes part of the search."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from reader.insight.trends import Bar, Trends
from reader.language.signs import ASCII
from reader.language.typesetting import cells
from reader.sheets.bars import BarLines
from reader.sheets.inquiry import Common
from reader.sheets.trends import TrendsInquiry
from reader.ui.screens.insight import InsightScreen
from tests.dumps import record
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import answer_of, inquiry_of, sheet_of, texts_of
from tests.ui.waiting import settled, until

Day = datetime.date


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def trends(pilot: Pilot[None]) -> InsightScreen[Any, Any]:
    return sheet_of(pilot, TrendsInquiry)


def rows(pilot: Pilot[None]) -> list[list[str]]:
    return [row.split() for row in texts_of(pilot)]


@pytest.fixture
def months(tmp_path: Path) -> str:
    """Articles of four months, the second without any: 1, 0, 2 and 4 hits."""
    texts = [
        ("2024-01-05", "上海"),
        ("2024-03-05", "上海上海"),
        ("2024-04-20", "上海上海上海上海"),
        ("2024-04-21", "北京"),
    ]
    path = tmp_path / "months.txt"
    path.write_text(
        "".join(record("题", f"http://a.example.com/{day}/{text}", text) for day, text in texts), encoding="utf-8"
    )
    return str(path)


@pytest.mark.parametrize("size", [(100, 30), (60, 16)])
async def test_a_bar_for_every_period_as_long_as_its_figure(
    reader: OpenReader, months: str, size: tuple[int, int]
) -> None:
    async with reader(months, query="上海", size=size) as pilot:
        await press(pilot, "T", "u")
        made = rows(pilot)
        assert [row[:2] for row in made] == [["2024-01", "1"], ["2024-02", "0"], ["2024-03", "2"], ["2024-04", "4"]]
        longest = len(made[3][2])
        assert longest > size[0] // 2
        assert [len("".join(row[2:])) for row in made] == [round(longest / 4), 0, round(longest / 2), longest]
        assert all(len(line) <= size[0] for line in screen_lines(pilot))


async def test_u_goes_through_the_units(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T")
        units = []
        for _ in range(6):
            shown = answer_of(pilot, TrendsInquiry).trends
            units.append((shown.by, len(shown.bars)))
            await press(pilot, "u")
        week = ("week", 16)
        assert units == [week, ("month", 4), ("year", 1), ("source", 1), ("day", 107), week]


async def test_p_goes_through_the_figures(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "u")
        figures = []
        for _ in range(3):
            figures.append([row[1] for row in rows(pilot)])
            await press(pilot, "p")
        # Two, four and eight characters, and a title of one; April has another article of three.
        assert figures == [["1", "0", "2", "4"], ["1", "0", "1", "1"], ["333,333.3", "-", "400,000.0", "333,333.3"]]
        assert rows(pilot)[0][1] == "1"


async def test_a_span_becomes_part_of_the_search(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "u", "v", "j", "j")
        assert [row[0] for row in rows(pilot)] == ["▌", "▌", "▌", "2024-04"]
        await press(pilot, "enter")
        assert screen_of(pilot).bar.value == "上海 date:2024-01-01..2024-03-31"
        assert len(screen_of(pilot).state.hits or ()) == 2


async def test_v_again_gives_a_span_up(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "u", "v", "v", "G")
        assert [row[0] for row in rows(pilot)] == ["2024-01", "2024-02", "2024-03", "2024-04"]


async def test_a_span_may_be_chosen_backwards(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海 OR 北京") as pilot:
        await press(pilot, "T", "u", "G", "v", "k", "enter")
        assert screen_of(pilot).bar.value == "(上海 OR 北京) date:2024-03-01..2024-04-30"


async def test_one_bar_without_a_mark(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "u", "j", "j", "enter")
        assert screen_of(pilot).bar.value == "上海 date:2024-03"


async def test_a_source_becomes_part_of_the_search(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "T", "u", "u", "v")
        assert "Sources have no time span" in screen_text(pilot)
        assert [row[0] for row in rows(pilot)] == ["news.example.com", "-"]
        await press(pilot, "j", "enter")
        assert "without a source" in screen_text(pilot)
        await press(pilot, "k", "enter")
        assert screen_of(pilot).bar.value == '上海 source:"news.example.com"'


async def test_several_queries_are_drawn_beside_each_other(reader: OpenReader, months: str) -> None:
    async with reader(months) as pilot:
        await press(pilot, "T", "slash")
        pilot.app.screen.query_one(Input).value = "上海; 北京"
        await press(pilot, "enter", "u")
        assert "Trends: 上海; 北京" in screen_lines(pilot)[0]
        assert [row[:-1] for row in rows(pilot)[-2:]] == [["2024-04", "上海", "4"], ["北京", "1"]]
        assert [set(row[-1]) for row in rows(pilot)[-2:]] == [{"▇"}, {"▇"}]
        assert "北京" in screen_lines(pilot)[-1] or "上海" in screen_lines(pilot)[-1]


async def test_what_is_wrong_with_a_query_is_told(reader: OpenReader, months: str) -> None:
    async with reader(months) as pilot:
        await press(pilot, "T", "slash")
        pilot.app.screen.query_one(Input).value = "/[/"
        await press(pilot, "enter", "p", "v", "j")
        assert "invalid regular expression" in screen_text(pilot)


async def test_articles_are_drawn_where_no_words_are_looked_for(reader: OpenReader, months: str) -> None:
    async with reader(months) as pilot:
        await press(pilot, "T", "u")
        assert rows(pilot)[-1][:2] == ["2024-04", "2"]


@pytest.mark.parametrize(
    ("text", "query", "told"),
    [("上海", "没有的词", "Nothing found."), ("上海", "上海", "No result has a date.")],
)
async def test_nothing_to_draw(reader: OpenReader, tmp_path: Path, text: str, query: str, told: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(record("题", "", text), encoding="utf-8")
    async with reader(str(path), query=query) as pilot:
        await press(pilot, "T", "enter", "v", "p")
        assert told in screen_text(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen_of(pilot)


async def test_undated_articles_are_told(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "T")
        assert "1 article without a date" in screen_text(pilot)


async def test_marks_are_known(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "s", "slash", *"is:starred", "enter", "T")
        assert sum(int(row[1]) for row in rows(pilot)) == 1


PLAIN = Common({}, signs=ASCII)


def test_plain_bars_are_of_characters_that_are_one_cell_wide_everywhere() -> None:
    bars = tuple(Bar(query, Day(2024, 1, 1), Day(2024, 1, 31), "", 9, 9, None) for query in "甲乙丙丁戊己庚")
    lines = BarLines(Trends("month", tuple("甲乙丙丁戊己庚"), bars, 0), "hits", 40, PLAIN)
    both = zip("甲乙丙丁戊己庚", lines, strict=True)
    assert all(line.replace(query, "  ").isascii() and cells(line) == 40 for query, line in both)
    assert [line[-1] for line in lines] == list("#=*o+x#")


def test_what_is_not_nothing_has_a_bar() -> None:
    days = [(Day(2024, 1, 1), 1), (Day(2024, 1, 2), 100_000), (Day(2024, 1, 3), 0)]
    bars = tuple(Bar("", day, day, "", hits, hits, None) for day, hits in days)
    assert [line.count("#") > 0 for line in BarLines(Trends("day", ("",), bars, 0), "hits", 30, PLAIN)] == [
        True,
        True,
        False,
    ]


def test_a_bar_alone_looks_solid_and_each_of_several_like_its_query() -> None:
    def bars(*queries: str) -> BarLines:
        made = (Bar(query, Day(2024, 1, 1), Day(2024, 1, 1), "", 1, 3, 1.0) for query in queries)
        return BarLines(Trends("day", queries, tuple(made), 0), "hits", 60, Common({}))

    alone, both = bars("上海"), bars("上海", "北京")
    start, end, look = alone.bar_in(0)
    assert (set(alone[0][start:end]), alone[0][end:], look) == ({"▇"}, "", "bar")
    assert [both.bar_in(index).look for index in range(2)] == ["series-0", "series-1"]


async def test_enter_searches_the_query_of_the_row(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "slash")
        pilot.app.screen.query_one(Input).value = "上海; 北京"
        await press(pilot, "enter", "u", "G", "enter")
        assert screen_of(pilot).bar.value == "北京 date:2024-04"
        assert len(screen_of(pilot).state.hits or ()) == 1


async def test_escape_gives_the_span_up_before_it_closes_the_sheet(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "u", "v", "j", "escape")
        assert [row[0] for row in rows(pilot)] == ["2024-01", "2024-02", "2024-03", "2024-04"]
        await press(pilot, "escape")
        assert pilot.app.screen is screen_of(pilot)


async def test_without_a_query_it_is_about_all_articles(reader: OpenReader, months: str) -> None:
    async with reader(months) as pilot:
        await press(pilot, "T")
        assert "Trends: all articles" in screen_lines(pilot)[0]


async def test_a_query_that_is_split_into_its_words_is_told(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "slash")
        pilot.app.screen.query_one(Input).value = "北京; 上海北京"
        await press(pilot, "enter")
        assert "上海北京 not found; searched for 上海 北京 instead" in screen_text(pilot)


@pytest.mark.parametrize("closing", ["escape", "enter"])
async def test_what_was_asked_for_is_there_again(reader: OpenReader, months: str, closing: str) -> None:
    async with reader(months, query="上海") as pilot:
        await press(pilot, "T", "slash")
        pilot.app.screen.query_one(Input).value = "上海; 北京"
        await press(pilot, "enter", "u", "p", "G", "k", closing)
        await settled(pilot)
        screen_of(pilot).bar.value = "上海"
        await until(pilot, lambda: screen_of(pilot).state.asked == "上海")
        await settled(pilot)
        await press(pilot, "T")
        shown = trends(pilot)
        asked = inquiry_of(pilot, TrendsInquiry)
        assert (asked.text, asked.unit, asked.measure) == ("上海; 北京", "month", "articles")
        assert shown.page.rows.cursor == 6
        assert shown.query_one(Input).value == "上海; 北京"
        await press(pilot, "escape")
        screen_of(pilot).bar.value = "北京"
        await press(pilot, "T")
        assert (inquiry_of(pilot, TrendsInquiry).text, trends(pilot).page.rows.cursor) == ("北京", 0)


async def test_keys_pressed_before_the_bars_are_there_mean_them(reader: OpenReader, months: str) -> None:
    async with reader(months, query="上海") as pilot:
        await pilot.press("T", "p")
        await settled(pilot)
        assert "articles  by week" in screen_text(pilot)
