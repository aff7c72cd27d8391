"""A connection whose workers are in this process: they answer at once, and get lost when a test says so."""

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reader.cluster.connection import Connection, Lost
from reader.cluster.corpus import ClusterCorpus
from reader.cluster.working import Asked, answered
from reader.shards import manifest


class Task:
    """What Dask would call a future."""

    def __init__(self, key: str, worker: str | None, work: Callable[[], Any]) -> None:
        self.key, self.worker, self.status, self._work = key, worker, "pending", work
        self.value: Any = None
        self.error: BaseException | None = None
        self._callbacks: list[Callable[[Task], None]] = []

    def run(self) -> None:
        """Do the work, and tell that it is done."""
        try:
            self.value, self.status = self._work(), "finished"
        except Exception as error:
            self.error, self.status = error, "error"
        self.tell()

    def tell(self) -> None:
        """Call back."""
        for callback in self._callbacks:
            callback(self)

    def add_done_callback(self, callback: Callable[["Task"], None]) -> None:
        """As Dask's."""
        self._callbacks.append(callback)
        if self.status != "pending":
            callback(self)


class Here(Connection):
    """Workers `a`, `b` and so on. `asked` is told of each call, and may raise, or say that the worker is lost."""

    def __init__(self, workers: Sequence[str] = ("a", "b"), asked: Callable[["Here", Task, Asked], bool] | None = None):
        self.address, self.names, self._asked = "tcp://here:1", list(workers), asked or (lambda *_: True)
        self.calls: list[tuple[str, str]] = []
        """The worker and the shard's name of each call."""
        self.cancelled: list[str] = []
        self._placed: dict[str, str] = {}
        self._lock = threading.RLock()

    def workers(self) -> Sequence[str]:
        """Those that were not lost."""
        return list(self.names)

    @property
    def refused(self) -> dict[str, str]:
        """Nobody is."""
        return {}

    def doubt(self) -> None:
        """They are looked at each time."""

    def why_none(self) -> str:
        """Nobody is there."""
        return "nobody works here"

    def submit(
        self, function: Callable[..., Any], arguments: Sequence[Any], keys: Sequence[str], worker: str | None
    ) -> list[Any]:
        """Call it at once, unless the worker is lost."""
        tasks = []
        for argument, key in zip(arguments, keys, strict=True):
            task = Task(key, worker, partial(function, argument))
            if function is answered:
                self.calls.append((str(worker), argument.shard.name))
            if self._asked(self, task, argument):
                task.run()
            tasks.append(task)
        return tasks

    def together(self, function: Callable[[Any], Any], calls: Sequence[Any], key: str, worker: str) -> Any:
        """Call it when all the others are done."""
        task = Task(key, worker, lambda: function([call.value for call in calls]))

        def told(_call: Task) -> None:
            failed = next((call.error for call in calls if call.error is not None), None)
            if failed is not None:
                task.error, task.status = failed, "error"
                task.tell()
            elif task.status == "pending" and all(call.status == "finished" for call in calls):
                task.run()

        for call in calls:
            call.add_done_callback(told)
        return task

    def fetch(self, future: Any, arrived: Callable[[Any], None]) -> None:
        """What is there; what a lost worker had is lost."""

        def told(task: Task) -> None:
            is_there = task.worker is None or task.worker in self.names
            arrived(task.error or (task.value if is_there and task.status == "finished" else Lost()))

        future.add_done_callback(told)

    def cancel(self, futures: Iterable[Any]) -> None:
        """They are not wanted."""
        self.cancelled += [task.key for task in futures]


def far_corpus(folder: Path, connection: Connection | None = None) -> ClusterCorpus:
    """The corpus of a manifest, asked in this process."""
    place, made = manifest.read(str(folder))
    return ClusterCorpus(connection or Here(), made, place.location)
