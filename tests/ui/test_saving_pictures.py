"""The screen is saved as an SVG picture: what the reader looked at, every character in its place."""

import os
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.sheets.trends import TrendsInquiry
from reader.ui.pictures import with_true_widths
from reader.ui.screens.prompt import ConfirmScreen, PromptScreen
from tests.ui.conftest import OpenReader
from tests.ui.looking import screen_text
from tests.ui.sheets import is_about
from tests.ui.waiting import settled, until


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def save(pilot: Pilot[None], path: Path) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, PromptScreen))
    pilot.app.screen.query_one("Input").value = str(path)  # type: ignore[attr-defined]
    await press(pilot, "enter")


def texts(path: Path) -> str:
    return "".join(re.findall(r">([^<>]+)</text>", path.read_text(encoding="utf-8"))).replace("&#160;", " ")


async def test_p_saves_what_was_seen_and_not_the_prompt(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "P")
        assert "duwen.svg" in screen_text(pilot)
        await save(pilot, tmp_path / "a.svg")
        assert [each.message for each in pilot.app._notifications] == [f"picture written to {tmp_path / 'a.svg'}"]
        shown = texts(tmp_path / "a.svg")
        assert "3 / 5" in shown
        assert "各地的人都来" in shown
        assert "duwen.svg" not in shown


async def test_a_picture_is_not_replaced_without_asking(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("before", encoding="utf-8")
    async with reader() as pilot:
        await press(pilot, "P")
        await save(pilot, path)
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "escape")
        assert path.read_text(encoding="utf-8") == "before"
        await press(pilot, "P")
        await save(pilot, path)
        await press(pilot, "y")
        await until(pilot, lambda: "<svg" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["a.png", "none/a.svg", f"{'长' * 400}.svg", "~nobody-of-that-name/a.svg"])
async def test_what_cannot_be_written_is_told(reader: OpenReader, tmp_path: Path, name: str) -> None:
    async with reader() as pilot:
        await press(pilot, "P")
        await save(pilot, tmp_path / name)
        assert [each.severity for each in pilot.app._notifications] == ["error"]
        assert not os.path.exists(tmp_path / name)


async def test_the_palette_saves_a_sheet_too(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "T")
        assert is_about(pilot, TrendsInquiry)
        await press(pilot, "ctrl+p", *"svg")
        await until(pilot, lambda: "Save a picture of the screen (SVG)" in screen_text(pilot))
        await press(pilot, "enter")
        await save(pilot, tmp_path / "t.svg")
        assert is_about(pilot, TrendsInquiry)
        assert "Trends" in texts(tmp_path / "t.svg")
        assert "SVG" not in texts(tmp_path / "t.svg")


async def test_the_palette_offers_a_sheet_nothing_that_it_cannot_do(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "T", "ctrl+p", *"article a star")
        await until(pilot, lambda: "No matching command." in screen_text(pilot))


def test_every_character_stands_in_its_column() -> None:
    svg = '<text class="a" x="10" y="5" textLength="40" clip-path="url(#l)">上a&amp;海</text>'
    assert with_true_widths(svg) == '<text class="a" x="10.0 30.0 40.0 50.0" y="5">上a&amp;海</text>'
