"""Watching: which files under some paths changed, as the file system tells, and when all have to be looked at."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from reader.corpus.options import STDIN
from reader.progress import Stopped

_LOOKS_EVERY, _LOOKS_EVERY_WHERE_TOLD = 0.5, 10.0
"""Seconds between two looks at all files: at first, and where the file system tells of changes."""
_TIMES_A_LOOK = 10
"""How many times what a look took they are at least."""
_TICK, _GATHERED = 100, 400
"""Milliseconds after which a stop is noticed, and for which changes are gathered at the most."""

Changed = frozenset[str] | None
"""Paths of what was made or written to; None where all files have to be looked at."""


class Watch:
    """Waits for changes. Not all file systems tell of them, and none tells of all, so files are looked at as well."""

    def __init__(self, paths: Sequence[str]) -> None:
        paths = [path for path in paths if path != STDIN]
        self._folders = [path for path in paths if os.path.isdir(path)]
        self._files = [path for path in paths if os.path.isfile(path)]
        self._named = {name: path for path in (*self._folders, *self._files) for name in _names(path)}
        self._is_told = self._is_prompted = False
        self._next_look = time.monotonic() + _LOOKS_EVERY
        self._again: float | None = None

    def changes(self, stopped: Stopped) -> Iterator[Changed]:
        """One change after another until it is stopped. Raises KeyboardInterrupt.

        Whoever looks at all files says by `missed` that there was something that had not been told.
        """
        told = [*_told(self._folders, recursive=True), *_told({_folder(path) for path in self._files})]
        while not stopped():
            changed = {path for each in told for path in next(each, ())}
            if not told:
                time.sleep(_TICK / 1000)
            started = time.monotonic()
            self._is_prompted = any(map(os.path.isdir, changed))  # files may be in a folder before it is watched
            if started >= self._next_look or self._is_prompted:
                yield None
                pause = _LOOKS_EVERY_WHERE_TOLD if self._is_told else _LOOKS_EVERY
                self._next_look = time.monotonic() + max(pause, _TIMES_A_LOOK * (time.monotonic() - started))
                continue
            ours = frozenset(path for each in changed if (path := self._ours(each)) is not None)
            self._is_told = self._is_told or bool(ours)
            if ours or (self._again is not None and started >= self._again):
                self._again = None
                yield ours

    def missed(self) -> None:
        """A look at all files found what the file system had not told."""
        self._is_told = self._is_prompted

    def again(self, seconds: float) -> None:
        """Give a change, if only of no file, when so much time has passed."""
        self._again = time.monotonic() + seconds

    def _ours(self, path: str) -> str | None:
        """A path that was told as it is named where the paths are opened; None where it is not read, or hidden."""
        inner = ""
        while path not in self._named:
            path, _separator, name = path.rpartition(os.sep)
            inner = os.path.join(name, inner) if inner else name
            if not path or name.startswith("."):
                return None
        return os.path.join(self._named[path], inner) if inner else self._named[path]


def _told(folders: Sequence[str] | set[str], *, recursive: bool = False) -> list[Iterator[set[str]]]:
    """What the file system tells of some folders, piece by piece; nothing where it does not."""
    if not folders:
        return []
    from watchfiles import Change, watch

    raw = watch(
        *folders,
        watch_filter=None,
        debounce=_GATHERED,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        recursive=recursive,
        ignore_permission_denied=True,
    )

    def paths() -> Iterator[set[str]]:
        with suppress(OSError, RuntimeError):  # more folders than the system watches, one that is gone
            for changes in raw:
                yield {path for change, path in changes if change != Change.deleted}

    return [paths()]


def _folder(path: str) -> str:
    return os.path.dirname(path) or os.curdir


def _names(path: str) -> set[str]:
    """How the system may name what has that path."""
    return {os.path.abspath(path), os.path.realpath(path)}
