"""Notices that stand over the text for a while: few, none twice, whole also where they are long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from reader.ui.app import DuwenApp
from tests.ui.looking import screen_text
from tests.ui.waiting import settled


@asynccontextmanager
async def shown(dump: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[None]]:
    """The reader with its notices, which a test has not otherwise."""
    async with DuwenApp([str(dump)]).run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


def messages(pilot: Pilot[None]) -> list[str]:
    return [each.message for each in pilot.app._notifications]


async def test_at_most_three_are_seen_the_newest_last(dump: Path) -> None:
    async with shown(dump) as pilot:
        for number in range(6):
            pilot.app.notify(f"notice {number}", markup=False)
        await settled(pilot)
        assert messages(pilot) == ["notice 3", "notice 4", "notice 5"]
        assert "notice 2" not in screen_text(pilot)
        assert "notice 5" in screen_text(pilot)


async def test_the_same_is_not_seen_twice(dump: Path) -> None:
    async with shown(dump) as pilot:
        for text in ("copied", "other", "copied"):
            pilot.app.notify(text, markup=False)
            await settled(pilot)
        assert messages(pilot) == ["other", "copied"]
        assert screen_text(pilot).count("copied") == 1


async def test_a_long_one_is_wrapped_within_the_screen(dump: Path) -> None:
    async with shown(dump, (30, 12)) as pilot:
        pilot.app.notify("a/" + "long_name_" * 6 + "end", markup=False)
        await settled(pilot)
        said = "".join(screen_text(pilot).split())
        assert "long_name_" * 2 in said
        assert "end" in said
