"""Opening a corpus through its store: what has not changed is mapped, the rest is read, and kept for the next time."""

import os
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import polars as pl

from reader.article import Problem
from reader.corpus import volumes
from reader.corpus.loading import Batch, Closed, Known, load
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import NOTHING, Size, contents_of
from reader.corpus.sources import Source, identity_of
from reader.corpus.volumes import Recipe, Volume
from reader.progress import Stopped, never
from reader.store import manifest
from reader.store.manifest import Ending, Group, Manifest, Origin, origin_of
from reader.store.segments import IN_QUESTION
from reader.store.shelf import Shelf, absolute, remove, touch, written_by_us
from reader.store.stored import Stored, stored_at
from reader.store.writing import Writing, bind, sweep
from reader.wording import spoken

SETTLED = 2.0
"""Seconds since a file was changed, after which another change is sure to be seen by its time."""
_SMALL, _MOST_SMALL = 8 * 1024 * 1024, 16
"""Bytes of a small segment, and how many there may be before they are put together."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of sources that were not in the store as they are now."""

    closed: Closed
    frames: Sequence[pl.DataFrame]
    problems: Sequence[Problem]
    onto: Group | None
    """What is in the store of the one source, which was read on from there."""
    ending: Ending | None = None
    """Where the one source can be read on the next time."""

    @property
    def origins(self) -> list[Origin]:
        """Its sources as they are stored."""
        return [origin for each in self.closed.sources if (origin := origin_of(each)) is not None]

    @property
    def marked(self) -> list[pl.DataFrame]:
        """The rows as they are stored."""
        height = sum(frame.height for frame in self.frames)
        marks = pl.repeat(False, height, eager=True).scatter(self.closed.in_question, True)
        found, start = [], 0
        for frame in self.frames:
            found.append(frame.with_columns(marks.slice(start, frame.height).alias(IN_QUESTION)))
            start += frame.height
        return found


