"""Loading: sources to batches of finished rows, with what went wrong and how far it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reader.article import Problem
from reader.corpus.ahead import ahead
from reader.corpus.barrier import FAULTS, reason_of
from reader.corpus.dates import Dating
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.reading_on import Resume
from reader.corpus.repeats import Repeats
from reader.corpus.sources import End, Source, find_sources, shown
from reader.corpus.table import Table, finish
from reader.errors import SourceError
from reader.progress import Cancelled, Stopped, never
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.batches import RawBatch

_NO_ROWS = Table.empty().frame


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
    """Days that only the whole corpus could tell; see `Table.extended`."""
    closed: "Closed | None" = None
    """Set where the last rows of some sources are among these."""
    is_known: bool = False
    """True where nothing was read: rows and problems are what is known from before."""
    is_apart: bool = False
    """True where the problems are of no source that was read."""
    ends: Sequence[End] = ()
    """Where sources end that can be read on."""

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
    resume: Resume | None = None
    """Where the last record of the one source begins, if that can be read on from there."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from before of sources that have not changed, and of one that grew."""

    sources: int
    """How many they are, but for the one that grew."""
    frame: pl.DataFrame
    """Their rows, see corpus.table.SCHEMA, without late days."""
    problems: Sequence[Problem]
    """What they held that could not be read."""
    in_question: pl.Series
    """As in Closed."""
    ends: Sequence[End] = ()
    """Where those of them end that can be read on."""
    resume: Resume | None = None
    """Where the one that grew is to be read on; what comes before is known too."""


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


def load_sources(
    sources: Sequence[Source],
    options: ReadOptions,
    *,
    stopped: Stopped,
    known: Callable[[Sequence[Source], int], Known | None],
) -> Iterator[Batch]:
    """The same of sources that were found before. Raises Cancelled."""
    yield from _batches(sources, [], [], options, stopped, known)


def load_corpus(paths: Sequence[str], options: ReadOptions = AS_DETECTED) -> Table:
    """Read everything at once. Raises SourceError as `load` does, also where nothing at all was found."""
    corpus = Table.empty()
    for batch in load(paths, options):
        corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
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
    yield from _batches(sources, problems, failures, options, stopped, known)


def _batches(
    sources: Sequence[Source],
    problems: list[Problem],
    failures: list[SourceError],
    options: ReadOptions,
    stopped: Stopped,
    known: Callable[[Sequence[Source], int], Known | None],
) -> Iterator[Batch]:
    """The articles of sources; `problems` and `failures` were met when these were looked for."""
    loading = _Loading(sources, Dating(options.time_zone))
    if problems:
        yield loading.batch(_NO_ROWS, problems, is_apart=True)
    before: Sequence[Problem] = ()
    for run in _runs(sources, known):
        if isinstance(run, Known):
            yield loading.known(run)
            before = run.problems if run.resume is not None else ()
        else:
            from reader.corpus.batches import raw_batches  # whoever reads nothing needs no format

            yield from loading.read(ahead(raw_batches(run, options, stopped, failures, before)), before, stopped)
            before = ()
    if stopped():
        return
    unreadable = [Problem(error.path, 0, error.reason) for error in failures[1:]]
    late_days = loading.dating.late_days()
    if unreadable or late_days.height:
        yield loading.batch(_NO_ROWS, unreadable, late_days=late_days, is_apart=True)
    if failures:
        raise failures[0]


class _Loading:
    """How far one loading is, and what it tells of that."""

    def __init__(self, sources: Sequence[Source], dating: Dating) -> None:
        self.dating = dating
        self._sizes = [source.size for source in sources]
        self._total = sum(size for size in self._sizes if size is not None) if None not in self._sizes else 0
        self._bytes = self._files = 0

    def batch(
        self,
        frame: pl.DataFrame,
        problems: list[Problem],
        *,
        late_days: pl.DataFrame | None = None,
        closed: Closed | None = None,
        is_known: bool = False,
        is_apart: bool = False,
        ends: Sequence[End] = (),
    ) -> Batch:
        """Rows that became ready now."""
        place = self._bytes, self._total, self._files, len(self._sizes)
        return Batch(frame, problems, *place, late_days, closed, is_known, is_apart, ends)

    def known(self, known: Known) -> Batch:
        """What is known from before."""
        self._bytes += sum(size or 0 for size in self._sizes[self._files :][: known.sources])
        self._files += known.sources
        in_question = pl.DataFrame({"row": known.in_question, "url": known.frame["url"].gather(known.in_question)})
        self.dating.know(known.frame.height, in_question)
        return self.batch(known.frame, [*known.problems], is_known=True, ends=known.ends)

    def read(self, batches: Iterator["RawBatch"], before: Sequence[Problem], stopped: Stopped) -> Iterator[Batch]:
        """What is read of sources that follow each other; `before` is what was told of the beginning of the first."""
        bytes_before, files_before = self._bytes, self._files
        repeats, is_plain = Repeats(), True
        repeats.told(before)
        for raw in batches:
            if stopped():
                return
            records = pl.concat(raw.frames, rechunk=False) if raw.frames else None
            frame, found = _finished(records, self.dating) if records is not None else (_NO_ROWS, [])
            told, closed, resume = raw.problems + repeats.told(found), None, None
            is_plain = is_plain and all(problem.line and problem.count == 1 for problem in told)
            if raw.closed:
                misread, in_question = self.dating.settle()
                rest = repeats.rest() + misread
                resume = raw.resume if is_plain and not rest else None
                told, is_plain = told + rest, True
                closed = Closed(raw.closed, in_question, raw.is_sound, resume)
            self._bytes, self._files = bytes_before + raw.bytes_read, files_before + raw.files_read
            yield self.batch(frame, told, closed=closed, ends=_ends(raw.closed, resume))


def _ends(sources: Sequence[Source], resume: Resume | None) -> Sequence[End]:
    """Where a source ends that was closed by itself and can be read on."""
    if resume is None or sources[0].identity is None:
        return ()
    return (End(sources[0].path, sources[0].identity, resume),)


def _runs(
    sources: Sequence[Source], known: Callable[[Sequence[Source], int], Known | None]
) -> Iterator[Known | Sequence[Source]]:
    """What is known of the sources, and between it those that have to be read, in their order."""
    place = unread = 0
    sources = list(sources)
    while place < len(sources):
        if (found := known(sources, place)) is None:
            place += 1
            continue
        if unread < place:
            yield sources[unread:place]
        yield found
        place = unread = place + found.sources
        if found.resume is not None:
            sources[place] = replace(sources[place], resume=found.resume)
            place += 1
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
            return _NO_ROWS, [Problem(path, line, reason) for path, line in places]
    half = records.height // 2
    (upper, of_upper), (lower, of_lower) = _finished(records[:half], dating), _finished(records[half:], dating)
    return pl.concat([upper, lower], rechunk=False), of_upper + of_lower
