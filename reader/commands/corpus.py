"""Loading for commands: progress on stderr where that is a terminal, and what went wrong afterwards."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from reader.article import Problem
from reader.commands.output import passing_line, put_json, tell
from reader.errors import SourceError, system_words
from reader.wording import _, counted

if TYPE_CHECKING:
    from reader.corpus.options import Cluster, ReadOptions
    from reader.corpus.questions import Corpus
    from reader.store.opening import Opening

_PROBLEMS_SHOWN = 5


def loaded(
    paths: Sequence[str],
    options: "ReadOptions",
    *,
    tells_problems: bool = True,
    on_failure: Callable[[SourceError], None] | None = None,
) -> "Corpus":
    """All articles under the paths. Raises SourceError where there is none.

    A path that fails beside others that do not is told at once and makes the exit status 2 in the end. What is
    printed into a pipe that nobody reads any more ends the command as it ends others.
    """
    if options.cluster is not None:
        return _on_cluster(paths, options.cluster)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from reader.corpus.panics import panics_held
    from reader.corpus.progress import LoadProgress
    from reader.corpus.sources import shown
    from reader.corpus.table import Table
    from reader.store.opening import Opening
    from reader.store.shelf import shelf_for

    opening = Opening(paths, options, shelf_for(options))
    corpus, started = Table.empty(opening), time.monotonic()
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
            tell_problems(corpus.sorted_problems)
            raise
        tell(str(error))
        click.get_current_context().call_on_close(_fail)
    if tells_problems:
        tell_problems(corpus.sorted_problems)
    if not len(corpus):
        raise SourceError(", ".join(shown(path) for path in paths), _("no article found"))
    return corpus


def _on_cluster(paths: Sequence[str], cluster: "Cluster") -> "Corpus":
    """The corpus of the one manifest. What of it is missing is told, in JSON too, and makes the exit status 2."""
    check_cluster(paths)
    from reader.cluster.opening import opened

    with passing_line() as show:
        shards = _("shards")
        corpus = opened(paths[0], cluster, progress=lambda done, total: show(f"{shards}  {done:,} / {total:,}"))
    for reason in corpus.connection.refused.values():
        tell(reason)
    if corpus.missing:
        context = click.get_current_context()
        context.call_on_close(_fail)
        if context.params.get("as_json"):
            missing = [{"shard": name, "reason": reason} for name, reason in corpus.missing.items()]
            context.call_on_close(lambda: put_json({"missing": missing}))
        tell_problems([Problem(name, 0, reason) for name, reason in corpus.missing.items()])
        told = _("{there} of {all} shards; what follows is incomplete")
        tell(told.format(there=len(corpus.shards), all=len(corpus.manifest.shards)))
    return corpus


def check_cluster(paths: Sequence[str]) -> None:
    """Raise UsageError or DuwenError where these paths cannot be asked about on a cluster."""
    from reader.commands.cluster import check_extra

    if len(paths) != 1:
        raise click.UsageError(_("with --cluster there is one PATH, the manifest"))
    check_extra()


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


def tell_problems(problems: "Sequence[Problem]") -> None:
    """Say the first of some problems, and how many more there are."""
    for problem in problems[:_PROBLEMS_SHOWN]:
        tell(str(problem))
    more = sum(problem.count for problem in problems[_PROBLEMS_SHOWN:])
    if more > 0:
        tell(
            counted(
                more,
                "and {count} more problem; `duwen check` lists them all",
                "and {count} more problems; `duwen check` lists them all",
            )
        )
