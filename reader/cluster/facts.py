"""What must be the same here and at a worker for answers to be the same: versions, and the program itself."""

import platform
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("polars", "rjieba", "pypinyin", "distributed")


@cache
def facts() -> dict[str, str]:
    """By name, as a person knows them. `program` is a sum over duwen's own files, its tables of characters too."""
    from reader import __version__

    told = {"duwen": __version__, "Python": ".".join(platform.python_version_tuple()[:2])}
    return told | {name: version(name) for name in _PACKAGES} | {"program": _program()}


def differences(ours: dict[str, str], theirs: dict[str, str]) -> list[tuple[str, str, str]]:
    """What differs: its name, what it is here, and what it is there."""
    return [(name, value, theirs.get(name, "-")) for name, value in ours.items() if theirs.get(name) != value]


def _program() -> str:
    """BLAKE2b over the program's files, but for what draws: that runs here alone."""
    folder, found = Path(__file__).parent.parent, blake2b(digest_size=8)
    for name in ("article.py", "characters.py", "cluster", "corpus", "insight", "language", "search", "shards"):
        path = folder / name
        files = sorted(each for each in path.rglob("*") if each.is_file() and each.suffix != ".pyc")
        for file in files or [path]:
            found.update(str(file.relative_to(folder)).encode())
            found.update(file.read_bytes())
    return found.hexdigest()
