"""A file that appears under its name whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reader.errors import WriteError
from reader.wording import _


def check_place(target: Path, *, replace: bool) -> None:
    """Raise WriteError where no file can be put there."""
    if target.is_dir():
        raise WriteError(str(target), _("is a folder"))
    if not target.parent.is_dir():
        raise WriteError(str(target), _("there is no folder {folder}").format(folder=target.parent))
    if target.exists() and not replace:
        raise WriteError(str(target), _("is there already; --force replaces it"))


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target that takes its name at the end, and is gone if there is no end, whatever ended it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o666 & ~_umask())
            os.replace(file.name, target)
        except BaseException:
            os.unlink(file.name)
            raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
