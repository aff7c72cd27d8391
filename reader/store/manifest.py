"""What a store says of itself: which sources it was made of, and in which segments their rows lie."""

import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import polars as pl

from reader.article import Problem
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume
from reader.corpus.sources import End, Identity, Source
from reader.corpus.volumes import Recipe
from reader.store.segments import Segment

NAME = "manifest"
"""The file, in the folder of its store. It comes last and is replaced whole, so that what it names is there."""
BESIDE = ".part"
"""Of the name of one that is not whole yet."""
_FORM = 3
"""Goes up with each change of what is stored, and how."""


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """A file that was read, as it was then; see `corpus.sources.Identity`."""

    path: str
    named: bool
    device: int
    inode: int
    size: int
    modified: int
    changed: int


class Told(msgspec.Struct, frozen=True, array_like=True):
    """A problem; see `article.Problem`."""

    path: str
    line: int
    reason: str
    count: int


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Rows that lie together."""

    segment: str
    """The name of the segment."""
    first: int
    """Its first row, counted from 0."""
    rows: int
    """How many."""


class Ending(msgspec.Struct, frozen=True, array_like=True):
    """Where a source ends that can be read on; see `corpus.reading_on.Resume`."""

    offset: int
    line: int
    before: int
    sum: int
    """CRC-32 of the whole file."""

    @property
    def resume(self) -> Resume:
        """The place of its last record."""
        return Resume(self.offset, self.line, self.before)


class Group(msgspec.Struct, frozen=True, array_like=True):
    """Sources that were read together, one after another."""

    origins: tuple[Origin, ...]
    pieces: tuple[Piece, ...]
    problems: tuple[Told, ...]
    ending: Ending | None = None
    """Of the one source, where it can be read on."""

    def ends(self) -> list[End]:
        """Where the source ends, if it can be read on."""
        if self.ending is None:
            return []
        origin = self.origins[0]
        identity = Identity(origin.device, origin.inode, origin.size, origin.modified, origin.changed)
        return [End(origin.path, identity, self.ending.resume)]

    def told(self) -> list[Problem]:
        """What could not be read."""
        return [Problem(each.path, each.line, each.reason, each.count) for each in self.problems]


class Bound(msgspec.Struct, frozen=True, array_like=True):
    """A volume; see `corpus.volumes`."""

    name: str
    made_by: tuple[str, ...]
    first: int
    end: int
    tables: tuple[tuple[str, Segment], ...]


class Maker(msgspec.Struct, frozen=True):
    """What rows are made by, and how; where anything of it is another, so may rows be."""

    form: int
    byte_order: str
    code: int
    """CRC-32 of names, sizes and times of the program's files."""
    polars: str
    """Its version."""
    year: int
    """Of tomorrow: dates that lie far ahead of it are none."""
    language: str
    """That problems are told in."""
    encoding: str
    format: str
    fields: tuple[tuple[str, str], ...]
    time_zone: str


class Manifest(msgspec.Struct, frozen=True):
    """A store."""

    maker: Maker
    paths: tuple[str, ...]
    """That were opened, absolute."""
    articles: int
    """How many there are."""
    segments: tuple[Segment, ...]
    """Of the rows."""
    groups: tuple[Group, ...]
    volumes: tuple[Bound, ...] = ()
    """What was worked out of the first rows; those of a name one behind another."""

    @property
    def names(self) -> frozenset[str]:
        """Of all its files but the manifest."""
        return frozenset(segment.name for segment in self._all())

    @property
    def size(self) -> int:
        """Bytes of all segments."""
        return sum(segment.size for segment in self._all())

    @property
    def size_of_rows(self) -> int:
        """Bytes of those with rows."""
        return sum(segment.size for segment in self.segments)

    def end_of(self, recipe: Recipe) -> int:
        """One past the last row of what a recipe made."""
        ends = [each.end for each in self.volumes if (each.name, each.made_by) == (recipe.name, recipe.made_by)]
        return max(ends, default=0)

    def _all(self) -> Iterator[Segment]:
        yield from self.segments
        for volume in self.volumes:
            for _name, segment in volume.tables:
                yield segment


def maker_of(options: ReadOptions, language: str) -> Maker:
    """What makes rows today."""
    return Maker(
        _FORM,
        sys.byteorder,
        _code(),
        pl.__version__,
        (date.today() + timedelta(days=1)).year,
        language,
        options.encoding or "",
        options.format or "",
        tuple(sorted(options.fields.items())),
        str(options.time_zone),
    )


def origin_of(source: Source) -> Origin | None:
    """None where the source is no file, or has a name that is no text."""
    who = source.identity
    if who is None or not _is_text(source.path):
        return None
    return Origin(source.path, source.named, who.device, who.inode, who.size, who.modified, who.changed)


def rows_of(groups: Iterable[Group]) -> int:
    """How many rows they have."""
    return sum(piece.rows for group in groups for piece in group.pieces)


def told_of(problems: Sequence[Problem]) -> tuple[Told, ...]:
    """The problems as they are stored."""
    return tuple(Told(each.path, each.line, each.reason, each.count) for each in problems)


def load(folder: Path) -> Manifest | None:
    """The manifest of a store; None where there is none, or not a whole one."""
    try:
        data = (folder / NAME).read_bytes()
        checksum, _line_end, text = data.partition(b"\n")
        if int(checksum, 16) != zlib.crc32(text):
            return None
        return msgspec.json.decode(text, type=Manifest)
    except (OSError, ValueError):
        return None


def save(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in the place of the one before, at once. Raises OSError."""
    text = msgspec.json.encode(manifest)
    beside = folder / f"{NAME}.{os.getpid()}{BESIDE}"
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"%08x\n" % zlib.crc32(text))
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, folder / NAME)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _code() -> int:
    found = 0
    for folder, folders, files in os.walk(Path(__file__).parent.parent):
        folders.sort()
        for file in sorted(file for file in files if not file.endswith(".pyc")):
            status = os.stat(os.path.join(folder, file))
            found = zlib.crc32(f"{file} {status.st_size} {status.st_mtime_ns}".encode(), found)
    return found
