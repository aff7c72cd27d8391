"""Reprints: groups of articles whose bodies are nearly the same, each held against the oldest of its group.

A body is the set of its shingles, three letters or digits in a row with case, width and traditional characters
folded; two bodies are as similar as the Jaccard index of their sets. MinHash (Broder 1997; rensa's one-pass variant
after Dahlgaard et al. 2017) finds pairs that may be similar, by banding (Leskovec, Rajaraman & Ullman 2020, ch. 3);
each is then measured truly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import nanoarrow as na
import polars as pl
from rensa import RMinHash

from reader.corpus.table import Corpus
from reader.insight.word_counts import Progress, Stopped, never, silent
from reader.language.variants import fold
from reader.search.scanning import Superseded

LEAST_SIMILARITY = 0.5
"""From here on two bodies are reprints: about one character in eight was changed."""
SHORTEST = 20
"""Letters and digits below which a body says too little to be a reprint."""

_SHINGLE, _BANDS, _ROWS_OF_A_BAND, _SEED = 3, 32, 4, 42
_PERMUTATIONS = _BANDS * _ROWS_OF_A_BAND
_PIECE_CHARACTERS = 150_000
_PAIRS_AT_A_TIME = 128
_MOST_ROUNDS = 200
"""Oldest articles that one article is held against in turn; past it, what is left stays alone."""
_SEPARATOR = 2
_FOLDED_CODES = 0x30000
_BITS_OF_A_CODE = 18


@dataclass(frozen=True, slots=True)
class Reprint:
    """One member of a group."""

    row: int
    """Its row in the corpus."""
    similarity: float
    """The Jaccard index with the group's oldest, which has 1 itself."""


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Articles that are nearly the same: two or more, the oldest first, those without a date last."""

    members: tuple[Reprint, ...]
    """No row twice; no article is in two groups."""


def firsts(rows: pl.Series, groups: Sequence[ReprintGroup]) -> pl.Series:
    """The positions in some rows of those of which no row before is a reprint; UInt32, in order."""
    members = [(member.row, number) for number, group in enumerate(groups) for member in group.members]
    numbers = pl.DataFrame(members, schema={"row": rows.dtype, "group": pl.UInt32}, orient="row")
    group = rows.alias("row").to_frame().join(numbers, on="row", how="left", maintain_order="left")["group"]
    return (group.is_null() | group.is_first_distinct()).arg_true()


def reprints(
    corpus: Corpus,
    rows: pl.Series | None = None,
    *,
    least: float = LEAST_SIMILARITY,
    progress: Progress = silent,
    stopped: Stopped = never,
) -> list[ReprintGroup] | None:
    """The groups among some rows, or all, by the day of their oldest; None where `stopped` came true meanwhile."""
    aged = _by_age(corpus, rows)
    distinct = aged.group_by("body", maintain_order=True).agg(pl.col("row").first(), twins=pl.col("row").slice(1))
    try:
        long_enough, keys = _band_keys(distinct["body"], progress, stopped)
        joined = _joined(distinct["body"], keys, least, stopped)
    except Superseded:
        return None
    return _groups(aged, distinct.with_row_index("item")[long_enough].drop("body"), joined)


def _by_age(corpus: Corpus, rows: pl.Series | None) -> pl.DataFrame:
    """row and body, the oldest first; only bodies that are long enough."""
    frame = corpus.frame.select("body", "date", "characters").with_columns(
        row=pl.int_range(len(corpus), dtype=pl.UInt32, eager=True)
    )
    if rows is not None:
        frame = frame[rows]
    return frame.filter(pl.col("characters") >= SHORTEST).sort("date", "row", nulls_last=True).select("row", "body")


def _band_keys(bodies: pl.Series, progress: Progress, stopped: Stopped) -> tuple[pl.Series, pl.DataFrame]:
    """The numbers of the bodies that are long enough; item (such a number), band, key of the bands that some share."""
    found: list[list[pl.Series]] = [[] for _ in range(_BANDS)]
    items = []
    for start, end in _pieces(bodies):
        if stopped():
            raise Superseded
        shingles = _shingles(bodies.slice(start, end - start))
        counts = shingles.group_by("text", maintain_order=True).len()
        counts = counts.filter(pl.col("len") > SHORTEST - _SHINGLE)
        shingles = shingles.join(counts.select("text"), on="text", how="semi", maintain_order="left")
        items.append(counts["text"].cast(pl.UInt32) + start)
        for band, key in zip(found, _keys(shingles["shingle"], counts["len"]), strict=True):
            band.append(key)
        progress(end, len(bodies))
    shared = [pl.DataFrame(schema={"item": pl.UInt32, "band": pl.Int32, "key": pl.UInt32})]
    item = pl.concat(items) if items else pl.Series(dtype=pl.UInt32)
    for number, band in enumerate(found):
        if band:
            whole = pl.DataFrame({"item": item, "key": pl.concat(band)})
            several = whole.filter(pl.col("key").is_duplicated())
            shared.append(several.select("item", pl.lit(number, pl.Int32).alias("band"), "key"))
    return item, pl.concat(shared)


def _pieces(bodies: pl.Series) -> Iterator[tuple[int, int]]:
    """Where pieces of about so many characters begin and end."""
    if bodies.is_empty():
        return iter(())
    lengths = bodies.str.len_chars().cast(pl.UInt64)
    numbers = (lengths + _SHINGLE).cum_sum() // _PIECE_CHARACTERS
    starts = (numbers != numbers.shift(1)).fill_null(True).arg_true().to_list()
    return zip(starts, [*starts[1:], len(bodies)], strict=True)


def _keys(shingles: pl.Series, counts: pl.Series) -> list[pl.Series]:
    """For each band the texts' keys; `counts` says how many shingles each text has."""
    if not len(counts):
        return [pl.Series(dtype=pl.UInt32)] * _BANDS
    offsets = [0, *counts.cum_sum().to_list()]
    hashes = na.Array(shingles.rechunk()).buffers[1]
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, _PERMUTATIONS, _SEED)
    signatures = pl.DataFrame(matrix.to_rows(), schema=[str(slot) for slot in range(_PERMUTATIONS)], orient="row")
    bands = [
        pl.struct(str(band * _ROWS_OF_A_BAND + row) for row in range(_ROWS_OF_A_BAND)).hash(_SEED)
        for band in range(_BANDS)
    ]
    keys = signatures.select((key // (1 << 32)).cast(pl.UInt32).alias(str(band)) for band, key in enumerate(bands))
    return keys.get_columns()


def _shingles(texts: pl.Series) -> pl.DataFrame:
    """text (number) and shingle (UInt64) of each three folded letters in a row, as often as they stand there."""
    data = "\x02".join([*texts, ""]).encode("utf-32-le")
    stream = na.c_array_from_buffers(na.uint32(), len(data) // 4, [None, data])
    codes = pl.Series(pl.from_arrow(stream), dtype=pl.UInt32)
    is_end = pl.col("code") == _SEPARATOR
    letters = (
        pl.DataFrame({"code": codes})
        .with_columns(text=is_end.cum_sum() - is_end.cast(pl.UInt32))
        .with_columns(code=pl.lit(_folded_codes()).gather(pl.col("code").clip(0, _FOLDED_CODES - 1)))
        .filter(pl.col("code") > 0)
    )
    shingle, whole = pl.col("code").cast(pl.UInt64), pl.lit(True)
    for step in range(1, _SHINGLE):
        shingle = shingle * (1 << _BITS_OF_A_CODE) + pl.col("code").shift(-step, fill_value=0)
        whole = pl.col("text").shift(-step) == pl.col("text")
    return (
        letters.select("text", shingle.hash(_SEED).alias("shingle"), whole=whole.fill_null(False))
        .filter("whole")
        .drop("whole")
    )


@cache
def _folded_codes() -> pl.Series:
    """The folded letter or digit by code point; 0 for all else and for what lies past the Han planes."""
    folded = [0] * _FOLDED_CODES
    for code in range(_FOLDED_CODES):
        character = chr(code)
        if character.isalnum():
            folded[code] = min(ord(fold(character)), _FOLDED_CODES - 1)
    return pl.Series(folded, dtype=pl.UInt32)


def _joined(bodies: pl.Series, keys: pl.DataFrame, least: float, stopped: Stopped) -> pl.DataFrame:
    """item, oldest (its group's) and similarity of every body that joins a group; the oldest itself is not among them.

    In each round an article that is the oldest wherever it shares a band is held against all that share one with it.
    """
    found = [pl.DataFrame(schema={"item": pl.UInt32, "oldest": pl.UInt32, "similarity": pl.Float64})]
    for _ in range(_MOST_ROUNDS):
        keys = keys.filter(pl.len().over("band", "key") > 1)
        if keys.is_empty():
            break
        keys = keys.with_columns(first=pl.col("item").min().over("band", "key"))
        oldest = keys.group_by("item").agg(first=pl.col("first").min()).filter(pl.col("first") == pl.col("item"))
        pairs = (
            keys.join(oldest.select(first="item"), on="first", how="semi")
            .filter(pl.col("item") != pl.col("first"))
            .select("item", oldest="first")
            .unique()
            .sort("item", "oldest")
        )
        similar = _measured(bodies, pairs, stopped).filter(pl.col("similarity") >= least)
        joins = similar.unique("item", keep="first", maintain_order=True)
        found.append(joins)
        gone = pl.concat([oldest["item"], joins["item"]])
        keys = keys.filter(~pl.col("item").is_in(gone.implode())).select("item", "band", "key")
    return pl.concat(found)


def _measured(bodies: pl.Series, pairs: pl.DataFrame, stopped: Stopped) -> pl.DataFrame:
    """The pairs with their true similarity."""
    measured = [pairs.clear().with_columns(similarity=pl.lit(0.0))]
    for piece in pairs.iter_slices(_PAIRS_AT_A_TIME):
        if stopped():
            raise Superseded
        items = pl.concat([piece["item"], piece["oldest"]]).unique().sort()
        shingles = _shingles(bodies.gather(items)).unique()
        sets = shingles.with_columns(item=items.gather(shingles["text"])).group_by("item").agg("shingle")
        both = piece.join(sets, on="item", how="left", maintain_order="left").join(
            sets, left_on="oldest", right_on="item", how="left", maintain_order="left", suffix="_of_oldest"
        )
        shared = pl.col("shingle").list.set_intersection("shingle_of_oldest").list.len().cast(pl.Float64)
        sizes = pl.col("shingle").list.len() + pl.col("shingle_of_oldest").list.len()
        measured.append(both.select("item", "oldest", similarity=(shared / (sizes - shared)).fill_null(0.0)))
    return pl.concat(measured)


def _groups(aged: pl.DataFrame, distinct: pl.DataFrame, joined: pl.DataFrame) -> list[ReprintGroup]:
    """The groups; `distinct` has item, row and the twins, rows with the very same body."""
    members = distinct.join(joined, on="item", how="left", maintain_order="left").with_columns(
        oldest=pl.coalesce("oldest", "item"), similarity=pl.col("similarity").fill_null(1.0)
    )
    everyone = members.select(
        "oldest", "similarity", row=pl.concat_list(pl.col("row").reshape((-1, 1)).arr.to_list(), "twins")
    ).explode("row")
    ages = aged.select("row").with_row_index("age")
    sizes = pl.len().over("oldest")
    everyone = everyone.filter(sizes > 1).join(ages, on="row").sort("age")
    grouped = everyone.group_by("oldest", maintain_order=True).agg("row", "similarity")
    return [
        ReprintGroup(tuple(map(Reprint, rows, similarities)))
        for rows, similarities in grouped.select("row", "similarity").iter_rows()
    ]


def rows_in_groups(groups: Sequence[ReprintGroup]) -> dict[int, ReprintGroup]:
    """The group of each row that is in one: what a list needs to fold them."""
    return {member.row: group for group in groups for member in group.members}
