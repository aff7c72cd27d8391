"""Loading: the screen stands first, articles come as they are read, and what cannot be read is said with a way on."""

import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import reader.corpus.batches as batches
import reader.corpus.loading as loading
import reader.store.opening as opening
from reader.corpus.loading import Batch
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.ui.app import DuwenApp
from reader.ui.widgets.article_list import ArticleList
from tests.dumps import record
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text, visible_text
from tests.ui.waiting import settled, until


class SlowDisk:
    """The real loader, which waits to be told before it hands on each batch with something in it."""

    def __init__(self) -> None:
        self._may_go_on = threading.Semaphore(0)
        self._load = loading.load

    def load(self, paths: Sequence[str], options: ReadOptions = AS_DETECTED, **others: Any) -> Iterator[Batch]:
        for batch in self._load(paths, options, **others):
            if batch.frame.height or batch.problems:
                self._may_go_on.acquire(timeout=10)
            yield batch
        self._may_go_on.acquire(timeout=10)

    def give(self) -> None:
        """Let a batch through."""
        self._may_go_on.release()

    def give_all(self) -> None:
        """Let all batches through, and the end."""
        self._may_go_on.release(100)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    """Each file is a batch of its own, which comes when the test says so."""
    slow = SlowDisk()
    monkeypatch.setattr(batches, "BATCH_SECONDS", -1.0)
    monkeypatch.setattr(opening, "load", slow.load)
    yield slow
    slow.give_all()


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Three files of two articles each, in a folder of their own."""
    paths = []
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("甲", "乙", "丙"):
        path = folder / f"{name}.txt"
        articles = (record(f"{name}{number}", "", f"{name}的第{number}篇说上海。") for number in (1, 2))
        path.write_text("".join(articles), encoding="utf-8")
        paths.append(str(path))
    return paths


@asynccontextmanager
async def opened(paths: Sequence[str], query: str = "") -> AsyncIterator[Pilot[None]]:
    """The reader, as soon as it runs."""
    async with DuwenApp(paths, query=query).run_test(size=(100, 30)) as pilot:
        yield pilot


def count(pilot: Pilot[None]) -> int:
    return len(screen_of(pilot).state.hits or ())


def title(pilot: Pilot[None]) -> str:
    opened = screen_of(pilot).state.opened
    return opened.hit.article.title if opened is not None else ""


def test_what_the_first_picture_needs_is_light() -> None:
    code = "import reader.ui.app, sys; print(*{'polars', 'jieba', 'pypinyin'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("\n", 0)


async def test_the_first_picture_stands_before_any_article(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        await until(pilot, lambda: "q quit" in screen_lines(pilot)[-1])
        assert "loading" in screen_lines(pilot)[0]
        assert "甲" not in "".join(screen_lines(pilot)[1:])


async def test_loading_begins_only_when_the_first_picture_stands(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[str] = []
    load = loading.load

    def watched(*arguments: object, **named: object) -> Iterator[Batch]:
        pictures.append(screen_text(pilot))
        return load(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "load", watched)
    async with opened(files) as pilot:
        await settled(pilot)
    assert pictures[0].startswith(" / search")
    assert "loading" in pictures[0].splitlines()[0]


async def test_articles_are_listed_as_they_come(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        counts = []
        for expected in (2, 4, 6):
            disk.give()
            await until(pilot, lambda expected=expected: count(pilot) == expected)  # type: ignore[misc]
            counts += [part for part in str(screen_of(pilot).state.status).split("  ") if " / " in part]
        assert counts == ["2 / 2", "4 / 4", "6 / 6"]
        assert "丙2" in visible_text(screen_of(pilot).list)


async def test_progress_is_told_until_all_is_there(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        disk.give()
        await until(pilot, lambda: "loading 33%" in screen_lines(pilot)[0])
        assert "MB/s" in screen_lines(pilot)[0]
        disk.give()
        await until(pilot, lambda: "loading 67%" in screen_lines(pilot)[0])
        disk.give_all()
        await settled(pilot)
        assert "loading" not in screen_lines(pilot)[0]


async def test_the_article_that_is_read_stays_while_others_come(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        disk.give()
        await until(pilot, lambda: count(pilot) == 2)
        await pilot.press("j")
        disk.give_all()
        await until(pilot, lambda: count(pilot) == 6)
        assert (title(pilot), screen_of(pilot).state.cursor) == ("甲2", 1)


async def test_who_stands_at_the_top_of_a_search_sees_the_best_of_what_comes(
    disk: SlowDisk, files: list[str], tmp_path: Path
) -> None:
    better = tmp_path / "files" / "丁.txt"
    better.write_text(record("上海上海", "", "上海，上海，上海。"), encoding="utf-8")
    async with opened([*files, str(better)], "上海") as pilot:
        disk.give()
        await until(pilot, lambda: count(pilot) == 2)
        assert title(pilot).startswith("甲")
        disk.give_all()
        await settled(pilot)
        assert (title(pilot), screen_of(pilot).state.cursor) == ("上海上海", 0)


async def test_a_search_while_loading_finds_what_comes_later(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        disk.give()
        await until(pilot, lambda: count(pilot) == 2)
        await pilot.press("slash", *"乙1")
        await until(pilot, lambda: count(pilot) == 0)
        disk.give_all()
        await until(pilot, lambda: title(pilot) == "乙1")


async def test_a_search_typed_before_the_first_article_is_answered(disk: SlowDisk, files: list[str]) -> None:
    async with opened(files) as pilot:
        await pilot.press("slash", *"甲2")
        disk.give_all()
        await until(pilot, lambda: title(pilot) == "甲2")
        await settled(pilot)
        assert count(pilot) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_waits_for_no_disk(disk: SlowDisk, files: list[str], key: str) -> None:
    async with opened(files) as pilot:
        disk.give()
        await until(pilot, lambda: count(pilot) == 2)
        await pilot.press(key)
        await until(pilot, lambda: pilot.app._exit)


# What cannot be opened


def _missing(folder: Path) -> Path:
    return folder / "没有.txt"


def _unreadable(folder: Path) -> Path:
    """Nobody can open a socket as a file, whatever their rights."""
    path = folder / "s"
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))
    return path


def _empty(folder: Path) -> Path:
    path = folder / "空.txt"
    path.write_bytes(b"")
    return path


def _binary(folder: Path) -> Path:
    path = folder / "二进制.txt"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def _empty_folder(folder: Path) -> Path:
    path = folder / "空文件夹"
    path.mkdir()
    return path


def _only_records_without_text(folder: Path) -> Path:
    path = folder / "无文.txt"
    path.write_text(record("", "", ""), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_missing, "no such file or folder"),
        (_unreadable, ""),
        (_empty, "no article found"),
        (_binary, "binary data"),
        (_empty_folder, "the folder holds no file"),
        (_only_records_without_text, "no article found"),
    ],
)
async def test_what_cannot_be_read_is_said_on_the_screen(
    reader: OpenReader, tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    async with reader(str(make(tmp_path)), size=(300, 30)) as pilot:
        notice = " ".join(visible_text(screen_of(pilot).list).split())
        assert reason in notice
        assert "Enter opens the samples, q quits." in notice
        assert "loading" not in screen_lines(pilot)[0]


@pytest.mark.parametrize("make", [_missing, _empty])
async def test_enter_opens_the_samples_where_nothing_could_be_read(
    reader: OpenReader, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    async with reader(str(make(tmp_path))) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert count(pilot) >= 40
        assert "Enter opens" not in screen_text(pilot)


async def test_the_way_on_works_with_a_search_that_was_given(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(str(_missing(tmp_path)), query="xyzzy") as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert "Nothing found for xyzzy" in visible_text(screen_of(pilot).list)


async def test_every_key_is_harmless_where_nothing_could_be_read(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(str(_missing(tmp_path))) as pilot:
        await pilot.press(*"jkgGhnN][SKz+-", "space", "tab", "ctrl+d", "pageup", "escape", "slash", "x", "escape")
        await settled(pilot)
        assert isinstance(screen_of(pilot).list, ArticleList)


async def test_a_bad_file_in_a_folder_does_not_keep_the_others_away(reader: OpenReader, files: list[str]) -> None:
    folder = Path(files[0]).parent
    _binary(folder)
    async with reader(str(folder)) as pilot:
        assert count(pilot) == 6
