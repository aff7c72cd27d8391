"""Readers that are killed while they write a store: the next one finds the old store, or none, or the new one."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from reader.corpus import volumes
from reader.corpus.derived import NAMES
from reader.corpus.loading import load_corpus
from reader.corpus.options import AS_DETECTED
from reader.corpus.table import Table
from reader.progress import never
from reader.store import manifest, opening
from reader.store.opening import Opening
from reader.store.shelf import Shelf
from tests.dumps import record

_FILES = 6
_ARTICLES = 400
_WRITER = """
import sys
from tests.kills.storing import written
written(sys.argv[1], sys.argv[2])
"""


def written(folder: str, shelf: str) -> None:
    """Open a corpus, derive the columns of its titles, say so, and keep all of it."""
    corpus, one = _opened(folder, Path(shelf))
    _derived(corpus)
    print("writing", flush=True)
    one.keep()


class StoreRounds:
    """Changes a corpus, opens it with a reader that is killed at a random moment, and opens it again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._corpus, self._shelf = folder / "crawl", folder / "shelf"
        self._chance = random.Random(seed)
        self.warm = 0
        """Openings after a kill that found a store."""
        self._corpus.mkdir()
        for number in range(_FILES):
            self._write(number)

    def run(self, rounds: int) -> Iterator[str]:
        """Of each round what was wrong, empty where nothing was."""
        for _round in range(rounds):
            self._write(self._chance.randrange(_FILES))
            self._kill_a_writer()
            yield self._fault()

    def _write(self, number: int) -> None:
        words = self._chance.choices("上海北京博览会台风经济", k=200)
        text = "".join(record(f"第{each}篇", "", "".join(words)) for each in range(self._chance.randrange(_ARTICLES)))
        (self._corpus / f"{number}.txt").write_text(text or "空的", encoding="utf-8")
        time.sleep(0.01)

    def _kill_a_writer(self) -> None:
        command = [sys.executable, "-c", _WRITER, str(self._corpus), str(self._shelf)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"writing\n"
            time.sleep(self._chance.choice((0.0, 0.001, 0.003, 0.01, 0.03)) * self._chance.random())
            writer.kill()

    def _fault(self) -> str:
        corpus, one = _opened(str(self._corpus), self._shelf)
        self.warm += one.is_warm
        cold = load_corpus([str(self._corpus)])
        if not corpus.frame.equals(cold.frame):
            return "a warm opening has other rows than a cold one"
        if not _derived(corpus).equals(_derived(cold)):
            return "a warm opening has other columns than a cold one"
        one.keep()
        stores = Shelf(self._shelf).stores()
        named = {name for store in stores for name in store.manifest.names}
        lying = {file.name for store in stores for file in store.folder.iterdir()} - {manifest.NAME, "lock"}
        return f"left behind: {', '.join(sorted(lying - named))}" if lying - named else ""


def _opened(folder: str, shelf: Path) -> tuple[Table, Opening]:
    volumes.WORTH_KEEPING = opening.SETTLED = 0.0
    one = Opening([folder], AS_DETECTED, Shelf(shelf))
    corpus = Table.empty(one)
    for batch in one.batches():
        corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
    return corpus, one


def _derived(corpus: Table) -> pl.DataFrame:
    found = corpus.derived.added_to(corpus.frame.select("title", "url", "body"), sorted(NAMES), never)
    assert found is not None, "nothing stops it"
    return found
