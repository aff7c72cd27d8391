"""Panics of libraries in Rust: none of their text is seen, all else that is written to the descriptor is."""

import os
import sys

import pytest

from reader.corpus.panics import panics_held, without_panics

_FIRST = """
thread 'async-executor-0' (21692) panicked at crates/polars-utils/src/range.rs:10:9:
range end index 10742 out of range for slice of length 7743
stack backtrace:
   0: __rustc::rust_begin_unwind
   1: core::panicking::panic_fmt
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
"""
_SECOND = """
thread '<unnamed>' panicked at crates/polars-core/src/datatypes/field.rs:214:81:
called `Result::unwrap()` on an `Err` value
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", ""),
        (_FIRST, ""),
        (_SECOND, ""),
        (_FIRST + _SECOND, ""),
        ("before\n" + _FIRST + "\nafter\n", "before\n\nafter\n"),
        ("thread 'a' is late\n", "thread 'a' is late\n"),
        ("\x1b[31mred\n", "\ufffd[31mred\n"),
    ],
)
def test_what_is_no_panic_is_told(written: str, told: str) -> None:
    assert without_panics(written) == told


def test_what_is_written_past_python_is_told_afterwards(capfd: pytest.CaptureFixture[str]) -> None:
    with panics_held():
        os.write(2, b"first\n")
        os.write(2, _SECOND.encode())
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err == "first\n"


def test_what_python_writes_is_seen_at_once(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with open(2, "w", closefd=False) as own:
        monkeypatch.setattr(sys, "__stderr__", own)
        with panics_held():
            print("drawn", file=sys.__stderr__)
            assert capfd.readouterr().err == "drawn\n"
        assert sys.__stderr__ is own


def test_the_descriptor_is_what_it_was_also_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), panics_held():
        raise KeyError
    os.write(2, b"seen")
    assert capfd.readouterr().err == "seen"
