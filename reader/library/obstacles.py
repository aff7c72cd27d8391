"""Why marks cannot be written, and what to do about it, in words for people."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

from reader.errors import system_words
from reader.wording import _, later


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps marks out of the library."""

    reason: str
    """A clause: `the disk is full`."""
    advice: str
    """A sentence that says what to do."""


_FULL = later("the disk is full"), later("Free some space.")
_HELD = later("another program has locked the library"), later("Close that program.")
_FORBIDDEN = (
    later("the library cannot be written"),
    later("Make its file and folder writable, or name another file with DUWEN_LIBRARY."),
)
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: _FORBIDDEN,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
}
_BY_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _FORBIDDEN,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
}


def obstacle_of(error: Exception) -> Obstacle:
    """What a failure to write means."""
    if (known := _known(error)) is not None:
        reason, advice = known
        return Obstacle(_(reason), _(advice))
    return Obstacle(
        _("the library cannot be written ({error})").format(error=system_words(error)),
        _("docs/library.md says what to do."),
    )


def no_answer() -> Obstacle:
    """What it means that a write neither ends nor fails."""
    return Obstacle(_("the disk does not respond"), _("docs/library.md says what to do."))


def passes(error: Exception) -> bool:
    """Whether the failure may be over the next time, with the same connection."""
    return _known(error) in (_FULL, _HELD)


def sqlite_code(error: Exception) -> int:
    """SQLite's primary code; what Python itself finds wrong with a value counts as corrupt."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF


def _known(error: Exception) -> tuple[str, str] | None:
    if isinstance(error, OSError):
        return _BY_SYSTEM.get(error.errno or 0)
    return _BY_SQLITE.get(sqlite_code(error))
