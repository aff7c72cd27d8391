"""Files that are damaged, newer, another program's, or not to be written: nothing raises, and nothing is lost."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.library import Library
from reader.library.exporting import article_records
from reader.library.opening import BUSY_SECONDS
from reader.library.schema import VERSION
from reader.wording import speak
from tests.library.articles import CHECKOUT, article, rows

ASIDE = f"library.sqlite.damaged-{date.today().isoformat()}"


@pytest.fixture
def marked(path: Path) -> Path:
    """The file of a library with some marks."""
    with Library.open(path) as library:
        for number in range(300):
            library.set_read(article(number))
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def overwrite_index_of_ids(path: Path) -> None:
    """Damage what is needed for writing only."""
    [(page,)] = rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_article_1'")
    overwrite(path, (page - 1) * 4096, b"\xff" * 4096)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_text("这不是数据库" * 100),
    "cut off": lambda path: os.truncate(path, 5000),
    "cut off in the head": lambda path: os.truncate(path, 60),
    "head overwritten": lambda path: overwrite(path, 0, bytes(100)),
    "page overwritten": lambda path: overwrite(path, 4096, b"\xff" * 4096),
    "index overwritten": overwrite_index_of_ids,
    "table of an impossible name": lambda path: path.write_bytes(
        path.read_bytes().replace(b"CREATE TABLE saved", b"CREATE TABLE \x80aved")
    ),
    "table gone": lambda path: execute(path, "DROP TABLE tag"),
    "column gone": lambda path: execute(path, "ALTER TABLE article RENAME COLUMN note TO remark"),
    "last corpus is no JSON": lambda path: execute(path, "INSERT INTO last VALUES ('corpus', '[')"),
    "unused column gone": lambda path: execute(path, "ALTER TABLE article RENAME COLUMN url TO address"),
    "last corpus is no list": lambda path: execute(path, "INSERT INTO last VALUES ('corpus', '5')"),
    "no text": lambda path: execute(path, "UPDATE article SET note = CAST(x'ff' AS TEXT)"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_kept_as_it_is_under_another_name(marked: Path, damage: str) -> None:
    DAMAGES[damage](marked)
    before = marked.read_bytes()
    with Library.open(marked) as library:
        aside = marked.with_name(ASIDE)
        assert aside.read_bytes() == before
        assert library.notice is not None
        assert str(aside) in library.notice


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_new_library_is_begun_in_place_of_a_damaged_one(marked: Path, damage: str) -> None:
    DAMAGES[damage](marked)
    with Library.open(marked) as library:
        assert library.ids_read == frozenset()
        library.set_starred(article())
    with Library.open(marked) as again:
        assert again.is_starred(article().id)
        assert again.notice is None


def test_a_damaged_file_puts_no_control_character_into_the_notice(marked: Path) -> None:
    marked.write_bytes(marked.read_bytes().replace(b"CREATE TABLE saved", b"CREATE \x1b\x1b\x1b\x1b\x1b saved"))
    with Library.open(marked) as library:
        assert library.notice is not None
        assert library.notice.isprintable()


def test_what_was_set_aside_before_stays(marked: Path) -> None:
    for text in ("first", "second"):
        marked.write_text(text)
        Library.open(marked).close()
    assert marked.with_name(ASIDE).read_text() == "first"
    assert marked.with_name(f"{ASIDE}-2").read_text() == "second"


def test_the_log_of_an_emptied_file_is_kept_with_it(marked: Path) -> None:
    marked.write_bytes(b"")
    marked.with_name("library.sqlite-wal").write_text("its log")
    Library.open(marked).close()
    assert marked.with_name(f"{ASIDE}-wal").read_text() == "its log"


def test_of_readers_that_find_the_damage_at_once_one_sets_it_aside(marked: Path) -> None:
    marked.write_text("no database")
    code = (
        "import sys; from reader.library import Library; from tests.library.articles import article;"
        "input(); library = Library.open(sys.argv[1]); library.set_read(article(int(sys.argv[2]))); library.close()"
    )
    readers = [
        subprocess.Popen([sys.executable, "-c", code, str(marked), str(number)], stdin=subprocess.PIPE, cwd=CHECKOUT)
        for number in range(4)
    ]
    for each in readers:
        each.communicate(b"\n")
    assert len(list(marked.parent.glob("*.damaged-*"))) == 1
    with Library.open(marked) as library:
        assert library.ids_read == {article(number).id for number in range(4)}


@cache
def some_library() -> bytes:
    """The bytes of a file with every kind of mark."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        with Library.open(path) as library:
            for number in range(50):
                library.set_note(article(number), "要查")
                library.add_tag(article(number), "进口")
                library.remember_search(str(number))
            library.remember_corpus(["/a"])
        return path.read_bytes()


