"""Older libraries become new ones with all that is in them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Library
from reader.library.opening import read_only
from reader.library.schema import APPLICATION_ID, MIGRATIONS, VERSION, migrate, version_of
from tests.library.articles import article, rows

NEXT = (
    *MIGRATIONS,
    ("ALTER TABLE article ADD COLUMN colour TEXT NOT NULL DEFAULT ''", "CREATE TABLE visit (day TEXT)"),
)
WRONG = (*NEXT, ("CREATE TABLE late (day TEXT)", "ALTER TABLE nowhere ADD COLUMN colour"))

AS_RELEASED_IN_VERSION_1 = """
    PRAGMA application_id = 1685419886;
    CREATE TABLE article (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, url TEXT NOT NULL, read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '', place INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE tag (article TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (article, tag)) WITHOUT ROWID;
    CREATE TABLE search (text TEXT PRIMARY KEY, turn INTEGER NOT NULL);
    CREATE INDEX search_turn ON search (turn);
    CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL);
    CREATE TABLE last (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    PRAGMA user_version = 1;
    INSERT INTO article VALUES ('00000000000000aa', '标题', 'http://a/', 1, 1, '要查', 7);
    INSERT INTO tag VALUES ('00000000000000aa', '进口');
    INSERT INTO search VALUES ('上海', 1);
    INSERT INTO saved_search VALUES ('甲', '北京');
    INSERT INTO last VALUES ('corpus', '["/a"]'), ('query', '"\\u4e0a"');
"""


@pytest.fixture
def connection(library: Library, path: Path) -> sqlite3.Connection:
    """To the file of a library with a mark."""
    library.set_read(article())
    library.close()
    return sqlite3.connect(path, isolation_level=None)


def test_a_library_of_version_1_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(AS_RELEASED_IN_VERSION_1)
    with Library.open(path) as library:
        assert library.notice is None
        assert library.ids_read == library.ids_starred == library.ids_tagged("进口") == {"00000000000000aa"}
        assert (library.note_of("00000000000000aa"), library.place_of("00000000000000aa")) == ("要查", 7)
        assert (library.searches(), library.saved_searches()) == (("上海",), {"甲": "北京"})
        assert (library.last_corpus, library.last_query) == (("/a",), "上")


def test_a_new_library_has_the_newest_version(connection: sqlite3.Connection) -> None:
    assert version_of(connection) == VERSION == len(MIGRATIONS)


def test_a_migration_keeps_the_marks(connection: sqlite3.Connection) -> None:
    migrate(connection, NEXT)
    assert version_of(connection) == VERSION + 1
    assert connection.execute("SELECT id, read, colour FROM article").fetchall() == [(article().id, 1, "")]


def test_a_migration_is_made_once(connection: sqlite3.Connection) -> None:
    migrate(connection, NEXT)
    migrate(connection, NEXT)
    assert version_of(connection) == VERSION + 1


def test_a_migration_that_fails_changes_nothing(connection: sqlite3.Connection) -> None:
    before = list(connection.iterdump())
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, WRONG)
    assert version_of(connection) == VERSION
    assert list(connection.iterdump()) == before


def test_an_older_library_is_read_without_changing_it(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as older:
        older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    before = path.read_bytes()
    with closing(read_only(path)) as connection:
        assert connection.execute("SELECT * FROM article").fetchall() == []
    assert path.read_bytes() == before
    assert rows(path, "PRAGMA user_version") == [(0,)]
