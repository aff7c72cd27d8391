"""Following: what arrives under some paths after they were loaded, in new files and at the end of old ones."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import polars as pl

from reader.article import Problem
from reader.corpus.derived import ids
from reader.corpus.loading import Known, load
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume, fits
from reader.corpus.sources import Identity, Source, find_sources, shown
from reader.corpus.table import Corpus
from reader.errors import SourceError
from reader.progress import Stopped, never

BEING_WRITTEN = 1.0
"""Seconds since a file was written to, before which its last record may be half of one, and is left for later."""
_LOOKS_EVERY, _TIMES_A_LOOK = 0.5, 10
"""Seconds between two looks at the files, and how many times what a look takes they are at least."""
_CLOCKS = 2.0
"""Seconds by which the clock of a file system may differ from ours."""
_NOTHING = Known(0, Corpus.empty().frame, (), pl.Series([], dtype=pl.UInt32))


def pause_after(seconds: float) -> float:
    """Seconds to wait after a look that took some."""
    return max(_LOOKS_EVERY, _TIMES_A_LOOK * seconds)


class Following:
    """Tells articles that were not there before: no other with their URL, or their title and text, was."""

    def __init__(self, paths: Sequence[str], options: ReadOptions, corpus: Corpus, since: float) -> None:
        """`corpus` was loaded from the paths, by a loading that began at `since`, in seconds since 1970."""
        self._paths, self._options = paths, options
        self._seen = ids(corpus.frame)
        self._told = set(corpus.problems)
        self._known: dict[str, Identity] = {}
        self._ends = {end.path: end for end in corpus.ends}
        for source in self._sources(never):
            identity = source.identity
            if identity is not None and max(identity.modified, identity.changed) < (since - _CLOCKS) * 1e9:
                self._known[source.path] = identity

    def more(self, stopped: Stopped = never) -> tuple[pl.DataFrame, Sequence[Problem]]:
        """Articles that arrived since the last time (see corpus.table.SCHEMA), and what could not be read of them.

        A file that changed is read again, only from its last record on where it grew at its end. Raises Cancelled.
        """
        now, fresh = time.time(), {}
        for source in self._sources(stopped):
            if source.identity is not None and self._known.get(source.path) != source.identity:
                fresh[source.path] = source.identity
        if not fresh:
            return _NOTHING.frame, ()
        frames, problems = [_NOTHING.frame], list[Problem]()
        with suppress(SourceError):  # a file that was just begun holds no article yet
            for batch in load(self._paths, self._options, stopped=stopped, known=self._all_but(fresh)):
                frames.append(batch.frame)
                problems += batch.problems
                self._ends |= {end.path: end for end in batch.ends}
        unfinished = {path for path, identity in fresh.items() if identity.modified > (now - BEING_WRITTEN) * 1e9}
        self._known |= {path: identity for path, identity in fresh.items() if path not in unfinished}
        return self._new(_without_last(pl.concat(frames), map(shown, unfinished))), self._untold(problems)

    def _all_but(self, fresh: dict[str, Identity]) -> Callable[[Sequence[Source], int], Known | None]:
        """For `load`: of all sources but the fresh ones everything is known, and of these what they were grown onto."""

        def known(sources: Sequence[Source], start: int) -> Known | None:
            end = next((at for at in range(start, len(sources)) if sources[at].path in fresh), len(sources))
            resume = self._resume(sources[end]) if end < len(sources) else None
            return replace(_NOTHING, sources=end - start, resume=resume) if end > start or resume is not None else None

        return known

    def _resume(self, source: Source) -> Resume | None:
        """Where a file is to be read on that is the same one, and has the same before that place."""
        end = self._ends.get(source.path)
        if end is None or source.identity is None or not end.is_of(source.identity):
            return None
        return end.resume if fits(end.resume, source.path) else None

    def _sources(self, stopped: Stopped) -> list[Source]:
        return find_sources(self._paths, stopped, [])[0]

    def _new(self, frame: pl.DataFrame) -> pl.DataFrame:
        frame = frame.with_columns(id=ids(frame)).unique("id", keep="first", maintain_order=True)
        frame = frame.filter(~pl.col("id").is_in(self._seen.implode()))
        self._seen = pl.concat([self._seen, frame["id"]])
        return frame.drop("id")

    def _untold(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        untold = [problem for problem in dict.fromkeys(problems) if problem not in self._told]
        self._told.update(untold)
        return untold


def _without_last(frame: pl.DataFrame, unfinished: "map[str]") -> pl.DataFrame:
    """The rows but the last of each file that is still written to."""
    last = set()
    for path in unfinished:
        rows = (frame["path"] == path).arg_true()
        last.update(rows.tail(1).to_list())
    return frame.filter(~pl.int_range(frame.height).is_in(sorted(last))) if last else frame
