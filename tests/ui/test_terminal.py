"""What the terminal is asked before the app starts, on a pseudo-terminal that answers, or does not."""

import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.ui.terminal import ambiguous_width

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends: the terminal's, and the program's."""
    master, program = pty.openpty()
    yield master, program
    os.close(master)
    os.close(program)


def _answer(master: int, answer: bytes) -> bytes:
    """Wait for the question, answer it, and return it."""
    question = b""
    while b"\x1b[6n" not in question:
        question += os.read(master, 1024)
    os.write(master, answer)
    return question


@pytest.mark.parametrize(("answer", "width"), [(b"\x1b[1;2R", 1), (b"\x1b[1;3R", 2), (b"jj\x1b[24;3R", 2)])
def test_the_cursor_tells_how_wide_an_ambiguous_character_is(
    terminal: tuple[int, int], answer: bytes, width: int
) -> None:
    master, program = terminal
    with ThreadPoolExecutor(1) as pool:
        answered = pool.submit(_answer, master, answer)
        assert ambiguous_width(program, program, time_out=5) == width
        assert "“" in answered.result().decode()


def test_a_terminal_that_does_not_answer_counts_as_narrow(terminal: tuple[int, int]) -> None:
    _, program = terminal
    assert ambiguous_width(program, program, time_out=0.01) == 1


@pytest.mark.parametrize(
    "answer", [b"\x1b[1;3R", b"\x1b[1;3R" + b"k" * 2_000 + b"\n", b"no answer\n"], ids=["alone", "with keys", "none"]
)
def test_no_answer_stays_in_the_input_and_the_terminal_is_as_before(terminal: tuple[int, int], answer: bytes) -> None:
    master, program = terminal
    before = termios.tcgetattr(program)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_answer, master, answer)
        ambiguous_width(program, program, time_out=0.2)
    assert termios.tcgetattr(program) == before
    assert not select.select([program], [], [], 0)[0]


def test_what_is_no_terminal_is_not_asked() -> None:
    reading, writing = os.pipe()
    assert ambiguous_width(reading, writing) == 1
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)


_AS_WIDE = """
from reader.ui.terminal import count_ambiguous_as_wide
count_ambiguous_as_wide()
from rich.cells import cell_len
from rich.segment import Segment
from reader.language.typesetting import cells
from tests.codes import codes_of_every_kind
told = [c for c in map(chr, codes_of_every_kind()) if c not in "\\u200d\\ufe0f" and cells(c, 2) != cell_len(c)]
print(list(map(ascii, told)))
print(cell_len("·“é”…—"), [part.text for part in Segment("··").split_cells(2)])
"""


def test_rich_counts_ambiguous_characters_as_wide_where_told() -> None:
    """In a process of its own, since it cannot be taken back."""
    run = subprocess.run([sys.executable, "-c", _AS_WIDE], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "12 ['·', '·']"]
