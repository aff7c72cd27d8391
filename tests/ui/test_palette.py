"""The palette: every command by its sentence, its key in front, in both languages, in the look of the house."""

from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.events import Click
from textual.pilot import Pilot
from textual.widgets import OptionList

from reader.wording import speak
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.waiting import settled, until


@pytest.fixture
def in_chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak("en")


async def look_up(pilot: Pilot[None], text: str, expected: str) -> list[str]:
    await pilot.press("ctrl+p", *text)
    await until(pilot, lambda: expected in screen_text(pilot))
    return [line for line in screen_lines(pilot) if expected in line]


async def test_a_command_has_its_key_in_front(reader: OpenReader) -> None:
    async with reader() as pilot:
        [line] = await look_up(pilot, "unstar", "Star the article, or")
        assert " s       Star the article, or" in line


async def test_commands_are_found_by_their_chinese_names(reader: OpenReader, in_chinese: None) -> None:
    async with reader() as pilot:
        [line] = await look_up(pilot, "收藏", "收藏文章，或取消收藏")
        assert " s       收藏文章" in line
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.screen.has_class("--textual-command-palette"))
        hit = screen_of(pilot).state.hit
        assert hit is not None
        await until(pilot, lambda: screen_of(pilot).state.given.library.is_starred(hit.article.id))


@pytest.mark.parametrize("size", [(100, 30), (60, 16), (24, 6)])
async def test_it_has_no_boxes_and_wraps_no_line(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(size=size) as pilot:
        await look_up(pilot, "", "Leave the")
        assert not set("┌┐└┘─━▔▁▎▊🔎") & set(screen_text(pilot).replace("│", ""))
        at = next(number for number, line in enumerate(screen_lines(pilot)) if "Esc" in line)
        following = [line for line in screen_lines(pilot)[at + 1 : at + 2] if "clear the" in line]
        assert not following


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_page_of_a_list_that_has_no_room_yet_is_no_fault(reader: OpenReader, key: str) -> None:
    async with reader() as pilot:
        await look_up(pilot, "star", "Star the article, or")
        commands = pilot.app.screen.query_one(OptionList)
        commands.styles.height = 0
        await until(pilot, lambda: not commands.scrollable_content_region)
        await pilot.press(key)
        assert commands.highlighted == 0


async def test_a_click_on_a_command_that_is_listed_no_more_does_nothing(reader: OpenReader) -> None:
    async with reader() as pilot:
        await look_up(pilot, "", "Leave the")
        commands = pilot.app.screen.query_one(OptionList)
        place, meta = commands.region.offset, {"option": commands.option_count}
        click = Click(commands, 0, 0, 0, 0, 1, False, False, False, *place, style=Style(meta=meta))
        commands.post_message(click)
        await settled(pilot)
        assert pilot.app.screen.query_one(OptionList) is commands
