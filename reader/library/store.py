"""The contents in memory and the thread that writes them down. A change waits for no disk and no other reader.

What cannot be written goes to the journal, is told to whoever listens, and is tried again while the reader is open.
"""

import time
from collections.abc import Callable, Sequence
from threading import Condition, Lock, Thread

from reader.library.changes import Change
from reader.library.contents import Contents
from reader.library.dated import Dated
from reader.library.keeping import Keeping
from reader.library.obstacles import Obstacle, no_answer
from reader.library.opening import Opened
from reader.library.schema import FAILURES, load
from reader.library.waiting import Waiting
from reader.library.writing import Reopen, Writing

_FIRST_REST, _LONGEST_REST, _LAST_REST = 0.25, 4.0, 0.05
"""Seconds between two tries: at first, at most, and at the end."""
_GRACE = 1.0
"""Seconds that the last try may take."""

Listener = Callable[[Keeping], object]
"""Hears how far marks are kept, from any thread; it must not wait for anything."""


class Store:
    """Contents that are changed at once and written at the next turn of a thread."""

    def __init__(self, opened: Opened, reopen: Reopen | None = None) -> None:
        """Without a way to open the library anew, contents live in memory only."""
        self.contents = opened.contents
        """To be read only."""
        self._disk = Lock()
        """Held while the file is used; taken before `_turn`."""
        self._file = Writing(opened, reopen) if reopen is not None else None
        self._seen = -1
        self._turn = Condition()
        """Guards what is below, and what is in `contents`."""
        self._waiting = Waiting()
        self._keeping = Keeping()
        self._last_moment: float | None = None
        self._hearing = Lock()
        """Held while the listener is called."""
        self._listener: Listener | None = None
        self._thread = Thread(target=self._run, name="library", daemon=True)
        if self._file is not None:
            self._thread.start()

    @property
    def notice(self) -> str | None:
        """What was wrong when the library was opened last, for people."""
        return self._file.opened.notice if self._file is not None else None

    @property
    def keeping(self) -> Keeping:
        """How far marks are kept."""
        return self._keeping

    def listen(self, listener: Listener | None) -> None:
        """Tell this one, and no other, how far marks are kept: now, and whenever that changes; None for nobody."""
        with self._hearing:
            self._listener = listener
            if listener is not None:
                listener(self._keeping)

    def change(self, change: Change) -> None:
        """Change the contents, and have that written."""
        with self._turn:
            change.apply(self.contents)
            self._waiting.add(change)
            self._turn.notify_all()

    def flush(self, seconds: float) -> bool:
        """Wait until what was changed so far is written; False where it was not by then."""
        with self._turn:
            aim = self._waiting.last
            self._turn.wait_for(lambda: self._waiting.is_none_until(aim) or not self._thread.is_alive(), seconds)
            return self._waiting.is_none_until(aim)

    def refresh(self) -> bool:
        """Take in what other readers wrote; True where that changed anything. May wait for a disk."""
        with self._disk:
            connection = self._file.opened.connection if self._file is not None else None
            if connection is None:
                return False
            try:
                [version] = connection.execute("PRAGMA data_version").fetchone()
                if version == self._seen:
                    return False
                fresh = load(connection)
            except FAILURES:
                return False
            self._seen = version
            return self._take_in(fresh)

    def close(self, seconds: float) -> bool:
        """Write what waits, and stop; False where something could not be written in time. Twice does no harm."""
        with self._turn:
            self._last_moment = time.monotonic() + seconds
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(seconds + _GRACE)
        with self._turn:
            self._waiting.note_tried(self._waiting.last)
            is_all_kept = not self._waiting
        hinders = self._keeping.obstacle or (no_answer() if self._file is not None else None)
        self._tell(None if is_all_kept else hinders)
        return is_all_kept

    def _run(self) -> None:
        assert self._file is not None, "started with a file only"
        rest = _FIRST_REST
        while changes := self._next_changes():
            if self._kept(self._file, changes):
                rest = _FIRST_REST
            elif self._gives_up(rest):
                break
            else:
                rest = min(2 * rest, _LONGEST_REST)
        with self._disk:
            self._file.close()

    def _next_changes(self) -> list[Dated]:
        """What waits, once something does; nothing at the end."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting or self._last_moment is not None)
            return self._waiting.all()

    def _kept(self, file: Writing, changes: Sequence[Dated]) -> bool:
        """Write changes to the library, or else, if that can be, to its journal; tell what came of it."""
        with self._disk:
            before = file.opened
            obstacle = file.write(changes, self._waiting.tried)
            if file.opened is not before and file.opened.connection is not None:
                self._take_in(file.opened.contents)
            with self._turn:
                if obstacle is None:
                    self._waiting.drop(changes)
                else:
                    self._waiting.note_tried(changes[-1].at)
                loose = self._waiting.unjournaled() if obstacle is not None else []
            if loose and file.keep(loose):
                with self._turn:
                    self._waiting.note_journaled(loose[-1].at)
        self._tell(obstacle)
        return obstacle is None

    def _take_in(self, fresh: Contents) -> bool:
        """Know what was read from the library, and what still waits to be written there; True where that is news."""
        with self._turn:
            for each in self._waiting.all():
                each.change.apply(fresh)
            before, self.contents = self.contents, fresh
            return fresh != before

    def _tell(self, obstacle: Obstacle | None) -> None:
        with self._turn:
            journaled, unkept = self._waiting.counts()
            journal, news = (self._file.journal, self._file.news) if self._file is not None else (None, None)
            keeping = Keeping(journaled, unkept, obstacle, journal, news)
            is_new, self._keeping = keeping != self._keeping, keeping
            self._turn.notify_all()
        with self._hearing:
            if is_new and self._listener is not None:
                self._listener(keeping)

    def _gives_up(self, rest: float) -> bool:
        """Rest after a failure, or until something is changed; True once there is no time left."""
        with self._turn:
            self._turn.wait(rest if self._last_moment is None else _LAST_REST)
            return self._last_moment is not None and time.monotonic() > self._last_moment
