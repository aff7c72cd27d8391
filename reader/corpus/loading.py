"""Loading: sources to batches of finished rows, with what went wrong and how far it is."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from reader.article import Problem
from reader.corpus.ahead import ahead
from reader.corpus.barrier import FAULTS, fault, reason_of
from reader.corpus.dates import Dating
from reader.corpus.formats import Format, format_named, format_of
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.records import Records, Rows, frames_of
from reader.corpus.repeats import Repeats
from reader.corpus.sources import Source, find_sources, shown
from reader.corpus.streams import Sample
from reader.corpus.table import Corpus, finish
from reader.corpus.unpacking import Member, unpack
from reader.encoding_labels import label_of
from reader.errors import SourceError
from reader.progress import Cancelled, Stopped, never
from reader.wording import _, counted

BATCH_SECONDS = 0.15
"""Small files are gathered for so long before their articles are handed on."""
BATCH_BYTES = 16 * 1024 * 1024
"""…or until they have this many bytes."""
_LARGE = 4 * 1024 * 1024
"""Bytes of a source that is closed by itself."""


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
        for raw in ahead(_raw_batches(run, options, stopped, failures)):
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


@dataclass(frozen=True, slots=True)
class _RawBatch:
    """Records that were read together."""

    frames: list[pl.DataFrame]
    problems: list[Problem]
    bytes_read: int
    """Since the first batch."""
    files_read: int
    """Since the first batch."""
    closed: Sequence[Source] = ()
    """Those whose last records are among these."""
    is_sound: bool = True
    """False where one of them failed."""


def _raw_batches(
    sources: Sequence[Source], options: ReadOptions, stopped: Stopped, failures: list[SourceError]
) -> Iterator[_RawBatch]:
    """All records, in batches; paths that were named and fail go to `failures`.

    Small sources are closed together, so that there are not many of these groups; a large one is closed by itself.
    """
    blocks: list[Records | Rows] = []
    problems: list[Problem] = []
    group: list[Source] = []
    bytes_done = handed_on = bytes_read = 0
    since, is_sound = time.monotonic(), True

    def batch(files: int, *, closes: bool = False) -> _RawBatch:
        nonlocal blocks, problems, group, handed_on, since, is_sound
        made = _RawBatch(frames_of(blocks), problems, bytes_read, files, group if closes else (), is_sound)
        blocks, problems, handed_on, since = [], [], bytes_read, time.monotonic()
        if closes:
            group, is_sound = [], True
        return made

    for number, source in enumerate(sources):
        is_large = source.size is None or source.size > _LARGE
        if group and is_large:
            yield batch(number, closes=True)
        group.append(source)
        was_handed_on = False
        try:
            for records, position in _records(source, options, stopped):
                blocks.append(records)
                problems.extend(records.problems)
                bytes_read = bytes_done + (position if source.size is None else min(position, source.size))
                is_first = not handed_on and records.height
                is_due = bytes_read - handed_on > BATCH_BYTES or time.monotonic() - since > BATCH_SECONDS
                if is_first or is_due:
                    was_handed_on = True
                    yield batch(number)
        except SourceError as error:
            failures.append(error)
            is_sound = False
        bytes_done = bytes_read = bytes_read if source.size is None else bytes_done + source.size
        if was_handed_on or is_large:
            yield batch(number + 1, closes=True)
    if group:
        yield batch(len(sources), closes=True)


def _records(source: Source, options: ReadOptions, stopped: Stopped) -> Iterator[tuple[Records | Rows, int]]:
    """The records of one source, each block with how many of its bytes were read by then.

    What keeps a file of a folder or a member of an archive from being read is a Problem. A file that was named and
    holds no article at all is an error: its problems are held back until there is one.
    """
    found = position = 0
    held: list[Problem] = []
    repeats = Repeats()
    for records, position in _blocks(source, options, stopped):
        found += records.height
        held.extend(repeats.told(records.problems))
        if found or not source.named:
            yield replace(records, problems=held), position
            held = []
    held.extend(repeats.rest())
    if held and (found or not source.named):
        yield Rows(source.path, [], held), position
    elif held:
        reason = next((problem for problem in held if not problem.line), held[-1])
        raise SourceError(reason.path, reason.reason)


def _blocks(source: Source, options: ReadOptions, stopped: Stopped) -> Iterator[tuple[Records | Rows, int]]:
    try:
        file = source.open(options.standard_input, stopped)
    except SourceError as error:
        yield _failed(Problem(error.path, 0, error.reason)), 0
        return
    with file:
        try:
            for part in unpack(file, source.path, stopped):
                for records in [_failed(part)] if isinstance(part, Problem) else _read(part, options):
                    yield records, file.position
        except FAULTS as error:
            yield _failed(fault(shown(source.path), error)), file.position


def _read(member: Member, options: ReadOptions) -> Iterator[Records | Rows]:
    """The records of one stream, and last what kept it from being read or from being read to its end."""
    line, told, failed = 0, False, None
    try:
        form = _format(member, options)
        for records in form.read(member.stream, member.path, options):
            line, told = records.last_line or line, told or bool(records.problems)
            yield records
    except FAULTS as error:
        failed = fault(member.path, error, line)
    if noticed := list(_noticed(member)):
        yield Rows(member.path, [], noticed)
    if member.failure is not None:
        failed = Problem(member.path, 0, member.failure)
    elif failed is None and not line and not told:
        failed = Problem(member.path, 0, _("no article found"))
    if failed is not None:
        yield _failed(failed)


def _noticed(member: Member) -> Iterator[Problem]:
    """What was noticed while its bytes became text."""
    noticed = member.stream.noticed
    if noticed.nuls:
        left_out = counted(noticed.nuls, "{count} NUL is left out", "{count} NULs are left out: padding, or a hole")
        yield Problem(member.path, 0, left_out)
    if noticed.choice is not None and noticed.choice.rival is not None:
        taken, other = label_of(noticed.choice.encoding), label_of(noticed.choice.rival)
        told = _("read as {encoding}, which is not certain; where the text looks wrong, try --encoding {other}")
        yield Problem(member.path, 0, told.format(encoding=taken, other=other))


def _failed(problem: Problem) -> Rows:
    return Rows(problem.path, [], [problem])


def _format(member: Member, options: ReadOptions) -> Format:
    if options.format is not None:
        return format_named(options.format)
    sample = member.stream.sample(member.name, options.encoding)
    form = format_of(sample)
    if form is None:
        raise SourceError(member.path, _refusal(sample))
    return form


def _refusal(sample: Sample) -> str:
    if not sample.head.strip():
        return _("no article found: the file is empty")
    return _("no article found") if sample.is_text else _("binary data, not text")