class Opening:
    """One opening of some paths: `batches`, and when these are over `keep`. Keeps what is worked out of them, too."""

    def __init__(self, paths: Sequence[str], options: ReadOptions, shelf: Shelf | None) -> None:
        """Without a shelf everything is read and nothing kept."""
        self._paths, self._options, self._shelf = paths, options, shelf
        self._place = shelf.place_of(paths, options) if shelf is not None else None
        self._maker = manifest.maker_of(options, spoken())
        self._stored: Stored | None = stored_at(self._place, self._maker) if self._place is not None else None
        self._parts: list[Group | _Read] = []
        self._known: deque[tuple[Sequence[Group], Group | None]] = deque()
        self._seconds = 0.0
        self._writing = Lock()
        self._is_over = False
        self._offered = deque[tuple[Recipe, Volume]]()
        self._kept: Manifest | None = None
        self._rows_kept = 0
        """How many rows of the corpus are the first of those that are kept, too."""

    @property
    def is_warm(self) -> bool:
        """True where some of it came from the store."""
        return any(isinstance(part, Group) for part in self._parts)

    def batches(self, stopped: Stopped = never) -> Iterator[Batch]:
        """All articles, as `corpus.loading.load` gives them. Raises SourceError as that does."""
        started, frames, problems = time.monotonic(), list[pl.DataFrame](), list[Problem]()
        onto: Group | None = None
        try:
            for batch in load(self._paths, self._options, stopped=stopped, known=self._look_up):
                if batch.is_known:
                    whole, onto = self._known.popleft()
                    self._parts += whole
                elif not batch.is_apart:
                    frames.append(batch.frame)
                    problems += batch.problems
                if batch.closed is not None:
                    self._parts.append(_Read(batch.closed, frames, problems, onto))
                    frames, problems, onto = [], [], None
                yield batch
        finally:
            self._seconds = time.monotonic() - started

    def keep(self) -> None:
        """Write what the store does not have, where loading took long enough. Raises OSError; the store stays whole."""
        with self._writing:
            self._is_over = True
            if self._stored is not None or self._seconds >= volumes.WORTH_KEEPING:
                self._write()
        self._bind_offered()

    def recall(self, recipe: Recipe) -> list[Volume]:
        """What is kept of the first rows."""
        stored = self._stored
        return stored.volumes(recipe, self._rows_held(self._parts)) if stored is not None else []

    def offer(self, recipe: Recipe, volume: Volume) -> None:
        """Keep it when all articles are kept; then at once."""
        if self._place is None:
            return
        self._offered.append((recipe, volume))
        if self._is_over:
            with suppress(OSError, pl.exceptions.PolarsError):
                self._bind_offered()

    def is_sound(self) -> bool:
        """Look at every byte that is mapped; where one is not as it was written, the store is removed."""
        if self._place is None or self._stored is None or self._stored.is_sound():
            return True
        remove(self._place)
        return False

    def _look_up(self, sources: Sequence[Source], start: int) -> Known | None:
        found = self._stored.known(sources, start) if self._stored is not None else None
        if found is None:
            return None
        known, groups = found
        is_begun = known.resume is not None
        self._known.append((groups[:-1], groups[-1]) if is_begun else (groups, None))
        return known

    def _bind_offered(self) -> None:
        """Write what was offered; whoever does that already goes on with what comes meanwhile. Raises OSError."""
        while self._offered and self._writing.acquire(blocking=False):
            try:
                if self._kept is None:
                    self._write()
                self._bind([self._offered.popleft() for _each in range(len(self._offered))])
            finally:
                self._writing.release()

    def _bind(self, offers: Sequence[tuple[Recipe, Volume]]) -> None:
        if self._place is None or self._shelf is None or self._kept is None:
            return
        with written_by_us(self._place) as is_ours:
            stored = manifest.load(self._place) if is_ours else None
            if stored is None or stored.groups != self._kept.groups:
                return
            for recipe, volume in offers:
                size = sum(table.estimated_size() for table in volume.tables.values())
                is_next = volume.first == stored.end_of(recipe) and volume.end <= self._rows_kept
                if is_next and stored.size + size <= self._shelf.limit:
                    stored = bind(self._place, stored, recipe, volume)
            self._shelf.make_room(self._place)

    def _rows_held(self, parts: Sequence[Group | _Read]) -> int:
        """With how many rows that are in the store the corpus begins, which is made of some parts."""
        if self._stored is None:
            return 0
        held = ((part, ()) if isinstance(part, Group) else (part.onto, part.frames) for part in parts)
        return self._stored.rows_held(held)

    def _write(self) -> None:
        """Write the articles that the store does not have."""
        stored = self._stored
        if self._place is None or self._shelf is None:
            return
        with written_by_us(self._place) as is_ours:
            if is_ours and stored is not None and (*self._parts,) == stored.groups:
                touch(self._place)
                sweep(self._place, stored.manifest.names)
                self._kept, self._rows_kept = stored.manifest, stored.manifest.articles
            elif is_ours:
                self._write_parts(self._place, self._shelf)

    def _write_parts(self, place: Path, shelf: Shelf) -> None:
        settled = [part if isinstance(part, Group) else _settled(part) for part in self._parts]
        parts = [part for part in settled if part is not None]
        sizes = (frame.estimated_size() for part in parts if isinstance(part, _Read) for frame in part.frames)
        if not parts or sum(sizes) > shelf.limit:
            return
        first = settled.index(None) if None in settled else len(settled)
        stored, worn = self._stored, self._worn(parts)
        with Writing(place, stored.segments if stored is not None else {}) as writing:
            for part in parts:
                before = part if isinstance(part, Group) else part.onto
                is_worn = before is not None and any(piece.segment in worn for piece in before.pieces)
                rows = [stored.rows(before.pieces)] if stored is not None and before is not None and is_worn else []
                if isinstance(part, _Read):
                    behind = before.pieces if before is not None and not is_worn else ()
                    problems = before.problems if before is not None else ()
                    told = (*problems, *manifest.told_of(part.problems))
                    writing.add(part.origins, [*rows, *part.marked], told, part.ending, behind=behind)
                elif is_worn:
                    writing.add(part.origins, rows, part.problems, part.ending)
                else:
                    writing.take_over(part)
            rows_held = self._rows_held(self._parts[:first])
            bound = stored.manifest.volumes if stored is not None else ()
            still = [each for each in bound if each.end <= rows_held]
            self._kept = writing.finish(self._maker, absolute(self._paths), still)
            self._rows_kept = manifest.rows_of(self._kept.groups[:first])
        shelf.make_room(place)

    def _worn(self, parts: Sequence[Group | _Read]) -> set[str]:
        """Segments half of which is of no use any more, and small ones where there are many."""
        if self._stored is None:
            return set()
        segments, used = self._stored.segments, Counter[str]()
        for part in parts:
            group = part if isinstance(part, Group) else part.onto
            for piece in group.pieces if group is not None else ():
                used[piece.segment] += piece.rows
        small = {name for name in used if segments[name].size < _SMALL}
        return {name for name, rows in used.items() if rows * 2 <= segments[name].rows} | (
            small if len(small) > _MOST_SMALL else set()
        )


def _settled(part: _Read) -> _Read | None:
    """What was read, if all its sources are files that are as they were when they were found, and were so for a while.

    Whether they still are is asked after all of them was looked at.
    """
    closed, ending = part.closed, _ending(part)
    before = (time.time() - SETTLED) * 1e9
    is_settled = closed.is_sound and all(
        source.identity is not None
        and origin_of(source) is not None
        and max(source.identity.modified, source.identity.changed) < before
        and source.identity == _identity_now(source.path)
        for source in closed.sources
    )
    return replace(part, ending=ending) if is_settled else None


def _ending(part: _Read) -> Ending | None:
    """Where the one source ends, with the sum of all it holds; None where it cannot be read on."""
    resume, source = part.closed.resume, part.closed.sources[0]
    if resume is None or source.identity is None:
        return None
    known = NOTHING
    if part.onto is not None and part.onto.ending is not None:
        known = Size(part.onto.origins[0].size, part.onto.ending.sum)
    try:
        found = contents_of(source.path, source.identity.size, known)
    except OSError:
        return None
    return Ending(resume.offset, resume.line, resume.before, found.sum)


def _identity_now(path: str) -> object:
    try:
        return identity_of(os.stat(path))
    except OSError:
        return None
