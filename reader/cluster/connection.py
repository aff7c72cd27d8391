"""A connection to a cluster: who works there and is well, and where each shard is asked for."""

import logging
import ssl
import threading
import time
from asyncio import gather, wait_for
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from ipaddress import ip_address
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dask
from distributed import Client, Future
from distributed.security import Security

from reader.cluster import facts
from reader.cluster.certificates import CA, CLIENT, CLIENT_KEY
from reader.errors import DuwenError, system_words
from reader.printable import printable_line
from reader.wording import _

WAIT = 6.0
"""Seconds that a scheduler or a worker is waited for; what then is missing is told within ten."""
_CONNECT, _RECONNECT = 5.0, 2.0
"""Seconds within which a scheduler must answer, at first and after it was lost."""
_SILENT = 5.0
"""Seconds without a heartbeat from which on a worker is taken for lost; they come every half second, or few seconds."""
FETCH = 5.0
"""Seconds within which an answer that is there must arrive."""
_FACTS = 2.0
"""Seconds within which a worker that is new must say what it runs."""
_FRESH = 1.0
"""Seconds for which it is known who works."""


class ClusterError(DuwenError):
    """A cluster that cannot be asked."""


class Lost(Exception):
    """The scheduler does not answer any more."""


def check_address(address: str, certificates: str | None, *, is_trusted: bool) -> None:
    """Raise ClusterError where the address makes no sense, or anyone on the way could run programs at the workers."""
    parts = urlsplit(address)
    try:
        has_place = parts.hostname is not None and parts.port is not None
    except ValueError:
        has_place = False
    if parts.scheme not in ("tls", "tcp") or not has_place:
        raise ClusterError(_("{address} is no address of a scheduler; write tls://HOST:8786").format(address=address))
    if parts.scheme == "tls" and certificates is None:
        told = _("{address} needs certificates; name their folder with --certificates DIR")
        raise ClusterError(told.format(address=address))
    if parts.scheme == "tcp" and not is_trusted and not _is_loopback(str(parts.hostname)):
        told = _(
            "{address} is not encrypted: whoever reaches that port can run programs on the cluster. "
            "Use tls:// (see docs/cluster.md), or --insecure in a network where you trust everyone"
        )
        raise ClusterError(told.format(address=address))


def security_of(certificates: str | None) -> Security | None:
    """What proves who we are, from a folder that `duwen cluster certificates` made. Raises ClusterError."""
    if certificates is None:
        return None
    folder = Path(certificates)
    for name in (CA, CLIENT, CLIENT_KEY):
        if not (folder / name).is_file():
            raise ClusterError(
                _("{folder}: there is no {name}; `duwen cluster certificates DIR` makes a set").format(
                    folder=certificates, name=name
                )
            )
    return Security(
        tls_ca_file=str(folder / CA),
        tls_client_cert=str(folder / CLIENT),
        tls_client_key=str(folder / CLIENT_KEY),
        require_encryption=True,
    )


def quiet() -> None:
    """Let Dask log nothing: what goes wrong is told by whoever asks."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("distributed", "tornado", "bokeh"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def no_scheduler(address: str, error: BaseException) -> ClusterError:
    """What is told where a scheduler cannot be reached."""
    return ClusterError(
        _("no scheduler answers at {address}: {reason}").format(address=address, reason=innermost(error))
    )


def innermost(error: BaseException) -> str:
    """The failure of the system behind all others, in its words: Dask's own say little."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and str(found):
            error = found
        found = found.__cause__ or found.__context__
    reason = printable_line(system_words(error) if isinstance(error, Exception) else str(error)).partition(";")[0]
    return reason or type(error).__name__


