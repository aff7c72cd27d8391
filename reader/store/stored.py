"""What a store holds: the rows of sources that are as they were, mapped where they lie."""

from collections.abc import Iterable, Sequence
from operator import eq
from pathlib import Path

import polars as pl
from msgspec.structs import replace

from reader.corpus.loading import Known
from reader.corpus.reading_on import Size, contents_of
from reader.corpus.sources import Source
from reader.corpus.volumes import Recipe, Volume
from reader.store import manifest, segments
from reader.store.manifest import Bound, Group, Maker, Manifest, Piece, origin_of, rows_of
from reader.store.segments import IN_QUESTION, STORED, Damaged

CHECKED_FIRST = 256 * 1024 * 1024
"""Bytes of a store that is checked before it is used; a larger one is checked meanwhile, by `is_sound`."""


class Stored:
    """A store that is open. Whoever removes its files takes nothing from what is mapped."""

    def __init__(self, place: Path, stored: Manifest) -> None:
        self.groups = stored.groups
        """In the order of their sources."""
        self.manifest = stored
        """What it says of itself."""
        self.segments = {segment.name: segment for segment in stored.segments}
        """Of the rows, by name."""
        self._place = place
        self._by_first = {group.origins[0]: group for group in stored.groups if group.origins}
        self._growing = {group.origins[0].path: group for group in stored.groups if group.ending is not None}
        self._frames: dict[str, pl.DataFrame] = {}
        self._damaged: set[str] = set()
        self._is_checked = stored.size_of_rows <= CHECKED_FIRST

    def known(self, sources: Sequence[Source], start: int) -> tuple[Known, Sequence[Group]] | None:
        """What is held of the sources from there on, of as many as have not changed; the last may have grown.

        Of that the last of the groups has what comes before the place where it is to be read on.
        """
        groups, place, resume = list[Group](), start, None
        while place < len(sources) and (group := self._unchanged(sources, place)) is not None:
            groups.append(group)
            place += len(group.origins)
        if place < len(sources) and (group := self._grown(sources[place])) is not None and group.ending is not None:
            groups.append(group)
            resume = group.ending.resume
        if not groups:
            return None
        rows = self.rows([piece for group in groups for piece in group.pieces])
        problems = [problem for group in groups for problem in group.told()]
        in_question = rows[IN_QUESTION].arg_true().cast(pl.UInt32)
        ends = [end for group in groups for end in group.ends()]
        return Known(place - start, rows.drop(IN_QUESTION), problems, in_question, ends, resume), groups

    def rows(self, pieces: Sequence[Piece]) -> pl.DataFrame:
        """Rows (see segments.STORED) of segments that are mapped; no text is copied."""
        together = list[Piece]()
        for piece in pieces:
            last = together[-1] if together else None
            if last is not None and (last.segment, last.first + last.rows) == (piece.segment, piece.first):
                together[-1] = Piece(last.segment, last.first, last.rows + piece.rows)
            else:
                together.append(piece)
        frames = [self._frames[piece.segment].slice(piece.first, piece.rows) for piece in together]
        return pl.concat(frames, rechunk=False) if frames else pl.DataFrame(schema=STORED)

    def rows_held(self, parts: Iterable[tuple[Group | None, Sequence[pl.DataFrame]]]) -> int:
        """How many of its rows, from the first, a corpus begins with that is made of parts.

        Each part is a group, which may be cut, and what was read of its sources.
        """
        count = 0
        for ours, (theirs, read) in zip(self.groups, parts, strict=False):
            if theirs is None or theirs.origins != ours.origins:
                break
            held = rows_of([theirs])
            count += held
            if theirs is not ours:
                cut = self.rows(ours.pieces).slice(held).drop(IN_QUESTION, "date")
                again = pl.concat([cut.clear(), *(each.select(cut.columns) for each in read)]).head(cut.height)
                are_alike = [*map(eq, cut.rows(), again.rows()), False]
                return count + are_alike.index(False)
        return count

    def volumes(self, recipe: Recipe, rows: int) -> list[Volume]:
        """What was made by a recipe of the first rows, as far as it is as it was written."""
        found, place = list[Volume](), 0
        for bound in self.manifest.volumes:
            if (bound.name, bound.made_by, bound.first) == (recipe.name, recipe.made_by, place) and bound.end <= rows:
                tables = self._tables(bound, recipe)
                if tables is None:
                    break
                found.append(Volume(bound.first, bound.end, tables))
                place = bound.end
        return found

    def _tables(self, bound: Bound, recipe: Recipe) -> dict[str, pl.DataFrame] | None:
        """Those of a volume; None where one is not there, or not as it was written."""
        held = dict(bound.tables)
        are_sound = all(segments.is_sound(self._place, each) for each in held.values())
        if not are_sound or held.keys() != recipe.tables.keys():
            return None
        try:
            return {
                name: segments.read(self._place, held[name], schema, is_checked=True)
                for name, schema in recipe.tables.items()
            }
        except Damaged:
            return None

    def is_sound(self) -> bool:
        """True where every byte that is mapped is as it was written."""
        return self._is_checked or all(segments.is_sound(self._place, self.segments[name]) for name in self._frames)

    def _unchanged(self, sources: Sequence[Source], start: int) -> Group | None:
        """The group that begins there, if all its sources follow as they were, and its rows can be had."""
        first = origin_of(sources[start])
        group = self._by_first.get(first) if first is not None else None
        if group is None or not all(self._is_mapped(piece.segment) for piece in group.pieces):
            return None
        there = sources[start : start + len(group.origins)]
        return group if (*map(origin_of, there),) == group.origins else None

    def _grown(self, source: Source) -> Group | None:
        """What is held of a file that begins with all it was, up to where its last record began."""
        group, now = self._growing.get(source.path), origin_of(source)
        if group is None or group.ending is None or now is None or now.named != group.origins[0].named:
            return None
        size, ending = group.origins[0].size, group.ending
        if now.size < size or not all(self._is_mapped(piece.segment) for piece in group.pieces):
            return None
        try:
            if contents_of(source.path, size) != Size(size, ending.sum):
                return None
        except OSError:
            return None
        lines = self.rows(group.pieces)["line"]
        pieces = _first(group.pieces, int((lines < ending.line).sum()))
        return replace(group, pieces=pieces, problems=tuple(p for p in group.problems if p.line < ending.line))

    def _is_mapped(self, name: str) -> bool:
        """Map a segment, unless it is; False where it is damaged."""
        if name not in self._frames and name not in self._damaged:
            try:
                self._frames[name] = segments.read(self._place, self.segments[name], STORED)
            except (Damaged, KeyError):
                self._damaged.add(name)
        return name in self._frames


def _first(pieces: Sequence[Piece], rows: int) -> tuple[Piece, ...]:
    """The first rows of some pieces."""
    found = []
    for piece in pieces:
        if rows > 0:
            found.append(Piece(piece.segment, piece.first, min(piece.rows, rows)))
        rows -= piece.rows
    return (*found,)


def stored_at(place: Path, maker: Maker) -> Stored | None:
    """The store there; None where it is not whole, or its rows would be others today."""
    found = manifest.load(place)
    if found is None or found.maker != maker:
        return None
    if found.size_of_rows <= CHECKED_FIRST and not all(segments.is_sound(place, each) for each in found.segments):
        return None
    return Stored(place, found)
