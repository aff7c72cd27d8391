"""`duwen cluster`: a scheduler, workers and certificates for corpora that are larger than a machine."""

import os
import signal
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reader.commands.options import HowMany
from reader.commands.output import finish, put, tell
from reader.commands.speaking import Group
from reader.errors import DuwenError
from reader.wording import _, counted

certificates_option = click.option(
    "--certificates", metavar="DIR", help="Folder of certificates, made by `duwen cluster certificates`."
)


def _with_dask(command: Callable[..., None]) -> Callable[..., None]:
    """Say how to install what is missing."""

    @wraps(command)
    def checked(**options: Any) -> None:
        check_extra()
        command(**options)

    return checked


def check_extra() -> None:
    """Raise DuwenError where what a cluster needs is not installed."""
    try:
        import cryptography  # noqa: F401
        import distributed  # noqa: F401
    except ImportError as error:
        raise DuwenError(_("a cluster needs more packages: pip install 'duwen[cluster]'")) from error


@click.group("cluster", cls=Group)
def cluster_command() -> None:
    """Run a cluster for corpora larger than one machine. See docs/cluster.md."""


@cluster_command.command("scheduler")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option("--port", type=HowMany(0, 65535), default=8786, show_default=True, metavar="N", help="Port.")
@certificates_option
@_with_dask
def scheduler_command(host: str, port: int, certificates: str | None) -> None:
    """Run the scheduler, until interrupted."""
    from reader.cluster.serving import run_scheduler

    run_scheduler(host, port, certificates, _told)


@cluster_command.command("worker")
@click.argument("address", metavar="ADDRESS")
@certificates_option
@click.option("--threads", type=HowMany(min=1), metavar="N", help="Questions at once; one per core by default.")
@click.option(
    "--memory", default="auto", show_default=True, metavar="SIZE", help="Memory it may use, such as 16GB; auto = all."
)
@_with_dask
def worker_command(address: str, certificates: str | None, threads: int | None, memory: str) -> None:
    """Run a worker for the scheduler at ADDRESS, until interrupted."""
    from reader.cluster.serving import run_worker

    run_worker(address, certificates, threads, memory, _told)


@cluster_command.command("try")
@click.argument("manifest", metavar="MANIFEST")
@click.option("--workers", type=HowMany(min=1), metavar="N", help="Workers to start; one per core by default.")
@_with_dask
def try_command(manifest: str, workers: int | None) -> None:
    """Run a scheduler and workers on this machine, until interrupted, and say how to open MANIFEST on them."""
    from reader.cluster.serving import local_cluster
    from reader.shards.manifest import read

    _place, made = read(manifest)
    number = workers or os.cpu_count() or 1
    with local_cluster(number) as cluster:
        shards = counted(len(made.shards), "{count} shard", "{count} shards")
        working = counted(number, "{count} worker", "{count} workers")
        tell(_("{workers} for {shards}; Ctrl+C ends it. In another terminal:").format(workers=working, shards=shards))
        _told(f"duwen open --cluster {cluster.scheduler_address} {manifest}")
        _until_interrupted()


@cluster_command.command("certificates")
@click.argument("folder", metavar="DIR")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Name or address of a machine in the cluster; may be repeated. This machine's name by default.",
)
@click.option("--days", type=HowMany(1, 3650), default=365, show_default=True, metavar="N", help="Days they are valid.")
@_with_dask
def certificates_command(folder: str, hosts: tuple[str, ...], days: int) -> None:
    """Write certificates for a cluster to DIR: who has its client files may use the cluster, and nobody else."""
    import socket

    from reader.cluster.certificates import write_set

    write_set(Path(folder), hosts or (socket.gethostname(), "localhost", "127.0.0.1"), days)
    tell(_("certificates written to {path}; keep the keys secret").format(path=folder))


def _told(line: str) -> None:
    put(line)
    finish()


def _until_interrupted() -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    while not ended.wait(1):
        pass
