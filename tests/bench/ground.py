"""The ground that all rows stand on: one dump on disk, and larger ones grown from it that are gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.resources import resource_folder
from tests.bench.children import ask_once
from tests.bench.row import Unmeasured

GROWN_ARTICLES = 10_000
"""Of the dump that is grown from the samples where the person names none."""
_ROOM = 1.3
"""Times the text that must be free on disk and in memory."""
_MEMORY_BESIDE = 600e6


@dataclass(frozen=True)
class Ground:
    """A UTF-8 dump and what rows need to know of it; looked up once, when first asked for."""

    dump: Path
    """Absolute."""
    folder: Path
    """For files that are gone afterwards."""
    known_articles: int | None = None
    """How many articles the dump holds, where that is known."""
    _grown: "dict[int, Ground]" = field(default_factory=dict)

    @property
    def megabytes(self) -> float:
        """The size of the text."""
        return self.dump.stat().st_size / 1e6

    @cached_property
    def facts(self) -> dict[str, Any]:
        """See `inside_core.facts`: articles, words of some shares, queries to type with their counts."""
        return ask_once("inside_core", "facts", str(self.dump))

    @property
    def articles(self) -> int:
        """How many articles the dump holds."""
        count: int = self.known_articles or self.facts["articles"]
        return count

    def grown(self, articles: int) -> "Ground":
        """A dump of some of these articles, again and again where they are too few.

        Raises Unmeasured where disk or memory is short.
        """
        if articles not in self._grown:
            self._check_room(self.dump.stat().st_size * articles / self.articles)
            path = self.folder / f"{articles}.txt"
            ask_once("inside_core", "grow", str(path), str(articles), str(self.dump))
            self._grown[articles] = Ground(path, self.folder, articles)
        return self._grown[articles]

    def _check_room(self, size: float) -> None:
        meminfo = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        memory = next(int(line.split()[1]) * 1024 for line in meminfo if line.startswith("MemAvailable"))
        for what, free, needed in (
            ("disk", shutil.disk_usage(self.folder).free, _ROOM * size),
            ("memory", memory, _ROOM * size + _MEMORY_BESIDE),
        ):
            if free < needed:
                raise Unmeasured(f"it needs {needed / 1e9:.1f} GB of {what}, and {free / 1e9:.1f} GB are free")


@contextmanager
def prepared(dump: str | None) -> Iterator[Ground]:
    """The ground on a person's dump, or on one grown from the samples."""
    with tempfile.TemporaryDirectory(prefix="duwen-bench-") as name:
        folder = Path(name)
        if dump is not None:
            yield Ground(Path(dump).resolve(), folder)
            return
        path = folder / "grown.txt"
        ask_once("inside_core", "grow", str(path), str(GROWN_ARTICLES), str(resource_folder("sample_data")))
        yield Ground(path, folder)
