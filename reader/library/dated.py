"""Changes with the time they were made at: of two changes of one thing the later holds, whenever they are written."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

    from reader.library.changes import Change

_REMEMBERED_MICROSECONDS = 100 * 24 * 60 * 60 * 1_000_000
"""How long a library knows when something was changed last; no change waits longer to be written."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A change and when it was made."""

    at: int
    """Microseconds since 1970."""
    change: Change
    """What was done."""

    def write(self, connection: Connection) -> None:
        """Write a change that was made just now, over whatever is there. Raises FAILURES."""
        connection.execute(
            "INSERT INTO changed (thing, what, at) VALUES (?, ?, ?)"
            " ON CONFLICT (thing, what) DO UPDATE SET at = max(excluded.at, at + 1)",
            (*self.change.key, self.at),
        )
        self.change.write(connection)

    def write_late(self, connection: Connection) -> None:
        """Write a change that had to wait, unless the same was changed since. Twice is as once. Raises FAILURES."""
        written = connection.execute(
            "INSERT INTO changed (thing, what, at) VALUES (?, ?, ?)"
            " ON CONFLICT (thing, what) DO UPDATE SET at = excluded.at WHERE excluded.at >= at",
            (*self.change.key, self.at),
        )
        if written.rowcount:
            self.change.write(connection)

    def holds_in(self, connection: Connection) -> bool:
        """Whether nothing in the library is later. Raises FAILURES."""
        found = connection.execute("SELECT at FROM changed WHERE thing = ? AND what = ?", self.change.key).fetchone()
        return found is None or self.at >= found[0]


def now() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1000


def forget_old(connection: Connection) -> None:
    """Drop the times of what was changed long ago. Raises FAILURES."""
    connection.execute("DELETE FROM changed WHERE at < ?", (now() - _REMEMBERED_MICROSECONDS,))
