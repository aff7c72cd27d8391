"""From what a person names (file, folder, glob, `-`) to readable sources, in a steady order."""

import glob
import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.article import Problem
from reader.corpus.options import STDIN
from reader.errors import SourceError

STDIN_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of bytes that may hold articles."""

    path: str
    """How it is named to people: the path as given or walked, or `<stdin>`."""
    size: int
    """Bytes, 0 where unknown."""
    named: bool
    """True where the person named this very file, so that its failure is theirs to hear of."""

    def open(self, standard_input: int = 0) -> "CountedFile":
        """A stream at its first byte; `standard_input` is the descriptor that `-` reads.

        Raises SourceError with a reason for people.
        """
        if self.path == STDIN_NAME:
            return CountedFile(standard_input, closefd=False)
        try:
            return CountedFile(self.path)
        except OSError as error:
            raise SourceError(shown(self.path), _reason(error)) from error


class CountedFile(io.FileIO):
    """A file that tells how many of its bytes were read, also where it cannot seek."""

    position = 0

    def readinto(self, buffer: bytearray | memoryview, /) -> int | None:  # type: ignore[override]  # any Buffer
        """The next bytes."""
        count = super().readinto(buffer)
        self.position += count or 0
        return count


def find_sources(paths: Iterable[str]) -> tuple[list[Source], list[Problem]]:
    """All sources under the paths, folders walked in name order.

    Raises SourceError where a path that was named does not exist or cannot be listed.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        found = len(sources)
        for entry in _expand(path, problems):
            sources.append(entry)
        if len(sources) == found and os.path.isdir(path):
            raise SourceError(shown(path), "the folder holds no file")
    return sources, problems


def shown(path: str) -> str:
    """A path as text that can be printed: undecodable bytes and control characters replaced."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _expand(path: str, problems: list[Problem]) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN_NAME, 0, named=True)
        return
    try:
        status = os.stat(path)
    except OSError as error:
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
        if not matches:
            raise SourceError(shown(path), _reason(error)) from error
        for match in matches:
            yield from _expand(match, problems)
        return
    except ValueError as error:
        raise SourceError(shown(path), "not a path") from error
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, problems)
    else:
        yield Source(path, status.st_size, named=True)


def _walk(folder: str, problems: list[Problem]) -> Iterator[Source]:
    """Regular files below a folder; hidden ones are left out, links to folders are not followed."""

    def report(error: OSError) -> None:
        if error.filename == folder:
            raise SourceError(shown(folder), _reason(error)) from error
        problems.append(Problem(shown(str(error.filename)), 0, _reason(error)))

    for root, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = os.path.join(root, name)
            try:
                status = os.stat(path)
            except OSError as error:
                problems.append(Problem(shown(path), 0, _reason(error)))
                continue
            if stat.S_ISREG(status.st_mode):
                yield Source(path, status.st_size, named=False)


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file or folder"
        case PermissionError():
            return "permission denied"
        case IsADirectoryError():
            return "is a folder"
        case _:
            return error.strerror or str(error)
