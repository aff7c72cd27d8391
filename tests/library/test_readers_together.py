"""Several readers of one library, in one process and in several."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library
from tests.library.articles import CHECKOUT, article, rows

MARKING = """
import sys
from reader.library import Library
from tests.library.articles import article

library, first = Library.open(sys.argv[1]), sys.argv[2] == "first"
input()
for number in range(200):
    if first:
        library.set_starred(article(number))
        library.add_tag(article(number), "甲")
        library.remember_search(f"甲{number}")
    else:
        library.set_read(article(number))
        library.set_read(article(number), False)
        library.add_tag(article(number), "乙")
        library.set_note(article(number), "要查")
        library.save_search(f"乙{number}", "上海")
    if number % 10 == 0:
        library.flush()
assert library.close() and library.notice is None
"""


@pytest.fixture
def other(library: Library, path: Path) -> Iterator[Library]:
    """A second reader of the same library, opened before anything is marked."""
    with Library.open(path) as opened:
        yield opened


def test_two_processes_lose_none_of_each_others_marks(path: Path) -> None:
    readers = [
        subprocess.Popen([sys.executable, "-c", MARKING, str(path), name], stdin=subprocess.PIPE, cwd=CHECKOUT)
        for name in ("first", "second")
    ]
    for each in readers:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    for each in readers:
        each.communicate()
    assert [each.returncode for each in readers] == [0, 0]
    every = {article(number).id for number in range(200)}
    with Library.open(path) as library:
        assert library.ids_starred == library.ids_tagged("甲") == library.ids_tagged("乙") == every
        assert {library.note_of(id) for id in every} == {"要查"}
        assert library.ids_read == frozenset()
        assert len(library.searches()) == len(library.saved_searches()) == 200


def test_refreshing_takes_in_what_another_wrote(library: Library, other: Library) -> None:
    other.set_read(article(1))
    other.remember_search("上海")
    assert other.flush()
    assert not library.is_read(article(1).id)
    assert library.refresh()
    assert library.is_read(article(1).id)
    assert library.searches() == ("上海",)


def test_refreshing_takes_in_what_another_took_off(library: Library, other: Library) -> None:
    library.set_starred(article(1))
    assert library.flush()
    other.set_starred(article(1), False)
    assert other.flush()
    assert library.refresh()
    assert not library.is_starred(article(1).id)


def test_refreshing_loses_no_mark_that_waits_to_be_written(library: Library, other: Library, path: Path) -> None:
    other.set_read(article(1))
    assert other.flush()
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    library.set_starred(article(2))
    assert library.refresh()
    assert library.is_read(article(1).id)
    assert library.is_starred(article(2).id)
    lock.close()
    assert library.flush()


def test_refreshing_tells_when_nothing_is_new(library: Library, other: Library) -> None:
    library.set_read(article(1))
    assert library.flush()
    assert not library.refresh()
    other.set_read(article(1))
    assert other.flush()
    assert not library.refresh()


def test_one_readers_mark_does_not_bring_back_what_another_took_off(
    library: Library, other: Library, path: Path
) -> None:
    library.set_starred(article(1))
    library.add_tag(article(1), "甲")
    assert library.flush()
    other.refresh()
    library.set_starred(article(1), False)
    library.remove_tag(article(1), "甲")
    assert library.flush()
    other.set_note(article(1), "要查")
    assert other.flush()
    assert rows(path, "SELECT starred, note FROM article") == [(0, "要查")]
    assert rows(path, "SELECT * FROM tag") == []


def test_a_mark_is_written_within_a_second_unasked(library: Library, other: Library) -> None:
    library.set_read(article(1))
    deadline = time.monotonic() + 1
    while not other.is_read(article(1).id) and time.monotonic() < deadline:
        other.refresh()
    assert other.is_read(article(1).id)


def test_the_file_is_whole_after_the_last_reader_left(library: Library, other: Library, path: Path) -> None:
    """Both log files are gone, so that copying the one file copies the library."""
    library.set_read(article(1))
    library.close()
    other.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
