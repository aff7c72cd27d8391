"""Records of sources, in batches: what the formats make of files, and what keeps one from being read."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from reader.article import Problem
from reader.corpus.barrier import FAULTS, fault
from reader.corpus.formats import Format, format_named, format_of
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume, marked
from reader.corpus.records import Records, Rows, frames_of
from reader.corpus.repeats import Repeats
from reader.corpus.sources import CountedFile, Source, shown
from reader.corpus.streams import Sample
from reader.corpus.unpacking import Member, unpack
from reader.encoding_labels import label_of
from reader.errors import SourceError
from reader.progress import Stopped
from reader.wording import _, counted

BATCH_SECONDS = 0.15
"""Small files are gathered for so long before their articles are handed on."""
BATCH_BYTES = 16 * 1024 * 1024
"""…or until they have this many bytes."""
_LARGE = 4 * 1024 * 1024
"""Bytes of a source that is closed by itself."""


@dataclass(frozen=True, slots=True)
class RawBatch:
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
    resume: Resume | None = None
    """Where one source was closed by itself and can be read on: where its last record begins."""


def raw_batches(
    sources: Sequence[Source],
    options: ReadOptions,
    stopped: Stopped,
    failures: list[SourceError],
    before: Sequence[Problem] = (),
) -> Iterator[RawBatch]:
    """All records, in batches; paths that were named and fail go to `failures`.

    Of the first source that is read on, `before` is what was told of its beginning.

    Small sources are closed together, so that there are not many of these groups; a large one is closed by itself.
    """
    blocks: list[Records | Rows] = []
    problems: list[Problem] = []
    group: list[Source] = []
    bytes_done = handed_on = bytes_read = 0
    since, is_sound, resume = time.monotonic(), True, None

    def batch(files: int, *, closes: bool = False) -> RawBatch:
        nonlocal blocks, problems, group, handed_on, since, is_sound
        end = marked(resume, group[0].path) if closes and len(group) == 1 and resume is not None else None
        made = RawBatch(frames_of(blocks), problems, bytes_read, files, group if closes else (), is_sound, end)
        blocks, problems, handed_on, since = [], [], bytes_read, time.monotonic()
        if closes:
            group, is_sound = [], True
        return made

    for number, source in enumerate(sources):
        is_large = source.size is None or source.size > _LARGE
        if group and is_large:
            yield batch(number, closes=True)
        group.append(source)
        was_handed_on, resume = False, source.resume
        try:
            told = before if source.resume is not None else ()
            for records, position in _records(source, options, stopped, told):
                blocks.append(records)
                problems.extend(records.problems)
                resume = (records.resume if isinstance(records, Records) else None) or resume
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


def _records(
    source: Source, options: ReadOptions, stopped: Stopped, before: Sequence[Problem]
) -> Iterator[tuple[Records | Rows, int]]:
    """The records of one source, each block with how many of its bytes were read by then.

    What keeps a file of a folder or a member of an archive from being read is a Problem. A file that was named and
    holds no article at all is an error: its problems are held back until there is one.
    """
    found, position = int(source.resume is not None), 0
    held: list[Problem] = []
    repeats = Repeats()
    repeats.told(before)
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
                for records in [_failed(part)] if isinstance(part, Problem) else _read(part, options, source.resume):
                    yield _placed(records, part, file), file.position
        except FAULTS as error:
            yield _failed(fault(shown(source.path), error)), file.position


def _placed(records: Records | Rows, part: Member | Problem, file: CountedFile) -> Records | Rows:
    """The records; only of the file itself is where it can be read on a place in it."""
    is_itself = isinstance(part, Member) and part.layers == (file,) and file.is_regular
    return records if is_itself or isinstance(records, Rows) else replace(records, resume=None)


def _read(member: Member, options: ReadOptions, resume: Resume | None) -> Iterator[Records | Rows]:
    """The records of one stream, and last what kept it from being read or from being read to its end."""
    line, told, failed = 0 if resume is None else resume.line, False, None
    try:
        form = _format(member, options)
        if resume is None or form.read_on is None:
            found = form.read(member.stream, member.path, options)
        else:
            found = form.read_on(member.stream, member.path, options, resume)
        for records in found:
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
