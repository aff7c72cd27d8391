"""The barrier around a file: whatever reading it raises becomes its Problem, and the other files are read."""

from typing import Final

import polars as pl

from reader.article import Problem
from reader.errors import SourceError, system_words
from reader.printable import printable_line
from reader.wording import _

FAULTS: Final = (Exception, pl.exceptions.PanicException)
"""What reading may raise and is held here. Not KeyboardInterrupt, and not Cancelled: those end the loading."""
_LONGEST_MESSAGE: Final = 160
"""Characters of what a library says that are repeated."""


def fault(path: str, error: BaseException, line: int = 0) -> Problem:
    """The problem of a file that could not be read, or not beyond the article that begins on a line.

    A SourceError says itself how far the file was read.
    """
    if not line or isinstance(error, SourceError):
        return Problem(path, 0, reason_of(error))
    return Problem(path, line, _("what follows this article is left out: {reason}").format(reason=reason_of(error)))


def reason_of(error: BaseException) -> str:
    """Why reading ended, in words for people."""
    match error:
        case SourceError():
            return error.reason
        case MemoryError():
            return _("not enough memory")
        case RecursionError():
            return _("is nested too deeply")
        case OSError(errno=int()):
            return system_words(error)
        case _:
            said = printable_line(str(error).strip().partition("\n")[0])[:_LONGEST_MESSAGE]
            told = f"{type(error).__name__}: {said}" if said else type(error).__name__
            return _("a bug in duwen, please report it ({error})").format(error=told)
