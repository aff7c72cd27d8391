"""A file that appears under its name whole or not at all, with the rights of the one whose place it takes."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from reader.errors import WriteError, system_words
from reader.wording import _

_PREFIX, _SUFFIX = ".duwen-", ".part"


def check_place(target: Path, *, replace: bool) -> None:
    """Raise WriteError where no file can be put there. A symbolic link stands for what it leads to."""
    try:
        place, mode = _place(target), _mode(target)
    except (OSError, ValueError) as error:
        raise WriteError(str(target), system_words(error)) from error
    if mode is not None and stat.S_ISDIR(mode):
        raise WriteError(str(target), _("is a folder"))
    if mode is not None and not stat.S_ISREG(mode):
        raise WriteError(str(target), _("is a device or a pipe, not a file"))
    if not os.path.isdir(place.parent):
        raise WriteError(str(target), _("there is no folder {folder}").format(folder=place.parent))
    if os.path.lexists(target) and not replace:
        raise WriteError(str(target), _("already exists; --force replaces it"))


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its name at the end, and is gone if there is no end, whatever ended it.

    What a killed program left beside it is taken away first. Raises OSError.
    """
    target = _place(target)
    _sweep(target.parent)
    with _part(target.parent) as file:
        try:
            yield file
            file.flush()
            mode = _mode(target)
            os.fchmod(file.fileno(), 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
            os.fsync(file.fileno())
            os.replace(file.name, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(file.name)
            raise


def _place(target: Path) -> Path:
    """Where a file of that name comes to lie, links followed."""
    return Path(os.path.realpath(target)) if target.is_symlink() else target


def _mode(target: Path) -> int | None:
    """Kind and rights of what is there; None for nothing."""
    try:
        return os.stat(target).st_mode
    except FileNotFoundError:
        return None


def _part(folder: Path) -> IO[bytes]:
    """A new file, locked for as long as it is open, so that nobody sweeps it."""
    while True:
        file = tempfile.NamedTemporaryFile(dir=folder, prefix=_PREFIX, suffix=_SUFFIX, delete=False)  # noqa: SIM115
        with suppress(OSError):  # where the file system has no locks, nothing is swept either
            _lock(file, wait=True)
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()  # swept before it was locked


def _sweep(folder: Path) -> None:
    """Take away what killed programs left, which nobody holds a lock on."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError), left.open("r+b") as file:
            _lock(file, wait=False)
            left.unlink()


def _lock(file: IO[bytes], *, wait: bool) -> None:
    """Raises OSError where another program holds the lock. Without POSIX there is none, and open files cannot go."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return
    flock(file.fileno(), LOCK_EX if wait else LOCK_EX | LOCK_NB)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
