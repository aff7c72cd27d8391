"""Scanning: from a condition to the rows that meet it, piece by piece, with a count of each term.

This is the seam where an index could stand beside the scan: query in, matches out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import polars as pl

from reader.corpus.derived import NAMES as DERIVED
from reader.corpus.questions import Corpus, Partly, Question, Rows
from reader.corpus.table import Table
from reader.progress import Cancelled, Progress, Stopped
from reader.search.counting import FREQUENCY, columns_counted, frequencies
from reader.search.plan import MarkedIds, columns_of, conditions
from reader.search.tree import Marked, Query, Sought, Term, Wildcard

PIECE_ROWS = 16_384
"""Rows scanned between two looks at whether the search is still wanted."""

_FEW = 16
"""Of as many rows that are far, one at most is named; else it is quicker to look through all of them."""


@dataclass(frozen=True)
class Matches(Question):
    """Asks which rows match a query: `row`, `date`, `characters`, and a FREQUENCY column for each term if counted."""

    query: Query
    """It travels as text; see search.writing."""
    is_counted: bool
    """True where its terms are counted."""
    marks: Mapping[Marked, pl.Series | None]
    """The ids that each mark of the query is on; None where marks are not known."""

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """The matches among some rows, in their order. Raises Cancelled."""
        query = self.query
        counted = query.terms if self.is_counted else ()
        needed = set().union({"date", "characters"}, *map(columns_of, query.conjuncts), *map(columns_counted, counted))
        frame = _columns(part, needed, stopped)
        asked = self._conditions()
        is_told = _is_told_by_counts(query, counted)

        def scanned(piece: pl.DataFrame) -> pl.DataFrame:
            if stopped():
                raise Cancelled
            return _with_any(piece, counted) if is_told else _known(_left(piece, asked), counted)

        nothing = _known(frame.clear().with_columns(row=pl.lit(0, pl.UInt32)), counted)
        return pl.concat([nothing, *workers().map(scanned, _pieces(frame, rows))])

    def number(self, part: Table, rows: Rows, stopped: Stopped, enough: int) -> int:
        """How many of some rows match; once `enough` are found, no more are looked for. Raises Cancelled."""
        frame = _columns(part, {"date"}.union(*map(columns_of, self.query.conjuncts)), stopped)
        asked, found = self._conditions(), 0
        for piece in _pieces(frame, rows):
            if stopped():
                raise Cancelled
            found += _left(piece, asked).height
            if found >= enough:
                break
        return found

    def _conditions(self) -> list[pl.Expr]:
        return conditions(self.query.conjuncts, self.marks.get)


@dataclass(frozen=True)
class AnyMatch(Question):
    """Asks whether any row matches a query: `any`, one row."""

    matches: Matches
    """What must match."""

    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """Looks no further than the first match. Raises Cancelled."""
        return pl.DataFrame({"any": [self.matches.number(part, rows, stopped, 1) > 0]})

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Any of them."""
        return pl.concat(answers).select(pl.col("any").any())


def matches_of(query: Query, marked: MarkedIds, *, is_counted: bool = False) -> Matches:
    """The question which rows match a query; the marks it asks for are looked up now."""
    return Matches(query, is_counted, {mark: marked(mark) for mark in query.marks})


def scan(
    corpus: Corpus, matches: Matches, candidates: pl.Series, start: int, stopped: Stopped, partly: Partly | None = None
) -> pl.DataFrame:
    """The matches among some candidate rows (UInt32) and all rows from `start` on, in that order. Raises Cancelled."""
    if corpus.is_far and len(candidates) * _FEW > start:
        candidates, start = candidates.clear(), 0
    among = [corpus.ask(matches, candidates, stopped)] if len(candidates) else []
    behind = range(start, len(corpus))
    return pl.concat([*among, corpus.ask(matches, behind, stopped, partly=partly)]) if behind or not among else among[0]


@cache
def workers() -> ThreadPoolExecutor:
    """A thread a core: Polars looks through one column of a piece on one core."""
    return ThreadPoolExecutor(pl.thread_pool_size(), "scan")


def _columns(part: Table, names: Collection[str], stopped: Stopped) -> pl.DataFrame:
    frame = part.derived.added_to(part.frame, sorted({*names} & DERIVED), stopped)
    if frame is None:
        raise Cancelled
    return frame.select(sorted(names))


def _pieces(frame: pl.DataFrame, rows: Rows) -> Iterator[pl.DataFrame]:
    for start in range(0, len(rows), PIECE_ROWS):
        if isinstance(rows, range):
            first, end = rows.start + start, min(rows.start + start + PIECE_ROWS, rows.stop)
            piece = frame.slice(first, end - first)
            yield piece.with_columns(row=pl.int_range(first, end, dtype=pl.UInt32, eager=True))
        else:
            numbers = rows.slice(start, PIECE_ROWS)
            yield frame[numbers].with_columns(row=numbers)


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
