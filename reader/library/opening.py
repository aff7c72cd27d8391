"""Opening a library in whatever state its file is: whole, new, damaged, newer, another program's, not to be written.

Nothing that somebody wrote is ever deleted: a damaged file is renamed, all others stay as they are.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reader.errors import system_words
from reader.library.contents import Contents
from reader.library.files import aside, begin, narrow, no_file
from reader.library.journal import Journal, unread
from reader.library.obstacles import Obstacle, obstacle_of, sqlite_code
from reader.library.schema import FAILURES, VERSION, is_foreign, load, migrate, version_of
from reader.printable import printable_line
from reader.wording import _

BUSY_SECONDS = 0.25
"""How long one statement waits for another reader's lock."""
OPENING_SECONDS = 2.0
"""How long opening waits for other readers."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that was opened."""

    connection: sqlite3.Connection | None
    """Writable, in autocommit; None where nothing can be written."""
    contents: Contents
    """What was in it, and in its journal."""
    journal: Journal | None = None
    """Where changes go that cannot be written; None where what lies at the path has nothing to do with duwen."""
    obstacle: Obstacle | None = None
    """Why nothing can be written."""
    notice: str | None = None
    """What is wrong, for people."""


class _NotOurs(Exception):
    """What lies there must stay as it is and is not even read; the message says why."""


class _Newer(Exception):
    """A library that a newer duwen wrote."""


class _Damaged(Exception):
    """A file that makes no sense; the message says why."""


def open_library(path: Path, patience: float = OPENING_SECONDS) -> Opened:
    """Open or begin the library at this path, waiting some seconds for other readers.

    Raises nothing: what goes wrong is told in the notice.
    """
    try:
        return _opened(path, patience)
    except _NotOurs as error:
        obstacle = Obstacle(str(error), _("DUWEN_LIBRARY can name another file."))
        notice = _("{path}: {reason}. Marks made now are lost when you leave. {advice}")
        return Opened(None, Contents(), None, obstacle, _said(notice, path, obstacle))
    except _Newer:
        obstacle = Obstacle(_("the library was written by a newer duwen"), _("Open it with that version."))
    except _Damaged as error:
        obstacle = obstacle_of(sqlite3.DatabaseError(str(error)))
    except (*FAILURES, OSError) as error:
        obstacle = obstacle_of(error)
    notice = _("{path}: {reason}. Marks cannot be saved there now. {advice}")
    return Opened(None, _readable(path), Journal(path), obstacle, _said(notice, path, obstacle))


def _said(sentences: str, path: Path, obstacle: Obstacle) -> str:
    return printable_line(sentences.format(path=path, reason=obstacle.reason, advice=obstacle.advice))


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


def _opened(path: Path, patience: float) -> Opened:
    """Raises _NotOurs, _Newer, _Damaged, FAILURES, OSError."""
    if words := no_file(path):
        raise _NotOurs(words)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _writable(path, patience)
    except _Damaged:
        with _alone(path, patience):
            return _begun_anew(path, patience)


def _begun_anew(path: Path, patience: float) -> Opened:
    try:
        return _writable(path, patience)  # another reader found the damage first
    except _Damaged as damage:
        name = _set_aside(path)
        notice = _("The library was damaged ({damage}). It was moved to {aside}, and a new one started.")
        return _writable(path, patience, notice.format(damage=damage, aside=name))


def _writable(path: Path, patience: float, notice: str = "") -> Opened:
    """The library, in the newest version, and what is in it. Raises _Damaged, _NotOurs, _Newer, FAILURES, OSError."""
    if _size(path) == 0 and _size(_log(path)):
        raise _Damaged(_("emptied"))  # and SQLite would delete the log, which still has something
    begin(path)
    journal = Journal(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        contents, damaged = _patiently_prepared(connection, journal, patience)
    except BaseException as error:
        connection.close()
        if isinstance(error, FAILURES) and sqlite_code(error) in _DAMAGE:
            raise _Damaged(system_words(error)) from error
        raise
    narrow(path)
    told = " ".join(filter(None, (printable_line(notice), unread(damaged))))
    return Opened(connection, contents, journal, notice=told or None)


def _patiently_prepared(
    connection: sqlite3.Connection, journal: Journal, patience: float
) -> tuple[Contents, list[Path]]:
    """Prepare it once other readers let go: some locks are refused at once, whatever the timeout."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return _prepared(connection, journal)
        except sqlite3.OperationalError as error:
            if sqlite_code(error) not in _LOCKED or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _prepared(connection: sqlite3.Connection, journal: Journal) -> tuple[Contents, list[Path]]:
    """What is in the library, and which files of its journal were set aside."""
    _check_owner(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what is said to be saved survives a power cut too
    [verdict] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _Damaged(verdict)
    migrate(connection)
    try:
        damaged = journal.replay(connection)
        return load(connection), damaged
    except sqlite3.OperationalError as error:
        if sqlite_code(error) == sqlite3.SQLITE_ERROR:  # a table or a column is not there
            raise _Damaged(system_words(error)) from error
        raise


def _check_owner(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    try:
        if is_foreign(connection):
            raise _NotOurs(_("belongs to another program"))
        if version_of(connection) > VERSION:
            raise _Newer
    finally:
        connection.rollback()


@contextmanager
def _alone(path: Path, patience: float) -> Iterator[None]:
    """While it lasts, no other reader sets this library aside. An empty file beside it holds the lock, and stays."""
    lock = path.with_name(f"{path.name}.lock")
    begin(lock)
    with closing(sqlite3.connect(lock, timeout=patience, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _set_aside(path: Path) -> Path:
    """Rename the file, and its log with it, to a name that is free. Raises OSError."""
    name = aside(path)
    path.rename(name)
    with suppress(FileNotFoundError):
        _log(path).rename(_log(name))
    narrow(name)
    return name


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _readable(path: Path) -> Contents:
    """As much of a library and its journal as can be read without writing."""
    waiting = Journal(path).changes()
    try:
        with closing(read_only(path)) as connection:
            contents = load(connection)
            waiting = [each for each in waiting if each.holds_in(connection)]
    except (*FAILURES, OSError):
        contents = Contents()
    for each in waiting:
        each.change.apply(contents)
    return contents


def _probed(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        version_of(connection)
    except BaseException:
        connection.close()
        raise
    return connection
