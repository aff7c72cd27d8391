"""Faults: whatever is lost is asked again elsewhere; an answer is whole, or names what is missing; every wait ends."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cluster import asking, connection, working
from reader.cluster.connection import ClusterError, Lost
from reader.cluster.corpus import ClusterCorpus
from reader.cluster.working import Asked
from reader.corpus.questions import Columns, Size
from reader.corpus.table import Table
from reader.errors import Incomplete, QuerySyntaxError
from reader.progress import Cancelled
from reader.search.engine import search
from reader.search.syntax import parse
from tests.cluster.here import Here, Task, far_corpus
from tests.search.corpora import Row, corpus_of_rows
from tests.shards.made import written_table

TABLE = corpus_of_rows([Row(f"第{number}篇", "上海博览会" if number % 3 else "北京") for number in range(60)])
SHARDS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    assert len(written_table(TABLE, folder, 195).shards) == SHARDS
    return folder


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_LOOK", 0.001)
    monkeypatch.setattr(asking, "WAIT", 0.05)
    monkeypatch.setattr(working, "_shelf", working._Shelf())


def rows_found(corpus: ClusterCorpus, query: str = "上海") -> list[int]:
    results = search(corpus, parse(query), "corpus")
    assert results is not None
    return results.rows.to_list()


def expected(query: str = "上海", table: Table = TABLE) -> list[int]:
    results = search(table, parse(query), "corpus")
    assert results is not None
    return results.rows.to_list()


def after(calls: int, happens: Callable[[Here, Task, Asked], bool]) -> Callable[[Here, Task, Asked], bool]:
    """Something that happens at one call."""
    seen = [0]

    def asked(here: Here, task: Task, argument: Asked) -> bool:
        seen[0] += 1
        return happens(here, task, argument) if seen[0] == calls else True

    return asked


def dies(here: Here, task: Task, _asked: Asked) -> bool:
    here.names.remove(str(task.worker))
    return False


@pytest.mark.parametrize("call", range(1, SHARDS + 1))
def test_what_a_worker_had_is_asked_of_another(folder: Path, call: int) -> None:
    here = Here(asked=after(call, dies))
    assert rows_found(far_corpus(folder, here)) == expected()
    assert len(here.names) == 1


def test_a_worker_dies_with_an_answer_in_its_hands(folder: Path) -> None:
    def dies_afterwards(here: Here, task: Task, _asked: Asked) -> bool:
        task.run()
        here.names.remove(str(task.worker))
        return False

    here = Here(asked=after(3, dies_afterwards))
    assert rows_found(far_corpus(folder, here)) == expected()


@settings(max_examples=60, deadline=None)
@given(deaths=st.lists(st.integers(1, 12), max_size=5, unique=True), workers=st.integers(1, 4))
def test_answers_are_right_or_there_is_none(folder: Path, deaths: list[int], workers: int) -> None:
    seen = [0]

    def asked(here: Here, task: Task, argument: Asked) -> bool:
        seen[0] += 1
        return dies(here, task, argument) if seen[0] in deaths and str(task.worker) in here.names else True

    here = Here([f"w{number}" for number in range(workers)], asked)
    try:
        found = rows_found(far_corpus(folder, here))
    except (ClusterError, Incomplete):
        return
    assert found == expected()


def test_without_workers_it_is_told(folder: Path) -> None:
    with pytest.raises(ClusterError, match="nobody works here"):
        rows_found(far_corpus(folder, Here([])))


def test_a_scheduler_that_is_lost_is_told_and_back_again_it_answers(folder: Path) -> None:
    class Gone(Here):
        is_gone = True

        def workers(self) -> list[str]:
            if self.is_gone:
                raise Lost from OSError("connection refused")
            return list(self.names)

    here = Gone()
    corpus = far_corpus(folder, here)
    with pytest.raises(ClusterError, match="tcp://here:1"):
        rows_found(corpus)
    here.is_gone = False
    assert rows_found(corpus) == expected()


def test_a_worker_that_always_fails_makes_its_shard_missing_and_says_why(folder: Path) -> None:
    unlucky = far_corpus(folder).shards[2].name

    def fails(_here: Here, task: Task, asked: Asked) -> bool:
        if asked.shard.name == unlucky:
            task.error, task.status = RuntimeError("out of luck"), "error"
            task.tell()
            return False
        return True

    here = Here(asked=fails)
    corpus = far_corpus(folder, here)
    with pytest.raises(Incomplete, match="out of luck") as raised:
        rows_found(corpus)
    assert [*raised.value.reasons] == [unlucky]
    assert sum(name == unlucky for _worker, name in here.calls) == 3
    partly = corpus.without(raised.value.reasons)
    gap = corpus.shards[2]
    assert rows_found(partly) == [row for row in expected() if not gap.first <= row < gap.end]
    assert partly.missing == raised.value.reasons
    assert [problem.path.endswith(unlucky) for problem in partly.sorted_problems] == [True]
    assert partly.problem_count == 1
    assert partly.lineage is not corpus.lineage


def test_a_damaged_shard_is_named_at_once(tmp_path: Path) -> None:
    made = written_table(TABLE, tmp_path, 195)
    path = tmp_path / made.shards[1].name
    path.write_bytes(path.read_bytes()[::-1])
    (tmp_path / made.shards[4].name).unlink()
    here = Here()
    with pytest.raises(Incomplete) as raised:
        far_corpus(tmp_path, here).ask(Size())
    assert {*raised.value.reasons} == {made.shards[1].name, made.shards[4].name}
    assert "damaged" in raised.value.reasons[made.shards[1].name]
    assert "2 shards" in str(raised.value)
    asked = Counter(name for _worker, name in here.calls)
    assert all(asked[name] <= 2 for name in raised.value.reasons)


def test_a_query_that_cannot_be_asked_is_no_fault_of_a_worker(folder: Path) -> None:
    with pytest.raises(QuerySyntaxError):
        rows_found(far_corpus(folder), "is:starred")


def test_a_search_that_is_superseded_is_withdrawn(folder: Path) -> None:
    here = Here(asked=lambda *_: False)
    stops = iter([False] * 5)
    with pytest.raises(Cancelled):
        far_corpus(folder, here).ask(Columns(("line",)), stopped=lambda: next(stops, True))
    assert len(here.cancelled) == SHARDS


def test_a_quick_question_does_not_wait_for_a_worker_that_is_slow(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_SLOWEST", 0.0)
    here = Here(asked=after(1, lambda *_: False))
    assert rows_found(far_corpus(folder, here)) == expected()


def test_what_comes_first_is_told_first(folder: Path) -> None:
    waiting: list[Task] = []

    def later(_here: Here, task: Task, _asked: Asked) -> bool:
        waiting.append(task)
        return False

    seen: list[tuple[int, int, int]] = []

    def partly(answer: pl.DataFrame, there: int, shards: int) -> None:
        seen.append((answer.height, there, shards))

    def stopped() -> bool:
        if waiting and not waiting[0].key.startswith("told"):
            waiting.pop(0).run()
        return False

    progress: list[tuple[int, int]] = []
    found = far_corpus(folder, Here(asked=later)).ask(
        Columns(("line",)), stopped=stopped, partly=partly, progress=lambda done, total: progress.append((done, total))
    )
    assert found["row"].to_list() == [*range(len(TABLE))]
    assert [there for _articles, there, _shards in seen] == list(range(1, SHARDS))
    assert all(articles < len(TABLE) for articles, _there, _shards in seen)
    assert progress == [(number, SHARDS) for number in range(1, SHARDS + 1)]


@settings(max_examples=100, deadline=None)
@given(shards=st.integers(1, 40), workers=st.integers(1, 9), gone=st.integers(0, 8))
def test_shards_are_spread_evenly_and_stay_where_they_are(shards: int, workers: int, gone: int) -> None:
    here, names = Here(), [f"w{number}" for number in range(workers)]
    hashes = [f"shard-{number}" for number in range(shards)]
    before = dict(here.places(hashes, names))
    assert before == Here().places(hashes, names)
    assert before == here.places(hashes, names)
    assert max(Counter(before.values()).values()) <= -(-shards // workers)
    left = [name for number, name in enumerate(names) if number != gone]
    if left:
        afterwards = here.places(hashes, left)
        assert {*afterwards.values()} <= {*left}
        stayed = sum(afterwards[each] == before[each] for each in hashes if before[each] in left)
        assert stayed == sum(before[each] in left for each in hashes)


@pytest.mark.parametrize(
    ("address", "certificates", "is_trusted", "reason"),
    [
        ("tls://head:8786", None, False, "certificates"),
        ("tcp://head:8786", None, False, "not encrypted"),
        ("tcp://192.168.1.5:8786", None, False, "not encrypted"),
        ("head:8786", None, False, "tls://HOST"),
        ("tls://head", "x", False, "tls://HOST"),
        ("tls://head:x", "x", False, "tls://HOST"),
        ("http://head:8786", None, True, "tls://HOST"),
        ("tcp://head:8786", None, True, None),
        ("tcp://127.0.0.1:8786", None, False, None),
        ("tcp://localhost:8786", None, False, None),
        ("tcp://[::1]:8786", None, False, None),
        ("tls://head:8786", "x", False, None),
    ],
)
def test_who_reaches_a_port_runs_programs_there(
    address: str, certificates: str | None, is_trusted: bool, reason: str | None
) -> None:
    if reason is None:
        connection.check_address(address, certificates, is_trusted=is_trusted)
        return
    with pytest.raises(ClusterError, match=reason):
        connection.check_address(address, certificates, is_trusted=is_trusted)


def test_a_set_of_certificates_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match=r"ca\.pem"):
        connection.security_of(str(tmp_path))


def test_sums_are_made_by_workers_and_travel_once_from_each(folder: Path) -> None:
    sums: list[str] = []

    class Summing(Here):
        def fetch(self, future: Any, arrived: Callable[[Any], None]) -> None:
            sums.append(future.key)
            super().fetch(future, arrived)

    found = far_corpus(folder, Summing()).ask(Size())
    assert found["articles"].to_list() == [len(TABLE)]
    assert len(sums) == 2


@pytest.mark.parametrize("call", range(1, SHARDS + 1))
def test_a_worker_dies_while_it_adds_up(folder: Path, call: int) -> None:
    found = far_corpus(folder, Here(asked=after(call, dies))).ask(Size())
    assert found["articles"].to_list() == [len(TABLE)]
