"""What a cluster of two workers takes beside one process, in one run; and whether it answers alike."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from reader.cluster.connection import ClusterError, Connection
from reader.cluster.corpus import ClusterCorpus
from reader.corpus.loading import load_corpus
from reader.corpus.questions import Corpus, Size
from reader.search.engine import Results, Searcher
from reader.search.syntax import parse
from reader.shards import manifest
from reader.shards.writing import SHARD_TEXT
from tests.cluster.kinds import told
from tests.cluster.processes import Cluster, pids, until
from tests.cluster.queries import QUERIES
from tests.shards.made import written

_TIMED = ("碳达峰", "上海", '"上海 博览会"~10', "上海 经济", "/李.{0,2}强/", "py:sh", "date:2018")
_TIMES = 7
_LEAST_SHARDS = 8


def measured(dump: Path, folder: Path) -> int:
    """Print the table. 1 where an answer differs."""
    text = min(SHARD_TEXT, dump.stat().st_size // _LEAST_SHARDS)
    seconds, made = _timed(lambda: written([str(dump)], folder, text))
    print(f"{made.rows:,} articles, {made.text / 1e6:,.0f} MB of text, {len(made.shards)} shards in {seconds:.1f} s")
    near = load_corpus([str(dump)])
    cluster = Cluster(None)
    try:
        cluster.add_workers(2)
        connection = Connection(cluster.address)
        place, made = manifest.read(str(folder))
        far = ClusterCorpus(connection, made, place.location)
        print(f"shards read by the workers in {_timed(lambda: far.ask(Size()))[0]:.1f} s")
        differing = [query for query in QUERIES if told(near, query) != told(far, query)]
        print(f"{len(QUERIES) - len(differing)} of {len(QUERIES)} queries answered alike", *differing)
        print(f"\n{'query':24} {'one process':>12} {'cluster':>9} {'first':>7}   (ms, medians of {_TIMES})")
        for query in _TIMED:
            one, other = (_medians(corpus, query) for corpus in (near, far))
            print(f"{query:24} {one[0]:12,.0f} {other[0]:9,.0f} {other[1]:7,.0f}")
        _memory(connection, far)
        _faults(cluster, connection, near, far)
        return 1 if differing else 0
    finally:
        cluster.close()


def _medians(corpus: Corpus, query: str) -> tuple[float, float]:
    """Milliseconds to all hits and to the first, of a search that remembers nothing."""
    whole, first = [], []
    for _each in range(_TIMES):
        started, came = time.perf_counter(), list[float]()

        def partly(_results: Results, started: float = started, came: list[float] = came) -> None:
            came.append(time.perf_counter() - started)

        Searcher().search(corpus, parse(query), partly=partly)
        whole.append(time.perf_counter() - started)
        first.append(came[0] if came else whole[-1])
    return 1000 * median(whole), 1000 * median(first)


def _memory(connection: Connection, far: ClusterCorpus) -> None:
    placed = connection.places([shard.hash for shard in far.shards], connection.workers())
    print()
    for worker, process in pids(connection.workers(), connection._needed()).items():
        text = sum(shard.text for shard in far.shards if placed[shard.hash] == worker)
        status = Path(f"/proc/{process}/status").read_text()
        resident = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        print(f"a worker: {resident / 1e6:,.0f} MB for {text / 1e6:,.0f} MB of text, {resident / text:.2f} times")


def _faults(cluster: Cluster, connection: Connection, near: Corpus, far: ClusterCorpus) -> None:
    """What a killed and a stopped worker cost, and how soon it is told that none is left."""
    expected = told(near, "上海")
    for name, sign in (("killed", signal.SIGKILL), ("stopped", signal.SIGSTOP)):
        until(lambda: _count(connection) == 2)
        told(far, "上海")
        process = next(iter(pids(connection.workers(), connection._needed()).values()))
        os.kill(process, sign)
        seconds, answer = _timed(lambda: told(far, "上海"))
        print(f"a worker {name}: {'right' if answer == expected else 'WRONG'} after {seconds:.1f} s")
        if sign == signal.SIGSTOP:
            os.kill(process, signal.SIGCONT)
    for worker in cluster.workers:
        os.killpg(worker.pid, signal.SIGKILL)

    def none_left() -> str:
        try:
            told(far, "上海")
        except ClusterError as error:
            return str(error)
        return "WRONG: an answer"

    seconds, words = _timed(none_left)
    print(f"no workers: {words!r} after {seconds:.1f} s")


def _count(connection: Connection) -> int:
    connection.doubt()
    return len(connection.workers())


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done
