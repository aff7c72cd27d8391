"""While a query is typed: values are hinted at and completed, and what is wrong says what the list still shows."""

import pytest
from textual.pilot import Pilot

from reader.ui.widgets.notice_line import NoticeLine
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines
from tests.ui.waiting import settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def type_search(pilot: Pilot[None], text: str) -> None:
    await press(pilot, "slash")
    for character in text:
        await press(pilot, character)


async def tagged(pilot: Pilot[None], *tags: str) -> None:
    screen = screen_of(pilot)
    assert screen.state.hit is not None
    for tag in tags:
        screen.state.given.library.add_tag(screen.state.hit.article, tag)
    await settled(pilot)


def notice(pilot: Pilot[None]) -> str:
    return screen_lines(pilot)[1].strip()


async def test_a_day_that_is_begun_is_hinted_at_until_it_is_one(reader: OpenReader) -> None:
    async with reader() as pilot:
        await type_search(pilot, "date:20")
        assert notice(pilot).startswith("date: a day 2018-09-07, month 2018-09")
        assert not screen_of(pilot).query_one(NoticeLine).has_class("-error")
        await press(pilot, *"24")
        assert notice(pilot) == ""


async def test_the_tags_that_there_are_are_named(reader: OpenReader) -> None:
    async with reader() as pilot:
        await tagged(pilot, "经济")
        await type_search(pilot, "tag:")
        assert notice(pilot) == "tag: 经济"


async def test_what_is_wrong_says_what_the_list_still_shows(reader: OpenReader) -> None:
    async with reader() as pilot:
        await type_search(pilot, "上海 len:x")
        assert notice(pilot).endswith("showing results for 上海 len:")
        assert len(screen_of(pilot).state.hits or ()) == 3
        await press(pilot, "backspace")
        assert "the list shows" not in notice(pilot)


async def test_where_nothing_was_searched_before_the_list_shows_all(reader: OpenReader) -> None:
    async with reader(size=(200, 30)) as pilot:
        await press(pilot, "slash")
        screen_of(pilot).bar.value = "nosuch:x"
        await settled(pilot)
        assert notice(pilot).endswith("showing results for all articles")


async def test_where_there_is_no_room_the_reason_alone_is_told(reader: OpenReader) -> None:
    async with reader(size=(60, 16)) as pilot:
        await type_search(pilot, "上海 len:x")
        assert "is not a number" in notice(pilot)
        assert "the list shows" not in notice(pilot)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("da", "date:"),
        ("is:", "is:unread"),
        ("is:s", "is:starred"),
        ("上海 -is:un", "上海 -is:unread"),
        ("tag:", "tag:经济"),
        ("tag:to", 'tag:"to do"'),
        ('tag:"t', 'tag:"to do"'),
        ("tag：经", "tag：经济"),
    ],
)
async def test_tab_finishes_fields_and_values(reader: OpenReader, typed: str, completed: str) -> None:
    async with reader() as pilot:
        await tagged(pilot, "经济", "to do")
        await press(pilot, "j")
        await tagged(pilot, "经济")
        await press(pilot, "slash")
        screen_of(pilot).bar.value = typed
        screen_of(pilot).bar.cursor_position = len(typed)
        await settled(pilot)
        await press(pilot, "tab")
        bar = screen_of(pilot).bar
        assert (bar.value, bar.cursor_position) == (completed, len(completed))
        assert pilot.app.focused is bar


@pytest.mark.parametrize("typed", ["is:unread", "is:x", "tag:经济", "date:20", "上海"])
async def test_tab_leaves_the_bar_where_there_is_nothing_to_finish(reader: OpenReader, typed: str) -> None:
    async with reader() as pilot:
        await tagged(pilot, "经济")
        await type_search(pilot, typed)
        await press(pilot, "tab")
        assert screen_of(pilot).state.pane == "list"
