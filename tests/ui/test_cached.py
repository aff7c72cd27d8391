"""A corpus from the cache on the screen: the picture is that of the first time, and what is damaged is read again."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.corpus import volumes
from reader.corpus.options import ReadOptions
from reader.store import opening, stored
from reader.ui.app import DuwenApp
from tests.ui.conftest import screen_of
from tests.ui.looking import screen_lines
from tests.ui.waiting import settled, until


@pytest.fixture(autouse=True)
def _everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "WORTH_KEEPING", 0.0)
    monkeypatch.setattr(opening, "SETTLED", 0.0)


@asynccontextmanager
async def reader(dump: Path) -> AsyncIterator[Pilot[None]]:
    time.sleep(0.01)
    app = DuwenApp([str(dump)], query="上海", options=ReadOptions(keeps=True))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        yield pilot


def _cached(tmp_path: Path) -> list[Path]:
    return [*(tmp_path / "cache-home" / "duwen" / "corpora").glob("*/*.arrow")]


def _title(pilot: Pilot[None]) -> str:
    opened = screen_of(pilot).state.opened
    return opened.hit.article.title if opened is not None else ""


def _has_topic_words(pilot: Pilot[None]) -> bool:
    opened = screen_of(pilot).state.opened
    return opened is not None and bool(opened.added.keywords)


async def _picture(dump: Path, tmp_path: Path) -> list[str]:
    async with reader(dump) as pilot:
        await until(pilot, lambda: bool(_cached(tmp_path)) and _has_topic_words(pilot))
        await settled(pilot)
        first, *others = screen_lines(pilot)
        return [*first.partition(" ms")[0].split()[:-1], *others]


async def test_it_shows_what_it_showed_the_first_time(dump: Path, tmp_path: Path) -> None:
    first = await _picture(dump, tmp_path)
    (segment,) = _cached(tmp_path)
    assert await _picture(dump, tmp_path) == first
    assert _cached(tmp_path) == [segment]


async def test_a_damaged_cache_is_read_past_while_one_reads(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _picture(dump, tmp_path)
    (segment,) = _cached(tmp_path)
    data = segment.read_bytes()
    segment.write_bytes(data.replace("上海".encode(), "下海".encode()))
    monkeypatch.setattr(stored, "CHECKED_FIRST", -1)
    async with reader(dump) as pilot:
        told = "The cache of this corpus is damaged; reading its files again."
        await until(pilot, lambda: told in [each.message for each in pilot.app._notifications])
        await until(pilot, lambda: _cached(tmp_path) not in ([], [segment]))
        await until(pilot, lambda: "上海" in _title(pilot))
