"""Shingles: the sets of three letters in a row that stand for a body, and how much two such sets resemble each other.

Case, width and traditional characters are alike; what is no letter or digit is left out.
"""

from collections.abc import Iterator
from functools import cache

import nanoarrow as na
import polars as pl

from reader.language.variants import normal
from reader.progress import Cancelled, Stopped

LETTERS = 3
"""Letters or digits of a shingle."""

SEED = 42
"""Of all hashes, so that the same corpus has the same groups."""

_PIECE_CHARACTERS = 150_000
_PAIRS_AT_A_TIME = 512
_SEPARATOR = 2
_NORMAL_CODES = 0x30000
_BITS_OF_A_CODE = 18


def pieces(bodies: pl.Series) -> Iterator[tuple[int, int]]:
    """Where pieces of bodies begin and end, each of about the same length."""
    if bodies.is_empty():
        return iter(())
    lengths = bodies.str.len_chars().cast(pl.UInt64)
    numbers = (lengths + LETTERS).cum_sum() // _PIECE_CHARACTERS
    starts = (numbers != numbers.shift(1)).fill_null(True).arg_true().to_list()
    return zip(starts, [*starts[1:], len(bodies)], strict=True)


def shingles(texts: pl.Series) -> pl.DataFrame:
    """text (number) and shingle (UInt64) of each three normalized letters in a row, as often as they stand there."""
    data = "\x02".join([*texts, ""]).encode("utf-32-le")
    stream = na.c_array_from_buffers(na.uint32(), len(data) // 4, [None, data])
    codes = pl.Series(pl.from_arrow(stream), dtype=pl.UInt32)
    is_end = pl.col("code") == _SEPARATOR
    letters = (
        pl.DataFrame({"code": codes})
        .with_columns(text=is_end.cum_sum() - is_end.cast(pl.UInt32))
        .with_columns(code=pl.lit(_folded_codes()).gather(pl.col("code").clip(0, _NORMAL_CODES - 1)))
        .filter(pl.col("code") > 0)
    )
    shingle, whole = pl.col("code").cast(pl.UInt64), pl.lit(True)
    for step in range(1, LETTERS):
        shingle = shingle * (1 << _BITS_OF_A_CODE) + pl.col("code").shift(-step, fill_value=0)
        whole = pl.col("text").shift(-step) == pl.col("text")
    return (
        letters.select("text", shingle.hash(SEED).alias("shingle"), whole=whole.fill_null(False))
        .filter("whole")
        .drop("whole")
    )


def resemblances(bodies: pl.Series, pairs: pl.DataFrame, stopped: Stopped) -> pl.DataFrame:
    """Pairs of bodies (item, other: their numbers, the lower first) with similarity, the Jaccard index of their sets.

    Raises Cancelled where `stopped` came true meanwhile.
    """
    measured = [pairs.select("item", "other").clear().with_columns(similarity=pl.lit(0.0))]
    for piece in _near_each_other(pairs).iter_slices(_PAIRS_AT_A_TIME):
        if stopped():
            raise Cancelled
        items = pl.concat([piece["item"], piece["other"]]).unique().sort()
        sets = (
            shingles(bodies.gather(items)).group_by(item=pl.lit(items).gather("text")).agg(pl.col("shingle").unique())
        )
        both = piece.join(sets, on="item", how="left", maintain_order="left").join(
            sets, left_on="other", right_on="item", how="left", maintain_order="left", suffix="_of_other"
        )
        shared = pl.col("shingle").list.set_intersection("shingle_of_other").list.len().cast(pl.Float64)
        sizes = pl.col("shingle").list.len() + pl.col("shingle_of_other").list.len()
        measured.append(both.select("item", "other", similarity=(shared / (sizes - shared)).fill_null(0.0)))
    return pl.concat(measured)


def _near_each_other(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs, those of the same bodies next to each other, so that a piece cuts few bodies into shingles."""
    lowest = pairs.group_by(item="other").agg(lowest=pl.col("item").min())
    return (
        pairs.select("item", "other")
        .join(lowest, on="item", how="left")
        .sort(pl.coalesce("lowest", "item"), "item", "other")
        .drop("lowest")
    )


@cache
def _folded_codes() -> pl.Series:
    """The normalized letter or digit by code point; 0 for all else and for what lies past the Han planes."""
    numbers = [0] * _NORMAL_CODES
    for code in range(_NORMAL_CODES):
        character = chr(code)
        if character.isalnum():
            numbers[code] = min(ord(normal(character)), _NORMAL_CODES - 1)
    return pl.Series(numbers, dtype=pl.UInt32)
