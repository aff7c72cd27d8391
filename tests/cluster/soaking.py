"""A soak: random questions of all kinds while a worker is killed every twenty seconds. No answer may be wrong."""

import os
import random
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from reader.cluster.connection import ClusterError, Connection, Lost
from reader.cluster.corpus import ClusterCorpus
from reader.corpus.loading import load_corpus
from reader.errors import Incomplete
from reader.shards import manifest
from reader.shards.writing import SHARD_TEXT
from tests.cluster.kinds import KINDS, told
from tests.cluster.processes import Cluster, pids
from tests.cluster.queries import QUERIES
from tests.shards.made import written

_KILL_EVERY = 20.0
"""Seconds."""
_LEAST_SHARDS = 8


def soaked(dump: Path, folder: Path, minutes: float, seed: int) -> int:
    """Ask and kill for so long. 1 where an answer was wrong."""
    text = min(SHARD_TEXT, dump.stat().st_size // _LEAST_SHARDS)
    written([str(dump)], folder, text)
    near, chance = load_corpus([str(dump)]), random.Random(seed)
    known: dict[str, Any] = {}
    tally, times, wrong = Counter[str](), list[float](), list[str]()
    cluster, ended = Cluster(None), threading.Event()
    try:
        cluster.add_workers(2)
        connection = Connection(cluster.address)
        place, made = manifest.read(str(folder))
        far = ClusterCorpus(connection, made, place.location)
        killer = threading.Thread(target=_kill, args=(cluster.address, ended, tally, random.Random(seed)), daemon=True)
        killer.start()
        deadline, spoke = time.monotonic() + 60 * minutes, time.monotonic()
        while time.monotonic() < deadline and not wrong:
            query = chance.random() < 0.7
            name = chance.choice(QUERIES) if query else chance.choice([*KINDS])
            ask = (lambda corpus, name=name: told(corpus, name)) if query else KINDS[name]
            if name not in known:
                known[name] = ask(near)
            started = time.monotonic()
            try:
                answer = ask(far)
            except Incomplete as error:
                tally[f"said what is missing: {next(iter(error.reasons.values()))}"] += 1
            except ClusterError as error:
                tally[f"said why none: {error}"] += 1
            else:
                tally["right" if answer == known[name] else "wrong"] += 1
                wrong += [name] if answer != known[name] else []
            times.append(time.monotonic() - started)
            if time.monotonic() - spoke > 60:
                spoke = time.monotonic()
                print(dict(tally), f"median {median(times) * 1000:,.0f} ms, longest {max(times):.1f} s", flush=True)
    finally:
        ended.set()
        cluster.close()
    print(dict(tally), f"median {median(times) * 1000:,.0f} ms, longest {max(times):.1f} s")
    print("wrong:", *wrong) if wrong else print("no answer was wrong, none was bare")
    return 1 if wrong else 0


def _kill(address: str, ended: threading.Event, tally: Counter[str], chance: random.Random) -> None:
    """Kill a worker now and then; the command that started it starts it again."""
    connection = Connection(address)
    while not ended.wait(_KILL_EVERY):
        with suppress(Lost, ClusterError, OSError, IndexError):
            connection.doubt()
            processes = [*pids(connection.workers(), connection._needed()).values()]
            os.kill(chance.choice(processes), signal.SIGKILL)
            tally["killed"] += 1
