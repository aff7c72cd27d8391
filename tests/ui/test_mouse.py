"""A mouse works: clicks, the wheel, and the bar; the keys go on where the click was."""

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widget import Widget

from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.reading_pane import ReadingPane
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import visible_text
from tests.ui.waiting import settled


async def click(pilot: Pilot[None], widget: type[Widget], x: int = 5, y: int = 0) -> None:
    await pilot.click(widget, offset=(x, y))
    await settled(pilot)


async def wheel(pilot: Pilot[None], widget: type[Widget], turn: type[MouseScrollDown | MouseScrollUp]) -> None:
    target = screen_of(pilot).query_one(widget)
    x, y = target.region.x + 3, target.region.y + 3
    pilot.app.screen._forward_event(turn(target, x, y, 0, 0, 0, False, False, False, x, y))
    await settled(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


@pytest.mark.parametrize(("line", "row"), [(0, 0), (3, 0), (4, 1), (6, 1), (16, 4)])
async def test_a_click_on_any_line_of_a_row_reads_its_article(reader: OpenReader, line: int, row: int) -> None:
    async with reader() as pilot:
        await click(pilot, ArticleList, y=line)
        screen = screen_of(pilot)
        assert screen.state.hits is not None
        assert (screen.state.cursor, opened_of(pilot).hit) == (row, screen.state.hits[row])


async def test_a_click_in_a_scrolled_list_means_the_row_that_is_seen_there(reader: OpenReader) -> None:
    async with reader(size=(100, 9)) as pilot:
        await press(pilot, "G")
        await click(pilot, ArticleList, y=0)
        hits = screen_of(pilot).state.hits
        assert hits is not None
        assert hits[screen_of(pilot).state.cursor].article.title in visible_text(screen_of(pilot).list).splitlines()[0]
        assert screen_of(pilot).state.cursor == 1


async def test_a_click_below_the_last_row_changes_nothing(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j")
        await click(pilot, ArticleList, y=25)
        assert screen_of(pilot).state.cursor == 1


async def test_after_a_click_on_a_row_the_keys_move_in_the_list(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "enter")
        await click(pilot, ArticleList, y=4)
        await press(pilot, "j")
        assert screen_of(pilot).state.cursor == 2


async def test_after_a_click_below_the_rows_the_keys_move_in_the_list(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "enter")
        await click(pilot, ArticleList, y=25)
        await press(pilot, "j")
        assert screen_of(pilot).state.cursor == 1


async def test_after_a_click_in_the_text_the_keys_move_in_the_text(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j")
        await click(pilot, ReadingPane, y=10)
        await press(pilot, "j", "j")
        assert (screen_of(pilot).state.cursor, opened_of(pilot).top) == (3, 2)


async def test_a_click_on_the_bar_begins_to_type_a_search(reader: OpenReader) -> None:
    async with reader() as pilot:
        await click(pilot, LineInput)
        await press(pilot, *"gdp")
        assert screen_of(pilot).bar.value == "gdp"
        assert len(screen_of(pilot).state.hits or ()) == 1


async def test_a_click_on_the_bar_brings_the_list_back(reader: OpenReader) -> None:
    async with reader(size=(60, 16)) as pilot:
        await press(pilot, "enter")
        assert not screen_of(pilot).list.display
        await click(pilot, LineInput)
        assert screen_of(pilot).list.display


async def test_the_wheel_moves_the_text_and_not_the_cursor(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j")
        await wheel(pilot, ReadingPane, MouseScrollDown)
        down = opened_of(pilot).top
        await wheel(pilot, ReadingPane, MouseScrollUp)
        assert down > 0
        assert opened_of(pilot).top == 0
        assert screen_of(pilot).state.cursor == 3


async def test_keywords_that_come_after_a_turn_of_the_wheel_leave_the_text_where_it_is(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        await press(pilot, "j", "j", "j")
        await wheel(pilot, ReadingPane, MouseScrollDown)
        before = visible_text(screen_of(pilot).pane).splitlines()[0]
        await press(pilot, "K")
        assert opened_of(pilot).added.keywords
        assert visible_text(screen_of(pilot).pane).splitlines()[0] == before


async def test_the_wheel_moves_the_list_and_the_article_stays_open(reader: OpenReader) -> None:
    async with reader(size=(100, 9)) as pilot:
        await wheel(pilot, ArticleList, MouseScrollDown)
        assert screen_of(pilot).state.list_top > 0
        assert screen_of(pilot).state.cursor == 0


async def test_a_key_brings_the_cursor_back_into_sight_after_the_wheel(reader: OpenReader) -> None:
    async with reader(size=(100, 9)) as pilot:
        await wheel(pilot, ArticleList, MouseScrollDown)
        await wheel(pilot, ArticleList, MouseScrollDown)
        await press(pilot, "j")
        assert "▌ 颱風吹過臺灣" in visible_text(screen_of(pilot).list)


async def test_a_click_on_a_key_of_the_key_line_does_what_the_key_does(reader: OpenReader) -> None:
    async with reader() as pilot:
        line = screen_of(pilot).query_one(KeyLine)
        await click(pilot, KeyLine, x=line.render_line(0).text.index("/"))
        assert pilot.app.focused is screen_of(pilot).bar
