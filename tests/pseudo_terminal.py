"""A program in a pseudo-terminal, its screen read by a terminal emulator."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

from tests.dumps import record

DUWEN = str(Path(sys.executable).parent / "duwen")
PATIENCE = 20.0
"""Seconds after which a text that is waited for will not come any more."""
_MODES = {"alternate screen": b"1049", "cursor": b"25", "mouse": b"1003", "bracketed paste": b"2004"}
"""What a program that leaves must put back, and the terminal's numbers of it."""

ARTICLES = (
    ("首届博览会开幕", "http://news.example.com/2024-03-05/1.html", "今天在上海开幕。\n各地的人都来上海。"),
    ("颱風吹過臺灣", "http://tw.example.com/2023-08-01/2.html", "颱風今天吹過臺灣東部。"),
    ("上海的早晨", "http://news.example.com/2022-01-01/3.html", "早晨的街上很安静。"),
)


def _heed_signals() -> None:
    """What a shell ignores in the background is not ignored in a terminal."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """One program in a terminal of its own, and what its screen shows."""

    def __init__(self, command: list[str], folder: Path, columns: int, lines: int) -> None:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "BROWSER": "true",  # opens nothing
            "DUWEN_DEBUG": "1",  # what ends it shows where
        }
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._program = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(folder),
            env=environment,
            dimensions=(lines, columns),
            timeout=PATIENCE,
            preexec_fn=_heed_signals,
        )
        self._program.delaybeforesend = None
        self.output = bytearray()
        """Everything that was written to the terminal."""

    @property
    def process(self) -> int:
        """The program's process id."""
        return int(self._program.pid)

    @property
    def is_running(self) -> bool:
        """False once the program ended."""
        return bool(self._program.isalive())

    @property
    def ending(self) -> str:
        """How it ended: its status, or the signal."""
        return f"status {self._program.exitstatus}, signal {self._program.signalstatus}"

    @property
    def text(self) -> str:
        """What the screen shows, line by line. Half of a wide character that was written over is nothing."""
        return "\n".join("".join(cell.data for cell in line) for line in self._cells())

    @property
    def reversed(self) -> str:
        """What it shows with its colours exchanged."""
        return "".join(cell.data for line in self._cells() for cell in line if cell.reverse)

    @property
    def underlined(self) -> str:
        """What it shows underlined."""
        return "".join(cell.data for line in self._cells() for cell in line if cell.underscore)

    def _cells(self) -> list[list[pyte.screens.Char]]:
        buffer = self._screen.buffer
        return [[buffer[line][column] for column in range(self._screen.columns)] for line in range(self._screen.lines)]

    def modes(self) -> dict[str, bool]:
        """Which modes the program left on; those it never touched are off, the cursor is on."""
        return modes_in(self.output)

    def type(self, keys: str | bytes) -> None:
        """All the keys at once."""
        self._program.send(keys)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, which the program is told."""
        self._screen.resize(lines, columns)
        self._program.setwinsize(lines, columns)

    def rest(self, quiet: float, *, longest: float = PATIENCE) -> None:
        """Read on until nothing came for some seconds, or for the longest time."""
        deadline, before = time.monotonic() + longest, -1
        while before != len(self.output) and time.monotonic() < deadline:
            before = len(self.output)
            self._read(quiet)

    def wait_for(self, shown: str | Callable[[str], bool], *, patience: float = PATIENCE) -> None:
        """Read on until the screen shows a text, or satisfies a condition."""
        deadline = time.monotonic() + patience
        while not (shown in self.text if isinstance(shown, str) else shown(self.text)):
            assert time.monotonic() < deadline, f"{shown!r} never came; the screen shows\n{self.text}"
            self._read()

    def end(self) -> int:
        """Wait for the program to end, and return its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"the program does not end; the screen shows\n{self.text}"
        self._program.wait()
        assert self._program.exitstatus is not None, f"ended by signal {self._program.signalstatus}"
        return int(self._program.exitstatus)

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        self._program.kill(number)

    def hang_up(self) -> int:
        """Take the terminal away, wait for the program to end, and return its exit status."""
        self._program.ptyproc.fileobj.close()
        deadline = time.monotonic() + PATIENCE
        while self._program.ptyproc.isalive():
            assert time.monotonic() < deadline, "the program goes on without its terminal"
            time.sleep(0.01)
        return int(self._program.ptyproc.exitstatus)

    def close(self) -> None:
        """End the program, whatever it does."""
        self._program.kill(signal.SIGKILL)
        self._program.wait()
        self._program.close()

    def _read(self, patience: float = 0.1) -> bool:
        """Feed the emulator what comes within some seconds; False when the program has left its terminal."""
        try:
            data = self._program.read_nonblocking(65_536, timeout=patience)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.output += data
        self._stream.feed(data)
        return True


OpenTerminal = Callable[..., Terminal]


def modes_in(output: bytes | bytearray) -> dict[str, bool]:
    """Which modes some output of a program left on."""
    return {name: _last_said(output, number, name == "cursor") for name, number in _MODES.items()}


def _last_said(output: bytes | bytearray, number: bytes, before: bool) -> bool:
    said = re.findall(rb"\x1b\[\?" + number + rb"([hl])", output)
    return said[-1] == b"h" if said else before


def dump_in(folder: Path) -> str:
    """The path of a dump with the articles."""
    path = folder / "dump.txt"
    path.write_text("".join(record(*article) for article in ARTICLES), encoding="utf-8")
    return str(path)
