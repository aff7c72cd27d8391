"""What a worker does: it holds shards, as many as fit, and answers questions about them."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import polars as pl

from reader.corpus.questions import Question
from reader.corpus.table import Table
from reader.progress import Cancelled, Stopped, never, silent
from reader.shards.manifest import Shard
from reader.shards.places import place_of
from reader.shards.reading import rows_of

_SHARE_HELD = 0.7
"""Of a worker's memory that shards may take, by their text."""

_working_long = threading.BoundedSemaphore(1)
"""Held by a question that takes long: others wait for it here, and those that are quick do not."""


@dataclass(frozen=True)
class Asked:
    """A question about some rows of a shard."""

    question: Question
    location: str
    """Where the shards lie, as the worker reaches it."""
    shard: Shard
    rows: pl.Series | range | None
    """Counted from the first row of the shard; None for all."""


def answered(asked: Asked) -> pl.DataFrame:
    """What the shard answers, its column `row` counted from the first row of the corpus.

    Raises ShardError where the shard cannot be read, and what the question raises. Pure: it can be run anywhere, again.
    """
    if not asked.question.takes_long:
        return _answer(asked)
    _make_way()
    with _working_long:
        return _answer(asked)


def _make_way() -> None:
    """Let another task have this thread's turn."""
    from distributed import secede

    with suppress(ValueError):  # where no worker runs this
        secede()


def total(question: Question, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """What several parts answer together."""
    return question.total(answers)


def _answer(asked: Asked) -> pl.DataFrame:
    stopped = _stopped()
    if stopped():
        raise _Unwanted
    table = _shelf.table(asked)
    rows = asked.rows if asked.rows is not None else range(len(table))
    try:
        answer = asked.question.answer(table, rows, stopped, silent)
    except Cancelled:
        raise _Unwanted from None
    return answer.with_columns(pl.col("row") + asked.shard.first) if "row" in answer.columns else answer


class _Unwanted(Exception):
    """The answer is not wanted any more; nobody hears of it. Dask takes what is no Exception for its own end."""


def _stopped() -> Stopped:
    """True once the task that runs in this thread is not wanted any more."""
    from distributed import get_worker
    from distributed.worker import thread_state

    try:
        tasks, key = get_worker().state.tasks, thread_state.key
    except (AttributeError, ValueError):
        return never

    def stopped() -> bool:
        task = tasks.get(key)
        return task is None or task.state in ("cancelled", "released", "forgotten")

    return stopped


class _Shelf:
    """The shards that are held; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Table, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._reading: dict[str, threading.Lock] = {}

    def table(self, asked: Asked) -> Table:
        """The rows of a shard. Raises ShardError."""
        shard = asked.shard
        with self._lock:
            reading = self._reading.setdefault(shard.hash, threading.Lock())
        with reading:
            with self._lock:
                if shard.hash in self._held:
                    self._held.move_to_end(shard.hash)
                    return self._held[shard.hash][0]
                self._make_room(shard.text)
            table = Table(rows_of(place_of(asked.location), shard))
            with self._lock:
                self._held[shard.hash] = table, shard.text
            return table

    def _make_room(self, text: int) -> None:
        most = _memory() * _SHARE_HELD
        while self._held and sum(each for _table, each in self._held.values()) + text > most:
            self._held.popitem(last=False)


def _memory() -> float:
    """Bytes that this worker may take."""
    from distributed import get_worker

    try:
        limit = get_worker().memory_manager.memory_limit
    except (AttributeError, ValueError):
        limit = None
    return float(limit or "inf")


_shelf = _Shelf()
