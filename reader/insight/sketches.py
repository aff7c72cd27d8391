"""Sketches: what is kept of each body to find the pairs that may resemble each other, and a guess at how much.

A sketch is a MinHash (Broder 1997; rensa's one-pass variant after Dahlgaard et al. 2017): two bodies agree in a slot as
often as their sets resemble each other. Bodies that agree in three slots of a band (Leskovec, Rajaraman & Ullman 2020,
ch. 3) are a pair. A slot stands in six bands, no two of which have more than one slot in common, so that 128 slots
make 256 bands, and a pair that resembles by half is missed once in about 100,000 times, by 0.4 once in 25,000.
"""

from collections.abc import Iterator
from itertools import chain

import nanoarrow as na
import polars as pl
from rensa import RMinHash

from reader.insight.shingles import LETTERS, SEED, pieces, shingles
from reader.progress import Cancelled, Progress, Stopped

_SLOTS = 128
SLOTS = tuple(map(str, range(_SLOTS)))
"""The names of their columns."""
_SHAPES = ((0, 1, 3), (0, 4, 9))
"""Distances from a band's first slot, around the sketch; all differences differ."""
_BITS = 16
"""Kept of a slot: three make a key without a hash."""
_NEIGHBOURS = 16
"""Bodies of one band that each is paired with, those whose further slots come next: all of them where few share it."""
_FURTHER = 4
"""Slots by which the bodies of a band are put in order."""
_ONE_SHAPE_FROM = 0.5
"""Who asks for this much needs the bands of the first shape alone."""
_DOUBT = 0.18
"""A pair is not measured whose guess is lower by so much than what is asked for: four standard deviations at 0.5."""
_BANDS_AT_A_TIME = 16
_PENDING = 1 << 20
_GUESSED_AT_A_TIME = 1 << 18


def sketches(bodies: pl.Series, shortest: int, progress: Progress, stopped: Stopped) -> pl.DataFrame:
    """item (the number of a body with enough letters) and its slots, a column each.

    Raises Cancelled where `stopped` came true meanwhile.
    """
    items, values = [pl.Series(dtype=pl.UInt32)], [pl.Series(dtype=pl.UInt16)]
    for start, end in pieces(bodies):
        if stopped():
            raise Cancelled
        cut = shingles(bodies.slice(start, end - start))
        counts = cut.group_by("text", maintain_order=True).len().filter(pl.col("len") > shortest - LETTERS)
        if not counts.is_empty():
            kept = cut.join(counts.select("text"), on="text", how="semi", maintain_order="left")
            offsets = [0, *counts["len"].cum_sum().to_list()]
            hashes = na.Array(kept["shingle"].rechunk()).buffers[1]
            matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, _SLOTS, SEED)
            slots = pl.Series(list(chain.from_iterable(matrix.to_rows())), dtype=pl.UInt32)
            items.append(counts["text"].cast(pl.UInt32) + start)
            values.append((slots % (1 << _BITS)).cast(pl.UInt16))
        progress(end, len(bodies))
    whole = pl.concat(values, rechunk=True)
    columns = {name: whole.gather_every(_SLOTS, slot) for slot, name in enumerate(SLOTS)}
    return pl.DataFrame({"item": pl.concat(items, rechunk=True)} | columns)


def candidates(sketched: pl.DataFrame, least: float, stopped: Stopped) -> pl.DataFrame:
    """item, other (a later one) and guess: the pairs that may resemble each other by `least` or more.

    Raises Cancelled where `stopped` came true meanwhile.
    """
    if len(sketched) <= _NEIGHBOURS + 1:
        return _guessed(sketched, _every_pair(len(sketched)), least, stopped)
    known, pending = pl.Series(dtype=pl.UInt64), [pl.Series(dtype=pl.UInt64)]
    for shape in _SHAPES[: 1 if least >= _ONE_SHAPE_FROM else 2]:
        for start in range(0, _SLOTS, _BANDS_AT_A_TIME):
            if stopped():
                raise Cancelled
            bands = [[first + distance for distance in shape] for first in range(start, start + _BANDS_AT_A_TIME)]
            shared = pl.concat([_shared(sketched.lazy(), number, band) for number, band in enumerate(bands)])
            pending += _paired(shared.collect())
            if sum(map(len, pending)) > _PENDING + len(known):
                known, pending = pl.concat([known, *pending]).unique(), [known.clear()]
    return _guessed(sketched, pl.concat([known, *pending]).unique(), least, stopped)


def _every_pair(size: int) -> pl.Series:
    """What bands would give where all are neighbours."""
    return pl.Series([lower << 32 | higher for higher in range(size) for lower in range(higher)], dtype=pl.UInt64)


def _shared(sketched: pl.LazyFrame, number: int, band: list[int]) -> pl.LazyFrame:
    """place and key of those who share a band; those of one key together, by their further slots."""
    further = [band[-1] + step for step in range(1, _FURTHER + 1)]
    return (
        sketched.select(key=_packed(band) + (number << _BITS * len(band)), further=_packed(further))
        .with_row_index("place")
        .filter(pl.col("key").is_duplicated())
        .sort("key", "further", "place")
        .drop("further")
    )


def _paired(shared: pl.DataFrame) -> Iterator[pl.Series]:
    """Each with those who come next under its key: the lower place in the upper half of a number."""
    place, key = shared["place"].cast(pl.UInt64), shared["key"]
    for step in range(1, min(_NEIGHBOURS + 1, len(key))):
        same = key.slice(step) == key.slice(0, len(key) - step)
        if not same.any():
            break
        ends = pl.DataFrame({"first": place.slice(0, len(same)).filter(same), "second": place.slice(step).filter(same)})
        lower, higher = pl.min_horizontal("first", "second"), pl.max_horizontal("first", "second")
        yield ends.select(pair=lower * (1 << 32) + higher)["pair"]


def _packed(slots: list[int]) -> pl.Expr:
    packed = pl.lit(0, pl.UInt64)
    for slot in slots:
        packed = packed * (1 << _BITS) + pl.col(str(slot % _SLOTS))
    return packed


def _guessed(sketched: pl.DataFrame, pairs: pl.Series, least: float, stopped: Stopped) -> pl.DataFrame:
    """Those that agree in enough slots, by their items; the guess is the share of slots."""
    found = [pl.DataFrame(schema={"item": pl.UInt32, "other": pl.UInt32, "guess": pl.Float64})]
    for piece in pairs.sort().to_frame("pair").iter_slices(_GUESSED_AT_A_TIME):
        if stopped():
            raise Cancelled
        first, second = (piece["pair"] // (1 << 32)).cast(pl.UInt32), (piece["pair"] % (1 << 32)).cast(pl.UInt32)
        agreed = pl.zeros(len(piece), pl.UInt8, eager=True)
        for slot in SLOTS:
            agreed += (sketched[slot].gather(first) == sketched[slot].gather(second)).cast(pl.UInt8)
        item, other = sketched["item"].gather(first), sketched["item"].gather(second)
        guessed = pl.DataFrame({"item": item, "other": other, "guess": agreed / _SLOTS})
        found.append(guessed.filter(pl.col("guess") >= least - _DOUBT))
    return pl.concat(found)
