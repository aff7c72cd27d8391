"""The tables of a library, how older ones become these, and how contents are read from them."""

import json
import sqlite3
from collections.abc import Sequence

from reader.library.contents import Contents

APPLICATION_ID = 0x6475776E
"""Says in the file's head whose it is: `duwn`."""

FAILURES = (sqlite3.Error, ValueError)
"""What reading and writing may raise. Where SQLite quotes a damaged name, Python finds it no UTF-8: a ValueError."""

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        """
        CREATE TABLE article (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            url TEXT NOT NULL,
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            note TEXT NOT NULL DEFAULT '',
            place INTEGER NOT NULL DEFAULT 0
        )
        """,
        "CREATE TABLE tag (article TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (article, tag)) WITHOUT ROWID",
        "CREATE TABLE search (text TEXT PRIMARY KEY, turn INTEGER NOT NULL)",
        "CREATE INDEX search_turn ON search (turn)",
        "CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL)",
        "CREATE TABLE last (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    (
        "CREATE TABLE changed (thing TEXT NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (thing, what))"
        " WITHOUT ROWID",
    ),
)
"""Statements that lead from each version to the next; an empty file is version 0. What was released never changes."""

VERSION = len(MIGRATIONS)
"""The version that this duwen writes."""


def version_of(connection: sqlite3.Connection) -> int:
    """Which version a library has; 0 while it is empty."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether another program owns this database. To be asked within a transaction."""
    [owner] = connection.execute("PRAGMA application_id").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(owner != APPLICATION_ID and (owner or tables))


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a library to the newest version, wholly or not at all. Raises FAILURES."""
    if version_of(connection) >= len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations[version_of(connection) :]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def load(connection: sqlite3.Connection) -> Contents:
    """Everything that the library keeps, as of one moment. Raises FAILURES.

    The casts are for damaged files: a database says of no column which type its values have.
    """
    contents = Contents()
    connection.execute("BEGIN")
    try:
        # not needed here, but they must be there
        connection.execute("SELECT title, url FROM article LIMIT 0")
        connection.execute("SELECT thing, what, at FROM changed LIMIT 0")
        for id, read, starred, note, place in connection.execute(
            "SELECT CAST(id AS TEXT), read, starred, CAST(note AS TEXT), CAST(place AS INTEGER) FROM article"
        ):
            if read:
                contents.read[id] = True
            if starred:
                contents.starred[id] = True
            if note:
                contents.note[id] = note
            if place:
                contents.place[id] = place
        tags: dict[str, set[str]] = {}
        for id, tag in connection.execute("SELECT CAST(article AS TEXT), CAST(tag AS TEXT) FROM tag"):
            tags.setdefault(id, set()).add(tag)
        contents.tags = {id: frozenset(each) for id, each in tags.items()}
        searches = connection.execute("SELECT CAST(text AS TEXT) FROM search ORDER BY turn DESC")
        contents.searches = tuple(text for (text,) in searches)
        contents.saved_searches = dict(
            connection.execute("SELECT CAST(name AS TEXT), CAST(query AS TEXT) FROM saved_search")
        )
        last = {
            name: json.loads(value) for name, value in connection.execute("SELECT name, CAST(value AS TEXT) FROM last")
        }
    finally:
        connection.rollback()
    paths = last.get("corpus", [])
    if not isinstance(paths, list):
        raise ValueError(f"no list of paths: {paths!r}")
    contents.last_corpus = tuple(map(str, paths))
    contents.last_query = str(last.get("query", ""))
    width = last.get("list_width", 0)
    contents.last_list_width = width if isinstance(width, int) else 0
    return contents
