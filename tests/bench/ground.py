"""The ground that all rows stand on: one dump on disk. Where the person names none, one is grown from the samples."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.bench.children import ask_once

GROWN_ARTICLES = 10_000


@dataclass(frozen=True)
class Ground:
    """A UTF-8 dump and what rows need to know of it; looked up once, when first asked for."""

    dump: Path
    """Absolute."""

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
        count: int = self.facts["articles"]
        return count


@contextmanager
def prepared(dump: str | None) -> Iterator[Ground]:
    """The ground on a person's dump, or on a grown one that is gone afterwards."""
    if dump is not None:
        yield Ground(Path(dump).resolve())
        return
    with tempfile.TemporaryDirectory(prefix="duwen-bench-") as folder:
        path = Path(folder) / "grown.txt"
        ask_once("inside_core", "grow", str(path), str(GROWN_ARTICLES))
        yield Ground(path)
