"""Writing shards: batches of rows, as they are read, to files of about 100 MB of text and a manifest.

What is written stays when the work is broken off, and the next time it goes on behind it. Two shards at most are held
in memory, whatever the corpus's size.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from io import BytesIO

import msgspec
import polars as pl

from reader import __version__
from reader.article import Problem
from reader.corpus.loading import Batch
from reader.corpus.options import STDIN, ReadOptions
from reader.corpus.sources import find_sources
from reader.corpus.table import SCHEMA
from reader.errors import WriteError
from reader.progress import never
from reader.shards import manifest, reading
from reader.shards.manifest import NAME, OUR_SCHEMA, Manifest, Shard, Told, digest
from reader.shards.places import Place
from reader.wording import _

SHARD_TEXT = 100_000_000
"""Bytes of titles and bodies in UTF-8 from which on a shard is whole."""
_BEGUN = "manifest.part"
"""What is written of shards that are not all there yet, beside where the manifest will be."""
_ROWS_OF_A_GROUP = 65_536
_MOST_PROBLEMS = 10_000
"""Problems that are kept one by one."""


class Begun(msgspec.Struct, frozen=True):
    """Shards that were written by a run which did not end."""

    recipe: str
    """What they were made of, and how."""
    shards: tuple[Shard, ...]


@dataclass
class Writing:
    """One run of writing: shards are added to those that are there."""

    place: Place
    before: tuple[Shard, ...]
    """Those that were there, which stay."""
    recipe: str
    """What the others are made of; empty for what cannot be read twice."""
    shard_text: int = SHARD_TEXT
    new: list[Shard] = field(default_factory=list)
    """Those that were written."""

    @property
    def first(self) -> int:
        """The first row that is written now."""
        return self.before[-1].end if self.before else 0

    @property
    def end(self) -> int:
        """One past the last row that is written."""
        return self.new[-1].end if self.new else self.first

    def resume(self) -> int:
        """Take over what a run before wrote of the same. How many rows that is. Raises SourceError."""
        data = self.place.read(_BEGUN) if self.recipe else None
        if data is not None:
            try:
                begun = msgspec.json.decode(data, type=Begun)
            except msgspec.MsgspecError:
                return 0
            if begun.recipe == self.recipe and (not begun.shards or begun.shards[0].first == self.first):
                self.new = list(begun.shards)
        return self.end - self.first

    def write(self, batches: Iterable[Batch], written: Callable[[Batch], None]) -> tuple[list[Problem], pl.DataFrame]:
        """Write the rows of batches, those that are not there yet; `written` is called after each batch.

        The problems that were met, and the days that only the whole corpus could tell (`row`, counted from the first
        of these, and `date`). Raises WriteError.
        """
        problems: list[Problem] = []
        late_days = pl.DataFrame(schema={"row": pl.UInt32, "date": pl.Date})
        to_skip, waiting = self.end - self.first, _Waiting(self.shard_text)
        for batch in batches:
            problems += batch.problems
            if batch.late_days is not None:
                late_days = pl.concat([late_days, batch.late_days.select("row", "date").cast(late_days.schema)])
            skipped = min(to_skip, batch.frame.height)
            to_skip -= skipped
            for frame in waiting.taken(batch.frame.slice(skipped)):
                self._add(frame)
            written(batch)
        if (rest := waiting.rest()).height:
            self._add(rest)
        return problems, late_days

    def redate(self, late_days: pl.DataFrame) -> None:
        """Write those shards again in which rows get another day. Raises WriteError and ShardError."""
        for number, shard in enumerate(self.new):
            rows = pl.col("row") + self.first
            days = late_days.with_columns(row=rows).filter(pl.col("row").is_between(shard.first, shard.end - 1))
            if days.is_empty():
                continue
            frame = reading.rows_of(self.place, shard)
            frame = frame.with_columns(frame["date"].scatter(days["row"] - shard.first, days["date"]))
            self.new[number] = self._put(frame, shard.first)
            if self.new[number].name != shard.name:
                self.place.remove(shard.name)

    def finish(self, problems: Sequence[Problem]) -> Manifest:
        """Write the manifest: from now on the shards are there. Raises WriteError."""
        told = tuple(Told(each.path, each.line, each.reason, each.count) for each in problems[:_MOST_PROBLEMS])
        if rest := sum(each.count for each in problems[_MOST_PROBLEMS:]):
            told += (Told("", 0, _("more problems than are listed here"), rest),)
        made = Manifest(schema=OUR_SCHEMA, shards=(*self.before, *self.new), problems=told)
        self.place.put(NAME, manifest.encoded(made))
        self.place.remove(_BEGUN)
        return made

    def _add(self, frame: pl.DataFrame) -> None:
        self.new.append(self._put(frame, self.end))
        if self.recipe:
            self.place.put(_BEGUN, msgspec.json.encode(Begun(self.recipe, tuple(self.new))))

    def _put(self, frame: pl.DataFrame, first: int) -> Shard:
        """Write one shard. Its name tells it from any other, so nothing that a manifest names is ever replaced."""
        file = BytesIO()
        frame.rechunk().write_parquet(file, compression="zstd", statistics=False, row_group_size=_ROWS_OF_A_GROUP)
        data = file.getvalue()
        mark = digest(data)
        name = f"{first:012}-{mark[:16]}.parquet"
        self.place.put(name, data)
        days = frame["date"].drop_nulls()
        return Shard(
            name,
            mark,
            first,
            frame.height,
            len(data),
            _text(frame),
            int(frame["characters"].cast(pl.UInt64).sum()),
            days.min(),  # type: ignore[arg-type]
            days.max(),  # type: ignore[arg-type]
        )


class _Waiting:
    """Rows that are not enough for a shard yet. Where it ends depends on the rows alone, not on how they came."""

    def __init__(self, shard_text: int) -> None:
        self._shard_text = shard_text
        self._frames: list[pl.DataFrame] = []
        self._text = 0

    def taken(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The shards that are whole with these rows."""
        while frame.height:
            grown = self._text + _text_of_rows(frame).cum_sum()
            whole = grown >= self._shard_text
            if not whole.any():
                self._frames.append(frame)
                self._text = int(grown[-1])
                return
            end = int(whole.arg_max() or 0) + 1
            self._frames.append(frame.head(end))
            frame = frame.slice(end)
            yield self.rest()

    def rest(self) -> pl.DataFrame:
        """What is left."""
        rows = pl.concat([pl.DataFrame(schema=SCHEMA), *self._frames])
        self._frames, self._text = [], 0
        return rows


def recipe_of(paths: Sequence[str], options: ReadOptions, shard_text: int = SHARD_TEXT) -> str:
    """What shards of some paths are made of, and how; empty where it cannot be read twice."""
    if STDIN in paths:
        return ""
    sources, _problems = find_sources(paths, never, [])
    made = (__version__, pl.__version__, manifest.FORM, shard_text, replace(options, keeps=False, most_kept=None))
    identities = [(source.path, source.size, source.identity) for source in sources]
    return blake2b(repr((made, identities)).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def check_place(place: Place, *, add: bool, force: bool) -> tuple[Shard, ...]:
    """The shards that are there and stay. Raises WriteError where some are, and nobody said what is to come of them."""
    data = place.read(NAME)
    if data is None or force:
        return ()
    if not add:
        raise WriteError(place.location, _("there are shards already; --add adds to them, --force writes them anew"))
    return manifest.read(place.location)[1].shards


def _text(frame: pl.DataFrame) -> int:
    return int(_text_of_rows(frame).sum())


def _text_of_rows(frame: pl.DataFrame) -> pl.Series:
    text = pl.col("title").str.len_bytes().cast(pl.UInt64) + pl.col("body").str.len_bytes().cast(pl.UInt64)
    return frame.select(text=text)["text"]
