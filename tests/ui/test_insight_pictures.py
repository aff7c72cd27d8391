"""What the sheets of the insights look like on the samples. Each picture was looked at before it was kept."""

from collections.abc import Awaitable, Callable
from itertools import count
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from reader.resources import resource_folder
from reader.search import engine
from reader.ui.widgets.line_input import LineInput
from tests.ui.conftest import screen_of
from tests.ui.test_pictures import PicturedApp
from tests.ui.waiting import settled, until

Compare = Callable[..., bool]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> PicturedApp:
    """The reader on the samples, searching for 上海; every search takes 12 ms."""
    ticks = count()
    monkeypatch.setattr(engine, "time", SimpleNamespace(perf_counter=lambda: next(ticks) * 0.012))
    return PicturedApp([str(resource_folder("sample_data"))], query="上海")


def after(*groups: tuple[str, ...]) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys, group by group, each once what the last ones asked is answered."""

    async def prepare(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: bool(pilot.app.screen.query(LineInput)) and screen_of(pilot).state.hits is not None)
        for keys in ((), *groups):
            await pilot.press(*keys)
            await settled(pilot)

    return prepare


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param((("c",), ("s",), ("j",)), id="concordance"),
        pytest.param((("c",), ("slash", *" 博览会 len:x"), ()), id="wrong-query"),
        pytest.param((("T",), ("v", "j", "j")), id="trends"),
        pytest.param((("T",), ("slash", *"; 北京"), ("enter",), ("u",)), id="trends-of-two"),
        pytest.param((("W",), ("j", "j")), id="key-words"),
        pytest.param((("W",), ("c",)), id="collocates"),
        pytest.param((("r",),), id="related"),
        pytest.param((("R",), ("enter", "j", "j")), id="reprints"),
        pytest.param((("R",), ("d",)), id="difference"),
    ],
)
def test_a_sheet(app: PicturedApp, snap_compare: Compare, groups: tuple[tuple[str, ...], ...]) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=after(*groups))
