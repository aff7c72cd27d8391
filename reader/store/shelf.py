"""The shelf: where all stores lie, each in a folder of its own; how much room they take, and which go first."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec

from reader.corpus.options import STDIN, ReadOptions
from reader.store import manifest
from reader.store.manifest import Manifest

MOST_BYTES = 10 * 10**9
"""That all stores take together, unless the setting says otherwise…"""
SHARE_OF_FREE = 5
"""…or a fifth of what is free on the disk is less."""
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Standing:
    """A store on the shelf."""

    folder: Path
    """Where it lies."""
    manifest: Manifest
    """What it says of itself."""
    opened: float
    """When it was opened last, in seconds since 1970."""


class Shelf:
    """The stores of one user. A folder is made where there is none."""

    def __init__(self, folder: Path, most_bytes: int | None = None) -> None:
        """`most_bytes` is what all stores may take; None leaves that to the disk."""
        self.folder = folder
        self._most_bytes = most_bytes

    def place_of(self, paths: Sequence[str], options: ReadOptions) -> Path | None:
        """The folder of the store of some paths; None where they are not all files, so that nothing can be kept."""
        if STDIN in paths:
            return None
        asked = [absolute(paths), options.encoding, options.format, sorted(options.fields.items())]
        try:
            key = msgspec.json.encode([*asked, str(options.time_zone)])
        except UnicodeEncodeError:
            return None
        return self.folder / blake2b(key, digest_size=12).hexdigest()

    def stores(self) -> list[Standing]:
        """All that are whole, the one that was opened last first."""
        found = []
        for place in self._places():
            if (known := manifest.load(place)) is not None:
                with suppress(OSError):
                    found.append(Standing(place, known, os.stat(place / manifest.NAME).st_mtime))
        return sorted(found, key=lambda each: each.opened, reverse=True)

    def make_room(self, keeping: Path) -> None:
        """Remove stores until the others fit, those first that were not opened for longest; never the one named."""
        limit = self.limit
        for standing in self.stores():
            limit -= standing.manifest.size
            if limit < 0 and standing.folder != keeping:
                remove(standing.folder)
                limit += standing.manifest.size

    def clear(self, under: Sequence[str] = ()) -> int:
        """Remove all stores, or those of the paths and of what lies under them; how many bytes that frees."""
        freed, asked = 0, absolute(under)
        for place in self._places():
            known = manifest.load(place)
            if asked and not (known is not None and any(_is_under(each, asked) for each in known.paths)):
                continue
            freed += sum(file.stat().st_size for file in place.iterdir() if file.is_file())
            remove(place)
        return freed

    @property
    def limit(self) -> int:
        """Bytes that all stores may take."""
        if self._most_bytes is not None:
            return self._most_bytes
        taken = sum(each.manifest.size for each in self.stores())
        return min(MOST_BYTES, (_free(self.folder) + taken) // SHARE_OF_FREE)

    def _places(self) -> list[Path]:
        try:
            return [place for place in self.folder.iterdir() if place.is_dir()]
        except OSError:
            return []


def shelf_for(options: ReadOptions) -> Shelf | None:
    """The shelf of this user; None where nothing is to be kept."""
    return Shelf(default_folder(), options.most_kept) if options.keeps else None


def default_folder() -> Path:
    """Where the shelf is: in the user's cache folder, as the system has it."""
    from platformdirs import user_cache_path

    return user_cache_path("duwen", appauthor=False) / "corpora"


def absolute(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths from the root, as they are given otherwise: rows name their files so."""
    return tuple(os.path.join(os.getcwd(), path) for path in paths)


def touch(place: Path) -> None:
    """Say that a store is opened now."""
    with suppress(OSError):
        os.utime(place / manifest.NAME, (time.time(),) * 2)


def remove(place: Path) -> None:
    """Take a store away. Whoever has it mapped keeps what is mapped."""
    with suppress(OSError):
        (place / manifest.NAME).unlink(missing_ok=True)
        for file in place.iterdir():
            file.unlink(missing_ok=True)
        place.rmdir()


@contextmanager
def written_by_us(place: Path) -> Iterator[bool]:
    """A block in which nobody else writes to a store; False where somebody does already. Raises OSError."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(place / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        yield _is_ours(file.fileno())


def _free(folder: Path) -> int:
    """Bytes that are free where the folder lies, or would lie."""
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), Path())
    return shutil.disk_usage(there).free


def _is_ours(descriptor: int) -> bool:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return True
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True


def _is_under(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in folders)
