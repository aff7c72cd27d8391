"""Writing a store: new segments first, then the manifest that names them, in the place of the one before."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Self

import polars as pl
from msgspec.structs import replace

from reader.corpus.volumes import Recipe, Volume
from reader.store import manifest, segments
from reader.store.manifest import Bound, Ending, Group, Maker, Manifest, Origin, Piece, Told, rows_of
from reader.store.segments import Segment

SEGMENT_BYTES = 64 * 1024 * 1024
"""Of rows in a segment, about."""


class Writing:
    """Writes to the folder of one store while nobody else does. What is not finished leaves nothing behind."""

    def __init__(self, place: Path, before: Mapping[str, Segment]) -> None:
        """`before` are the segments that are there, by name."""
        self._place, self._before = place, before
        self._groups: list[Group] = []
        self._made: list[Segment] = []
        self._name, self._rows, self._bytes = _new_name(), 0, 0
        self._frames: list[pl.DataFrame] = []
        self._is_finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if not self._is_finished:
            for segment in self._made:
                (self._place / segment.name).unlink(missing_ok=True)

    def take_over(self, group: Group) -> None:
        """A group stays as it is, in the segments that are there."""
        self._groups.append(group)

    def add(
        self,
        origins: Sequence[Origin],
        frames: Sequence[pl.DataFrame],
        problems: Sequence[Told],
        ending: Ending | None = None,
        *,
        behind: Sequence[Piece] = (),
    ) -> None:
        """Sources that were read, their rows (see segments.STORED) and problems. Raises OSError.

        Rows of the first source that are in segments already are `behind`, and come before.
        """
        pieces = [*behind]
        for frame in frames:
            if not frame.height:
                continue
            pieces.append(Piece(self._name, self._rows, frame.height))
            self._frames.append(frame)
            self._rows += frame.height
            self._bytes += int(frame.estimated_size())
            if self._bytes >= SEGMENT_BYTES:
                self._write_segment()
        self._groups.append(Group((*origins,), (*pieces,), (*problems,), ending))

    def finish(self, maker: Maker, paths: Sequence[str], volumes: Sequence[Bound] = ()) -> Manifest:
        """From now on the store is what was added and taken over, with the volumes of before that hold still.

        Raises OSError, and then it is what it was.
        """
        self._write_segment()
        used = {piece.segment for group in self._groups for piece in group.pieces}
        kept = [segment for name, segment in self._before.items() if name in used]
        made = Manifest(maker, (*paths,), rows_of(self._groups), (*kept, *self._made), (*self._groups,), (*volumes,))
        manifest.save(self._place, made)
        self._is_finished = True
        sweep(self._place, made.names)
        return made

    def _write_segment(self) -> None:
        if self._frames:
            self._made.append(segments.write(self._place, self._name, pl.concat(self._frames, rechunk=False)))
        self._name, self._rows, self._bytes, self._frames = _new_name(), 0, 0, []


def bind(place: Path, stored: Manifest, recipe: Recipe, volume: Volume) -> Manifest:
    """Put a volume behind those that its recipe made, or in place of those that another made under that name.

    Raises OSError, and then the store is what it was.
    """
    others = [each for each in stored.volumes if each.name != recipe.name or each.made_by == recipe.made_by]
    made = list[tuple[str, Segment]]()
    try:
        for name, table in volume.tables.items():
            made.append((name, segments.write(place, _new_name(), table)))
        bound = Bound(recipe.name, recipe.made_by, volume.first, volume.end, (*made,))
        whole = replace(stored, volumes=(*others, bound))
        manifest.save(place, whole)
    except BaseException:
        for _name, segment in made:
            (place / segment.name).unlink(missing_ok=True)
        raise
    sweep(place, whole.names)
    return whole


def sweep(place: Path, names: Collection[str]) -> None:
    """Remove what a store does not name, as a killed program leaves it."""
    for file in (*place.glob(f"*{segments.SUFFIX}"), *place.glob(f"*{manifest.BESIDE}")):
        if file.name not in names:
            file.unlink(missing_ok=True)


def _new_name() -> str:
    return f"{secrets.token_hex(8)}{segments.SUFFIX}"
