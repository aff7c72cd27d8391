"""Text from outside is shown as text: no markup, no escape sequence, no link of its own."""

import unicodedata
from pathlib import Path

import pytest

from reader.reading.events import LoadFailed
from reader.ui.app import DuwenApp
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.reading_pane import ReadingPane
from tests.dumps import record
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text, visible_text
from tests.ui.waiting import settled, until

MARKUP = "[red]红[/red] [/] [@click=app.quit]点[/] \\[b] [link=http://x]"
CONTROLS = "\x1b[31m红\x1b[0m \x1b]0;标题\x07 \x9b2J \x00 \x08\x7f \u202e反\u200b"
SEEN_OF_CONTROLS = "[31m红[0m ]0;标题 2J"


def hostile(folder: Path, text: str) -> str:
    """A dump of one article that says the text wherever a record can."""
    path = folder / "hostile.txt"
    url = "http://x.example/" + "".join(text.split())
    path.write_bytes(record(f"题{text}", url, f"文{text}\n后{text}").encode())
    return str(path)


async def test_markup_is_read_as_it_was_written(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, MARKUP), size=(160, 30)) as pilot:
        shown = screen_text(pilot)
        assert f"题{MARKUP}" in shown
        assert f"文{MARKUP}" in shown
        assert f"后{MARKUP}" in shown


async def test_a_search_finds_and_shows_markup_as_text(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, MARKUP), query="[/red]", size=(160, 30)) as pilot:
        assert len(screen_of(pilot).state.hits or ()) == 1
        assert f"后{MARKUP}" in screen_text(pilot)


async def test_a_search_that_finds_nothing_is_repeated_as_text(reader: OpenReader) -> None:
    async with reader(query="[@click=a]无[/]") as pilot:
        assert "[@click=a]无[/]" in visible_text(screen_of(pilot).list)


async def test_a_click_on_markup_runs_nothing(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, "[@click=app.quit]" + "点" * 40 + "[/]")) as pilot:
        await pilot.click(ArticleList, offset=(10, 0))
        for line in (0, 6):
            await pilot.click(ReadingPane, offset=(30, line))
        await settled(pilot)
        assert not pilot.app._exit


async def test_no_control_character_reaches_the_terminal(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, CONTROLS), size=(160, 30)) as pilot:
        kinds = {unicodedata.category(character) for line in screen_lines(pilot) for character in line}
        assert not kinds & {"Cc", "Cf", "Cs"}


async def test_what_is_left_of_an_escape_sequence_is_text(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, CONTROLS), size=(160, 30)) as pilot:
        assert f"题{SEEN_OF_CONTROLS}" in screen_text(pilot)


async def test_a_link_in_a_text_is_no_link_of_the_terminal(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(hostile(tmp_path, "[link=http://x]链[/link]")) as pilot:
        screen = pilot.app.screen
        strips = screen._compositor.render_strips(screen.size)
        assert not any(segment.style and segment.style.link for strip in strips for segment in strip)


@pytest.mark.parametrize("name", ["[red]没有[/red].txt", "[/].txt", "[@click=app.quit]x.txt"])
async def test_the_name_of_a_file_that_is_not_there_is_text(reader: OpenReader, tmp_path: Path, name: str) -> None:
    async with reader(str(tmp_path / name), size=(200, 30)) as pilot:
        assert name in "".join(line.partition("│")[0].strip() for line in screen_lines(pilot))


async def test_the_name_of_a_file_cannot_hold_an_escape(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(str(tmp_path / "\x1b[31m红\x07.txt"), size=(200, 30)) as pilot:
        assert "matches no file" in screen_text(pilot)
        assert not set(screen_text(pilot)) & {"\x1b", "\x07"}


async def test_a_toast_shows_markup_as_text(dump: Path) -> None:
    async with DuwenApp([str(dump)]).run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        screen_of(pilot).happen(LoadFailed("[/] [red]坏[/red]"))
        await until(pilot, lambda: "[/] [red]坏[/red]" in screen_text(pilot))
