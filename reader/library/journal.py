"""What could not be written to a library, on disk until it can be: a file beside it, a change a line.

It lies in the user's state folder where the library's own takes none. Changes say when they were made, so that it may
be read twice, late, or by several readers at once, and nothing newer is undone.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.library.changes import Left, Mark, SavedSearch, Searched, Tagging
from reader.library.dated import Dated
from reader.library.files import aside
from reader.printable import printable_line
from reader.wording import _

if TYPE_CHECKING:
    from sqlite3 import Connection

_FORMS: dict[str, type[Any]] = {
    "mark": Mark,
    "tag": Tagging,
    "search": Searched,
    "saved-search": SavedSearch,
    "left": Left,
}
_NAMES = {form: name for name, form in _FORMS.items()}
_OPENED_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Whatever lies there in place of a file."""


class Journal:
    """The journal of one library. There is no file while nothing waits."""

    def __init__(self, library: Path) -> None:
        self._library = library

    def append(self, changes: Sequence[Dated]) -> Path:
        """Put changes on disk, and return where they are. Raises OSError where no place takes them."""
        lines = "".join(f"{_line(each)}\n" for each in changes).encode()
        beside, away = self._places()
        try:
            _append(beside, lines)
        except OSError:
            away.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _append(away, lines)
            return away
        return beside

    def changes(self) -> list[Dated]:
        """What waits and can be read, the earliest first."""
        found: list[Dated] = []
        for path in self._places():
            with suppress(OSError), _locked(path, os.O_RDONLY) as file:
                found += _read(file)[0]
        return sorted(found, key=_time)

    def replay(self, connection: Connection) -> list[Path]:
        """Write to the library what waits, and remove the file. Raises FAILURES, and then nothing has changed.

        A file with a line that makes no sense is renamed; returned are the names that such files have now.
        """
        damaged = []
        for path in self._places():
            with suppress(OSError), _locked(path, os.O_RDONLY) as file:
                changes, is_whole = _read(file)
                if _write(connection, sorted(changes, key=_time)) and is_whole:
                    path.unlink()
                else:
                    damaged.append(path.rename(aside(path)))
        return damaged

    def _places(self) -> tuple[Path, Path]:
        """Where it may lie: beside the library, which may be linked to, and in the state folder."""
        from platformdirs import user_state_path

        library = Path(os.path.realpath(self._library))
        digest = blake2b(os.fsencode(library), digest_size=4).hexdigest()
        beside = library.with_name(f"{library.name}.journal.jsonl")
        return beside, user_state_path("duwen") / f"journal-of-{digest}.jsonl"


def unread(damaged: Iterable[Path]) -> str:
    """That journals were set aside, for people; empty where none was."""
    sentence = _("Part of the journal is damaged. It was moved to {aside}.")
    return printable_line(" ".join(sentence.format(aside=path) for path in damaged))


def _time(dated: Dated) -> int:
    return dated.at


def _line(dated: Dated) -> str:
    """A change as JSON. ASCII also holds file names that are no UTF-8."""
    change: Any = dated.change
    return json.dumps({"at": dated.at, "form": _NAMES[type(change)], "change": asdict(change)})


def _dated(line: bytes) -> Dated:
    """The change of a line. Raises ValueError."""
    from msgspec import ValidationError, convert

    try:
        record = json.loads(line)
        return Dated(convert(record["at"], int), convert(record["change"], _FORMS[record["form"]]))
    except (ValidationError, TypeError, KeyError) as error:
        raise ValueError(str(error)) from error


def _read(file: int) -> tuple[list[Dated], bool]:
    """The changes of a file, and whether each line makes sense. What lacks its line end was never whole."""
    with os.fdopen(file, "rb", closefd=False) as bytes_of_file:
        *lines, _unended = bytes_of_file.read().split(b"\n")
    changes, is_whole = [], True
    for line in filter(None, lines):
        try:
            changes.append(_dated(line))
        except ValueError:
            is_whole = False
    return changes, is_whole


def _write(connection: Connection, changes: Sequence[Dated]) -> bool:
    """Write changes in one transaction; False where one has a value that no database takes. Raises FAILURES."""
    is_whole = True
    connection.execute("BEGIN IMMEDIATE")
    try:
        for each in changes:
            try:
                each.write_late(connection)
            except (ValueError, OverflowError):
                is_whole = False
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.rollback()
    return is_whole


def _append(path: Path, lines: bytes) -> None:
    """Have lines on disk at the end of a file, all of them or none. Raises OSError."""
    with _locked(path, os.O_RDWR | os.O_CREAT | os.O_APPEND) as file:
        size = os.fstat(file).st_size
        try:
            with os.fdopen(file, "wb", closefd=False) as appended:
                appended.write(lines if _ends_a_line(file, size) else b"\n" + lines)
            os.fsync(file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(file, size) if size else path.unlink()
            raise
        if not size:
            _sync_folder(path)


def _ends_a_line(file: int, size: int) -> bool:
    return not size or os.pread(file, 1, size - 1) == b"\n"


def _sync_folder(path: Path) -> None:
    """Have a new name on disk too, where the system can do that."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _locked(path: Path, flags: int) -> Iterator[int]:
    """A file that no other reader is at, opened and for its owner alone. Raises OSError."""
    while True:
        file = os.open(path, flags | _OPENED_AT_ONCE, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
            _lock(file)
            if _is_at(path, file):
                yield file
                return
        finally:
            os.close(file)


def _lock(file: int) -> None:
    """Wait until no other reader has it; where the system has no such locks, nothing stands in the way."""
    with suppress(ImportError, OSError):
        from fcntl import LOCK_EX, flock

        flock(file, LOCK_EX)


def _is_at(path: Path, file: int) -> bool:
    """Whether the file still has its name: another reader may have removed it while this one waited."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
