"""Scanning: from a condition to the rows that meet it, piece by piece, with a count of each term.

This is the seam where an index could stand beside the scan: condition in, matches out.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain

import polars as pl

from reader.corpus.derived import NAMES as DERIVED
from reader.corpus.table import Corpus
from reader.progress import Cancelled, Stopped
from reader.search.counting import FREQUENCY, columns_counted, frequencies
from reader.search.plan import MarkedIds, columns_of, conditions
from reader.search.tree import Query, Sought, Term, Wildcard

PIECE_ROWS = 16_384
"""Rows scanned between two looks at whether the search is still wanted."""


def scan(
    corpus: Corpus,
    query: Query,
    candidates: pl.Series,
    start: int,
    marked: MarkedIds,
    stopped: Stopped,
    *,
    counted: Sequence[Sought] = (),
) -> pl.DataFrame:
    """The matches among some candidate rows (UInt32) and all rows from `start` on, in that order.

    Columns: `row`, `date`, `characters`, and a FREQUENCY column for each term that is `counted`.
    """
    needed = set().union({"date", "characters"}, *map(columns_of, query.conjuncts), *map(columns_counted, counted))
    frame = corpus.derived.added_to(corpus.frame, sorted(needed & DERIVED), stopped)
    if frame is None:
        raise Cancelled
    frame = frame.select(sorted(needed))
    asked = conditions(query.conjuncts, marked)
    is_told = _is_told_by_counts(query, counted)

    def scanned(piece: pl.DataFrame) -> pl.DataFrame:
        if stopped():
            raise Cancelled
        return _with_any(piece, counted) if is_told else _known(_left(piece, asked), counted)

    nothing = _known(frame.clear().with_columns(row=pl.lit(0, pl.UInt32)), counted)
    pieces = chain(_gathered(frame, candidates), _sliced(frame, start))
    return pl.concat([nothing, *workers().map(scanned, pieces)])


def count(corpus: Corpus, query: Query, marked: MarkedIds, stopped: Stopped, *, enough: int | None = None) -> int:
    """How many articles match; once `enough` are found, no more are looked for."""
    needed = set().union({"date"}, *map(columns_of, query.conjuncts))
    frame = corpus.derived.added_to(corpus.frame, sorted(needed & DERIVED), stopped)
    if frame is None:
        raise Cancelled
    frame, asked, total = frame.select(sorted(needed)), conditions(query.conjuncts, marked), 0
    for piece in _sliced(frame, 0):
        if stopped():
            raise Cancelled
        total += _left(piece, asked).height
        if enough is not None and total >= enough:
            break
    return total


@cache
def workers() -> ThreadPoolExecutor:
    """A thread a core: Polars looks through one column of a piece on one core."""
    return ThreadPoolExecutor(os.cpu_count() or 1, "scan")


def _gathered(frame: pl.DataFrame, rows: pl.Series) -> Iterator[pl.DataFrame]:
    for start in range(0, len(rows), PIECE_ROWS):
        piece = rows.slice(start, PIECE_ROWS)
        yield frame[piece].with_columns(row=piece)


def _sliced(frame: pl.DataFrame, start: int) -> Iterator[pl.DataFrame]:
    for first in range(start, frame.height, PIECE_ROWS):
        piece = frame.slice(first, PIECE_ROWS)
        yield piece.with_columns(row=pl.int_range(first, first + piece.height, dtype=pl.UInt32, eager=True))


def _known(matches: pl.DataFrame, counted: Sequence[Sought]) -> pl.DataFrame:
    """What is remembered of matches."""
    return matches.select("row", "date", "characters").hstack(frequencies(matches, counted))


def _is_told_by_counts(query: Query, counted: Sequence[Sought]) -> bool:
    """True for one term that is counted wherever it is looked for: counting it takes no longer than looking for it."""
    match query.root:
        case Term(fields=fields) | Wildcard(fields=fields):
            return (*counted,) == (query.root,) and columns_counted(query.root) == {*fields}
    return False


def _with_any(piece: pl.DataFrame, counted: Sequence[Sought]) -> pl.DataFrame:
    """What is remembered of the rows in which the one term is counted at least once."""
    return _known(piece, counted).filter(pl.col(FREQUENCY.format(0)) > 0)


def _left(piece: pl.DataFrame, asked: Sequence[pl.Expr]) -> pl.DataFrame:
    """What meets all conditions; each is asked only of what the ones before it left."""
    for condition in asked:
        piece = piece.filter(condition)
        if piece.is_empty():
            break
    return piece
