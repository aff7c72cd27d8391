"""Loading for commands: progress on stderr where that is a terminal, and what went wrong afterwards."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from reader.commands.output import passing_line, tell
from reader.errors import SourceError, system_words
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus
    from reader.store.opening import Opening

_PROBLEMS_SHOWN = 5


def loaded(
    paths: Sequence[str],
    options: "ReadOptions",
    *,
    tell_problems: bool = True,
    on_failure: Callable[[SourceError], None] | None = None,
) -> "Corpus":
    """All articles under the paths. Raises SourceError where there is none.

    A path that fails beside others that do not is told at once and makes the exit status 2 in the end. What is
    printed into a pipe that nobody reads any more ends the command as it ends others.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from reader.corpus.panics import panics_held
    from reader.corpus.progress import LoadProgress
    from reader.corpus.sources import shown
    from reader.corpus.table import Corpus
    from reader.store.opening import Opening
    from reader.store.shelf import shelf_for

    opening = Opening(paths, options, shelf_for(options))
    corpus, started = Corpus.empty(opening), time.monotonic()
    click.get_current_context().call_on_close(lambda: _keep(opening))
    try:
        with panics_held(), passing_line() as show:
            for batch in opening.batches():
                corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
                moment = LoadProgress(
                    batch.files_read,
                    batch.files_total,
                    len(corpus),
                    batch.bytes_read,
                    batch.bytes_total,
                    time.monotonic() - started,
                )
                show(f"{_('loading')}  {moment}")
    except SourceError as error:
        if on_failure is not None:
            on_failure(error)
        if not len(corpus):
            _tell(corpus)
            raise
        tell(str(error))
        click.get_current_context().call_on_close(_fail)
    if tell_problems:
        _tell(corpus)
    if not len(corpus):
        raise SourceError(", ".join(shown(path) for path in paths), _("no article found"))
    return corpus


def _keep(opening: "Opening") -> None:
    """Keep what was read for the next time, once all is printed."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):  # told by whoever prints
            sys.stdout.flush()
    try:
        opening.keep()
    except OSError as error:
        told = _("This corpus could not be cached: {reason}")
        tell(told.format(reason=system_words(error)))


def _fail() -> None:
    sys.exit(2)


def _tell(corpus: "Corpus") -> None:
    for problem in corpus.sorted_problems[:_PROBLEMS_SHOWN]:
        tell(str(problem))
    more = corpus.problem_count - sum(problem.count for problem in corpus.sorted_problems[:_PROBLEMS_SHOWN])
    if more > 0:
        tell(
            counted(
                more,
                "and {count} more problem; `duwen check` lists them all",
                "and {count} more problems; `duwen check` lists them all",
            )
        )
