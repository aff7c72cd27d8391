"""Loading: sources to batches of finished rows, with what went wrong and how far it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from reader.article import Problem
from reader.corpus.ahead import ahead
from reader.corpus.barrier import FAULTS, reason_of
from reader.corpus.batches import raw_batches
from reader.corpus.dates import Dating
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.repeats import Repeats
from reader.corpus.sources import Source, find_sources, shown
from reader.corpus.table import Corpus, finish
from reader.errors import SourceError
from reader.progress import Cancelled, Stopped, never
from reader.wording import _


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that became ready, and how far the loading is."""

    frame: pl.DataFrame
    """Finished rows; see corpus.table.SCHEMA."""
    problems: list[Problem]
    """Found since the batch before."""
    bytes_read: int
    """Of all sources so far, as they lie on disk."""
    bytes_total: int
    """Of all sources, 0 where one has no size."""
    files_read: int
    """Sources that are done."""
    files_total: int
    """Sources in all."""
    late_days: pl.DataFrame | None = None
    """Days that only the whole corpus could tell; see `Corpus.extended`."""
    closed: "Closed | None" = None
    """Set where the last rows of some sources are among these."""
    is_known: bool = False
    """True where nothing was read: rows and problems are what is known from before."""
    is_apart: bool = False
    """True where the problems are of no source that was read."""

    @property
    def is_empty(self) -> bool:
        """True where there is nothing new in it."""
        return not self.frame.height and not self.problems and self.late_days is None


@dataclass(frozen=True, slots=True)
class Closed:
    """Sources that were read to their ends, one after another and apart from others."""

    sources: Sequence[Source]
    """In their order."""
    in_question: pl.Series
    """Rows (UInt32, counted from their first) whose day may be among the late ones; see `Dating.settle`."""
    is_sound: bool
    """False where one of them failed."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from before of sources that have not changed."""

    sources: int
    """How many they are."""
    frame: pl.DataFrame
    """Their rows, see corpus.table.SCHEMA, without late days."""
    problems: Sequence[Problem]
    """What they held that could not be read."""
    in_question: pl.Series
    """As in Closed."""


def load(
    paths: Sequence[str],
    options: ReadOptions = AS_DETECTED,
    *,
    stopped: Stopped = never,
    known: Callable[[Sequence[Source], int], Known | None] = lambda sources, start: None,
) -> Iterator[Batch]:
    """All articles under the paths, in the order of the paths, batch by batch.

    `known` tells what is known of the sources from a place on, if anything is; all others are read.

    Raises SourceError at the end, when all others are read, where a path that was named cannot be read or holds no
    article. `stopped` is asked many times a second, also within a block and while a pipe is waited for, and ends the
    loading early. While a batch is finished, the next is read already.
    """
    try:
        yield from _load(paths, options, stopped, known)
    except Cancelled:
        return


def load_corpus(paths: Sequence[str], options: ReadOptions = AS_DETECTED) -> Corpus:
    """Read everything at once. Raises SourceError as `load` does, also where nothing at all was found."""
    corpus = Corpus.empty()
    for batch in load(paths, options):
        corpus = corpus.extended(batch.frame, batch.problems, batch.late_days)
    if not len(corpus):
        raise SourceError(", ".join(shown(path) for path in paths), _("no article found"))
    return corpus


def _load(
    paths: Sequence[str],
    options: ReadOptions,
    stopped: Stopped,
    known: Callable[[Sequence[Source], int], Known | None],
) -> Iterator[Batch]:
    failures: list[SourceError] = []
    sources, problems = find_sources(paths, stopped, failures)
    sizes = [source.size for source in sources]
    total = sum(size for size in sizes if size is not None) if None not in sizes else 0
    dating, empty = Dating(options.time_zone), Corpus.empty().frame
    files = bytes_read = 0
    if problems:
        yield Batch(empty, problems, 0, total, 0, len(sources), is_apart=True)
    for run in _runs(sources, known):
        if isinstance(run, Known):
            files, bytes_read = (
                files + run.sources,
                bytes_read + sum(size or 0 for size in sizes[files:][: run.sources]),
            )
            dating.know(
                run.frame.height,
                pl.DataFrame({"row": run.in_question, "url": run.frame["url"].gather(run.in_question)}),
            )
            yield Batch(run.frame, [*run.problems], bytes_read, total, files, len(sources), is_known=True)
            continue
        before, repeats = bytes_read, Repeats()
        for raw in ahead(raw_batches(run, options, stopped, failures)):
            if stopped():
                return
            frame, found = _finished(pl.concat(raw.frames, rechunk=False), dating) if raw.frames else (empty, [])
            told, closed = raw.problems + repeats.told(found), None
            if raw.closed:
                misread, in_question = dating.settle()
                told += repeats.rest() + misread
                closed = Closed(raw.closed, in_question, raw.is_sound)
            bytes_read = before + raw.bytes_read
            yield Batch(frame, told, bytes_read, total, files + raw.files_read, len(sources), closed=closed)
        files += len(run)
    unreadable = [Problem(error.path, 0, error.reason) for error in failures[1:]]
    late_days = dating.late_days()
    if unreadable or late_days.height:
        yield Batch(empty, unreadable, bytes_read, total, files, len(sources), late_days, is_apart=True)
    if failures:
        raise failures[0]


def _runs(
    sources: Sequence[Source], known: Callable[[Sequence[Source], int], Known | None]
) -> Iterator[Known | Sequence[Source]]:
    """What is known of the sources, and between it those that have to be read, in their order."""
    place = unread = 0
    while place < len(sources):
        if (found := known(sources, place)) is None:
            place += 1
            continue
        if unread < place:
            yield sources[unread:place]
        yield found
        place = unread = place + found.sources
    if unread < place:
        yield sources[unread:place]


def _finished(records: pl.DataFrame, dating: Dating) -> tuple[pl.DataFrame, list[Problem]]:
    """Finished rows; where that fails, it is looked for in one half and in the other, until it is a single article."""
    try:
        return finish(records, dating)
    except FAULTS as error:
        if records.height < 2:
            reason = _("this article is left out: {reason}").format(reason=reason_of(error))
            places = records.select("path", "line").iter_rows()
            return Corpus.empty().frame, [Problem(path, line, reason) for path, line in places]
    half = records.height // 2
    (upper, of_upper), (lower, of_lower) = _finished(records[:half], dating), _finished(records[half:], dating)
    return pl.concat([upper, lower], rechunk=False), of_upper + of_lower