@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=50))
@settings(max_examples=60, deadline=None)
def test_whatever_happens_to_the_bytes_the_reader_opens(part: float, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        path.write_bytes(some_library())
        overwrite(path, int(part * len(some_library())), data)
        with Library.open(path) as library:
            library.set_starred(article())
            assert library.is_starred(article().id)
            assert library.flush() or library.notice


@pytest.fixture
def newer(marked: Path) -> Path:
    execute(marked, f"PRAGMA user_version = {VERSION + 1}", "ALTER TABLE article ADD COLUMN colour")
    return marked


def test_a_newer_library_is_read(newer: Path) -> None:
    with Library.open(newer) as library:
        assert len(library.ids_read) == 300


def test_a_newer_library_is_not_written(newer: Path) -> None:
    before = newer.read_bytes()
    with Library.open(newer) as library:
        library.set_starred(article())
        assert library.is_starred(article().id)
        assert not library.flush(0.1)
    assert newer.read_bytes() == before


def test_of_a_newer_library_is_told_that_marks_wait(newer: Path) -> None:
    with Library.open(newer) as library:
        assert library.notice == (
            f"{newer}: the library was written by a newer duwen. Marks cannot be saved there now."
            " Open it with that version."
        )


def test_a_newer_library_of_other_tables_opens_empty(newer: Path) -> None:
    execute(newer, "DROP TABLE article")
    with Library.open(newer) as library:
        assert library.ids_read == frozenset()


def test_another_programs_database_stays_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    execute(path, "CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with Library.open(path) as library:
        library.set_read(article())
        assert library.notice is not None
        assert "belongs to another program. Marks made now are lost when you leave." in library.notice
        assert not library.close(0.1)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Library.open(path) as library:
        library.set_read(article())
        assert library.flush()
        assert library.notice is None


def test_where_no_folder_can_be_marks_wait_in_the_state_folder(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with Library.open(tmp_path / "state" / "library.sqlite") as library:
        library.set_read(article())
        assert library.is_read(article().id)
        assert library.notice is not None
        assert "the library cannot be written" in library.notice
        assert not library.close(0.1)
        assert library.keeping.journaled == {"read": 1}
    (tmp_path / "state").unlink()
    with Library.open(tmp_path / "state" / "library.sqlite") as library:
        assert library.is_read(article().id)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "is a folder, not a file"),
        (os.mkfifo, "is a pipe, not a file"),
        (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    ],
)
def test_what_is_no_file_is_told_at_once_and_not_opened(path: Path, make: Callable[[Path], object], words: str) -> None:
    path.parent.mkdir()
    make(path)
    with Library.open(path) as library:
        assert library.notice is not None
        assert f"{path}: {words}. Marks made now are lost when you leave." in library.notice
    with pytest.raises(SourceError, match=words):
        list(article_records(path))
    assert os.listdir(path.parent) == [path.name]


def test_a_library_in_a_folder_that_may_not_be_written_is_read(marked: Path) -> None:
    marked.chmod(0o400)
    marked.parent.chmod(0o500)
    if os.access(marked.parent, os.W_OK):
        pytest.skip("nothing is forbidden to root")
    try:
        with Library.open(marked) as library:
            assert len(library.ids_read) == 300
            assert library.notice is not None
            assert "cannot be written" in library.notice
    finally:
        marked.parent.chmod(0o700)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def rights_of_all(path: Path) -> set[int]:
    return {rights(each) for each in path.parent.iterdir()}


def test_the_library_and_what_lies_beside_it_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        with Library.open(path) as library:
            library.set_read(article(1))
            assert library.flush()
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                library.set_read(article(2))
                assert not library.flush(0.6)
                assert {each.name.removeprefix(path.name) for each in path.parent.iterdir()} == {
                    "",
                    "-wal",
                    "-shm",
                    ".journal.jsonl",
                }
                assert rights_of_all(path) == {0o600}
        assert rights(path.parent) == 0o700
    finally:
        os.umask(before)


def test_a_library_that_others_may_read_is_narrowed_its_folder_is_not(marked: Path) -> None:
    marked.chmod(0o644)
    marked.parent.chmod(0o755)
    Library.open(marked).close()
    assert rights(marked) == 0o600
    assert rights(marked.parent) == 0o755


def test_a_copy_that_is_set_aside_is_for_its_owner_alone(marked: Path) -> None:
    marked.write_text("no database")
    marked.chmod(0o644)
    Library.open(marked).close()
    assert rights_of_all(marked) == {0o600}


def test_another_programs_database_keeps_its_rights(path: Path) -> None:
    path.parent.mkdir()
    execute(path, "CREATE TABLE bookmarks (url)")
    path.chmod(0o644)
    Library.open(path).close()
    assert rights(path) == 0o644


def test_a_change_waits_for_no_lock(library: Library, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        library.set_read(article())
        assert library.is_read(article().id)
        assert not library.flush(0.01)
        other.execute("ROLLBACK")
    assert library.flush()
    assert rows(path, "SELECT read FROM article") == [(1,)]


def test_opening_waits_for_a_reader_that_is_about_to_let_go(marked: Path) -> None:
    with closing(sqlite3.connect(marked, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        letting_go = Timer(2 * BUSY_SECONDS, other.rollback)
        letting_go.start()
        with Library.open(marked) as library:
            assert library.notice is None
        letting_go.join()


def test_a_lock_that_stays_is_told_until_it_goes(library: Library, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        library.set_read(article())
        assert not library.flush(0.6)
        assert library.notice == (
            "Marks are not saved yet: another program has locked the library."
            f" Until then they are kept in {path}.journal.jsonl. Close that program."
        )
        other.execute("ROLLBACK")
    assert library.flush()
    assert library.notice is None


def test_leaving_under_a_lock_ends_and_tells_what_is_lost(library: Library, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        library.set_read(article())
        assert not library.close(0.1)


def test_what_sqlite_says_is_said_in_chinese(tmp_path: Path) -> None:
    speak("zh")
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 99)
    with pytest.raises(SourceError, match=r"阅读记录无法读取（不是数据库）"):
        list(article_records(path))
