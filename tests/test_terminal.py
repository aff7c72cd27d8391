"""The whole program in a real terminal: `duwen` in a pseudo-terminal, its screen read by a terminal emulator."""

import datetime
import io
import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pexpect
import polars as pl
import pyte
import pytest

from reader.language.typesetting import cells
from reader.ui.terminal import QUESTION
from tests.dumps import record

DUWEN = str(Path(sys.executable).parent / "duwen")
PATIENCE = 20.0
"""Seconds after which a text that is waited for will not come any more."""
AT_ONCE = 2.0
"""Seconds, also on a machine that is busy."""
_MODES = {"alternate screen": b"1049", "cursor": b"25", "mouse": b"1003", "bracketed paste": b"2004"}
"""What a program that leaves must put back, and the terminal's numbers of it."""

ARTICLES = (
    ("首届博览会开幕", "http://news.example.com/2024-03-05/1.html", "今天在上海开幕。\n各地的人都来上海。"),
    ("颱風吹過臺灣", "http://tw.example.com/2023-08-01/2.html", "颱風今天吹過臺灣東部。"),
    ("上海的早晨", "http://news.example.com/2022-01-01/3.html", "早晨的街上很安静。"),
)


class Terminal:
    """One program in a terminal of its own, and what its screen shows."""

    def __init__(self, command: list[str], folder: Path, columns: int, lines: int) -> None:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._program = pexpect.spawn(
            command[0], command[1:], cwd=str(folder), env=environment, dimensions=(lines, columns), timeout=PATIENCE
        )
        self.output = b""
        """Everything that was written to the terminal."""

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(self._screen.display)

    @property
    def reversed(self) -> str:
        """What it shows with its colours exchanged."""
        lines = (
            (self._screen.buffer[line][column] for column in range(self._screen.columns))
            for line in range(self._screen.lines)
        )
        return "".join(cell.data for line in lines for cell in line if cell.reverse)

    def modes(self) -> dict[str, bool]:
        """Which modes the program left on; those it never touched are off, the cursor is on."""
        return {name: self._last_said(number, name == "cursor") for name, number in _MODES.items()}

    def _last_said(self, number: bytes, before: bool) -> bool:
        said = re.findall(rb"\x1b\[\?" + number + rb"([hl])", self.output)
        return said[-1] == b"h" if said else before

    def type(self, keys: str) -> None:
        """All the keys at once."""
        self._program.send(keys)

    def wait_for(self, shown: str | Callable[[str], bool]) -> None:
        """Read on until the screen shows a text, or satisfies a condition."""
        deadline = time.monotonic() + PATIENCE
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

    def close(self) -> None:
        """End the program, whatever it does."""
        self._program.close(force=True)

    def _read(self) -> bool:
        """Feed the emulator what has come; False when the program has left its terminal."""
        try:
            data = self._program.read_nonblocking(65_536, timeout=0.1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.output += data
        self._stream.feed(data)
        return True


OpenTerminal = Callable[..., Terminal]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[OpenTerminal]:
    """Starts a command in a terminal, with an empty home; ends it after the test."""
    with ExitStack() as open_terminals:

        def opened(*command: str, columns: int = 100, lines: int = 30) -> Terminal:
            started = Terminal(list(command), tmp_path, columns, lines)
            open_terminals.callback(started.close)
            return started

        yield opened


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text("".join(record(*article) for article in ARTICLES), encoding="utf-8")
    return str(path)


SIZES = pytest.mark.parametrize(("columns", "lines"), [(100, 30), (60, 16)])


@SIZES
def test_a_reader_searches_reads_and_leaves(terminal: OpenTerminal, dump: str, columns: int, lines: int) -> None:
    screen = terminal(DUWEN, dump, columns=columns, lines=lines)
    screen.wait_for("3 / 3")
    screen.type("/")
    screen.type("上海")
    screen.wait_for("2 / 3")
    screen.type("\r")
    screen.wait_for("> 上海的早晨")
    screen.type("j\r")
    screen.wait_for("hit 1 / 2")
    screen.wait_for("各地的人都来上海")
    screen.type("n")
    screen.wait_for("hit 2 / 2")
    screen.type("q")
    assert screen.end() == 0


def test_what_the_mouse_is_dragged_over_is_copied_through_the_terminal(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("z")
    screen.wait_for(lambda text: re.search(r"(?m)^ {10,}今天在上海开幕", text) is not None)
    rows = screen.text.split("\n")
    row = next(number for number, line in enumerate(rows) if "今天在上海开幕" in line)
    column = cells(rows[row][: rows[row].index("今天")]) + 1
    screen.type(f"\x1b[<0;{column};{row + 1}M")
    screen.type(f"\x1b[<32;{column + 4};{row + 1}M")
    screen.type(f"\x1b[<0;{column + 4};{row + 1}m")
    screen.wait_for(lambda _text: screen.reversed == "今天")
    screen.type("y")
    screen.wait_for("copied: selection")
    assert b"\x1b]52;c;" + b64encode("今天".encode()) in screen.output


def test_what_was_on_the_terminal_comes_back(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("q")
    screen.end()
    assert screen.modes() == {"alternate screen": False, "cursor": True, "mouse": False, "bracketed paste": False}


def test_keys_typed_at_once_are_obeyed_in_order(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("/上海\rj")
    screen.wait_for(lambda text: "2 / 3" in text and "> 首届博览会开幕" in text)


def test_nothing_but_a_question_is_written_before_or_after_the_screen(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("q")
    screen.end()
    assert screen.output.removeprefix(QUESTION).startswith(b"\x1b[?1049h")
    assert not re.sub(rb"\x1b\[[?<>=]?[0-9;]*[A-Za-z]", b"", screen.output.rpartition(b"\x1b[?1049l")[2]).strip()


@pytest.mark.parametrize("command", [(), ("check",)])
def test_a_panic_of_a_library_is_a_problem_and_nothing_more(
    terminal: OpenTerminal, dump: str, command: tuple[str, ...]
) -> None:
    zoned = pl.DataFrame({"title": ["甲"], "date": [datetime.datetime(2018, 9, 7)]})
    file = io.BytesIO()
    zoned.with_columns(pl.col("date").dt.replace_time_zone("Asia/Tokyo")).write_ipc(file)
    Path(dump).with_suffix(".arrow").write_bytes(file.getvalue().replace(b"Asia/Tokyo", b"Asia/Tokyz"))
    screen = terminal(DUWEN, *command, str(Path(dump).parent))
    screen.wait_for("1 problem")
    screen.type("q")
    screen.end()
    assert b"panicked" not in screen.output


def test_the_samples_are_opened_where_no_path_is_given(terminal: OpenTerminal) -> None:
    screen = terminal(DUWEN)
    screen.wait_for(lambda text: re.search(r"[4-9]\d / [4-9]\d", text) is not None)


@pytest.mark.parametrize("key", ["\x11", "q"])
def test_leaving_while_loading_is_at_once(terminal: OpenTerminal, tmp_path: Path, dump: str, key: str) -> None:
    """The file is a pipe whose writer has more to say and says nothing, so that loading is certainly under way."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    screen = terminal(DUWEN, str(pipe))
    with pipe.open("wb", buffering=0) as writer:
        writer.write(Path(dump).read_bytes())
        screen.wait_for("loading")
        pressed = time.monotonic()
        screen.type(key)
        assert screen.end() == 0
    assert time.monotonic() - pressed < AT_ONCE


def test_leaving_while_a_large_file_is_loaded_is_at_once(terminal: OpenTerminal, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    piece = "".join(record(f"第{number}篇", "", "一二三四五六七八九十。" * 60) for number in range(1_000)) * 4
    with large.open("wb") as file:
        for _ in range(12):
            file.write(piece.encode())
    screen = terminal(DUWEN, str(large))
    screen.wait_for("loading")
    pressed = time.monotonic()
    screen.type("q")
    assert screen.end() == 0
    assert time.monotonic() - pressed < AT_ONCE


def test_articles_come_from_standard_input_and_keys_from_the_terminal(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal("/bin/sh", "-c", f"cat '{dump}' | '{DUWEN}' -")
    screen.wait_for("3 / 3")
    screen.type("/早晨\r")
    screen.wait_for("> 上海的早晨")
    screen.wait_for("1 / 3")
    screen.type("q")
    assert screen.end() == 0


def test_what_was_read_last_opens_again_with_its_search(terminal: OpenTerminal, dump: str) -> None:
    first = terminal(DUWEN, dump)
    first.wait_for("3 / 3")
    first.type("/上海\r")
    first.wait_for("2 / 3")
    first.type("q")
    assert first.end() == 0
    second = terminal(DUWEN)
    second.wait_for(lambda text: "/ 上海" in text and "2 / 3" in text)
    second.type("\x1b")
    second.wait_for("3 / 3")
    second.type("q")
    assert second.end() == 0
    third = terminal(DUWEN)
    third.wait_for("3 / 3")
    assert "/ 上海" not in third.text


def test_a_path_that_is_not_there_is_a_notice_with_a_way_on(terminal: OpenTerminal) -> None:
    screen = terminal(DUWEN, "/没有/这个")
    screen.wait_for("no such file or folder")
    screen.type("\r")
    screen.wait_for(lambda text: re.search(r"[4-9]\d / [4-9]\d", text) is not None)
    screen.type("q")
    assert screen.end() == 0


@pytest.mark.parametrize("arguments", [[], ["open"], ["{dump}"], ["-"]])
def test_without_a_terminal_it_says_so_and_names_the_way(dump: str, tmp_path: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [DUWEN, *(argument.replace("{dump}", dump) for argument in arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
    )
    assert done.stderr == "duwen: the reader needs a terminal; for scripts there is `duwen search QUERY PATH…`\n"
    assert (done.returncode, done.stdout) == (2, "")
