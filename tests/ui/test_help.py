"""The help page in every width: a key, and beside or under it what it does."""

import pytest

from reader.language.typesetting import cells
from reader.reading.actions import ACTIONS
from reader.ui.screens.help import HelpLine, help_lines
from reader.wording import speak
from tests.ui.conftest import OpenReader
from tests.ui.looking import screen_lines
from tests.ui.waiting import settled


@pytest.mark.parametrize("width", [24, 39, 40, 58, 78, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_page(width: int, language: str) -> None:
    speak(language)
    try:
        lines = help_lines(ACTIONS, width)
    finally:
        speak("en")
    assert max(cells(line.key.rstrip() + line.text) for line in lines) <= width


def test_a_sentence_goes_on_below_where_it_began() -> None:
    lines = help_lines(ACTIONS, 50)
    at = next(number for number, line in enumerate(lines) if line.key.startswith("  Esc"))
    assert lines[at] == HelpLine("  Esc               ", "Leave the search bar or the")
    assert lines[at + 1] == HelpLine(" " * 20, "text; in the list, clear the")


def test_where_there_is_little_room_a_sentence_stands_under_its_key() -> None:
    lines = help_lines(ACTIONS, 30)
    at = next(number for number, line in enumerate(lines) if line.key.startswith("  Esc"))
    assert lines[at] == HelpLine("  Esc")
    assert lines[at + 1] == HelpLine(" " * 4, "Leave the search bar or")


def test_no_word_is_lost() -> None:
    for width in (24, 50, 100):
        said = "".join(line.text for line in help_lines(ACTIONS, width)).replace(" ", "")
        for action in ACTIONS:
            assert action.help.replace(" ", "") in said


@pytest.mark.parametrize(
    ("size", "line"), [((60, 16), "Esc               Leave the search"), ((30, 12), "Type a search")]
)
async def test_the_page_fits_the_screen(reader: OpenReader, size: tuple[int, int], line: str) -> None:
    async with reader(size=size) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert any(each.strip(" ▁▂▃▄▅▆▇█").startswith(line) for each in screen_lines(pilot))
        assert not any("…" in each for each in screen_lines(pilot))
