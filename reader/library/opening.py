"""Opening a library in whatever state its file is: whole, new, damaged, newer, another program's, not to be written.

Nothing that somebody wrote is ever deleted: a damaged file is renamed, all others stay as they are.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from reader.errors import system_words
from reader.library.contents import Contents
from reader.library.schema import FAILURES, VERSION, is_foreign, load, migrate, version_of
from reader.printable import printable_line
from reader.wording import _

BUSY_SECONDS = 0.25
"""How long one statement waits for another reader's lock."""
_OPENING_SECONDS = 2.0
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that was opened."""

    connection: sqlite3.Connection | None
    """Writable, in autocommit; None where nothing can be written."""
    contents: Contents
    """What was in it."""
    notice: str | None
    """What is wrong, for people."""


class _NotOurs(Exception):
    """A file that must stay as it is; the message says why."""


class _Damaged(Exception):
    """A file that makes no sense; the message says why."""


def open_library(path: Path) -> Opened:
    """Open or begin the library at this path. Raises nothing: what goes wrong is told in the notice."""
    try:
        return _opened(path)
    except _NotOurs as error:
        reason = str(error)
    except OSError as error:
        reason = _("cannot be written ({error})").format(error=system_words(error))
    except (*FAILURES, _Damaged) as error:
        reason = _("cannot be written ({error})").format(error=system_words(error))
    notice = _("The library {path} {reason}: marks made now live in memory only, until you leave.")
    return Opened(None, _readable(path), notice.format(path=path, reason=reason))


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing; an older library is read in a newer copy. Raises FAILURES, OSError."""
    address = path.absolute().as_uri()
    try:
        connection = _probed(f"{address}?mode=ro")
    except sqlite3.OperationalError:
        connection = _probed(f"{address}?mode=ro&immutable=1")  # a folder in which SQLite may put no lock
    if version_of(connection) >= VERSION or is_foreign(connection):
        return connection
    with closing(connection):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(copy)
    migrate(copy)
    return copy


def _opened(path: Path) -> Opened:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return Opened(*_writable(path), notice=None)
    except _Damaged:
        with _alone(path):
            return _begun_anew(path)


def _begun_anew(path: Path) -> Opened:
    try:
        return Opened(*_writable(path), notice=None)  # another reader found the damage first
    except _Damaged as damage:
        aside = _set_aside(path)
        notice = _("The library was damaged ({damage}). It lies now at {aside}, and a new one was begun.")
        return Opened(*_writable(path), printable_line(notice.format(damage=damage, aside=aside)))


def _writable(path: Path) -> tuple[sqlite3.Connection, Contents]:
    """The library, in the newest version, and what is in it. Raises _Damaged, _NotOurs, FAILURES."""
    if _size(path) == 0 and _size(_log(path)):
        raise _Damaged(_("emptied"))  # and SQLite would delete the log, which still has something
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        return connection, _patiently_prepared(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, FAILURES) and _code(error) in _DAMAGE:
            raise _Damaged(system_words(error)) from error
        raise


def _patiently_prepared(connection: sqlite3.Connection) -> Contents:
    """Prepare it once other readers let go: some locks are refused at once, whatever the timeout."""
    deadline = time.monotonic() + _OPENING_SECONDS
    while True:
        try:
            return _prepared(connection)
        except sqlite3.OperationalError as error:
            if _code(error) not in _LOCKED or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _prepared(connection: sqlite3.Connection) -> Contents:
    _check_owner(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    [verdict] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _Damaged(verdict)
    migrate(connection)
    try:
        return load(connection)
    except sqlite3.OperationalError as error:
        if _code(error) == sqlite3.SQLITE_ERROR:  # a table or a column is not there
            raise _Damaged(system_words(error)) from error
        raise


def _check_owner(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    try:
        if is_foreign(connection):
            raise _NotOurs(_("belongs to another program"))
        if version_of(connection) > VERSION:
            raise _NotOurs(_("was written by a newer duwen"))
    finally:
        connection.rollback()


def _code(error: Exception) -> int:
    """SQLite's primary code; what Python itself finds wrong with a value counts as corrupt."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While it lasts, no other reader sets this library aside. An empty file beside it holds the lock, and stays."""
    lock = path.with_name(f"{path.name}.lock")
    with closing(sqlite3.connect(lock, timeout=_OPENING_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _set_aside(path: Path) -> Path:
    """Rename the file, and its log with it, to a name that is free. Raises OSError."""
    stem = f"{path.name}.damaged-{date.today().isoformat()}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    aside = next(each for each in map(path.with_name, names) if not os.path.lexists(each))
    path.rename(aside)
    with suppress(FileNotFoundError):
        _log(path).rename(_log(aside))
    return aside


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _readable(path: Path) -> Contents:
    """As much of a library as can be read without writing."""
    try:
        with closing(read_only(path)) as connection:
            return load(connection)
    except (*FAILURES, OSError):
        return Contents()


def _probed(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        version_of(connection)
    except BaseException:
        connection.close()
        raise
    return connection
