"""A program in a pseudo-terminal, and when its screen came to show something.

Bytes are stamped as they arrive and shown to pyte only when it is quiet, so pyte's own pace is in no figure.
"""

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.bench.children import ROOT, environment
from tests.bench.row import Unmeasured

COLUMNS, LINES = 100, 30
PATIENCE = 60.0
"""Seconds after which a picture is given up."""
_IDLE_CPU = 0.015
"""Seconds of processor time that count as none: the clock's step is 0.01."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a screen shows, colours and all."""

    cells: list[list[pyte.screens.Char]]
    """Line by line; the cell behind a wide character is empty."""

    @property
    def lines(self) -> list[str]:
        """The characters of each line."""
        return ["".join(cell.data for cell in line) for line in self.cells]

    @property
    def text(self) -> str:
        """All the characters, runs of space as one."""
        return " ".join(" ".join(self.lines).split())

    @property
    def is_painted(self) -> bool:
        """True where any cell has a colour or a character of its own."""
        return any(cell.bg != "default" or cell.data.strip() for line in self.cells for cell in line)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that arrived together."""

    at: float
    """When, by time.perf_counter()."""
    data: bytes
    """Never empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a key took to show, in milliseconds."""

    first: float
    """Until the first cell changed."""
    last: float
    """Until the last one did."""


class Terminal:
    """One program, started at once; ended with the block."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (COLUMNS, LINES)) -> None:
        """`size` in columns and lines."""
        columns, lines = self._size = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        """When it was spawned."""
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, cwd=ROOT, env=environment()
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def picture(self) -> Picture:
        """What the screen shows."""
        buffer = self._screen.buffer
        columns, lines = self._size
        return Picture([[buffer[y][x] for x in range(columns)] for y in range(lines)])

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the program took so far, to a tick's precision."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def first(self, shown: Callable[[Picture], bool]) -> float:
        """Milliseconds from the start until the screen satisfies a condition, looked at after every chunk."""
        while True:
            chunk = self._read(PATIENCE)
            if chunk is None:
                raise Unmeasured("the screen stayed empty")
            self._stream.feed(chunk.data)
            if shown(self.picture):
                return (chunk.at - self.started) * 1e3

    def press(self, keys: str, *, quiet: float, shown: Callable[[Picture], bool] = lambda picture: True) -> Answer:
        """Press a key and tell when its answer began and when it was complete.

        The picture counts as final when it satisfies `shown` and nothing came for `quiet` seconds.
        """
        before, frames = self.picture, list[tuple[float, Picture]]()
        sent = time.perf_counter()
        os.write(self._master, keys.encode())
        while not frames or not shown(frames[-1][1]):
            if time.perf_counter() - sent > PATIENCE:
                raise Unmeasured(f"no answer to {keys!r}")
            frames += [(chunk.at, self._painted_with(chunk)) for chunk in self._until_quiet(quiet)]
        final = frames[-1][1]
        if final == before:
            raise Unmeasured(f"{keys!r} changed nothing")
        first = next(at for at, picture in frames if picture != before)
        last = next(at for at, picture in frames if picture == final)
        return Answer((first - sent) * 1e3, (last - sent) * 1e3)

    def send(self, keys: str, *, quiet: float) -> None:
        """Press keys whose answer is of no interest, and read on until it is quiet."""
        os.write(self._master, keys.encode())
        self.rest(quiet)

    def answer(self, keys: str, *, quiet: float) -> bytes:
        """Press keys, read on until it is quiet, and give all that came."""
        os.write(self._master, keys.encode())
        chunks = self._until_quiet(quiet)
        for chunk in chunks:
            self._stream.feed(chunk.data)
        return b"".join(chunk.data for chunk in chunks)

    def rest(self, quiet: float) -> None:
        """Read on until nothing came for some seconds."""
        for chunk in self._until_quiet(quiet):
            self._stream.feed(chunk.data)

    def rest_until_idle(self, seconds: float) -> None:
        """Read on until the program took no processor time for so long."""
        deadline, before = time.perf_counter() + PATIENCE, -1.0
        while self.cpu_seconds - before > _IDLE_CPU and time.perf_counter() < deadline:
            before = self.cpu_seconds
            self.watch(seconds)

    def watch(self, seconds: float) -> None:
        """Read whatever comes for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if (chunk := self._read(left)) is not None:
                self._stream.feed(chunk.data)

    def wait_for(self, shown: Callable[[Picture], bool]) -> None:
        """Read on until the picture satisfies a condition."""
        deadline = time.perf_counter() + PATIENCE
        while not shown(self.picture):
            if time.perf_counter() > deadline:
                raise Unmeasured("the screen never showed what was waited for")
            self.rest(0.05)

    def _painted_with(self, chunk: Chunk) -> Picture:
        self._stream.feed(chunk.data)
        return self.picture

    def _until_quiet(self, quiet: float) -> list[Chunk]:
        chunks: list[Chunk] = []
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline and (chunk := self._read(quiet)) is not None:
            chunks.append(chunk)
        return chunks

    def _read(self, patience: float) -> Chunk | None:
        if not select.select([self._master], [], [], patience)[0]:
            return None
        try:
            data = os.read(self._master, 65_536)
        except OSError as error:  # EIO: the program has left its terminal
            raise Unmeasured("the program ended: " + self.picture.text) from error
        return Chunk(time.perf_counter(), data)