class Connection:
    """One scheduler, and the workers behind it. May be used from several threads."""

    def __init__(self, address: str, certificates: str | None = None, *, is_trusted: bool = False) -> None:
        """Raises ClusterError where the cluster cannot be reached, or is of other versions."""
        check_address(address, certificates, is_trusted=is_trusted)
        quiet()
        self.address = address
        self._security = security_of(certificates)
        self._lock = threading.RLock()
        self._client: Client | None = None
        self._was_connected = False
        self._looked = 0.0
        self._workers: Sequence[str] = ()
        self._beats: dict[str, tuple[float, float]] = {}
        self._sound: set[str] = set()
        self._refused: dict[str, str] = {}
        self._placed: dict[str, str] = {}
        self._connect()
        try:
            self.workers()
        except Lost as error:
            raise ClusterError(_("the scheduler at {address} does not answer").format(address=address)) from error
        if self._refused and not self._workers:
            raise ClusterError(next(iter(self._refused.values())))

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            if self._client is not None:
                _quietly(self._client)
                self._client = None

    def workers(self) -> Sequence[str]:
        """The addresses of the workers that are well, and run what we run. Raises Lost."""
        with self._lock:
            if time.monotonic() - self._looked < _FRESH:
                return self._workers
            told = self._sync(lambda client: client.scheduler.identity(n_workers=-1), 3)["workers"]
            now = time.monotonic()
            for address, worker in told.items():
                if self._beats.get(address, (None,))[0] != worker["last_seen"]:
                    self._beats[address] = worker["last_seen"], now
            self._beats = {address: beat for address, beat in self._beats.items() if address in told}
            well = [
                address
                for address, worker in told.items()
                if worker["status"] == "running" and now - self._beats[address][1] < max(_SILENT, len(told) / 50)
            ]
            self._sound &= told.keys()
            self._refused = {address: why for address, why in self._refused.items() if address in told}
            self._check([each for each in well if each not in self._sound and each not in self._refused])
            self._workers = sorted(each for each in well if each in self._sound)
            self._looked = now
            return self._workers

    @property
    def refused(self) -> dict[str, str]:
        """Workers that are not asked, for they run something else: what is wrong, by their addresses."""
        return dict(self._refused)

    def doubt(self) -> None:
        """Look again who works before the next question."""
        self._looked = 0.0

    def why_none(self) -> str:
        """Why nobody works."""
        return next(iter(self._refused.values()), _("no worker at {address}").format(address=self.address))

    def places(self, shards: Sequence[str], workers: Sequence[str]) -> Mapping[str, str]:
        """The worker for each shard, by their hashes: where it was, if that one is well and has not too many.

        Everybody who asks finds the same places (rendezvous hashing with bounded loads), so a shard is held once.
        """
        with self._lock:
            most, load = ceil(len(shards) / len(workers)), dict.fromkeys(workers, 0)
            placed = {}
            for shard in shards:
                before = self._placed.get(shard)
                if before in load and load[before] < most:
                    placed[shard] = before
                    load[before] += 1
            for shard in shards:
                if shard not in placed:
                    free = (worker for worker in workers if load[worker] < most)
                    placed[shard] = max(free, key=lambda worker: _rank(shard, worker))
                    load[placed[shard]] += 1
            self._placed |= placed
            return placed

    def submit(
        self, function: Callable[..., Any], arguments: Sequence[Any], keys: Sequence[str], worker: str | None
    ) -> list[Future]:
        """Have a function called with each of the arguments, at a worker or anywhere. Raises Lost."""
        client = self._needed()
        try:
            with dask.config.set({"distributed.client.security-loader": None}):
                return client.map(  # type: ignore[no-any-return]
                    function, arguments, key=list(keys), workers=[worker] if worker else None, pure=True
                )
        except (OSError, RuntimeError, ValueError) as error:
            raise Lost from error

    def together(
        self, function: Callable[[Sequence[Any]], Any], calls: Sequence[Future], key: str, worker: str
    ) -> Future:
        """Have a function called at a worker with what other calls there give. Raises Lost."""
        client = self._needed()
        try:
            return client.submit(function, list(calls), key=key, workers=[worker])
        except (OSError, RuntimeError, ValueError) as error:
            raise Lost from error

    def fetch(self, future: Future, arrived: Callable[[Any], None]) -> None:
        """Have what a call gives told when it is done: its value, an exception, or Lost where it is nowhere any more.

        Told in another thread, at most FETCH seconds after it was done.
        """
        client = self._needed()

        async def fetched() -> None:
            found: Any = Lost()
            with suppress(OSError, TimeoutError, RuntimeError, KeyError):
                if future.status == "error":
                    found = await wait_for(future._exception(), FETCH)
                elif future.status == "finished":
                    values = await wait_for(client._gather([future], errors="skip"), FETCH)
                    found = values[0] if values else found
            arrived(found)

        future.add_done_callback(lambda _done: client.loop.add_callback(fetched))

    def cancel(self, futures: Iterable[Future]) -> None:
        """Have calls not made, or stopped."""
        unwanted = list(futures)
        client = self._client
        if not unwanted or client is None:
            return
        try:
            client.loop.add_callback(client._cancel, unwanted)  # nobody waits for that
        except (OSError, RuntimeError):
            return

    def _needed(self) -> Client:
        with self._lock:
            if self._client is None or self._client.status != "running":
                self._connect()
            assert self._client is not None, "it is connected or Lost was raised"
            return self._client

    def _connect(self) -> None:
        """Raises ClusterError at first, and Lost where it was connected before."""
        if self._client is not None:
            _quietly(self._client)
            self._client = None
        try:
            self._client = Client(
                self.address,
                timeout=_RECONNECT if self._was_connected else _CONNECT,
                security=self._security,
                set_as_default=False,
                name="duwen",
            )
        except (OSError, TimeoutError, ValueError, RuntimeError, ssl.SSLError) as error:
            if self._was_connected:
                raise Lost from error
            raise no_scheduler(self.address, error) from error
        self._was_connected = True
        self._beats, self._looked = {}, 0.0

    def _sync(self, call: Callable[[Client], Any], seconds: float) -> Any:
        client = self._needed()
        try:
            return client.sync(lambda: call(client), callback_timeout=seconds)
        except (OSError, TimeoutError, RuntimeError, AttributeError) as error:
            raise Lost from error

    def _check(self, new: Sequence[str]) -> None:
        """Ask workers what they run; those that run something else are not asked anything more."""
        if not new:
            return

        async def asked(client: Client) -> list[Any]:
            calls = (client._run(facts.facts, workers=[address], on_error="return") for address in new)
            return await gather(*(wait_for(call, _FACTS) for call in calls), return_exceptions=True)

        found, ours = self._sync(asked, WAIT), facts.facts()
        for address, answer in zip(new, found, strict=True):
            if not isinstance(answer, dict) or address not in answer:
                continue  # it does not answer; if it lives, it is asked again
            theirs = answer[address]
            if isinstance(theirs, Exception):
                told = _("the worker at {address} has no duwen: {reason}")
                self._refused[address] = told.format(address=address, reason=printable_line(str(theirs)))
            elif different := facts.differences(ours, theirs):
                listed = _(", ").join(
                    _("{name} {theirs} instead of {ours}").format(name=name, theirs=printable_line(there), ours=here)
                    for name, here, there in different
                )
                told = _("the worker at {address} runs something else: {differences}")
                self._refused[address] = told.format(address=address, differences=listed)
            else:
                self._sound.add(address)


def _rank(shard: str, worker: str) -> bytes:
    return blake2b(f"{shard} {worker}".encode(), digest_size=8).digest()


def _quietly(client: Client) -> None:
    try:
        client.close(timeout=1)
    except (OSError, TimeoutError, RuntimeError):
        return


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
