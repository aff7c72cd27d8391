"""From what a person names (file, folder, glob, `-`) to readable sources, in a steady order, each file once."""

import glob
import io
import os
import select
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from reader.article import Problem
from reader.corpus.options import STDIN
from reader.corpus.reading_on import Resume
from reader.errors import SourceError, system_words
from reader.printable import REPLACEMENT, printable
from reader.progress import Cancelled, Stopped, never
from reader.wording import _

STDIN_NAME = "<stdin>"

_WAIT_MILLISECONDS: Final = 100
"""A pipe without data is waited for so long before `stopped` is asked again."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a regular file from any other, and from itself before it was written to."""

    device: int
    inode: int
    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970, when its bytes were last changed."""
    changed: int
    """The same of its bytes, its name or its rights; nobody can set it back."""


def identity_of(status: os.stat_result) -> Identity | None:
    """None where it is no regular file."""
    if not stat.S_ISREG(status.st_mode):
        return None
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True, slots=True)
class End:
    """Where a file ended when it was read."""

    path: str
    """Of the source."""
    identity: Identity
    """Which file it was."""
    resume: Resume
    """Where its last record begins."""

    def is_of(self, identity: Identity) -> bool:
        """True where a file may be the same, grown."""
        before = self.identity
        is_same = (before.device, before.inode) == (identity.device, identity.inode)
        return is_same and before.size <= identity.size


@dataclass(frozen=True, slots=True)
class Source:
    """One file, pipe or terminal that may hold articles."""

    path: str
    """How it is named to people: the path as given or walked, or `<stdin>`."""
    size: int | None
    """Bytes on disk, None where unknown."""
    named: bool
    """True where the person named this very file, so that its failure is theirs to hear of."""
    identity: Identity | None = None
    """Which file it was when it was found; None where it is no regular one."""
    resume: Resume | None = None
    """Where reading it goes on; None where it is read from its beginning."""

    def open(self, standard_input: int = 0, stopped: Stopped = never) -> "CountedFile":
        """A stream at its first byte; `standard_input` is the descriptor that `-` reads.

        Raises SourceError with a reason for people.
        """
        try:
            if self.path == STDIN_NAME:
                return CountedFile(standard_input, stopped)
            file = CountedFile(self.path, stopped)
        except OSError as error:
            raise SourceError(shown(self.path), _reason(error)) from error
        except ValueError as error:
            raise SourceError(shown(self.path), _("cannot be opened")) from error
        if not file.is_regular and not (self.named and (file.is_pipe or file.isatty())):
            file.close()
            raise SourceError(shown(self.path), _("is a device, not a file"))
        return file


class CountedFile(io.FileIO):
    """A file that tells how many of its bytes were read, and ends where reading it fails.

    At its end it is looked at again: one that was changed meanwhile has failed. Reading raises Cancelled soon after
    `stopped` says so, also while a pipe is waited for.
    """

    def __init__(self, file: str | int, stopped: Stopped = never) -> None:
        super().__init__(file, closefd=isinstance(file, str), opener=_open_without_waiting)
        self._path = file if isinstance(file, str) else None
        self._opened = status = os.fstat(self.fileno())
        self.size = status.st_size
        """Bytes it had when it was opened; means something only where it is regular."""
        self.is_regular = stat.S_ISREG(status.st_mode)
        self.is_pipe = stat.S_ISFIFO(status.st_mode)
        self.position = 0
        """Bytes read so far."""
        self.failure: str | None = None
        """Why reading ended early, in words for people."""
        self._stopped = stopped
        self._is_at_end = False
        self._poll = None if self.is_regular or not hasattr(select, "poll") else select.poll()
        if self._poll is not None:
            self._poll.register(self.fileno(), select.POLLIN)

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # any Buffer
        """The next bytes; 0 at the end."""
        count = None
        while count is None:
            if self._stopped():
                raise Cancelled
            if self._poll is not None and not self._poll.poll(_WAIT_MILLISECONDS):
                continue
            try:
                count = super().readinto(buffer)
            except OSError as error:
                self.failure, count = _reason(error), 0
        if not count and len(buffer) and not self._is_at_end:
            self.failure = self.failure or self._change()
        self._is_at_end = not count
        self.position += count
        return count

    def skip_to(self, offset: int) -> None:
        """Go on at that byte; those before it count as read. Raises OSError."""
        self.position = self.seek(offset)

    def _change(self) -> str | None:
        """What became of a regular file since it was opened, where what was read may not be what it holds."""
        if not self.is_regular:
            return None
        before, now = self._opened, os.fstat(self.fileno())
        if now.st_size < before.st_size:
            reason = _("became shorter while it was read: {now} of {before} bytes are left; open it again")
            return reason.format(now=f"{now.st_size:,}", before=f"{before.st_size:,}")
        if now.st_size > before.st_size:
            return _("grew while it was read; open it again to read all of it")
        if now.st_mtime_ns != before.st_mtime_ns:
            return _("was changed while it was read; open it again")
        return _("was replaced while it was read; open it again") if self._is_another(now) else None

    def _is_another(self, status: os.stat_result) -> bool:
        """True where another file has the name by now."""
        if self._path is None:
            return False
        try:
            named = os.stat(self._path)
        except OSError:
            return False
        return (named.st_dev, named.st_ino) != (status.st_dev, status.st_ino)


def _open_without_waiting(path: str, flags: int) -> int:
    """Opening a FIFO would wait for its writer, a line for its carrier; no terminal becomes ours."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def find_sources(
    paths: Iterable[str], stopped: Stopped = never, failures: list[SourceError] | None = None
) -> tuple[list[Source], list[Problem]]:
    """All sources under the paths, folders walked in name order; a file that is reached twice counts once.

    A path that was named and does not exist or cannot be listed is added to `failures`, or raised where there is no
    such list. Raises Cancelled.
    """
    found = _Found()
    for path in paths:
        if path == STDIN:
            found.add(Source(STDIN_NAME, None, named=True), None)
            continue
        try:
            for candidate in _expand(path):
                if stopped():
                    raise Cancelled
                found.take(candidate)
        except SourceError as error:
            if failures is None:
                raise
            failures.append(error)
    return found.sources, found.problems


