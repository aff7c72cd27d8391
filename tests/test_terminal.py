"""The whole program in a real terminal."""

import datetime
import io
import os
import re
import sqlite3
import subprocess
import time
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from reader.language.typesetting import cells
from reader.ui.terminal import QUESTION
from tests.dumps import record
from tests.pseudo_terminal import DUWEN, PATIENCE, OpenTerminal, dump_in

AT_ONCE = 2.0
"""Seconds, also on a machine that is busy."""


@pytest.fixture
def dump(tmp_path: Path) -> str:
    return dump_in(tmp_path)


SIZES = pytest.mark.parametrize(("columns", "lines"), [(100, 30), (60, 16)])


@SIZES
def test_a_reader_searches_reads_and_leaves(terminal: OpenTerminal, dump: str, columns: int, lines: int) -> None:
    screen = terminal(DUWEN, dump, columns=columns, lines=lines)
    screen.wait_for("3 / 3")
    screen.type("/")
    screen.type("上海")
    screen.wait_for("2 / 3")
    screen.type("\r")
    screen.wait_for("▌ 上海的早晨")
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
    screen.wait_for("selection copied")
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
    screen.wait_for(lambda text: "2 / 3" in text and "▌ 首届博览会开幕" in text)


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
def test_leaving_with_marks_that_are_not_saved_says_so_and_fails(
    terminal: OpenTerminal, tmp_path: Path, dump: str, key: str
) -> None:
    path = tmp_path / "home" / ".local" / "state" / "duwen" / "library.sqlite"
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)) as other:
        other.execute("BEGIN IMMEDIATE")
        screen.type("s")
        screen.wait_for("1 mark not saved")
        screen.type(key)
        assert screen.end() == 2
    said = "".join(screen.text.split())
    assert "duwen:anotherprogramhaslockedthelibrary;thesemarksarenotinthelibraryyet:1star." in said
    assert f"{path}.journal.jsonl" in said
    again = terminal(DUWEN, dump)
    again.wait_for("▌★首届")
    again.type("q")
    assert again.end() == 0


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
    screen.wait_for("▌ 上海的早晨")
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
