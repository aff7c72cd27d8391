"""A real scheduler and two real workers: sixty queries, a worker killed in the middle of each kind of question."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from reader.cluster import asking
from reader.cluster.connection import ClusterError, Connection
from reader.cluster.corpus import ClusterCorpus
from reader.cluster.working import Asked
from reader.corpus.loading import load_corpus
from reader.corpus.table import Table
from reader.shards import manifest
from tests.cluster.kinds import KINDS, found, told
from tests.cluster.processes import Cluster, duwen, pids, until
from tests.cluster.queries import QUERIES
from tests.shards.made import written_table

SMALL = 60_000
"""Bytes of text a shard."""


@pytest.fixture(scope="module")
def near(mixed_dump: Path) -> Table:
    return load_corpus([str(mixed_dump)])


@pytest.fixture(scope="module")
def folder(near: Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    assert len(written_table(near, folder, SMALL).shards) >= 6
    return folder


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from reader.cluster.certificates import write_set

    folder = tmp_path_factory.mktemp("certificates") / "set"
    write_set(folder, ["127.0.0.1", "localhost"])
    return folder


@pytest.fixture(scope="module")
def cluster(certificates: Path) -> Iterator[Cluster]:
    cluster = Cluster(certificates)
    try:
        cluster.add_workers(2)
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="module")
def connection(cluster: Cluster) -> Iterator[Connection]:
    connection = Connection(cluster.address, cluster.certificates)
    yield connection
    connection.close()


@pytest.fixture
def far(connection: Connection, folder: Path) -> ClusterCorpus:
    """The corpus, with two workers that are well."""
    connection.doubt()
    until(lambda: len(_well(connection)) == 2)
    place, made = manifest.read(str(folder))
    return ClusterCorpus(connection, made, place.location)


def _well(connection: Connection) -> Any:
    connection.doubt()
    return connection.workers()


def test_sixty_queries(near: Table, far: ClusterCorpus) -> None:
    for query in QUERIES:
        assert told(far, query) == told(near, query), query


@pytest.mark.parametrize("kind", KINDS)
def test_a_worker_is_killed_in_the_middle(
    near: Table, far: ClusterCorpus, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = far.connection
    processes = pids(connection.workers(), connection._needed())
    killed: list[str] = []
    submit = connection.submit

    def submit_and_kill(function: Any, arguments: Any, keys: Any, worker: str | None) -> Any:
        futures = submit(function, arguments, keys, worker)
        if not killed and worker in processes and isinstance(arguments[0], Asked):
            killed.append(worker)
            os.kill(processes[worker], signal.SIGKILL)
        return futures

    monkeypatch.setattr(connection, "submit", submit_and_kill)
    assert KINDS[kind](far) == KINDS[kind](near)
    assert killed


def test_a_worker_that_stands_still_is_gone_around(near: Table, far: ClusterCorpus, cluster: Cluster) -> None:
    connection = far.connection
    _worker, process = next(iter(pids(connection.workers(), connection._needed()).items()))
    os.kill(process, signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert told(far, "上海") == told(near, "上海")
        assert time.monotonic() - started < 15, "a promise to people, far from what it takes"
        later = Connection(connection.address, cluster.certificates)
        assert len(later.workers()) == 1
        later.close()
    finally:
        os.kill(process, signal.SIGCONT)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    main = "from reader.entry import main; main()"
    return subprocess.run([sys.executable, "-c", main, *words], capture_output=True, text=True, timeout=120)


def test_commands_answer_alike_and_say_what_is_missing(
    cluster: Cluster, far: ClusterCorpus, folder: Path, mixed_dump: Path, tmp_path: Path
) -> None:
    there = ["--cluster", cluster.address, "--certificates", str(cluster.certificates)]
    for words in (["search", "经济", "--json"], ["trends", "经济"], ["kwic", "经济"], ["keywords", "-q", "经济"]):
        one, other = run(*words, str(mixed_dump)), run(*words, *there, str(folder / "manifest.json"))
        assert (one.returncode, one.stdout) == (other.returncode, other.stdout), other.stderr
    broken = tmp_path / "broken"
    made = written_table(load_corpus([str(mixed_dump)]), broken, SMALL * 2)
    (broken / made.shards[1].name).write_bytes(b"nothing")
    found = run("search", "经济", "--json", *there, str(broken))
    assert found.returncode == 2
    *hits, last = map(json.loads, found.stdout.splitlines())
    assert hits
    assert last["missing"][0]["shard"] == made.shards[1].name
    assert "damaged" in last["missing"][0]["reason"]
    assert f"{len(made.shards) - 1} of {len(made.shards)} shards" in found.stderr
    assert "Traceback" not in found.stderr
    for shard in made.shards:
        (broken / shard.name).unlink()
    for words in (["search", "台湾"], ["keywords", "-q", "台湾"], ["stats"], ["search", "台湾", "--json"]):
        nothing = run(*words, *there, str(broken))
        assert nothing.returncode == 2
        assert "is missing" in nothing.stderr
        assert "Traceback" not in nothing.stderr


def test_nobody_asks_without_a_certificate(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    from reader.cluster.certificates import write_set

    write_set(tmp_path / "others", ["127.0.0.1"])
    for words in (
        ["--cluster", cluster.address],
        ["--cluster", cluster.address.replace("tls", "tcp")],
        ["--cluster", cluster.address, "--certificates", str(tmp_path / "others")],
    ):
        found = run("search", "经济", *words, str(folder))
        assert (found.returncode, found.stdout) == (2, "")
        assert found.stderr.startswith("duwen: ")
        assert "Traceback" not in found.stderr


def test_a_worker_of_another_version_is_refused_in_words(tmp_path: Path) -> None:
    fake = tmp_path / "polars-0.1.dist-info"
    fake.mkdir()
    (fake / "METADATA").write_text("Metadata-Version: 2.1\nName: polars\nVersion: 0.1\n")
    cluster = Cluster(None)
    try:
        cluster.add_workers(1, {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])})
        with pytest.raises(ClusterError, match=r"polars 0\.1 instead of") as raised:
            Connection(cluster.address)
        assert pl.__version__ in str(raised.value)
        cluster.add_workers(1)
        connection = Connection(cluster.address)
        assert len(connection.workers()) == 1
        assert [*connection.refused.values()] == [str(raised.value)]
        connection.close()
    finally:
        cluster.close()


def test_a_scheduler_that_is_gone_is_told_and_back_again_it_is_asked(
    near: Table, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WAIT", 2.0)
    cluster = Cluster(None)
    try:
        connection = Connection(cluster.address)
        place, made = manifest.read(str(folder))
        far = ClusterCorpus(connection, made, place.location)
        with pytest.raises(ClusterError, match="no worker"):
            found(far, "上海")
        cluster.add_workers(1)
        assert told(far, "上海") == told(near, "上海")
        port = cluster.port
        cluster.kill_scheduler()
        started = time.monotonic()
        with pytest.raises(ClusterError, match="does not answer"):
            found(far, "北京")
        assert time.monotonic() - started < 15, "a promise to people, far from what it takes"
        cluster.start_scheduler(port)
        until(lambda: _answers(far))
        assert told(far, "北京") == told(near, "北京")
        connection.close()
    finally:
        cluster.close()


def _answers(corpus: ClusterCorpus) -> bool:
    try:
        return len(found(corpus, "上海")) > 0
    except ClusterError:
        return False


def test_without_certificates_nobody_else_reaches_it(folder: Path) -> None:
    """Whoever reaches a port of scheduler or worker can run programs there."""
    cluster = Cluster(None)
    tried = duwen("cluster", "try", str(folder), "--workers", "1")
    try:
        cluster.add_workers(1)
        assert tried.stdout is not None
        assert tried.stdout.readline().startswith("duwen open --cluster tcp://127.0.0.1:")
        assert cluster.scheduler is not None
        for process in (cluster.scheduler, *cluster.workers, tried):
            assert {*_listening(process.pid)} == {"127.0.0.1"}
    finally:
        cluster.close()
        os.killpg(tried.pid, signal.SIGKILL)
        tried.wait()
        tried.stdout.close() if tried.stdout is not None else None


def _listening(process: int) -> Iterator[str]:
    """The addresses where a process and those that it started wait for others."""
    import psutil

    one = psutil.Process(process)
    for each in (one, *one.children(recursive=True)):
        yield from (at.laddr.ip for at in each.net_connections("inet") if at.status == psutil.CONN_LISTEN)
