"""Columns that only some questions need: made on demand, block by block, and kept by the corpus's keeper."""

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TypeVar

import polars as pl

from reader.article import article_id
from reader.corpus import volumes
from reader.corpus.volumes import Forgetful, Keeper, Recipe, Volume
from reader.language import pinyin
from reader.language.pinyin_order import sort_key
from reader.progress import Stopped

BLOCK_ROWS = 4096
"""Rows that are made in one go; no one waits longer for the interpreter than that takes."""
_MOST_PIECES = 1024
"""Of a column before they are put together."""


def _sounds(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([pinyin.sounds(title) for title in rows["title"]], dtype=pl.String)


def _pinyin(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([sort_key(title) for title in rows["title"]], dtype=pl.String)


def ids(rows: pl.DataFrame) -> pl.Series:
    """The id of each article as a number (UInt64), of `url`, `title` and `body`."""
    texts = rows.select("url", "title", pl.when(pl.col("url") == "").then(pl.col("body")).otherwise(pl.lit("")))
    return pl.Series([int(article_id(*text), 16) for text in texts.iter_rows()], dtype=pl.UInt64)


_MAKERS: dict[str, tuple[Callable[[pl.DataFrame], pl.Series], pl.DataType]] = {
    "sounds": (_sounds, pl.String()),
    "pinyin": (_pinyin, pl.String()),
    "id": (ids, pl.UInt64()),
}
"""`sounds` (language.pinyin) and `pinyin` (language.pinyin_order) are of titles; `id` is Article.id as a number."""

NAMES = frozenset(_MAKERS)


_Kind = TypeVar("_Kind")


class DerivedColumns:
    """The columns of one growing frame, each made once. May be asked from several threads."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.keeper: Keeper = keeper if keeper is not None else Forgetful()
        """Keeps what is worked out of the rows: these columns, and more."""
        self._columns: dict[str, _Column] = {}
        self._others: dict[type, object] = {}
        self._making = Lock()

    def added_to(self, frame: pl.DataFrame, names: Iterable[str], stopped: Stopped) -> pl.DataFrame | None:
        """The frame with those columns more; None where `stopped` came true meanwhile."""
        for name in names:
            with self._making:
                column = self._columns.get(name) or _Column(name, self.keeper)
                self._columns[name] = column
                values = column.of(frame, stopped)
            if values is None:
                return None
            frame = frame.with_columns(values.alias(name))
        return frame

    def once(self, kind: type[_Kind]) -> _Kind:
        """What else is worked out of the frame, the one of its kind: made without arguments when first asked for."""
        with self._making:
            made = self._others.setdefault(kind, kind())
        assert isinstance(made, kind)
        return made


class _Column:
    """The values of the first rows."""

    def __init__(self, name: str, keeper: Keeper) -> None:
        """Begins with what is kept."""
        from importlib.metadata import version

        self._make, kind = _MAKERS[name]
        tables = {"column": pl.Schema([("value", kind)])}
        self._recipe = Recipe(name, (version("pypinyin"),), tables)
        self._keeper = keeper
        kept = [volume.tables["column"]["value"] for volume in keeper.recall(self._recipe)]
        self._values = pl.concat([pl.Series(dtype=kind), *kept])
        self._offered, self._seconds = len(self._values), 0.0

    def of(self, frame: pl.DataFrame, stopped: Stopped) -> pl.Series | None:
        """Those of all rows of a frame; None where `stopped` came true meanwhile."""
        started = time.monotonic()
        while len(self._values) < frame.height and not stopped():
            block = self._make(frame.slice(len(self._values), BLOCK_ROWS))
            self._values = pl.concat([self._values, block])
            if self._values.n_chunks() > _MOST_PIECES:
                self._values = self._values.rechunk()
        self._seconds += time.monotonic() - started
        if self._seconds >= volumes.WORTH_KEEPING and self._offered < len(self._values):
            new = self._values.slice(self._offered).to_frame("value")
            self._keeper.offer(self._recipe, Volume(self._offered, len(self._values), {"column": new}))
            self._offered, self._seconds = len(self._values), 0.0
        return self._values.head(frame.height) if len(self._values) >= frame.height else None
