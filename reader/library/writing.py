"""A library's file as it is written to, opened anew where its connection fails; and its journal, where that fails."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from reader.library.dated import Dated, forget_old
from reader.library.journal import unread
from reader.library.obstacles import Obstacle, obstacle_of, passes
from reader.library.opening import BUSY_SECONDS, Opened
from reader.library.schema import FAILURES

Reopen = Callable[[float], Opened]
"""Opens the library, waiting some seconds for other readers."""


class Writing:
    """Writes changes, in one thread at a time. None of its methods raises."""

    def __init__(self, opened: Opened, reopen: Reopen) -> None:
        self.opened = opened
        """The library as it was opened last."""
        self.journal: Path | None = None
        """Where the journal lies, while something is in it."""
        self.news: str | None = None
        """What was found wrong since, with the library or its journal, for people."""
        self._reopen = reopen

    def write(self, changes: Sequence[Dated], late: int) -> Obstacle | None:
        """Write changes in one transaction, those made until `late` after others' newer ones.

        Returned is what stands in the way, and then none is written.
        """
        if (connection := self._connection()) is None:
            return self.opened.obstacle
        try:
            _write(connection, changes, late)
        except Exception as error:  # whatever it is: the changes wait, and it is told
            if not passes(error):
                self._let_go()
            return obstacle_of(error)
        self._clear_journal(connection)
        return None

    def keep(self, changes: Sequence[Dated]) -> bool:
        """Put changes into the journal; False where there is none, or it takes nothing either."""
        if self.opened.journal is None:
            return False
        try:
            self.journal = self.opened.journal.append(changes)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Tidy the library, and let go of it."""
        if self.opened.connection is not None:
            with suppress(*FAILURES):
                forget_old(self.opened.connection)
        self._let_go()

    def _let_go(self) -> None:
        if self.opened.connection is not None:
            with suppress(*FAILURES):
                self.opened.connection.close()
            self.opened = replace(self.opened, connection=None)

    def _connection(self) -> sqlite3.Connection | None:
        if self.opened.connection is None:
            self.opened = self._reopen(BUSY_SECONDS)
            self.news = self.opened.notice if self.opened.connection is not None else None
        return self.opened.connection

    def _clear_journal(self, connection: sqlite3.Connection) -> None:
        """All that is in it is in the library, or else is read again at the next opening."""
        if self.journal is not None and self.opened.journal is not None:
            with suppress(*FAILURES):
                damaged = self.opened.journal.replay(connection)
                self.journal = None
                self.news = unread(damaged) or self.news


def _write(connection: sqlite3.Connection, changes: Sequence[Dated], late: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for each in changes:
            if each.at <= late:
                each.write_late(connection)
            else:
                each.write(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(*FAILURES):
            connection.rollback()
        raise
