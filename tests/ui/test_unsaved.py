"""Marks that are not saved: said as it happens, in every size of the screen, and when all are saved again."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library import Library
from reader.reading.status import Status
from reader.ui.app import DuwenApp
from reader.ui.screens.prompt import ConfirmScreen
from tests.ui.conftest import screen_of
from tests.ui.looking import screen_text
from tests.ui.waiting import settled, until


@asynccontextmanager
async def kept(dump: Path, path: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The reader with a library in a file, and with its notices."""
    with Library.open(path) as library:
        async with DuwenApp([str(dump)], library=library).run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            assert library.flush()
            yield pilot


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def said(pilot: Pilot[None]) -> list[str]:
    return [each.message for each in pilot.app._notifications]


@pytest.mark.parametrize(
    ("size", "sign"),
    [
        ((150, 40), "1 mark not saved: another program has locked the library  5 / 5"),
        ((60, 16), "1 mark not saved  5 / 5"),
        ((36, 9), "1 unsaved  5 / 5"),
    ],
)
async def test_a_mark_that_is_not_saved_is_said_until_it_is(
    dump: Path, tmp_path: Path, size: tuple[int, int], sign: str
) -> None:
    path = tmp_path / "library.sqlite"
    async with kept(dump, path, size) as pilot:
        with locked(path):
            await pilot.press("s")
            await until(pilot, lambda: sign in screen_text(pilot))
            await until(pilot, lambda: said(pilot) != [])
            assert said(pilot)[-1].startswith("Marks are not saved yet: another program has locked the library.")
        await until(pilot, lambda: said(pilot)[-1] == "All marks are saved now.")
        await until(pilot, lambda: "saved" not in screen_of(pilot).state.status.least)


async def test_each_further_mark_is_counted_and_the_reason_is_said_once(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    async with kept(dump, path, (100, 30)) as pilot:
        with locked(path):
            for number in (1, 2, 3):
                await pilot.press("s", "j")
                await until(pilot, lambda number=number: screen_of(pilot).state.status.unsaved == number)  # type: ignore[misc]
            assert "3 marks not saved" in screen_text(pilot)
            assert len(said(pilot)) == 1


async def test_leaving_asks_where_it_loses_marks(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    async with kept(dump, path, (100, 30)) as pilot:
        (tmp_path / "library.sqlite.journal.jsonl").mkdir()
        (tmp_path / "state-home").write_text("")
        with locked(path):
            await pilot.press("s")
            await until(pilot, lambda: pilot.app.library.keeping.is_worth_a_question)  # type: ignore[attr-defined]
            await pilot.press("q")
            assert isinstance(pilot.app.screen, ConfirmScreen)
            assert "these marks are lost: 1 star" in " ".join(screen_text(pilot).split())
            await pilot.press("escape")
            assert not isinstance(pilot.app.screen, ConfirmScreen)
            await pilot.press("q", "enter")
            assert pilot.app._exit


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (60, "2 marks not saved: the disk is full  412 / 58,730  12 ms"),
        (50, "2 marks not saved: the disk is full  412 / 58,730"),
        (40, "2 marks not saved  412 / 58,730"),
        (5, "2 unsaved  412 / 58,730"),
    ],
)
def test_the_sign_comes_before_all_but_the_counts(width: int, told: str) -> None:
    status = Status(412, 58_730, 12.4, "date", problems=2, unsaved=2, obstacle="the disk is full")
    assert status.fitting(width) == told
