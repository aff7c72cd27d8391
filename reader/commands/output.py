"""Where commands print: stdout for data, stderr for messages. The last step before a terminal, whatever a text holds.

Whoever prints goes through here, so that what is hidden or moves a cursor never leaves, colours are for who wants
them, and a full disk is told as one.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO

import click

from reader.article import Span
from reader.errors import WriteError, system_words
from reader.printable import printable, printable_json, printable_line
from reader.wording import _

_CLEAR_LINE = "\r\x1b[2K"

_STDOUT, _STDERR = 1, 2


def put(text: str, bold: Sequence[Span] = (), indent: str = "") -> None:
    """Print a line or several of data; what is bold stands out where the terminal has colours. Raises WriteError."""
    shown = _styled(text, bold) if bold and _has_colours(sys.stdout) else printable(text)
    if indent:
        shown = indent + shown.strip().replace("\n", f"\n{indent}")
    with _told():
        _standard_output().write(f"{shown}\n")


def put_json(record: object) -> None:
    """Print a value as a line of JSON. Raises WriteError."""
    with _told():
        _standard_output().write(f"{printable_json(record)}\n")


def tell(sentence: str) -> None:
    """Say a sentence on stderr, as every other program there does, with the name of who says it."""
    say(f"duwen: {printable_line(sentence)}")


def say(text: str) -> None:
    """Write lines to stderr, behind what was printed until now; nobody hears them where stderr is closed or full."""
    with suppress(OSError, ValueError):
        if sys.stdout is not None:
            sys.stdout.flush()
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"{printable(text)}\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        abandon(_STDERR)


@contextmanager
def passing_line() -> Iterator[Callable[[str], None]]:
    """A function that shows how far some work is, in one line of the terminal that is gone when the work is done."""
    talks = _can_move(sys.stderr)

    def show(text: str) -> None:
        if talks:
            sys.stderr.write(f"{_CLEAR_LINE}{printable_line(text)}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if talks:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()


def finish() -> None:
    """Have all that was printed written. Raises WriteError."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


def occupy_descriptors() -> None:
    """Let no file that is opened later take the place of a closed stdin, stdout or stderr."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def abandon(descriptor: int = _STDOUT) -> None:
    """Forget what could not be written, so that it is not tried, and complained of, once more at the very end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _standard_output() -> IO[str]:
    if sys.stdout is None:
        raise WriteError(_("standard output"), _("is closed"))
    return sys.stdout


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(_("standard output"), system_words(error)) from error


def _has_colours(stream: IO[str] | None) -> bool:
    """Whether colours are shown and wanted there; see no-color.org."""
    return _can_move(stream) and not os.environ.get("NO_COLOR")


def _can_move(stream: IO[str] | None) -> bool:
    """Whether it is a terminal that knows escapes."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") not in (None, "", "dumb")


def _styled(text: str, bold: Sequence[Span]) -> str:
    pieces, position = [], 0
    for span in bold:
        hit = click.style(printable(text[span.start : span.end]), bold=True, fg="yellow")
        pieces += [printable(text[position : span.start]), hit]
        position = span.end
    return "".join([*pieces, printable(text[position:])])
