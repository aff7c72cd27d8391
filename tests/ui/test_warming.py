"""What is made ready once all articles are there, and that the first picture does without it."""

import subprocess
import sys

import pytest

from reader.language import pinyin
from reader.ui import doing, warming
from tests.ui.conftest import OpenReader
from tests.ui.waiting import until


async def test_soon_after_loading_things_are_made_ready(reader: OpenReader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(warming, "warm_up", lambda stopped: asked.append(stopped()))
    monkeypatch.setattr(doing, "_WARM_AFTER", 0.01)
    async with reader() as pilot:
        await until(pilot, lambda: bool(asked))
        assert asked == [False]


def test_the_tables_of_pinyin_are_made_ready() -> None:
    pinyin._translation.cache_clear()
    warming.warm_up(lambda: True)
    assert not pinyin._translation.cache_info().currsize
    warming.warm_up(lambda: False)
    assert pinyin._translation.cache_info().currsize


def test_the_first_picture_needs_no_sheet_and_no_polars() -> None:
    code = "import sys, reader.ui.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    screens = {name for name in done.stdout.split() if name.startswith("reader.ui.screens.")}
    assert not {name for name in screens if name.rsplit(".")[-1] in _SHEETS}
    assert "polars" not in done.stdout.split()


_SHEETS = {"concordance", "difference", "insight", "key_words", "queried", "related", "report", "reprints"}
_SHEETS |= {"sheet", "trends"}
