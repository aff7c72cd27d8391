"""The files of a library: what one may be, for its owner alone, and another name for what is damaged."""

import os
import stat
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

from reader.wording import _, later

_KINDS = (
    (stat.S_ISDIR, later("is a folder, not a file")),
    (stat.S_ISFIFO, later("is a pipe, not a file")),
    (stat.S_ISSOCK, later("is a socket, not a file")),
    (lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode), later("is a device, not a file")),
)
_BESIDE = ("", "-wal", "-shm", "-journal", ".lock", ".journal.jsonl")


def no_file(path: Path) -> str | None:
    """What is at the path, where that is no regular file and must not be opened; also what a link leads to."""
    try:
        mode = path.stat().st_mode
    except OSError:  # not there, or whoever opens it is told why not
        return None
    return next((_(words) for is_kind, words in _KINDS if is_kind(mode)), None)


def begin(path: Path) -> None:
    """Have an empty file there, readable for its owner alone, where there is none. Raises OSError."""
    if not os.path.exists(path):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def narrow(path: Path) -> None:
    """Take from others what they may do with a library and the files beside it, where these are ours."""
    for name in _BESIDE:
        with suppress(OSError):
            file = path.with_name(path.name + name)
            mode = file.stat().st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                file.chmod(stat.S_IMODE(mode) & 0o600)


def aside(path: Path) -> Path:
    """A name that is free, for a damaged file."""
    stem = f"{path.name}.damaged-{date.today().isoformat()}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(each for each in map(path.with_name, names) if not os.path.lexists(each))
