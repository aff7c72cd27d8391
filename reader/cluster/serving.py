"""A scheduler, a worker, and both on this machine, set up as a reader needs them: the lost are soon told."""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dask

from reader.cluster.certificates import CA, SERVER, SERVER_KEY
from reader.cluster.connection import ClusterError, check_address, innermost, no_scheduler, quiet
from reader.wording import _

_PAUSE = 1.0
"""Seconds after which a worker whose scheduler ended looks for it again."""
_NOWHERE = "127.0.0.1:0"
"""Where Dask's web server listens, which it always starts: it has no page, and only this machine reaches it."""
_POLARS_THREADS = "POLARS_MAX_THREADS"
_SETTINGS = {
    "distributed.scheduler.worker-ttl": "10s",
    "distributed.scheduler.work-stealing": False,  # a shard is answered where it is held
    "distributed.scheduler.allowed-failures": 2,
    "distributed.worker.memory.target": False,  # shards are no results that could go to disk
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": 0.9,
    "distributed.worker.memory.terminate": 0.97,
    "distributed.comm.timeouts.connect": "5s",
    "distributed.admin.tick.limit": "30s",
    "distributed.worker.profile.enabled": False,  # it looks at each thread a hundred times a second
    "distributed.scheduler.http.routes": [],  # nothing is to be seen there
    "distributed.worker.http.routes": [],
}
"""Of Dask; see https://docs.dask.org/en/stable/configuration.html."""


def run_scheduler(host: str, port: int, certificates: str | None, told: Callable[[str], None]) -> None:
    """Run a scheduler until it is interrupted. Raises ClusterError."""
    from distributed import Scheduler

    async def run() -> None:
        async with Scheduler(
            host=host,
            port=port,
            protocol=_protocol(certificates),
            security=_security(certificates),
            dashboard=False,
            dashboard_address=_NOWHERE,
        ) as scheduler:
            told(scheduler.address)
            await scheduler.finished()

    check_address(f"{_protocol(certificates)}://{host}:{port}", certificates, is_trusted=False)
    _run(run)


def run_worker(
    address: str, certificates: str | None, threads: int | None, memory: str, told: Callable[[str], None]
) -> None:
    """Run a worker until it is interrupted; one that dies is started again. Raises ClusterError."""
    from distributed import Nanny

    async def run() -> None:
        has_joined = False
        while True:
            try:
                async with Nanny(
                    address,
                    nthreads=threads,
                    memory_limit=memory,
                    security=_security(certificates),
                    protocol=_protocol(certificates),
                    host=urlsplit(address).hostname if certificates is None else None,
                    dashboard=False,
                    dashboard_address=_NOWHERE,
                    silence_logs=logging.CRITICAL,
                    config=_SETTINGS,
                ) as nanny:
                    has_joined = True
                    told(nanny.worker_address or "")
                    await nanny.finished()
            except (OSError, TimeoutError, RuntimeError) as error:
                if not has_joined:
                    raise no_scheduler(address, error) from error
            await asyncio.sleep(_PAUSE)  # the scheduler ended; it may come back

    check_address(address, certificates, is_trusted=False)
    _run(run)


def local_cluster(workers: int, memory: str | None = "auto") -> Any:
    """A scheduler and workers on this machine that nobody else reaches; a `distributed.LocalCluster`."""
    from distributed import LocalCluster

    quiet()
    threads = max((os.cpu_count() or 1) // workers, 1)
    with dask.config.set(_SETTINGS):
        return LocalCluster(
            host="127.0.0.1",
            n_workers=workers,
            threads_per_worker=threads,
            memory_limit=memory,
            dashboard_address=_NOWHERE,
            worker_dashboard_address=_NOWHERE,
            silence_logs=logging.CRITICAL,
            config=_SETTINGS,
            env={_POLARS_THREADS: str(threads)},
        )


def _run(work: Callable[[], Any]) -> None:
    quiet()
    try:
        with dask.config.set(_SETTINGS), suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(work())
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ClusterError(_("the cluster cannot be joined: {reason}").format(reason=innermost(error))) from error


def _protocol(certificates: str | None) -> str:
    return "tls" if certificates is not None else "tcp"


def _security(certificates: str | None) -> Any:
    """What proves that a server is one of ours. Raises ClusterError."""
    from distributed.security import Security

    if certificates is None:
        return Security(require_encryption=False)
    folder = Path(certificates)
    for name in (CA, SERVER, SERVER_KEY):
        if not (folder / name).is_file():
            told = _("{folder}: there is no {name}; `duwen cluster certificates DIR` makes a set")
            raise ClusterError(told.format(folder=certificates, name=name))
    ours = {"ca_file": str(folder / CA), "cert": str(folder / SERVER), "key": str(folder / SERVER_KEY)}
    return Security(
        tls_ca_file=ours["ca_file"],
        require_encryption=True,
        **{f"tls_{role}_{part}": ours[part] for role in ("scheduler", "worker", "client") for part in ("cert", "key")},
    )
