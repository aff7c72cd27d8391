"""Keys that arrive together: a screen over another is left once, and what it offers is done once."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from weakref import ref

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widget import Widget

from reader.ui.screens.closing import close
from reader.ui.screens.insight import InsightScreen
from reader.ui.screens.prompt import PromptScreen
from tests.ui.comparing import dump_of_subjects
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.sheets import sheet_of
from tests.ui.waiting import settled, until


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return Path(dump_of_subjects(tmp_path))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def together(pilot: Pilot[None], *keys: str) -> None:
    """Keys that are read in one piece, none waiting for what the one before does."""
    for key in keys:
        pilot.app.post_message(Key(key, None))
    await settled(pilot)


def all_gone(references: Sequence[Callable[[], object]]) -> bool:
    gc.collect()
    return all(each() is None for each in references)


OVER = [
    pytest.param(("t", "x"), id="tags"),
    pytest.param(("a", "x"), id="note"),
    pytest.param(("e",), id="export"),
    pytest.param(("ctrl+s", "x"), id="name of a search"),
    pytest.param(("o",), id="question"),
    pytest.param(("ctrl+p", *"star"), id="palette"),
    pytest.param(("ctrl+p", *"star", "down"), id="palette, chosen"),
    pytest.param(("question_mark",), id="help"),
    pytest.param(("exclamation_mark",), id="report"),
    pytest.param(("c",), id="concordance"),
    pytest.param(("T",), id="trends"),
    pytest.param(("W",), id="key words"),
    pytest.param(("W", "c"), id="collocates"),
    pytest.param(("r",), id="related"),
    pytest.param(("R", "enter", "j"), id="reprints"),
    pytest.param(("R", "enter", "j", "d"), id="difference"),
]


@pytest.mark.parametrize("keys", OVER)
@pytest.mark.parametrize("key", ["enter", "escape", "q", "ctrl+c"])
async def test_a_key_that_arrives_thrice_ends_nothing_but_what_it_is_for(
    reader: OpenReader, keys: tuple[str, ...], key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda url: True)
    async with reader(query="台风") as pilot:
        await press(pilot, *keys)
        await together(pilot, *[key] * (1 if key == "q" else 3))
        assert screen_of(pilot).is_attached
        assert not pilot.app._exit


async def test_a_command_that_is_chosen_twice_is_done_once(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "ctrl+p", *"tag the article", "down")
        await together(pilot, "enter", "enter")
        kinds = [type(screen) for screen in pilot.app.screen_stack[1:]]
        assert kinds == [PromptScreen]


async def test_two_results_of_one_prompt_are_one(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        given: list[str | None] = []
        prompt = PromptScreen("", given.append)
        pilot.app.push_screen(prompt)
        await settled(pilot)
        close(prompt, given.append, "a")
        close(prompt, given.append, "b")
        await settled(pilot)
        assert given == ["a"]
        assert pilot.app.screen_stack == [screen_of(pilot)]


async def test_a_screen_under_another_takes_none_away(reader: OpenReader) -> None:
    async with reader() as pilot:
        given: list[str | None] = []
        below, above = PromptScreen("below", given.append), PromptScreen("above", given.append)
        pilot.app.push_screen(below)
        pilot.app.push_screen(above)
        await settled(pilot)
        close(below, given.append, "x")
        await settled(pilot)
        assert pilot.app.screen_stack[1:] == [below, above]
        assert not given


async def test_what_a_sheet_drew_is_let_go_with_it(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "question_mark")
        drawn = [ref(widget._styles_cache) for widget in pilot.app.screen.walk_children(Widget)]
        assert drawn
        await press(pilot, "escape", "j")
        await until(pilot, lambda: all_gone(drawn))


@pytest.mark.parametrize("key", ["c", "W", "r", "R", "T"])
async def test_an_answer_that_comes_as_a_sheet_is_left_is_not_listed(reader: OpenReader, key: str) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, key)
        sheet = pilot.app.screen
        assert isinstance(sheet, InsightScreen)
        answer = sheet.answer
        sheet._pruning = True  # as Textual has it while a screen is taken away
        await sheet.remove_children()
        sheet.on_resize()
        sheet._tell_progress(0.5)
        sheet._answered(answer, "")
        await settled(pilot)
        assert not sheet.children


@pytest.mark.parametrize("key", ["c", "W", "r", "R", "T"])
async def test_a_command_that_comes_as_its_sheet_is_left_is_not_obeyed(reader: OpenReader, key: str) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, key)
        sheet = sheet_of(pilot)
        await press(pilot, "escape", "escape")
        assert sheet not in pilot.app.screen_stack
        for id in ("search", "back", "read", "help", "export", "quit"):
            sheet.act(screen_of(pilot).action(id))
        await settled(pilot)
        assert pilot.app.screen_stack == [screen_of(pilot)]


async def test_a_key_that_comes_before_a_sheet_has_its_parts_is_obeyed_by_it(reader: OpenReader) -> None:
    async with reader() as pilot:
        screen_of(pilot).act(screen_of(pilot).action("help"))
        assert not sheet_of(pilot).is_mounted
        await together(pilot, "j", "escape")
        assert pilot.app.screen_stack == [screen_of(pilot)]