def found_source(path: str) -> Source | None:
    """A file below a folder that was named; None where it is none."""
    candidate = next((each for each in _met_file(path) if isinstance(each, _Candidate)), None)
    if candidate is None:
        return None
    found = _Found()
    found.take(candidate)
    return found.sources[0]


def shown(path: str) -> str:
    """A path on one line as it may be printed: undecodable bytes, control and bidi characters replaced."""
    return printable(path).replace("\n", REPLACEMENT)


@dataclass(slots=True)
class _Found:
    """Sources gathered so far."""

    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    """Device and inode to the indexes of sources that have them."""

    def take(self, candidate: "_Candidate | Problem") -> None:
        if isinstance(candidate, Problem):
            self.problems.append(candidate)
        else:
            status = candidate.status
            identity = identity_of(status)
            size = identity.size if identity is not None else None
            self.add(Source(candidate.path, size, candidate.named, identity), (status.st_dev, status.st_ino))

    def add(self, source: Source, identity: tuple[int, int] | None) -> None:
        """Append a source unless it is there. Names of one inode that are hard links are several files."""
        if identity is None:
            if source not in self.sources:
                self.sources.append(source)
            return
        same = self.places.setdefault(identity, [])
        for index in same:
            known = self.sources[index]
            if known.path == source.path or os.path.realpath(known.path) == os.path.realpath(source.path):
                self.sources[index] = replace(known, named=known.named or source.named)
                return
        same.append(len(self.sources))
        self.sources.append(source)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that was met."""

    path: str
    status: os.stat_result
    named: bool


def _expand(path: str) -> Iterator[_Candidate | Problem]:
    """What lies under a path that was named; an existing path wins over the pattern it may also be."""
    try:
        status = os.stat(path)
    except OSError as error:
        matches = _matches(path)
        if not matches:
            raise SourceError(shown(path), _("matches no file") if glob.has_magic(path) else _reason(error)) from error
        yield from _of_pattern(path, matches)
        return
    except ValueError as error:
        raise SourceError(shown(path), _("not a path")) from error
    if not stat.S_ISDIR(status.st_mode):
        yield _Candidate(path, status, named=True)
        return
    try:
        os.scandir(path).close()
    except OSError as error:
        raise SourceError(shown(path), _reason(error)) from error
    yield from _some(_walk(path), SourceError(shown(path), _("the folder holds no file")))


def _of_pattern(pattern: str, matches: list[str]) -> Iterator[_Candidate | Problem]:
    none = SourceError(shown(pattern), _("matches no file"))
    yield from _some((candidate for match in matches for candidate in _met(match)), none)


def _some(candidates: Iterator[_Candidate | Problem], otherwise: SourceError) -> Iterator[_Candidate | Problem]:
    """The candidates. Raises the error where there is none."""
    empty = True
    for candidate in candidates:
        empty = False
        yield candidate
    if empty:
        raise otherwise


def _matches(pattern: str) -> list[str]:
    """Paths that match a pattern, whose beginning is taken literally where it exists."""
    if not glob.has_magic(pattern):
        return []
    literal, rest = "", pattern
    while rest:
        part, slash, after = rest.partition("/")
        if not os.path.lexists(literal + part + slash):
            break
        literal, rest = literal + part + slash, after
    return sorted(glob.glob(glob.escape(literal) + rest, recursive=True))


def _walk(folder: str) -> Iterator[_Candidate | Problem]:
    """Regular files below a folder; hidden ones are left out, links to folders are not followed."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        below = []
        try:
            with os.scandir(current) as entries:
                visible = sorted(
                    (each for each in entries if not each.name.startswith(".")), key=lambda each: each.name
                )
        except OSError as error:
            yield Problem(shown(current), 0, _reason(error))
            continue
        for entry in visible:
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
            except OSError:
                is_folder = False
            if is_folder:
                below.append(entry.path)
            else:
                yield from _met_file(entry.path)
        waiting.extend(reversed(below))


def _met(path: str) -> Iterator[_Candidate | Problem]:
    """What a pattern matched: a folder is walked."""
    if os.path.isdir(path):
        yield from _walk(path)
    else:
        yield from _met_file(path)


def _met_file(path: str) -> Iterator[_Candidate | Problem]:
    """A regular file, also at the end of a link; devices, sockets and pipes are passed over."""
    try:
        status = os.stat(path)
    except OSError as error:
        yield Problem(shown(path), 0, _reason(error))
        return
    if stat.S_ISREG(status.st_mode):
        yield _Candidate(path, status, named=False)


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return _("no such file or folder")
        case PermissionError():
            return _("permission denied")
        case IsADirectoryError():
            return _("is a folder")
        case _:
            return system_words(error)
