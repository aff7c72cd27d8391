"""Loading: sources to batches of finished rows, with what went wrong and how far it is."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.formats.dump import Records, read_dump
from reader.corpus.sources import Source, find_sources, shown
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
    """Of all sources so far."""
    bytes_total: int
    """Of all sources, 0 where one has no size."""


def load(
    paths: Sequence[str], *, encoding: str | None = None, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Batch]:
    """Read all articles under the paths, in the order of the paths, batch by batch.

    Raises SourceError where a path that was named cannot be read or holds no article. `stopped` is asked between
    blocks and ends the loading early.
    """
    sources, problems = find_sources(paths)
    total = sum(source.size for source in sources) if all(source.size for source in sources) else 0
    gathered: list[pl.DataFrame] = []
    bytes_read, handed_on, since = 0, 0, time.monotonic()
    for source in sources:
        for records in _records(source, encoding, problems):
            gathered.append(records.frame)
            problems.extend(records.problems)
            bytes_read += records.bytes_read
            if bytes_read - handed_on > BATCH_BYTES or time.monotonic() - since > BATCH_SECONDS:
                yield _batch(gathered, problems, bytes_read, total)
                gathered, problems = [], []
                handed_on, since = bytes_read, time.monotonic()
            if stopped():
                return
    yield _batch(gathered, problems, bytes_read, total)


def load_corpus(paths: Sequence[str], *, encoding: str | None = None) -> Corpus:
    """Read everything at once. Raises SourceError as `load` does, also where nothing at all was found."""
    corpus = Corpus.empty()
    for batch in load(paths, encoding=encoding):
        corpus = corpus.extended(batch.frame, batch.problems)
    if not len(corpus):
        raise SourceError(", ".join(shown(path) for path in paths), "no article found")
    return corpus


def _batch(gathered: list[pl.DataFrame], problems: list[Problem], bytes_read: int, total: int) -> Batch:
    if not gathered:
        return Batch(Corpus.empty().frame, problems, bytes_read, total)
    frame, found = finish(pl.concat(gathered, rechunk=False))
    return Batch(frame, problems + found, bytes_read, total)


def _records(source: Source, encoding: str | None, problems: list[Problem]) -> Iterator[Records]:
    """The records of one source; what keeps a file of a folder from being read is a Problem, not an error."""
    try:
        yield from _read(source, encoding)
    except SourceError as error:
        if source.named:
            raise
        problems.append(Problem(error.path, 0, error.reason))


def _read(source: Source, encoding: str | None) -> Iterator[Records]:
    path = shown(source.path)
    found = 0
    with source.open() as stream:
        try:
            reader = TextReader(stream, encoding)
            for records in read_dump(reader, path):
                found += records.frame.height
                if not found and records.is_binary:
                    raise SourceError(path, "binary data, not a text of articles")
                yield records
        except OSError as error:
            raise SourceError(path, error.strerror or "cannot be read") from error
    if not found:
        raise SourceError(path, "no article found: expected a title line, a URL line and a rule of dashes")
