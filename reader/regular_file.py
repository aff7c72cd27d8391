"""Small files that a person named: read whole, and only where reading them ends at once."""

import errno
import os
import stat
from pathlib import Path

from reader.wording import _


def read_regular(path: Path, most: int) -> bytes:
    """The first bytes of a file, at most one more than `most`.

    Raises OSError, also where it is a device or a pipe, which could keep one waiting for ever; the null device, by
    which people say that there is none, is an empty file.
    """
    if str(path) == os.devnull:
        return b""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, _("is a device or a pipe, not a file"), str(path))
        return file.read(most + 1)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
