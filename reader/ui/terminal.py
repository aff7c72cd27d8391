"""What the terminal itself must tell: whether it draws ambiguous characters wide, and who waits behind the program.

Where it does, `count_ambiguous_as_wide` makes Rich count so too, since Textual draws where Rich counts.
"""

import os
import re
import select
import time
from collections.abc import Callable

from rich import cells as rich_cells
from rich import segment as rich_segment
from rich._unicode_data import load

from reader.language.widths import Ambiguous, ambiguous_ranges

TIME_OUT = 0.1
"""Seconds that the terminal has for its answer."""
QUESTION = b"\x1b7\r\xe2\x80\x9c\x1b[6n\r\x1b[K\x1b8"
"""Keep the cursor, print “ in the first column, ask where the cursor is, wipe it out, go back."""
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


def is_job() -> bool:
    """Whether a shell waits for this program and would take the terminal if it stopped.

    The first program of a terminal's session, and all that it started together with itself, have none to go back to.
    """
    return hasattr(os, "getpgrp") and os.getpgrp() != os.getsid(0)


def ambiguous_width(
    keys: int = 0, screen: int = 1, time_out: float = TIME_OUT, meanwhile: Callable[[], None] = lambda: None
) -> Ambiguous:
    """Cells that the terminal on two file descriptors gives “; 1 where it does not say.

    `meanwhile` is done between question and answer. Nothing of the answer stays in the input; keys pressed until
    then are lost.
    """
    if not (os.isatty(keys) and os.isatty(screen)):
        meanwhile()
        return 1
    try:
        import termios
    except ImportError:  # not a POSIX system
        meanwhile()
        return 1
    before = termios.tcgetattr(keys)
    silent = termios.tcgetattr(keys)
    silent[3] &= ~(termios.ECHO | termios.ICANON)
    silent[6][termios.VMIN], silent[6][termios.VTIME] = 0, 0
    try:
        termios.tcsetattr(keys, termios.TCSADRAIN, silent)
        os.write(screen, QUESTION)
        deadline = time.monotonic() + time_out
        meanwhile()
        column = _column(keys, deadline)
    finally:
        termios.tcflush(keys, termios.TCIFLUSH)
        termios.tcsetattr(keys, termios.TCSADRAIN, before)
    return 2 if column == 3 else 1


def _column(keys: int, deadline: float) -> int | None:
    """The column that the terminal reports, counted from 1; None where it reports none in time."""
    read = b""
    while select.select([keys], [], [], max(deadline - time.monotonic(), 0))[0]:
        piece = os.read(keys, 1024)
        if not piece:
            return None
        read += piece
        if found := _ANSWER.search(read):
            return int(found[1])
    return None


def count_ambiguous_as_wide() -> None:
    """Make Rich, and so Textual, count two cells for each ambiguous character, for the rest of this process.

    Rich has no setting for it: its table is replaced, and its shortcut for texts of single cells narrowed to ASCII.
    Call it before the first widget is made. Only names that Rich 15 keeps to itself are touched.
    """
    table = load("auto")
    widths = sorted([*table.widths, *((first, last, 2) for first, last in ambiguous_ranges())])
    wide = rich_cells.CellTable(table.unicode_version, widths, table.narrow_to_wide)
    single = frozenset(map(chr, range(0x20, 0x7F))).issuperset
    for module, name, counting in (
        (rich_cells, "load_cell_table", lambda unicode_version="auto": wide),
        (rich_cells, "_is_single_cell_widths", single),
        (rich_segment, "_is_single_cell_widths", single),
    ):
        if not hasattr(module, name):
            raise AttributeError(f"this version of Rich counts cells in another way: no {module.__name__}.{name}")
        setattr(module, name, counting)
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()
