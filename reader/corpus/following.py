"""Following: what arrives under some paths after they were loaded, in new files and at the end of old ones."""

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

import polars as pl

from reader.article import Problem
from reader.corpus.derived import ids
from reader.corpus.loading import Known, load_sources
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume, end_of, fits
from reader.corpus.sources import Identity, Source, find_sources, found_source, shown
from reader.corpus.table import Table
from reader.corpus.watching import Watch
from reader.errors import SourceError
from reader.progress import Stopped, never

BEING_WRITTEN = 1.0
"""Seconds since a file was written to, before which its last record may be half of one, and is left for later."""
_ENDS_WHOLE = re.compile(rb"\n={60,}\n+\Z|\}\n\Z")
"""The rule behind a record of the dump format, or the end of a line of JSON Lines."""
_CLOCKS = 2.0
"""Seconds by which the clock of a file system may differ from ours."""
_NOTHING = Known(0, Table.empty().frame, (), pl.Series([], dtype=pl.UInt32))


class Following:
    """Tells articles that were not there before: no other with their URL, or their title and text, was."""

    def __init__(self, paths: Sequence[str], options: ReadOptions, corpus: Table, since: float) -> None:
        """`corpus` was loaded from the paths, by a loading that began at `since`, in seconds since 1970."""
        self._paths, self._options = paths, options
        self._seen = ids(corpus.frame)
        self._told = set(corpus.problems)
        self._ends = {end.path: end for end in corpus.ends}
        self._named = {path for path in paths if os.path.isfile(path)}
        self._unfinished = set[str]()
        self._known: dict[str, Identity] = {}
        for source in self._sources(never):
            identity = source.identity
            if identity is not None and max(identity.modified, identity.changed) < (since - _CLOCKS) * 1e9:
                self._known[source.path] = identity

    def arrivals(self, stopped: Stopped = never) -> Iterator[tuple[pl.DataFrame, Sequence[Problem]]]:
        """What arrives, as `more` tells it, until it is stopped. Raises Cancelled and KeyboardInterrupt."""
        watch = Watch(self._paths)
        for changed in watch.changes(stopped):
            unfinished = {*self._unfinished}
            frame, problems = self.more(changed, stopped)
            if frame.height or problems:
                if changed is None and not unfinished:
                    watch.missed()
                yield frame, problems
            if self._unfinished:
                watch.again(BEING_WRITTEN)

    def more(
        self, changed: Iterable[str] | None = None, stopped: Stopped = never
    ) -> tuple[pl.DataFrame, Sequence[Problem]]:
        """Articles that arrived since the last time (see corpus.table.SCHEMA), and what could not be read of them.

        They are looked for in the `changed` files, or in all. A file that changed is read again, only from its last
        record on where it grew at its end. Raises Cancelled.
        """
        now, fresh = time.time(), list[Source]()
        for source in self._sources(stopped) if changed is None else self._those(changed):
            if source.identity is not None and self._known.get(source.path) != source.identity:
                fresh.append(source)
        if not fresh:
            return _NOTHING.frame, ()
        frames, problems = [_NOTHING.frame], list[Problem]()
        with suppress(SourceError):  # a file that was just begun holds no article yet
            for batch in load_sources(fresh, self._options, stopped=stopped, known=self._begun):
                frames.append(batch.frame)
                problems += batch.problems
                self._ends |= {end.path: end for end in batch.ends}
        self._unfinished = {source.path for source in fresh if _is_being_written(source, now)}
        self._known |= {
            source.path: source.identity
            for source in fresh
            if source.identity is not None and source.path not in self._unfinished
        }
        return self._new(_without_last(pl.concat(frames), map(shown, self._unfinished))), self._untold(problems)

    def _begun(self, sources: Sequence[Source], start: int) -> Known | None:
        """For `load_sources`: what comes before the place where a source is to be read on, is known."""
        resume = self._resume(sources[start])
        return replace(_NOTHING, resume=resume) if resume is not None else None

    def _resume(self, source: Source) -> Resume | None:
        """Where a file is to be read on that is the same one, and has the same before that place."""
        end = self._ends.get(source.path)
        if end is None or source.identity is None or not end.is_of(source.identity):
            return None
        return end.resume if fits(end.resume, source.path) else None

    def _sources(self, stopped: Stopped) -> list[Source]:
        return find_sources(self._paths, stopped, [])[0]

    def _those(self, changed: Iterable[str]) -> Iterator[Source]:
        """The files of those paths, and those that were not finished when they were read."""
        for path in {*changed, *self._unfinished}:
            source = found_source(path)
            if source is not None:
                yield replace(source, named=path in self._named)

    def _new(self, frame: pl.DataFrame) -> pl.DataFrame:
        frame = frame.with_columns(id=ids(frame)).unique("id", keep="first", maintain_order=True)
        frame = frame.filter(~pl.col("id").is_in(self._seen.implode()))
        self._seen = pl.concat([self._seen, frame["id"]])
        return frame.drop("id")

    def _untold(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        untold = [problem for problem in dict.fromkeys(problems) if problem not in self._told]
        self._told.update(untold)
        return untold


def _is_being_written(source: Source, now: float) -> bool:
    """True for a file that was written to just now, unless it ends as a whole record does."""
    is_recent = source.identity is not None and source.identity.modified > (now - BEING_WRITTEN) * 1e9
    return is_recent and not _ENDS_WHOLE.search(end_of(source.path))


def _without_last(frame: pl.DataFrame, unfinished: "map[str]") -> pl.DataFrame:
    """The rows but the last of each file that is still written to."""
    last = set()
    for path in unfinished:
        rows = (frame["path"] == path).arg_true()
        last.update(rows.tail(1).to_list())
    return frame.filter(~pl.int_range(frame.height).is_in(sorted(last))) if last else frame
