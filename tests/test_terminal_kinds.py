"""Terminals of several kinds: without colours, without block elements, without a cursor; and what their title says."""

import re
from pathlib import Path

import pytest

from tests.pseudo_terminal import DUWEN, OpenTerminal, dump_in

_LOOK = re.compile(rb"\x1b\[([0-9;:]*)m")


@pytest.fixture
def dump(tmp_path: Path) -> str:
    return dump_in(tmp_path)


def looks(output: bytes | bytearray) -> set[int]:
    """Every number of every change of looks (ECMA-48, SGR)."""
    return {int(number) for look in _LOOK.findall(output) for number in re.split(rb"[;:]", look) if number}


def test_without_colours_none_is_sent_and_hits_are_seen(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal("env", "NO_COLOR=1", DUWEN, "-q", "上海", dump)
    screen.wait_for("2 / 3")
    screen.type("T")
    screen.wait_for("Trends")
    screen.type("q\r")
    screen.wait_for("hit 1 / ")
    assert "\x1b[1;4m上海".encode() in screen.output
    screen.type("/\x15台")
    screen.wait_for("1 / 3")
    assert screen.reversed == " "
    screen.type("\x10star")
    screen.wait_for("Star the article")
    screen.type("\x1b[B")
    screen.wait_for(lambda _text: "Copy the selection, or the article" in screen.underlined)
    screen.type("\x11")
    assert screen.end() == 0
    assert looks(screen.output) <= {0, *range(1, 10)}


def test_with_colours_they_are_sent(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, "-q", "上海", dump)
    screen.wait_for("2 / 3")
    assert {38, 48} <= looks(screen.output)


@pytest.mark.parametrize("name", ["dumb", "", "unknown"])
def test_where_nothing_can_be_drawn_a_sentence_says_so(terminal: OpenTerminal, dump: str, name: str) -> None:
    screen = terminal("env", f"TERM={name}", DUWEN, dump)
    assert screen.end() == 2
    assert f"duwen: the reader cannot draw on this terminal (TERM={name}); try `duwen search QUERY PATH…`" in " ".join(
        screen.text.split()
    )
    assert not looks(screen.output)


def test_what_needs_no_screen_works_there(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal("env", "TERM=dumb", DUWEN, "search", "上海", dump)
    assert screen.end() == 0
    assert "首届博览会开幕" in screen.text


def test_a_console_without_block_elements_is_drawn_on_in_ascii(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal("env", "TERM=linux", DUWEN, dump)
    screen.wait_for("> 首届博览会开幕")
    screen.type("s")
    screen.wait_for(">*首届博览会开幕")


def titles(output: bytes | bytearray) -> list[str]:
    return [title.decode() for title in re.findall(rb"\x1b\]2;(.*?)\x1b\\", output)]


def test_the_title_says_what_is_open_and_is_given_back(terminal: OpenTerminal, dump: str) -> None:
    screen = terminal(DUWEN, dump)
    screen.wait_for("3 / 3")
    screen.type("q")
    assert screen.end() == 0
    assert titles(screen.output)[-1] == f"{Path(dump).name} - duwen"
    assert screen.output.index(b"\x1b[22;2t") < screen.output.index(b"\x1b]2;") < screen.output.rindex(b"\x1b[23;2t")


def test_a_name_is_no_command_to_the_terminal(terminal: OpenTerminal, dump: str) -> None:
    hostile = Path(dump).with_name("a\x1b]52;c;eA==\x07\x9b31m[red]" + "长" * 40)
    Path(dump).rename(hostile)
    screen = terminal(DUWEN, str(hostile))
    screen.wait_for("3 / 3")
    screen.type("q")
    assert screen.end() == 0
    assert b"]52;" not in screen.output.replace("�]52;".encode(), b"")
    assert all(title.isprintable() and len(title) < 40 for title in titles(screen.output))
