"""The word lists that settings name."""

import os
from pathlib import Path

import pytest

from reader.language.word_lists import faults, read_dictionary, read_stop_words


def test_a_dictionary_is_read_in_jiebas_form(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    text = "\ufeff临江大桥\n云计算 5\r\n台中 3 ns\n\n创新办 i\nedu trust 认证 2000\nmachine learning\n"
    path.write_bytes(text.encode())
    assert read_dictionary(path) == [
        ("临江大桥", None),
        ("云计算", 5),
        ("台中", 3),
        ("创新办", None),
        ("edu trust 认证", 2000),
        ("machine learning", None),
    ]


def test_stop_words_are_a_list_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    path.write_text("今天\n记者 报道\n", encoding="utf-8")
    assert read_stop_words(str(path)) == {"今天", "记者", "报道"}
    assert read_stop_words(("今天",)) == {"今天"}
    assert read_stop_words(None) == frozenset()


@pytest.mark.parametrize("setting", ["user_dictionary", "stop_words"])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, setting: str) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path, reason in (
        ("/dev/zero", "is a device or a pipe, not a file"),
        (str(fifo), "is a device or a pipe, not a file"),
        (str(tmp_path), "Is a directory"),
    ):
        lists = {"user_dictionary": None, "stop_words": None} | {setting: path}
        assert faults(**lists) == {setting: f"{path}: cannot be read: {reason}"}
    gone = str(tmp_path / "gone")
    assert faults(gone, None) == {"user_dictionary": f"{gone}: no such file"}


def test_a_dictionary_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("临江大桥".encode("gb18030"))
    assert "utf-8" in faults(str(path), None)["user_dictionary"]
