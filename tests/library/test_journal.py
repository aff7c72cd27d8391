"""The journal: taken in at the next opening, however often, and nothing newer is undone."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.library import Library
from reader.library.changes import Mark, MarkedArticle
from reader.library.dated import Dated
from reader.library.journal import Journal
from reader.library.schema import VERSION
from tests.library.articles import article, rows

ONE = article()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def starred(on: bool, at: int) -> Dated:
    return Dated(at, Mark(MarkedArticle(ONE.id, ONE.title, ONE.url), "starred", on))


@pytest.fixture
def file(path: Path) -> Path:
    """Where the journal of an existing library lies."""
    Library.open(path).close()
    return path.with_name(f"{path.name}.journal.jsonl")


def test_what_waits_is_taken_in_at_the_next_opening_and_the_file_is_gone(path: Path, file: Path) -> None:
    library = Library.open(path)
    with locked(path):
        library.set_starred(ONE)
        library.remember_corpus([os.fsdecode("/语料.txt".encode("gb18030"))])
        assert not library.close(0.01)
        assert file.exists()
    with Library.open(path) as again:
        assert again.is_starred(ONE.id)
        assert again.last_corpus == library.last_corpus
        assert again.notice is None
    assert not file.exists()


def test_what_another_reader_did_later_holds(path: Path) -> None:
    early, later = Library.open(path), Library.open(path)
    early.set_starred(ONE)
    early.set_note(ONE, "旧")
    assert early.flush()
    with locked(path):
        early.set_note(ONE, "中")
        early.set_read(ONE)
        assert not early.close(0.01)
    later.set_note(ONE, "新")
    assert later.close()
    with Library.open(path) as again:
        assert (again.note_of(ONE.id), again.is_read(ONE.id)) == ("新", True)


def test_what_was_taken_off_later_does_not_come_back(path: Path) -> None:
    early, later = Library.open(path), Library.open(path)
    with locked(path):
        early.add_tag(ONE, "进口")
        assert not early.close(0.01)
    later.add_tag(ONE, "进口")
    later.remove_tag(ONE, "进口")
    assert later.close()
    with Library.open(path) as again:
        assert again.tags_of(ONE.id) == frozenset()


@pytest.mark.parametrize(
    ("late", "holds"), [(starred(True, 5), False), (starred(True, 10), True), (starred(True, 15), True)]
)
def test_a_late_change_gives_way_to_what_was_changed_since(path: Path, file: Path, late: Dated, holds: bool) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        starred(False, 10).write(connection)
        for _again in range(2):
            late.write_late(connection)
    assert bool(rows(path, "SELECT 1 FROM article WHERE starred")) is holds


def test_what_is_done_now_holds_whatever_the_clock_said_before(path: Path, file: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        starred(True, 2**60).write(connection)
    with Library.open(path) as library:
        library.set_starred(ONE, False)
    with Library.open(path) as again:
        assert not again.is_starred(ONE.id)


def test_the_history_keeps_its_order(path: Path, file: Path) -> None:
    library = Library.open(path)
    library.remember_search("上海")
    assert library.flush()
    with locked(path):
        for text in ("北京", "天津"):
            library.remember_search(text)
        assert not library.close(0.01)
    with Library.open(path) as again:
        assert again.searches() == ("天津", "北京", "上海")


def test_a_line_that_was_cut_off_is_passed_over(path: Path, file: Path) -> None:
    Journal(path).append([starred(True, 1)])
    with file.open("ab") as written:
        written.write(b'{"at": 2, "form": "ma')
    Journal(path).append([starred(True, 3)])
    assert [each.at for each in Journal(path).changes()] == [1, 3]


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        "{}",
        json.dumps({"at": 1, "form": "mark", "change": {"article": None, "name": "starred", "value": True}}),
        json.dumps({"at": 1, "form": "other", "change": {}}),
        json.dumps(
            {
                "at": 1,
                "form": "mark",
                "change": {"article": {"id": "a", "title": "", "url": ""}, "name": "id = 1; --", "value": 1},
            }
        ),
        json.dumps({"at": 2**70, "form": "search", "change": {"text": "上海"}}),
        json.dumps({"at": 1, "form": "search", "change": {"text": "\udcff"}}),
    ],
)
def test_a_line_without_sense_is_kept_and_the_others_are_taken_in(path: Path, file: Path, line: str) -> None:
    Journal(path).append([starred(True, 1)])
    before = f"{line}\n".encode() + file.read_bytes()
    file.write_bytes(before)
    with Library.open(path) as library:
        assert library.is_starred(ONE.id)
        assert library.notice is not None
        assert library.notice.startswith(f"Part of the journal is damaged. It was moved to {file}.damaged-")
        [aside] = file.parent.glob("*.damaged-*")
        assert aside.read_bytes() == before
    assert not file.exists()


def test_a_journal_of_a_library_that_cannot_be_written_is_seen(path: Path, file: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    library = Library.open(path)
    library.set_starred(ONE)
    assert not library.close(0.01)
    again = Library.open(path)
    assert again.is_starred(ONE.id)
    assert again.close()
    assert file.exists()


def test_what_is_no_file_in_its_place_is_not_waited_for(path: Path, file: Path, tmp_path: Path) -> None:
    os.mkfifo(file)
    where = Journal(path).append([starred(True, 1)])
    assert where.parent == tmp_path / "state-home" / "duwen"
    with Library.open(path) as library:
        assert library.is_starred(ONE.id)
    assert not where.exists()


def test_a_library_that_cannot_be_begun_is_begun_once_that_is_over(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("in the way")
    with Library.open(tmp_path / "folder" / "library.sqlite") as library:
        library.set_starred(ONE)
        assert not library.flush(0.1)
        (tmp_path / "folder").unlink()
        assert library.flush()
        assert library.notice is None
    assert list((tmp_path / "state-home" / "duwen").iterdir()) == []
