"""The concordance on the screen: hits below each other, in several orders, opened and exported."""

import csv
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.language.typesetting import cells
from reader.sheets.concordance import ConcordanceInquiry
from reader.ui.screens.insight import InsightScreen
from tests.dumps import record
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import answer_of, inquiry_of, sheet_of, texts_of
from tests.ui.waiting import settled, until


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def concordance(pilot: Pilot[None]) -> InsightScreen[Any, Any]:
    return sheet_of(pilot, ConcordanceInquiry)


def rows(pilot: Pilot[None]) -> list[str]:
    return texts_of(pilot)


@pytest.mark.parametrize("size", [(100, 30), (60, 16)])
async def test_every_hit_begins_in_the_same_cell(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(query="上海", size=size) as pilot:
        await press(pilot, "c")
        before = [line[: line.index(" 上海 ")] for line in screen_lines(pilot)[2:] if " 上海 " in line]
        assert len(before) == 5
        assert len(set(map(cells, before))) == 1


async def test_the_number_of_hits_is_told(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c")
        assert "Concordance: 上海" in screen_text(pilot)
        assert "5 hits" in screen_text(pilot)


async def test_the_article_of_a_line_is_told_below(reader: OpenReader) -> None:
    async with reader(query="最后一段") as pilot:
        await press(pilot, "c")
        assert screen_lines(pilot)[-1].split() == ["1", "/", "1", "长文", "2022-01-01", "news.example.com"]


async def test_s_goes_through_the_orders_and_back(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c")
        first, orders = rows(pilot), []
        for _ in range(7):
            await press(pilot, "s")
            orders.append(inquiry_of(pilot, ConcordanceInquiry).sort)
            assert sorted(rows(pilot)) == sorted(first)
        assert orders == ["left", "right", "left-code", "right-code", "date", "source", "result"]
        assert rows(pilot) == first


async def test_newest_first(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "s", "s", "s", "s", "s")
        assert [row[:4].strip() for row in rows(pilot)] == ["2024", "2024", "2024", "2022", ""]


async def test_enter_opens_the_article_at_that_hit(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "j", "j", "enter")
        screen = screen_of(pilot)
        assert pilot.app.screen is screen
        assert (screen.state.cursor, opened_of(pilot).at) == (0, 2)
        assert screen_of(pilot).state.pane == "text"
        await press(pilot, "c", "G", "enter")
        assert screen.state.hit is not None
        assert screen.state.hit.article.title == "长文"
        assert "最后一段说到上海" in screen_text(pilot)


async def test_escape_leaves_everything_as_it_was(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "j", "c", "j", "escape")
        assert pilot.app.screen is screen_of(pilot)
        assert (screen_of(pilot).state.cursor, screen_of(pilot).state.pane == "text") == (1, False)


async def test_e_writes_csv(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    async with reader(query="台风") as pilot:
        await press(pilot, "c", "e")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
    with path.open(encoding="utf-8", newline="") as file:
        assert [line["hit"] for line in csv.DictReader(file)] == ["颱風", "颱風", "台风"]


async def test_an_export_never_replaces_a_file(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    async with reader(query="台风") as pilot:
        await press(pilot, "c", "e")
        pilot.app.screen.query_one(Input).value = str(path)
        await press(pilot, "enter")
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("query", "told"),
    [("没有的词", "No hits."), ("", "No search terms"), ("len:>1", "No search terms")],
)
async def test_nothing_to_show(reader: OpenReader, query: str, told: str) -> None:
    async with reader(query=query) as pilot:
        await press(pilot, "c", "s", "e", "enter", "j")
        assert told in screen_text(pilot)
        assert not rows(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen_of(pilot)


async def test_corpus_text_is_never_markup(reader: OpenReader) -> None:
    async with reader(query="方括号") as pilot:
        await press(pilot, "c")
        assert "[b] 方括号 [/b]" in screen_text(pilot)
        assert "[red]标题[/red] [/]" in screen_lines(pilot)[-1]


async def test_lines_are_made_only_when_they_are_seen(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("".join(record(f"{number}", "", "上海" * 500) for number in range(40)), encoding="utf-8")
    async with reader(str(path), query="上海") as pilot:
        await press(pilot, "c", "G")
        assert "20,000 / 20,000" in screen_lines(pilot)[-1]
        assert len(answer_of(pilot, ConcordanceInquiry).hits._pages) <= 8


async def test_the_hit_is_marked(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "c")
        looks = [segment.style for segment in concordance(pilot).page.rows.render_line(2) if segment.text == "台风"]
        assert [look is not None and look.bold for look in looks] == [True]


# The query above the hits


async def test_the_lines_follow_the_query_as_it_is_typed(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "slash", *["backspace"] * 2, *"台")
        assert [" 台 " in row or " 颱 " in row or " 臺 " in row for row in rows(pilot)] == [True] * 5
        await press(pilot, "风")
        assert "3 hits" in screen_text(pilot)
        assert "Concordance: 台风" in screen_text(pilot)
        assert screen_of(pilot).state.asking.text == "上海"


async def test_a_wrong_query_says_why_and_leaves_the_lines(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c")
        before = rows(pilot)
        await press(pilot, "slash", *" /[/")
        assert "invalid regular expression" in screen_text(pilot)
        assert rows(pilot) == before
        await press(pilot, *["backspace"] * 4)
        assert "5 hits" in screen_text(pilot)


@pytest.mark.parametrize("half", ['"上海', "(上海", "上海 OR", "上海 date:", "title:"])
async def test_a_half_typed_query_is_no_error(reader: OpenReader, half: str) -> None:
    async with reader() as pilot:
        await press(pilot, "c", "slash", *half)
        assert not concordance(pilot)._wrong


async def test_the_order_stays_as_the_query_changes(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "s", "s", "s", "s", "s", "slash", *["backspace"] * 2, *"台风")
        assert inquiry_of(pilot, ConcordanceInquiry).sort == "date"
        assert "newest first" in screen_text(pilot)
        await press(pilot, "escape", "s")
        assert inquiry_of(pilot, ConcordanceInquiry).sort == "source"


async def test_choosing_opens_the_article_with_the_query_that_found_it(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "slash", *["backspace"] * 2, *"台风", "enter", "G", "enter")
        screen = screen_of(pilot)
        assert pilot.app.screen is screen
        assert screen.bar.value == "台风"
        assert screen.state.hit is not None
        assert (screen.state.hit.article.title, opened_of(pilot).at) == ("颱風吹過臺灣", 2)
        assert screen_of(pilot).state.pane == "text"
        assert screen.state.given.library.searches()[0] == "台风"
        await press(pilot, "ctrl+o")
        assert screen.bar.value == "上海"


async def test_closing_leaves_the_search_as_it_was(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "j", "c", "slash", *"x", "escape", "escape")
        assert pilot.app.screen is screen_of(pilot)
        assert (screen_of(pilot).bar.value, screen_of(pilot).state.cursor) == ("上海", 1)
        assert len(screen_of(pilot).state.hits or ()) == 3


async def test_a_line_chosen_at_once_is_one_of_the_query_that_was_typed(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "G", "slash")
        for key, character in (("space", " "), ("c", "各"), ("c", "地"), ("enter", None), ("enter", None)):
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: pilot.app.screen is screen_of(pilot))
        await settled(pilot)
        assert screen_of(pilot).bar.value == "上海 各地"
        assert screen_of(pilot).state.hit is not None
        assert screen_of(pilot).state.pane == "text"


async def test_tab_finishes_a_field_in_the_line(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "c", "slash", *"tit", "tab", *"上海")
        assert pilot.app.screen.query_one(Input).value == "title:上海"
        assert len(rows(pilot)) == 1


# The place one left


@pytest.mark.parametrize("closing", ["escape", "enter"])
async def test_order_and_line_are_there_again(reader: OpenReader, tmp_path: Path, closing: str) -> None:
    path = tmp_path / "many.txt"
    path.write_text("".join(record(f"{number}", "", f"上海{number:03}") for number in range(100)), encoding="utf-8")
    async with reader(str(path), query="上海") as pilot:
        await press(pilot, "c", "s", "s", "G", "k", closing)
        await press(pilot, "c")
        again = concordance(pilot)
        assert (inquiry_of(pilot, ConcordanceInquiry).sort, again.page.rows.cursor) == ("right", 98)
        assert "99 / 100" in screen_lines(pilot)[-1]
        assert " 上海 098" in screen_text(pilot)


async def test_another_query_has_another_place(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "c", "s", "G", "escape")
        screen_of(pilot).bar.value = "台风"
        await press(pilot, "c")
        assert (inquiry_of(pilot, ConcordanceInquiry).sort, concordance(pilot).page.rows.cursor) == ("result", 0)


async def test_a_query_that_is_split_into_its_words_is_told(reader: OpenReader) -> None:
    async with reader(query="各地上海") as pilot:
        await press(pilot, "c")
        assert "各地上海 not found; searched for 各地 上海 instead" in screen_text(pilot)
