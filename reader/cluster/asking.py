"""Asking one question of many shards: a task a shard, what is lost is asked again elsewhere, and every wait ends."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from uuid import uuid4

import polars as pl
from distributed import Future

from reader.cluster.connection import WAIT, ClusterError, Connection, Lost
from reader.cluster.working import Asked, answered
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
_TOGETHER = 8
"""Answers that are put together at a worker, level by level, where there are more."""
_numbers = count()
_session = uuid4().hex[:12]


class Asking:
    """One question on its way."""

    def __init__(self, connection: Connection, location: str, question: Question, stopped: Stopped) -> None:
        self._connection, self._location, self._question, self._stopped = connection, location, question, stopped
        self._done: SimpleQueue[tuple[Shard, Future, object]] = SimpleQueue()
        self._running: dict[str, tuple[Shard, Future, str, float]] = {}
        """By the shard's hash: the shard, its task, the worker, and since when."""
        self._tries: Counter[str] = Counter()
        self._missing: dict[str, str] = {}
        self._answers: dict[str, pl.DataFrame] = {}

    def answers(
        self,
        shards: Sequence[Shard],
        rows: Callable[[Shard], pl.Series | range | None],
        arrived: Callable[[Mapping[str, pl.DataFrame]], None],
    ) -> Mapping[str, pl.DataFrame]:
        """What each shard answers, by its hash; `arrived` is called with those that are there, whenever one came.

        Raises Cancelled, Incomplete, ClusterError, and what the question raises.
        """
        waiting, alone = {shard.hash: shard for shard in shards}, 0.0
        try:
            while len(self._answers) + len(self._missing) < len(shards):
                if self._stopped():
                    raise Cancelled
                try:
                    workers = self._connection.workers()
                    if not workers:
                        raise Lost
                    self._ask_again(workers, waiting)
                    self._ask([*waiting.values()], rows, workers)
                    waiting.clear()
                    came = self._take(waiting)
                    alone = 0.0
                except Lost as error:
                    now = time.monotonic()
                    alone = alone or now
                    self._connection.doubt()
                    self._withdraw()
                    waiting = {each.hash: each for each in shards if not self._is_told(each)}
                    if now - alone > WAIT:
                        raise ClusterError(self._why_none(error)) from error
                    time.sleep(_LOOK)
                    continue
                if came:
                    arrived(self._answers)
        finally:
            self._withdraw()
        if self._missing:
            raise Incomplete(dict(self._missing))
        return self._answers

    def _is_told(self, shard: Shard) -> bool:
        return shard.hash in self._answers or shard.name in self._missing

    def _why_none(self, error: Lost) -> str:
        if error.__cause__ is None:
            return self._connection.why_none()
        return _("the scheduler at {address} does not answer").format(address=self._connection.address)

    def _ask(
        self, shards: Sequence[Shard], rows: Callable[[Shard], pl.Series | range | None], workers: Sequence[str]
    ) -> None:
        """Have tasks made for shards. Raises Lost."""
        if not shards:
            return
        placed = self._connection.places([shard.hash for shard in shards], workers)
        for worker in workers:
            there = [shard for shard in shards if placed[shard.hash] == worker]
            if not there:
                continue
            asked = [Asked(self._question, self._location, shard, rows(shard)) for shard in there]
            keys = [f"duwen-{shard.hash[:16]}-{_session}-{next(_numbers)}" for shard in there]
            futures = self._connection.submit(answered, asked, keys, worker)
            for shard, future in zip(there, futures, strict=True):
                self._tries[shard.hash] += 1
                self._running[shard.hash] = shard, future, worker, time.monotonic()
                self._connection.fetch(future, partial(self._put, shard, future))

    def _put(self, shard: Shard, future: Future, found: object) -> None:
        self._done.put((shard, future, found))

    def _ask_again(self, workers: Sequence[str], waiting: dict[str, Shard]) -> None:
        """Withdraw what was asked of workers that are lost, or that let one wait too long."""
        now = time.monotonic()
        for shard, future, worker, since in [*self._running.values()]:
            is_slow = not self._question.takes_long and now - since > _SLOWEST
            if worker in workers and not is_slow:
                continue
            self._connection.cancel([future])
            del self._running[shard.hash]
            reason = _("its worker does not answer") if is_slow else _("its worker is lost")
            self._again(shard, reason, waiting)

    def _again(self, shard: Shard, reason: str, waiting: dict[str, Shard]) -> None:
        if self._tries[shard.hash] < _TRIES:
            waiting[shard.hash] = shard
        else:
            self._missing[shard.name] = reason

    def _take(self, waiting: dict[str, Shard]) -> bool:
        """Take what has come. True where there is a new answer. Raises Lost, and what the question raises."""
        came = False
        try:
            shard, future, found = self._done.get(timeout=_LOOK)
            while True:
                if self._running.get(shard.hash, (None, None))[1] is future:
                    del self._running[shard.hash]
                    came = self._taken(shard, found, waiting) or came
                shard, future, found = self._done.get_nowait()
        except Empty:
            return came

    def _taken(self, shard: Shard, found: object, waiting: dict[str, Shard]) -> bool:
        """Take what a shard gave. True where it is an answer."""
        match found:
            case pl.DataFrame():
                self._answers[shard.hash] = found
                return True
            case ShardError():
                self._missing[shard.name] = found.reason
            case DuwenError() | pl.exceptions.PolarsError():
                raise found
            case Lost():
                self._connection.doubt()
                self._again(shard, _("its worker is lost"), waiting)
            case _:  # a worker that died again and again, or whatever no one foresaw
                self._connection.doubt()
                self._again(shard, f"{type(found).__name__}: {found}", waiting)
        return False

    def _withdraw(self) -> None:
        self._connection.cancel([future for _shard, future, _worker, _since in self._running.values()])
        self._running.clear()
