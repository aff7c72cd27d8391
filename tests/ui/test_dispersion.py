"""The map of each article's hits in the list, and how evenly they lie over the months."""

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import visible_text
from tests.ui.waiting import settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


@pytest.mark.parametrize("size", [(100, 30), (60, 16)])
async def test_each_article_with_hits_has_a_map(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(query="上海", size=size) as pilot:
        await press(pilot, "D")
        # 22 characters, a hit at 2 and one at 19; the third is in the title.
        listed = visible_text(screen_of(pilot).list)
        assert " ▁·······▁·  3 hits" in listed
        assert " ·········▁  1 hit" in listed


async def test_d_again_takes_it_away(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        before = visible_text(screen_of(pilot).list)
        await press(pilot, "D", "D")
        assert visible_text(screen_of(pilot).list) == before
        assert screen_of(pilot).state.notice.text == ""


async def test_how_even_they_lie_over_the_months_is_told(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "D")
        assert "Over 3 months DP is " in screen_of(pilot).state.notice.text


async def test_what_is_searched_next_is_measured_too(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "D", "slash", "home", *"gdp OR ", "enter")
        first = screen_of(pilot).state.notice.text
        screen_of(pilot).bar.value = "没有"
        await settled(pilot)
        assert "DP is" in first
        assert "DP is" not in screen_of(pilot).state.notice.text


async def test_what_the_notice_says_else_stays(reader: OpenReader) -> None:
    async with reader(query="上海消息") as pilot:
        before = screen_of(pilot).state.notice.text
        assert "searched for" in before
        await press(pilot, "D")
        assert screen_of(pilot).state.notice.text.startswith(before)
        assert len(screen_of(pilot).state.notice.text) > len(before)
        await press(pilot, "D")
        assert screen_of(pilot).state.notice.text == before


async def test_articles_without_hits_have_no_map(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "D")
        assert "....." not in visible_text(screen_of(pilot).list)


async def test_without_words_to_look_for_nothing_is_told(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "D")
        assert screen_of(pilot).state.notice.text == ""
        await press(pilot, "slash", *"上海", "enter")
        assert "tenth of the article" in screen_of(pilot).state.notice.text
        await press(pilot, "escape")
        assert screen_of(pilot).bar.value == ""
        assert screen_of(pilot).state.notice.text == ""
