"""The sheet of related articles: what it lists, where choosing one leads, and that it stops."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.sheets.related import RelatedInquiry
from reader.ui.screens.insight import InsightScreen
from reader.ui.screens.reading import ReadingScreen
from tests.dumps import record
from tests.ui.comparing import Endless, dump_of_subjects
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_text
from tests.ui.sheets import answer_of, sheet_of
from tests.ui.waiting import settled, until


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def related(pilot: Pilot[None]) -> InsightScreen[Any, Any]:
    return sheet_of(pilot, RelatedInquiry)


def open_title(pilot: Pilot[None]) -> str:
    hit = screen_of(pilot).state.hit
    assert hit is not None
    return hit.article.title


async def test_the_nearest_articles_are_listed_with_what_they_share(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="title:台风登陆沿海") as pilot:
        await press(pilot, "r")
        assert [each.row for each in answer_of(pilot, RelatedInquiry).related[:3]] == [0, 2, 3]
        assert "渔船" in answer_of(pilot, RelatedInquiry).related[0].words
        assert "渔船" in screen_text(pilot)


async def test_a_narrow_sheet_tells_what_the_row_under_the_cursor_shares(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="title:台风登陆沿海", size=(60, 16)) as pilot:
        await press(pilot, "r")
        words = answer_of(pilot, RelatedInquiry).related[1].words
        await press(pilot, "j")
        assert " ".join(words) in screen_text(pilot)


async def test_an_article_among_the_hits_is_opened_there(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "r", "j")
        index = related(pilot).page.under_cursor
        assert index is not None
        chosen = answer_of(pilot, RelatedInquiry).related[index].row
        await press(pilot, "enter")
        screen = screen_of(pilot)
        assert (screen.state.asking.text, screen.state.pane == "text") == ("台风", True)
        assert screen.state.hit is not None
        assert screen.state.hit.row == chosen


async def test_for_an_article_that_is_not_among_the_hits_the_search_is_cleared(
    reader: OpenReader, tmp_path: Path
) -> None:
    async with reader(dump_of_subjects(tmp_path), query="title:台风登陆沿海") as pilot:
        await press(pilot, "r", "enter")
        screen = screen_of(pilot)
        assert (screen.state.asking.text, screen.bar.value, screen.state.pane == "text") == ("", "", True)
        assert open_title(pilot) == "台风登陆"
        assert opened_of(pilot).hit is screen.state.hit
        assert screen.state.pane == "text"


async def test_an_article_that_shares_no_word_has_no_relatives(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(record("台风", "", "渔船避风。") + record("女排", "", "比赛获胜。"), encoding="utf-8")
    async with reader(str(path)) as pilot:
        await press(pilot, "r")
        assert "No other article shares a word" in screen_text(pilot)


async def test_the_only_article_has_no_relatives(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(record("台风", "", "渔船避风。"), encoding="utf-8")
    async with reader(str(path)) as pilot:
        await press(pilot, "r")
        assert not answer_of(pilot, RelatedInquiry).related


async def test_without_an_article_nothing_is_asked(reader: OpenReader) -> None:
    async with reader(query="没有的词") as pilot:
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_escape_stops_the_comparison(reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Endless()
    monkeypatch.setattr(
        "reader.insight.related.related",
        lambda corpus, row, limit, progress, stopped: endless(progress=progress, stopped=stopped),
    )
    async with reader(dump_of_subjects(tmp_path)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "counting words 34 %" in screen_text(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await until(pilot, endless.stopped.is_set)
