"""Loading: sources to batches of finished rows, with what went wrong and how far it is."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from reader.article import Problem
from reader.corpus.formats import Format, format_named, format_of
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.records import Records, records_of
from reader.corpus.sources import Source, find_sources, shown
from reader.corpus.streams import PeekedStream, Sample
from reader.corpus.table import Corpus, finish
from reader.errors import SourceError

BATCH_SECONDS = 0.15
"""Small files are gathered for so long before their articles are handed on."""
BATCH_BYTES = 16 * 1024 * 1024
"""…or until there are so many bytes of them."""


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


def load(
    paths: Sequence[str], options: ReadOptions = AS_DETECTED, *, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Batch]:
    """Read all articles under the paths, in the order of the paths, batch by batch.

    Raises SourceError where a path that was named cannot be read or holds no article. `stopped` is asked between
    blocks and ends the loading early.
    """
    sources, problems = find_sources(paths)
    total = sum(source.size for source in sources) if all(source.size for source in sources) else 0
    gathered: list[pl.DataFrame] = []
    bytes_done = handed_on = bytes_read = 0
    since = time.monotonic()

    def batch(files_read: int) -> Batch:
        frame, found = finish(pl.concat(gathered, rechunk=False)) if gathered else (Corpus.empty().frame, [])
        return Batch(frame, problems + found, bytes_read, total, files_read, len(sources))

    for number, source in enumerate(sources):
        for records, position in _records(source, options):
            gathered.append(records.frame)
            problems.extend(records.problems)
            bytes_read = bytes_done + position
            if bytes_read - handed_on > BATCH_BYTES or time.monotonic() - since > BATCH_SECONDS:
                yield batch(number)
                gathered, problems = [], []
                handed_on, since = bytes_read, time.monotonic()
            if stopped():
                return
        bytes_done += source.size
    bytes_read = max(bytes_done, bytes_read)
    yield batch(len(sources))


def load_corpus(paths: Sequence[str], options: ReadOptions = AS_DETECTED) -> Corpus:
    """Read everything at once. Raises SourceError as `load` does, also where nothing at all was found."""
    corpus = Corpus.empty()
    for batch in load(paths, options):
        corpus = corpus.extended(batch.frame, batch.problems)
    if not len(corpus):
        raise SourceError(", ".join(shown(path) for path in paths), "no article found")
    return corpus


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[Records, int]]:
    """The records of one source, each block with how many of its bytes were read by then.

    What keeps a file of a folder from being read is a Problem, not an error.
    """
    position = 0
    try:
        with source.open(options.standard_input) as counted:
            for records in _read(PeekedStream(counted), source.path, options):
                position = counted.position
                yield records, position
    except SourceError as error:
        if source.named:
            raise
        yield records_of(error.path, [], [Problem(error.path, 0, error.reason)]), position


def _read(stream: PeekedStream, name: str, options: ReadOptions) -> Iterator[Records]:
    path, found = shown(name), 0
    try:
        form = _format(stream, name, options)
        for records in form.read(stream, path, options):
            found += records.frame.height
            yield records
    except OSError as error:
        raise SourceError(path, error.strerror or "cannot be read") from error
    if not found:
        raise SourceError(path, "no article found")


def _format(stream: PeekedStream, name: str, options: ReadOptions) -> Format:
    if options.format is not None:
        return format_named(options.format)
    sample = Sample.of(name.rpartition("/")[2], stream.head, options.encoding)
    form = format_of(sample)
    if form is None:
        raise SourceError(shown(name), _refusal(sample))
    return form


def _refusal(sample: Sample) -> str:
    if not sample.head.strip():
        return "no article found: the file is empty"
    return "no article found" if sample.is_text else "binary data, not a text of articles"
