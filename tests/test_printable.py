"""What reaches a terminal can neither move a cursor nor hide."""

import json

import pytest

from reader.printable import printable, printable_json, printable_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一网通办 ｛全角　空格｝", "一网通办 ｛全角　空格｝"),
        ("a\x1b]52;c;ZXZpbA==\x07b", "a\ufffd]52;c;ZXZpbA==\ufffdb"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("txt\u202egpj", "txt\ufffdgpj"),
        ("a\u2066b\u2069", "a\ufffdb\ufffd"),
        ("a\x08\x7fb", "a\ufffd\ufffdb"),
        ("a\u2028b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\tb\nc", "a b\nc"),
        ("👨\u200d👩", "👨👩"),
        ("\ue5e5", "\ue5e5"),
    ],
)
def test_what_may_not_reach_a_terminal_is_replaced(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_a_line_is_one_line() -> None:
    assert printable_line(" 一\r\n二\x1b[2J\n") == "一 二\ufffd[2J"


@pytest.mark.parametrize(
    "text", ["a\x1b]52;c;ZXZpbA==\x07b", "a\x9b31mb", "txt\u202egpj", "👨\u200d👩", "\U000e0041", "上海"]
)
def test_json_keeps_all_and_shows_nothing_hidden(text: str) -> None:
    line = printable_json({"tag": text})
    assert json.loads(line) == {"tag": text}
    assert line == printable(line)
