"""However the reader ends or stops, the terminal is as it was, what the reader did is kept, and the status says why."""

import re
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

from reader.library import Library
from tests.pseudo_terminal import DUWEN, OpenTerminal, Terminal, dump_in, modes_in

AS_BEFORE = {"alternate screen": False, "cursor": True, "mouse": False, "bracketed paste": False}
ENDING = ["INT", "TERM", "QUIT", "USR1"]
"""HUP comes with the end of a terminal, below."""
HANGING = """
import asyncio
from textual.app import App
import reader.ui.driver
from reader.entry import main

async def hang(app):
    await asyncio.sleep(1_000)

App._close_all, reader.ui.driver._LONGEST_LEAVING = hang, 0.2
main()
"""
"""The reader, but that it hangs once it has given its terminal back."""


@pytest.fixture
def dump(tmp_path: Path) -> str:
    return dump_in(tmp_path)


def starred(terminal: OpenTerminal, *command: str) -> Terminal:
    """The reader, where an article has just been given a star."""
    screen = terminal(*command)
    screen.wait_for("3 / 3")
    screen.type("s")
    screen.wait_for("▌★")
    return screen


def stars(folder: Path) -> int:
    with Library.open(folder / "home/.local/state/duwen/library.sqlite") as library:
        return len(library.ids_starred)


def lacks(shown: str, text: str) -> bool:
    return shown not in text


@pytest.mark.parametrize("name", ENDING)
def test_a_signal_ends_it_in_order(terminal: OpenTerminal, dump: str, tmp_path: Path, name: str) -> None:
    number = signal.Signals[f"SIG{name}"]
    screen = starred(terminal, DUWEN, dump)
    screen.kill(number)
    assert screen.end() == 128 + number
    assert screen.modes() == AS_BEFORE
    assert b"Traceback" not in screen.output
    assert stars(tmp_path) == 1


@pytest.mark.parametrize("ignoring", ["", 'trap "" HUP; '], ids=["told", "not told"])
def test_a_terminal_that_is_gone_is_an_end(terminal: OpenTerminal, dump: str, tmp_path: Path, ignoring: str) -> None:
    screen = starred(terminal, "/bin/sh", "-c", f"{ignoring}exec '{DUWEN}' '{dump}'")
    assert screen.hang_up() == 128 + signal.SIGHUP
    assert stars(tmp_path) == 1


def test_a_signal_that_was_ignored_from_the_start_stays_so(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal("/bin/sh", "-c", f"trap '' USR1; exec '{DUWEN}' '{dump}'")
    screen.wait_for("3 / 3")
    screen.kill(signal.SIGUSR1)
    screen.type("/早晨")
    screen.wait_for("1 / 3")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("/", "complete"), ("t", "Tags"), ("c", "Concordance")],
    ids=["bar", "prompt", "sheet"],
)
def test_it_stops_for_the_shell_and_comes_back_whole(terminal: OpenTerminal, dump: str, keys: str, shown: str) -> None:
    screen = terminal("/bin/sh", "-c", f"set -m; '{DUWEN}' -q 上海 '{dump}'; echo '[stopped]'; fg; echo \"[$?]\"")
    screen.wait_for("2 / 3")
    screen.type(keys)
    screen.wait_for(shown)
    screen.type("\x1a")
    screen.wait_for(lambda _text: b"[stopped]" in screen.output)
    assert modes_in(screen.output.partition(b"[stopped]")[0]) == AS_BEFORE
    screen.wait_for(lambda _text: shown.encode() in screen.output.rpartition(b"[stopped]")[2])
    screen.type("\x11")
    screen.wait_for(lambda _text: b"[0]" in screen.output)
    assert screen.modes() == AS_BEFORE


def test_leaving_ends_it_whatever_hangs(terminal: OpenTerminal, dump: str, tmp_path: Path) -> None:
    screen = starred(terminal, sys.executable, "-c", HANGING, dump)
    screen.type("q")
    assert screen.end() == 0
    assert screen.modes() == AS_BEFORE
    assert stars(tmp_path) == 1


def test_leaving_does_not_wait_for_a_browser(terminal: OpenTerminal, dump: str, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nexec sleep 60\n")
    browser.chmod(0o755)
    screen = terminal("/bin/sh", "-c", f"BROWSER='{browser}' exec '{DUWEN}' '{dump}'")
    screen.wait_for("3 / 3")
    screen.type("o")
    screen.wait_for("Open in the browser?")
    screen.type("\r")
    screen.wait_for(partial(lacks, "Open in the browser?"))
    screen.type("q")
    assert screen.end() == 0


def test_without_a_shell_it_does_not_stop(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("\x1a")
    screen.wait_for("Cannot suspend: there is no shell.")


def test_it_paints_all_again_where_it_was_stopped_unprepared(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    before = len(screen.output)
    screen.kill(signal.SIGSTOP)
    screen.kill(signal.SIGCONT)
    screen.wait_for(lambda _text: "上海的早晨".encode() in screen.output[before:])
    screen.type("/早晨")
    screen.wait_for("1 / 3")


def test_bytes_that_are_no_text_are_no_fault(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type(b"/\xff\xfe\x80")
    screen.type("早晨")
    screen.wait_for(lambda text: re.search(r"/ .*早晨", text) is not None)


def test_two_enters_that_arrive_together_end_nothing(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    for keys, shown in (("tx", "Tags"), ("ax", "Note"), ("\x10star", "article, or unstar")):
        screen.type(keys)
        screen.wait_for(shown)
        screen.type("\r\r")
        screen.wait_for(partial(lacks, shown))
        screen.type("h")
    screen.type("/早晨")
    screen.wait_for("1 / 3")
