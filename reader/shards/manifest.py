"""What shards say of themselves: which they are, what each holds, and what ranking needs to know of all of them."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

import msgspec
import polars as pl

from reader import __version__
from reader.article import Problem
from reader.corpus.table import SCHEMA
from reader.errors import SourceError
from reader.shards.places import Place, place_of
from reader.wording import _

NAME = "manifest.json"
"""The file. It comes last and is replaced whole, so that what it names is there."""
FORM = 1
"""Goes up with each change of what is written, and how."""


class Shard(msgspec.Struct, frozen=True):
    """Some rows that follow each other, in a Parquet file."""

    name: str
    """The file, beside the manifest."""
    hash: str
    """BLAKE2b of all its bytes, 32 hex digits."""
    first: int
    """Its first row, counted from 0."""
    rows: int
    """How many."""
    bytes: int
    """Of the file."""
    text: int
    """Bytes of titles and bodies in UTF-8."""
    characters: int
    """Code points of bodies."""
    first_day: datetime.date | None = None
    """The earliest day that an article of it is of, if any has one."""
    last_day: datetime.date | None = None
    """The latest."""

    @property
    def end(self) -> int:
        """One past its last row."""
        return self.first + self.rows


class Told(msgspec.Struct, frozen=True):
    """A problem; see `article.Problem`."""

    path: str
    line: int
    reason: str
    count: int = 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All shards of a corpus, in the order of their rows."""

    form: int = FORM
    duwen: str = __version__
    """The version that wrote it."""
    polars: str = pl.__version__
    """The version that wrote the files."""
    schema: Mapping[str, str]
    """The type of each column."""
    shards: tuple[Shard, ...]
    problems: tuple[Told, ...] = ()
    """What could not be read when the shards were written."""

    @property
    def rows(self) -> int:
        """Of all shards."""
        return self.shards[-1].end if self.shards else 0

    @property
    def text(self) -> int:
        """Bytes of all titles and bodies."""
        return sum(shard.text for shard in self.shards)

    @cached_property
    def told(self) -> Sequence[Problem]:
        """What could not be read."""
        return [Problem(each.path, each.line, each.reason, each.count) for each in self.problems]


OUR_SCHEMA = {name: str(kind) for name, kind in SCHEMA.items()}
"""Of the shards that this program writes and reads."""


def digest(data: bytes) -> str:
    """What tells a file from any other."""
    return blake2b(data, digest_size=16).hexdigest()


def encoded(manifest: Manifest) -> bytes:
    """As it is written: JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decoded(data: bytes) -> Manifest:
    """What was written, if it makes sense. Raises ValueError, with what is wrong."""
    try:
        form = msgspec.json.decode(data, type=_Formed).form
        if form != FORM:
            raise ValueError(_("was written in form {form}; this duwen reads {ours}").format(form=form, ours=FORM))
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(_("is no manifest: {reason}").format(reason=error)) from error
    end = 0
    for shard in manifest.shards:
        if not _is_plain(shard.name) or shard.first != end or shard.rows < 1:
            raise ValueError(_("is no manifest: {reason}").format(reason=_("its shards do not follow each other")))
        end = shard.end
    if dict(manifest.schema) != OUR_SCHEMA:
        raise ValueError(_("its shards have other columns than this duwen reads"))
    return manifest


def read(location: str) -> tuple[Place, Manifest]:
    """The manifest at a path or URL, of its own or of the folder that it is in. Raises SourceError and DuwenError."""
    folder = location.removesuffix(f"/{NAME}") if location != NAME else "."
    place = place_of(folder)
    data = place.read(NAME)
    if data is None:
        raise SourceError(location, _("there is no {name}; `duwen convert PATH --to DIR` writes one").format(name=NAME))
    try:
        return place, decoded(data)
    except ValueError as error:
        raise SourceError(location, str(error)) from error


class _Formed(msgspec.Struct):
    form: int


def _is_plain(name: str) -> bool:
    """True where it is the name of a file beside the manifest, and nothing else."""
    return name not in ("", ".", "..") and not {*name} & {*"/\\\0:"} and name.isprintable()
