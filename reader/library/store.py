"""The contents in memory and the thread that writes them down. A change waits for no disk and no other reader."""

import sqlite3
import time
from collections import deque
from contextlib import suppress
from threading import Condition, Lock, Thread

from reader.errors import system_words
from reader.library.changes import Change
from reader.library.contents import Contents
from reader.library.schema import FAILURES, load
from reader.wording import _

_RETRY_SECONDS, _LAST_RETRY_SECONDS = 0.5, 0.05


class Store:
    """Contents that are changed at once and written at the next turn of a thread.

    Without a connection they live in memory only.
    """

    def __init__(self, connection: sqlite3.Connection | None, contents: Contents) -> None:
        self.contents = contents
        """To be read only."""
        self.trouble: str | None = None
        """Why changes wait to be written, while they do."""
        self._connection = connection
        self._disk = Lock()
        """Held while the connection is used; taken before `_turn`."""
        self._turn = Condition()
        """Guards what is below, and what is in `contents`."""
        self._waiting: deque[Change] = deque()
        self._made = self._written = 0
        self._seen = -1
        self._last_moment: float | None = None
        self._thread = Thread(target=self._run, name="library", daemon=True)
        if connection is not None:
            self._thread.start()

    def change(self, change: Change) -> None:
        """Change the contents, and have that written."""
        with self._turn:
            change.apply(self.contents)
            self._made += 1
            if self._thread.is_alive():
                self._waiting.append(change)
                self._turn.notify_all()

    def flush(self, seconds: float) -> bool:
        """Wait until what was changed so far is written; False where it was not by then."""
        with self._turn:
            aim = self._made
            self._turn.wait_for(lambda: self._written >= aim or not self._thread.is_alive(), seconds)
            return self._written >= aim

    def refresh(self) -> bool:
        """Take in what other readers wrote; True where that changed anything. May wait for a disk."""
        with self._disk:
            if self._connection is None or not self._thread.is_alive():
                return False
            try:
                [version] = self._connection.execute("PRAGMA data_version").fetchone()
                if version == self._seen:
                    return False
                fresh = load(self._connection)
            except FAILURES:
                return False
            with self._turn:
                for change in self._waiting:
                    change.apply(fresh)
                differs = fresh != self.contents
                self.contents, self._seen = fresh, version
            return differs

    def close(self, seconds: float) -> bool:
        """Write what waits, and stop; False where something could not be written in time."""
        with self._turn:
            self._last_moment = time.monotonic() + seconds
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(seconds + _RETRY_SECONDS)
        return self._written >= self._made

    def _run(self) -> None:
        assert self._connection is not None, "started with a connection only"
        while changes := self._next_changes():
            if not self._write(self._connection, changes) and self._give_up():
                break
        with self._disk:
            self._connection.close()

    def _next_changes(self) -> list[Change]:
        """What waits, once something does; nothing at the end."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting or self._last_moment is not None)
            return list(self._waiting)

    def _write(self, connection: sqlite3.Connection, changes: list[Change]) -> bool:
        with self._disk:
            try:
                connection.execute("BEGIN IMMEDIATE")
                for change in changes:
                    change.write(connection)
                connection.execute("COMMIT")
            except FAILURES as error:
                with suppress(*FAILURES):
                    connection.rollback()
                self.trouble = _("Marks wait to be written to the library: {error}.").format(error=system_words(error))
                return False
            with self._turn:
                for _change in changes:
                    self._waiting.popleft()
                self._written += len(changes)
                self.trouble = None
                self._turn.notify_all()
            return True

    def _give_up(self) -> bool:
        """Rest after a failure; True once there is no time left."""
        with self._turn:
            self._turn.wait(_RETRY_SECONDS if self._last_moment is None else _LAST_RETRY_SECONDS)
            return self._last_moment is not None and time.monotonic() > self._last_moment
