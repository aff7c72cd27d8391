"""Every write of a library fails in turn: each mark is then in the library, or in its journal, or said to be lost."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.library import Library, journal, store
from tests.library.articles import article

ONE = article()
FAULTS = {
    "ENOSPC": (sqlite3.SQLITE_FULL, "the disk is full"),
    "EIO": (sqlite3.SQLITE_IOERR_WRITE, "the library cannot be written (disk I/O error)"),
    "EROFS": (sqlite3.SQLITE_READONLY, "the library cannot be written"),
    "SQLITE_BUSY": (sqlite3.SQLITE_BUSY, "another program has locked the library"),
}
MARKS: dict[str, tuple[Callable[[Library], None], Callable[[Library], object]]] = {
    "starred": (lambda each: each.set_starred(ONE), lambda each: each.is_starred(ONE.id)),
    "tag": (lambda each: each.add_tag(ONE, "进口"), lambda each: each.tags_of(ONE.id) == {"进口"}),
    "note": (lambda each: each.set_note(ONE, "要查"), lambda each: each.note_of(ONE.id) == "要查"),
    "read": (lambda each: each.set_read(ONE), lambda each: each.is_read(ONE.id)),
    "place": (lambda each: each.set_place(ONE, 7), lambda each: each.place_of(ONE.id) == 7),
    "saved_search": (lambda each: each.save_search("甲", "上海"), lambda each: each.saved_searches() == {"甲": "上海"}),
    "search": (lambda each: each.remember_search("上海"), lambda each: each.searches() == ("上海",)),
}
MOST_STATEMENTS = 20
"""More than any mark takes."""

every_mark_and_fault = pytest.mark.parametrize(
    ("kind", "fault"),
    [*((kind, "ENOSPC") for kind in MARKS), *(("tag", fault) for fault in FAULTS if fault != "ENOSPC")],
)


class Disk:
    """When statements fail, and how."""

    def __init__(self) -> None:
        self.mend()

    def mend(self) -> None:
        """Nothing fails from now on."""
        self._code, self._first, self._lasts = 0, 0, False
        self.failures = 0
        """How many statements failed."""

    def fail(self, fault: str, number: int, *, lasts: bool) -> None:
        """The statement of this number fails, counted from 1, and all behind it where that lasts."""
        self._code, self._first, self._lasts = FAULTS[fault][0], number, lasts

    def step(self) -> None:
        """A statement is executed."""
        self._first -= 1
        if self._code and (self._first == 0 or (self._lasts and self._first < 0)):
            self.failures += 1
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self._code
            raise error


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk()

    class Connection(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            disk.step()
            return super().execute(*arguments)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Connection))
    monkeypatch.setattr(store, "_FIRST_REST", 0.01)
    yield disk
    disk.mend()


def is_written(library: Library) -> bool:
    """Whether the library takes what was done, once it did or failed."""
    while not library.flush(0.01):
        if library.keeping.waiting:
            return False
    return True


@every_mark_and_fault
def test_a_write_that_fails_once_is_done_again(path: Path, disk: Disk, kind: str, fault: str) -> None:
    put, is_there = MARKS[kind]
    for number in range(1, MOST_STATEMENTS):
        at = path.with_name(f"{number}.sqlite")
        with Library.open(at) as library:
            disk.mend()
            disk.fail(fault, number, lasts=False)
            put(library)
            assert library.flush()
            failures = disk.failures
            disk.mend()
            assert library.keeping.farewell == []
        with Library.open(at) as again:
            assert is_there(again)
        assert [each.name for each in path.parent.iterdir() if each.name.startswith(f"{number}.")] == [at.name]
        if not failures:
            return
    raise AssertionError("statements without end")


@every_mark_and_fault
def test_a_write_that_keeps_failing_is_in_the_journal_and_then_in_the_library(
    path: Path, disk: Disk, kind: str, fault: str
) -> None:
    put, is_there = MARKS[kind]
    for number in range(1, MOST_STATEMENTS):
        at = path.with_name(f"{number}.sqlite")
        library = Library.open(at)
        disk.mend()
        disk.fail(fault, number, lasts=True)
        put(library)
        if is_kept := is_written(library):
            disk.mend()
        assert library.close(0) is is_kept
        disk.mend()
        keeping = library.keeping
        assert (keeping.journaled, keeping.unkept) == ({} if is_kept else {kind: 1}, {})
        with Library.open(at) as again:
            assert is_there(again)
        if is_kept:
            return
        [said] = keeping.farewell
        assert said.startswith(f"{FAULTS[fault][1]}; these marks are not in the library yet: 1 ")
        assert f"They are kept in {at}.journal.jsonl" in said
    raise AssertionError("statements without end")


@every_mark_and_fault
def test_a_mark_that_is_kept_nowhere_is_said_to_be_lost(
    path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, kind: str, fault: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal, "_append", refuse)
    library = Library.open(path)
    disk.fail(fault, 1, lasts=True)
    MARKS[kind][0](library)
    assert not is_written(library)
    assert not library.close(0)
    assert (library.keeping.journaled, library.keeping.unkept) == ({}, {kind: 1})
    [said] = library.keeping.farewell
    assert said.startswith(f"{FAULTS[fault][1]}; these marks are lost: 1 ")


def test_marks_are_counted_by_what_they_change(disk: Disk, library: Library) -> None:
    disk.fail("ENOSPC", 1, lasts=True)
    for starred in (True, False, True):
        library.set_starred(ONE, starred)
    for number in range(3):
        library.add_tag(article(number), "进口")
    library.remember_query("上海")
    assert not is_written(library)
    assert not library.close(0)
    assert library.keeping.journaled == {"starred": 1, "tag": 3}
    assert "1 star, 3 tags." in library.keeping.farewell[0]


def test_who_listens_hears_of_a_failure_and_of_its_end(disk: Disk, library: Library) -> None:
    heard: list[tuple[int, str]] = []
    library.listen(lambda keeping: heard.append((keeping.waiting, keeping.sentences)))
    disk.fail("ENOSPC", 1, lasts=True)
    library.set_starred(ONE)
    assert not is_written(library)
    disk.mend()
    assert library.flush()
    library.listen(None)
    library.set_read(ONE)
    assert library.flush()
    assert heard == [
        (0, ""),
        (
            1,
            "Marks are not saved yet: the disk is full."
            f" Until then they are kept in {library.path}.journal.jsonl. Free some space.",
        ),
        (0, ""),
    ]
