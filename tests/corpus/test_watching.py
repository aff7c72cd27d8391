"""Watching: files are named as they are read, whatever the system calls them, and what is not read is not told."""

import os
from pathlib import Path

import pytest

from reader.corpus import watching
from reader.corpus.watching import Changed, Watch


def changes(watch: Watch, told: list[set[str]], monkeypatch: pytest.MonkeyPatch, count: int) -> list[Changed]:
    """The first changes where the system tells some, piece by piece."""
    pieces = iter(told)
    monkeypatch.setattr(watching, "_told", lambda folders, recursive=False: [pieces] if recursive else [])
    found = watch.changes(lambda: False)
    return [next(found) for _number in range(count)]


@pytest.fixture
def crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crawl" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("crawl")
    return tmp_path / "crawl"


@pytest.mark.parametrize("named", ["crawl", "./crawl", "crawl/", "link", ".", "crawl/../crawl"])
def test_a_file_is_named_as_it_is_where_it_is_read(crawl: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    path = crawl / "inner" / "a.txt"
    path.write_text("", encoding="utf-8")
    [found] = changes(Watch([named]), [{str(path)}], monkeypatch, 1)
    assert found is not None
    [name] = found
    assert os.path.samefile(name, path)
    walked = [os.path.join(folder, file) for folder, _folders, files in os.walk(named) for file in files]
    assert name in walked


def test_what_is_not_read_is_not_told(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [{str(crawl / ".git" / "a"), str(crawl / ".b.txt"), "/elsewhere/c.txt"}, {str(crawl / "d.txt")}]
    assert changes(Watch(["crawl"]), told, monkeypatch, 1) == [frozenset({"crawl/d.txt"})]


def test_after_a_new_folder_all_files_are_looked_at(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert changes(Watch(["crawl"]), [{str(crawl / "inner")}, {str(crawl / "a")}], monkeypatch, 1) == [None]


def test_where_nothing_is_told_files_are_looked_at_again_and_again(
    crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert changes(Watch(["crawl"]), [], monkeypatch, 2) == [None, None]


def test_who_wants_to_look_again_is_told_to(crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(["crawl"])
    watch.again(0.0)
    assert changes(watch, [], monkeypatch, 1) == [frozenset()]
