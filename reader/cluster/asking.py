"""Asking one question of many shards: a task a shard, what is lost is asked again elsewhere, and every wait ends."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from uuid import uuid4

import polars as pl
from distributed import Future

from reader.cluster.connection import WAIT, ClusterError, Connection, Lost
from reader.cluster.working import Asked, answered, total
from reader.corpus.questions import Question
from reader.errors import DuwenError, Incomplete
from reader.progress import Cancelled, Stopped
from reader.shards.manifest import Shard
from reader.shards.reading import ShardError
from reader.wording import _

_LOOK = 0.05
"""Seconds between two looks at whether the answer is still wanted."""
_TRIES = 3
"""Times that a shard is asked, each time elsewhere if there is another worker, before it is missing."""
_SLOWEST = 30.0
"""Seconds after which a quick question that is not answered is asked of another worker."""
_numbers = count()
_session = uuid4().hex[:12]

Answers = Mapping[str, pl.DataFrame]
"""By a shard's hash. Where answers add up, one of a worker's shards stands for all of them."""


@dataclass(frozen=True, eq=False)
class _Call:
    """What is asked of a worker: one shard, or several whose answers it adds up."""

    shards: Sequence[Shard]
    tasks: Sequence[Future]
    """All that are to be withdrawn with it; what the last gives is the answer."""
    worker: str
    since: float


class Asking:
    """One question on its way."""

    def __init__(
        self, connection: Connection, location: str, held: Sequence[Shard], question: Question, stopped: Stopped
    ) -> None:
        """`held` are all shards of the corpus: which worker holds one depends on the others."""
        self._connection, self._location, self._question, self._stopped = connection, location, question, stopped
        self._held = [shard.hash for shard in held]
        self._came: SimpleQueue[tuple[_Call, object]] = SimpleQueue()
        self._running: set[_Call] = set()
        self._tries: Counter[str] = Counter()
        self._missing: dict[str, str] = {}
        self._answers: dict[str, pl.DataFrame] = {}
        self._told: set[str] = set()
        """The hashes of shards whose answer is there, or that are missing."""

    def answers(
        self,
        shards: Sequence[Shard],
        rows: Callable[[Shard], pl.Series | range | None],
        arrived: Callable[[Answers, int], None],
    ) -> Answers:
        """What each shard answers; `arrived` is called with what is there, and of how many shards, whenever one came.

        Raises Cancelled, Incomplete, ClusterError, and what the question raises.
        """
        alone = 0.0
        try:
            while len(self._told) < len(shards):
                if self._stopped():
                    raise Cancelled
                try:
                    workers = self._connection.workers()
                    if not workers:
                        raise Lost
                    self._give_up_on_lost(workers)
                    self._ask(shards, rows, workers)
                    has_come = self._take()
                    alone = 0.0
                except Lost as error:
                    alone = alone or time.monotonic()
                    self._connection.doubt()
                    self._withdraw(self._running)
                    if time.monotonic() - alone > WAIT:
                        raise ClusterError(self._why_none(error)) from error
                    time.sleep(_LOOK)
                    continue
                if has_come:
                    arrived(self._answers, len(self._told) - len(self._missing))
        finally:
            self._withdraw(self._running)
        if self._missing:
            raise Incomplete(dict(self._missing))
        return self._answers

    def _why_none(self, error: Lost) -> str:
        if error.__cause__ is None:
            return self._connection.why_none()
        return _("the scheduler at {address} does not answer").format(address=self._connection.address)

    def _ask(
        self, shards: Sequence[Shard], rows: Callable[[Shard], pl.Series | range | None], workers: Sequence[str]
    ) -> None:
        """Have tasks made for the shards that nobody is asked about and that have not answered. Raises Lost."""
        asked = {shard.hash for call in self._running for shard in call.shards} | self._told
        waiting = [shard for shard in shards if shard.hash not in asked]
        if not waiting:
            return
        placed = self._connection.places(self._held, workers)
        for worker in workers:
            if there := [shard for shard in waiting if placed[shard.hash] == worker]:
                self._ask_worker(there, rows, worker)

    def _ask_worker(
        self, shards: Sequence[Shard], rows: Callable[[Shard], pl.Series | range | None], worker: str
    ) -> None:
        questions = [Asked(self._question, self._location, shard, rows(shard)) for shard in shards]
        tasks = self._connection.submit(answered, questions, [_key(shard) for shard in shards], worker)
        now = time.monotonic()
        self._tries.update(shard.hash for shard in shards)
        if self._question.adds_up and len(shards) > 1:
            together = self._connection.together(partial(total, self._question), tasks, _key(shards[0]), worker)
            calls = [_Call(shards, [*tasks, together], worker, now)]
        else:
            calls = [_Call([shard], [task], worker, now) for shard, task in zip(shards, tasks, strict=True)]
        self._running.update(calls)
        for call in calls:
            self._connection.fetch(call.tasks[-1], partial(self._put, call))

    def _put(self, call: _Call, found: object) -> None:
        self._came.put((call, found))

    def _give_up_on_lost(self, workers: Sequence[str]) -> None:
        """Withdraw what was asked of workers that are lost, or that let one wait too long."""
        now = time.monotonic()
        for call in [*self._running]:
            is_slow = not self._question.takes_long and now - call.since > _SLOWEST
            if call.worker not in workers or is_slow:
                self._withdraw([call])
                self._failed(call, _("its worker does not answer") if is_slow else _lost())

    def _failed(self, call: _Call, reason: str) -> None:
        """It is asked again, unless it was asked too often."""
        for shard in call.shards:
            if self._tries[shard.hash] >= _TRIES:
                self._miss(shard, reason)

    def _miss(self, shard: Shard, reason: str) -> None:
        self._missing[shard.name] = reason
        self._told.add(shard.hash)

    def _take(self) -> bool:
        """Take what has come. True where there is a new answer. Raises what the question raises."""
        has_come, ended = False, list[_Call]()
        try:
            call, found = self._came.get(timeout=_LOOK)
            while True:
                if call in self._running:
                    ended.append(call)
                    has_come = self._taken(call, found) or has_come
                call, found = self._came.get_nowait()
        except Empty:
            return has_come
        finally:
            self._withdraw(ended)  # workers need not hold what has come

    def _taken(self, call: _Call, found: object) -> bool:
        """Take what a call gave. True where it is an answer."""
        match found:
            case pl.DataFrame():
                self._answers[call.shards[0].hash] = found
                self._told.update(shard.hash for shard in call.shards)
                return True
            case ShardError():
                for shard in call.shards:
                    if shard.name == found.name:
                        self._miss(shard, found.reason)
                    self._tries[shard.hash] -= 1  # the others are not to blame
            case DuwenError() | pl.exceptions.PolarsError():
                raise found
            case Lost():
                self._connection.doubt()
                self._failed(call, _lost())
            case _:  # a worker that died again and again, or whatever no one foresaw
                self._connection.doubt()
                self._failed(call, f"{type(found).__name__}: {found}")
        return False

    def _withdraw(self, calls: Sequence[_Call] | set[_Call]) -> None:
        unwanted = [*calls]
        self._connection.cancel([task for call in unwanted for task in call.tasks])
        self._running.difference_update(unwanted)


def _key(shard: Shard) -> str:
    return f"duwen-{shard.hash[:16]}-{_session}-{next(_numbers)}"


def _lost() -> str:
    """Why a shard is missing whose worker was lost each time."""
    return _("its worker was lost {count} times; it may need more memory").format(count=_TRIES)
