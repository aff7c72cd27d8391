"""A small corpus on disk, and the reader open on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.corpus.options import ReadOptions
from reader.reading.opened import Opened
from reader.ui.app import DuwenApp
from reader.ui.screens.reading import ReadingScreen
from tests.dumps import record
from tests.ui.waiting import settled

LONG = "\n".join(f"第{number}段。" + "这里的文字很长，长到一屏放不下。" * 12 for number in range(40))

ARTICLES = (
    ("上海开博览会", "http://news.example.com/2024-03-05/1.html", "　　上海今天开了博览会。\n各地的人都来上海。"),
    ("颱風吹過臺灣", "http://tw.example.com/2023-08-01/2.html", "颱風今天吹過臺灣東部。\n台风的消息。"),
    ("[red]标题[/red] [/] [@click=app.quit]", "", "正文里有 [b]方括号[/b] 和上海。"),
    ("长文", "http://news.example.com/2022-01-01/4.html", LONG + "\n最后一段说到上海。"),
    ("Short news", "http://en.example.com/2021/5.html", "Very short, GDP 5%."),
)

OpenReader = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text("".join(record(*article) for article in ARTICLES), encoding="utf-8")
    return path


@pytest.fixture
def reader(dump: Path) -> OpenReader:
    """Opens the reader on the small corpus, or on other paths, and waits until it is at rest."""

    @asynccontextmanager
    async def opened(
        *paths: str, size: tuple[int, int] = (100, 30), query: str = "", encoding: str | None = None
    ) -> AsyncIterator[Pilot[None]]:
        app = DuwenApp(paths or (str(dump),), query=query, options=ReadOptions(encoding))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot

    return opened


def screen_of(pilot: Pilot[None]) -> ReadingScreen:
    """The reading screen, wherever the pilot is."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ReadingScreen)
    return screen


def opened_of(pilot: Pilot[None]) -> Opened:
    """The open article, and where in it the reader is."""
    opened = screen_of(pilot).state.opened
    assert opened is not None
    return opened
