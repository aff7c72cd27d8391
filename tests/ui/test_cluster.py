"""The reader on a cluster: it shows what it shows without one, keys wait for nothing, and what is missing is told."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.cluster import asking, working
from reader.cluster.working import Asked
from reader.corpus.loading import load_corpus
from reader.corpus.options import Cluster, ReadOptions
from reader.corpus.questions import Columns
from reader.corpus.table import Table
from reader.search.scanning import Matches
from reader.shards.manifest import Manifest
from reader.ui import doing
from reader.ui.app import DuwenApp
from tests.cluster.here import Here, Task, far_corpus
from tests.shards.made import written_table
from tests.soak.corpus import mixed
from tests.ui.conftest import screen_of
from tests.ui.looking import screen_lines, screen_text, visible_text
from tests.ui.waiting import settled, until

OpenFar = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
SMALL = 60_000
"""Bytes of text a shard."""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("news") / "news.txt", 300, 1)


@pytest.fixture(scope="module")
def near(news: Path) -> Table:
    return load_corpus([str(news)])


@pytest.fixture
def made(near: Table, tmp_path: Path) -> Manifest:
    return written_table(near, tmp_path / "shards", SMALL)


@pytest.fixture
def far(made: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenFar:
    """Opens the reader on the shards, with workers in this process."""
    monkeypatch.setattr(working, "_shelf", working._Shelf())
    monkeypatch.setattr(asking, "_LOOK", 0.002)
    monkeypatch.setattr(asking, "WAIT", 0.05)
    monkeypatch.setattr(doing, "_LOOK_AGAIN_AFTER", 0.05)

    @asynccontextmanager
    async def opened(here: Here, *, query: str = "", waits: bool = True) -> AsyncIterator[Pilot[None]]:
        folder = tmp_path / "shards"
        monkeypatch.setattr("reader.cluster.opening.reached", lambda *_: far_corpus(folder, here))
        app = DuwenApp(("news.txt",), query=query, options=ReadOptions(cluster=Cluster(here.address)))
        async with app.run_test(size=(100, 30)) as pilot:
            if waits:
                await settled(pilot)
            yield pilot

    return opened


@asynccontextmanager
async def opened_near(news: Path) -> AsyncIterator[Pilot[None]]:
    app = DuwenApp((str(news),), options=ReadOptions())
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        yield pilot


async def seen(pilot: Pilot[None]) -> str:
    """The screen at rest, topic words and all, without the line of figures: searches take as long as they take."""
    await settled(pilot)
    await until(pilot, lambda: (opened := screen_of(pilot).state.opened) is None or bool(opened.added.keywords))
    await settled(pilot)
    return "\n".join(screen_lines(pilot)[1:])


def told(pilot: Pilot[None]) -> str:
    """What was said for a moment."""
    return "\n".join(each.message for each in pilot.app._notifications)


KEYS = (
    ("slash", *"经济", "enter", "j", "j", "enter", "n", "n", "n"),
    ("G", "k", "k", "enter", "G"),
    ("slash", *"title:经", "enter", "S", "j", "n", "N", "g"),
    ("ctrl+d", "ctrl+d", "j", "enter", "space", "space", "space", "space", "space"),
    ("slash", *"没有的", "enter", "escape", "escape"),
    ("s", "j", "s", "slash", *"is:starred", "enter"),
    ("slash", *"经济", "enter", "c", "j", "j", "enter"),
    ("slash", *"经济", "enter", "T", "j"),
)


@pytest.mark.parametrize("keys", KEYS)
async def test_the_same_keys_show_the_same(far: OpenFar, news: Path, keys: tuple[str, ...]) -> None:
    async with opened_near(news) as pilot:
        await pilot.press(*keys)
        expected = await seen(pilot)
    async with far(Here()) as pilot:
        await pilot.press(*keys)
        assert await seen(pilot) == expected


class Held(Here):
    """Workers that answer some questions only when they are let go."""

    def __init__(self, kind: type) -> None:
        super().__init__(asked=self._held)
        self._kind, self.held, self.holds = kind, list[Task](), False

    def _held(self, _here: Here, task: Task, asked: Asked) -> bool:
        if self.holds and isinstance(asked.question, self._kind):
            self.held.append(task)
            return False
        return True

    def let_go(self, count: int | None = None) -> None:
        """Answer those that were asked first."""
        going, self.held = self.held[:count], self.held[len(self.held[:count]) :]
        for task in going:
            task.run()


async def test_keys_wait_for_no_article_and_are_obeyed_in_order(far: OpenFar, near: Table) -> None:
    held = Held(Columns)
    async with far(held) as pilot:
        held.holds = True
        await pilot.press("G")
        state = screen_of(pilot).state
        assert state.cursor == len(near) - 1
        assert state.awaits_article
        assert state.opened is None
        assert "…" in visible_text(screen_of(pilot).list)
        await pilot.press("k", "k", "s")
        assert screen_of(pilot).state.cursor == len(near) - 1
        await pilot.press("ctrl+p")
        assert "palette" in type(pilot.app.screen).__name__.lower()
        await pilot.press("escape")
        held.holds = False
        await until(pilot, lambda: bool(held.held))
        held.let_go()
        await settled(pilot)
        article = near.article(len(near) - 3)
        assert screen_of(pilot).state.hit is not None
        assert screen_of(pilot).state.hit.article == article  # type: ignore[union-attr]
        assert screen_of(pilot).state.marks_of(article.id).starred


async def test_what_the_first_shard_has_is_listed_at_once(far: OpenFar, near: Table, made: Manifest) -> None:
    held = Held(Matches)
    async with far(held) as pilot:
        held.holds = True
        await pilot.press("slash", "的")
        await until(pilot, lambda: len(held.held) == len(made.shards))
        held.let_go(1)
        await until(pilot, lambda: f"1 of {len(made.shards)} shards" in screen_lines(pilot)[0])
        first = screen_of(pilot).state
        assert first.hits is not None
        assert 0 < len(first.hits) < len(near)
        assert first.asking.is_searching
        held.holds = False
        held.let_go()
        await settled(pilot)
        assert "shards" not in screen_lines(pilot)[0]
        assert screen_of(pilot).state.hits is not None
        assert len(screen_of(pilot).state.hits or ()) > len(first.hits)


async def test_a_newer_query_withdraws_the_older(far: OpenFar) -> None:
    held = Held(Matches)
    async with far(held) as pilot:
        held.holds = True
        await pilot.press("slash", "的")
        await until(pilot, lambda: bool(held.held))
        older = {task.key for task in held.held}
        held.holds = False
        await pilot.press("backspace", *"经济")
        await settled(pilot)
        assert older <= {*held.cancelled}
        assert screen_of(pilot).state.asked == "经济"


async def test_a_missing_shard_is_told_and_then_found_again(far: OpenFar, made: Manifest, tmp_path: Path) -> None:
    path = tmp_path / "shards" / made.shards[2].name
    data = path.read_bytes()
    path.write_bytes(b"nothing")
    async with far(Here(), query="的", waits=False) as pilot:
        left = f"{len(made.shards) - 1} of {len(made.shards)} shards"
        await until(pilot, lambda: left in screen_lines(pilot)[0])
        await until(pilot, lambda: "incomplete" in told(pilot))
        await until(pilot, lambda: screen_of(pilot).state.hits is not None)
        rows = screen_of(pilot).state.hits.results.rows  # type: ignore[union-attr]
        assert not rows.is_between(made.shards[2].first, made.shards[2].end - 1).any()
        await pilot.press("escape", "exclamation_mark")
        await until(pilot, lambda: "is damaged" in screen_text(pilot))
        await pilot.press("escape")
        path.write_bytes(data)
        await until(pilot, lambda: "shards" not in screen_lines(pilot)[0])
        await until(pilot, lambda: "All shards answer again" in told(pilot))
        await settled(pilot)


async def test_a_cluster_that_does_not_answer_is_told_and_asked_again(far: OpenFar, near: Table) -> None:
    here = Here()
    async with far(here) as pilot:
        here.names = []
        await pilot.press("slash", *"经济")
        await until(pilot, lambda: "nobody works here" in screen_text(pilot))
        here.names = ["c"]
        await until(pilot, lambda: screen_of(pilot).state.asked == "经济")
        await settled(pilot)
        assert "nobody works here" not in screen_text(pilot)
        await pilot.press("enter", "f12")


async def test_what_a_cluster_cannot_do_is_said(far: OpenFar) -> None:
    async with far(Here()) as pilot:
        await pilot.press("L")
        await until(pilot, lambda: "cannot be followed" in told(pilot))


@pytest.mark.parametrize("keys", [("D",), ("F",), ("c",), ("T",), ("W",), ("r",), ("G",)])
async def test_whatever_fails_on_a_cluster_is_told_and_the_reader_goes_on(far: OpenFar, keys: tuple[str, ...]) -> None:
    """Questions of all kinds find no worker, then one that fails, then all is well."""
    here = Here()
    async with far(here, query="经济") as pilot:
        here.names = []
        await pilot.press(*keys)
        await until(pilot, lambda: "nobody works here" in screen_text(pilot) or "…" in screen_text(pilot))
        here.names = ["a"]
        await pilot.press("escape")
        await until(pilot, lambda: "nobody works here" not in screen_text(pilot))
        await settled(pilot)
        assert screen_of(pilot).state.hit is not None
        assert pilot.app.is_running


async def test_reprints_are_folded_also_where_a_shard_is_missing(far: OpenFar, made: Manifest, tmp_path: Path) -> None:
    (tmp_path / "shards" / made.shards[2].name).write_bytes(b"nothing")
    async with far(Here(), query="的", waits=False) as pilot:
        await until(pilot, lambda: "incomplete" in told(pilot))
        await until(pilot, lambda: screen_of(pilot).state.hits is not None)
        await pilot.press("escape", "F")
        await until(pilot, lambda: screen_of(pilot).state.is_folded)


async def test_where_no_shard_can_be_read_it_is_said_once_and_looked_for(
    far: OpenFar, made: Manifest, tmp_path: Path, near: Table
) -> None:
    (tmp_path / "shards").rename(tmp_path / "elsewhere")
    (tmp_path / "shards").mkdir()
    (tmp_path / "elsewhere" / "manifest.json").rename(tmp_path / "shards" / "manifest.json")
    here = Here()
    async with far(here, query="的", waits=False) as pilot:
        await until(pilot, lambda: "is missing" in screen_text(pilot))
        await until(pilot, lambda: f"0 of {len(made.shards)} shards" in screen_lines(pilot)[0])
        for shard in made.shards:
            (tmp_path / "elsewhere" / shard.name).rename(tmp_path / "shards" / shard.name)
        await until(pilot, lambda: (hits := screen_of(pilot).state.hits) is not None and len(hits) == len(near))
        await settled(pilot)
        assert "shards" not in screen_lines(pilot)[0]
