"""Columns that only some questions need: made on demand, block by block, and kept while the corpus grows."""

from collections.abc import Callable, Iterable

import polars as pl

from reader.article import article_id
from reader.corpus.volumes import Forgetful, Keeper
from reader.language import pinyin
from reader.language.pinyin_order import sort_key
from reader.progress import Stopped

BLOCK_ROWS = 4096
"""Rows that are made in one go; no one waits longer for the interpreter than that takes."""


def _sounds(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([pinyin.sounds(title) for title in rows["title"]], dtype=pl.String)


def _pinyin(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([sort_key(title) for title in rows["title"]], dtype=pl.String)


def ids(rows: pl.DataFrame) -> pl.Series:
    """The id of each article as a number (UInt64), of `url`, `title` and `body`."""
    texts = rows.select("url", "title", pl.when(pl.col("url") == "").then(pl.col("body")).otherwise(pl.lit("")))
    return pl.Series([int(article_id(*text), 16) for text in texts.iter_rows()], dtype=pl.UInt64)


_MAKERS: dict[str, Callable[[pl.DataFrame], pl.Series]] = {"sounds": _sounds, "pinyin": _pinyin, "id": ids}
"""`sounds` (language.pinyin) and `pinyin` (language.pinyin_order) are of titles; `id` is Article.id as a number."""

NAMES = frozenset(_MAKERS)


class DerivedColumns:
    """The columns of one growing frame. Blocks that are full never change, so they are made once."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.keeper: Keeper = keeper if keeper is not None else Forgetful()
        """Keeps what else is worked out of the rows."""
        self._blocks: dict[tuple[str, int], pl.Series] = {}

    def added_to(self, frame: pl.DataFrame, names: Iterable[str], stopped: Stopped) -> pl.DataFrame | None:
        """The frame with those columns more; None where `stopped` came true meanwhile."""
        for name in names:
            blocks = []
            for start in range(0, frame.height, BLOCK_ROWS):
                if stopped():
                    return None
                blocks.append(self._block(name, frame, start))
            column = pl.concat(blocks) if blocks else _MAKERS[name](frame)
            frame = frame.with_columns(column.alias(name))
        return frame

    def _block(self, name: str, frame: pl.DataFrame, start: int) -> pl.Series:
        block = self._blocks.get((name, start))
        if block is None:
            block = _MAKERS[name](frame.slice(start, BLOCK_ROWS))
            if len(block) == BLOCK_ROWS:
                self._blocks[name, start] = block
        return block
