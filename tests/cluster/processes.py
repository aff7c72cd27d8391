"""A real cluster on this machine: a scheduler and workers, each a process of its own, started by the commands."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_MAIN = "from reader.entry import main; main()"
_PATIENCE = 60.0
"""Seconds."""


def duwen(*words: str, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start a command."""
    return subprocess.Popen(
        [sys.executable, "-c", _MAIN, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"} | (environment or {}),
        start_new_session=True,
    )


class Cluster:
    """A scheduler and some workers, gone when it is closed."""

    def __init__(self, certificates: Path | None, port: int = 0) -> None:
        self.certificates = str(certificates) if certificates is not None else None
        self._secured = ["--certificates", self.certificates] if self.certificates is not None else []
        self.workers: list[subprocess.Popen[str]] = []
        self.scheduler: subprocess.Popen[str] | None = None
        self.start_scheduler(port)

    def start_scheduler(self, port: int) -> None:
        """Start it; `address` is where it listens."""
        if self.scheduler is not None and self.scheduler.stdout is not None:
            self.scheduler.stdout.close()
        self.scheduler = duwen("cluster", "scheduler", "--port", str(port), *self._secured)
        self.address = _line(self.scheduler)

    def kill_scheduler(self) -> None:
        """It is gone at once."""
        assert self.scheduler is not None
        os.killpg(self.scheduler.pid, signal.SIGKILL)
        self.scheduler.wait()

    @property
    def port(self) -> int:
        """Of the scheduler."""
        return int(self.address.rpartition(":")[2])

    def add_workers(self, number: int, environment: dict[str, str] | None = None) -> None:
        """Start some, and wait until they have joined."""
        new = [
            duwen(
                "cluster",
                "worker",
                self.address,
                "--threads",
                os.environ.get("NT", "2"),
                *self._secured,
                environment=environment,
            )
            for _each in range(number)
        ]
        self.workers += new
        for worker in new:
            _line(worker)

    def close(self) -> None:
        """End all of it."""
        for process in filter(None, (*self.workers, self.scheduler)):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, "it ended"
    return line


def until(is_so: object, patience: float = _PATIENCE) -> None:
    """Wait until something is so."""
    assert callable(is_so)
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, "what was waited for never came"
        time.sleep(0.05)


def pids(addresses: Sequence[str], client: object) -> dict[str, int]:
    """The processes of workers by their addresses."""
    return dict(client.run(os.getpid, workers=list(addresses)))  # type: ignore[attr-defined]
