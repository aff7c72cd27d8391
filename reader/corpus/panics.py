"""What libraries in Rust print when they panic: held back, for the same is said in a Problem.

They write to file descriptor 2, past `sys.stderr`, from threads of their own, and no setting silences them.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Final

from reader.printable import printable

_STANDARD_ERROR: Final = 2
_STREAMS: Final = ("stderr", "__stderr__")
_MOST_TOLD: Final = 64 * 1024
"""Bytes of what else was written there that are told."""
_PANIC: Final = re.compile(r"\n?thread '.*' (?:\(\d+\) )?panicked at .*\n(?:.+\n)*")
"""What the standard library's hook prints: up to a blank line, with a backtrace or without."""


@contextmanager
def panics_held() -> Iterator[None]:
    """Send what is written to descriptor 2 to a file meanwhile, and tell afterwards what of it is no panic.

    `sys.stderr` and `sys.__stderr__`, where Textual draws, still are what they were before.
    """
    with tempfile.TemporaryFile() as held:
        try:
            real = os.dup(_STANDARD_ERROR)
        except OSError:  # it is closed, so nothing can be written there
            yield
            return
        with open(real, "w", buffering=1, encoding="utf-8", errors="backslashreplace") as stderr:
            ours = {name: stream for name in _STREAMS if _is_ours(stream := getattr(sys, name))}
            _set_streams(dict.fromkeys(ours, stderr))
            os.dup2(held.fileno(), _STANDARD_ERROR)
            try:
                yield
            finally:
                stderr.flush()
                os.dup2(real, _STANDARD_ERROR)
                _set_streams(ours)
                held.seek(0)
                stderr.write(without_panics(held.read(_MOST_TOLD).decode("utf-8", "replace")))


def without_panics(text: str) -> str:
    """What else was written, as a terminal may be given it."""
    return printable(_PANIC.sub("", text))


def _set_streams(streams: Mapping[str, IO[str]]) -> None:
    for name, stream in streams.items():
        setattr(sys, name, stream)


def _is_ours(stream: IO[str] | None) -> bool:
    """True for a stream that writes to the descriptor itself."""
    try:
        return stream is not None and stream.fileno() == _STANDARD_ERROR
    except (OSError, ValueError):
        return False
