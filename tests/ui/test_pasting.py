"""What is pasted into a line is a line."""

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from reader.ui.one_line import one_line
from tests.ui.conftest import OpenReader
from tests.ui.waiting import settled

ROWS = [
    ("单田芳\n评书", "单田芳 评书"),
    ("\n一网通办\n", "一网通办"),
    ("单田芳\r评书\r", "单田芳 评书"),
    ("单田芳\r\n\r\n  评书 ", "单田芳 评书"),
    ("　　单田芳\n　　评书", "单田芳 评书"),
    ("单田芳\u2028评书\x85连播", "单田芳 评书 连播"),
    (" 博览会", " 博览会"),
    ("\x1b[31m红\x07\u202e\x9b", "[31m红"),
    ("\n \r\n", ""),
    ("", ""),
]


@pytest.mark.parametrize(("pasted", "typed"), ROWS)
def test_line_ends_are_spaces(pasted: str, typed: str) -> None:
    assert one_line(pasted) == typed


async def paste(pilot: Pilot[None], text: str) -> str:
    pilot.app.post_message(Paste(text))
    await settled(pilot)
    line = pilot.app.focused
    assert isinstance(line, Input)
    return line.value


@pytest.mark.parametrize("keys", ["slash", "t", "a", "e", "ctrl+p", "c slash", "T slash", "R slash"])
async def test_every_line_takes_all_of_it(reader: OpenReader, keys: str) -> None:
    async with reader(query="上海") as pilot:
        for key in keys.split():
            await pilot.press(key)
            await settled(pilot)
        line = pilot.app.focused
        assert isinstance(line, Input)
        line.value = ""
        await settled(pilot)
        assert await paste(pilot, "\n单田芳\r\n评书\n") == "单田芳 评书"


async def test_a_query_of_several_lines_from_the_command_line_is_one(reader: OpenReader) -> None:
    async with reader(query="颱風\n臺灣") as pilot:
        await pilot.press("slash")
        assert await paste(pilot, "") == "颱風 臺灣"
