"""A running search: the corpus is scanned piece by piece, and gives up as soon as it is superseded."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from reader.corpus.table import Corpus
from reader.search.plan import Pattern, matching, pattern
from reader.search.ranking import Order, ordered, scores
from reader.search.syntax import Query

PIECE_ROWS = 16_384
"""Rows scanned between two looks at whether the search is still wanted."""


@dataclass(frozen=True, eq=False)
class Results:
    """The articles that answer a query, in order."""

    query: Query
    """What was asked."""
    rows: pl.Series
    """UInt32: rows of the corpus, best first."""
    scores: pl.Series
    """Float64: BM25 of each, 0 where nothing was looked for."""
    corpus_size: int
    """Articles that were searched."""
    seconds: float
    """How long it took."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def patterns(self) -> list[Pattern]:
        """The matchers of the terms, to highlight with."""
        return patterns_of(self.query)


def patterns_of(query: Query) -> list[Pattern]:
    """The matcher of each term that is looked for, in the order of the terms."""
    return [pattern(term) for term in query.terms]


def search(
    corpus: Corpus, query: Query, order: Order = "relevance", superseded: Callable[[], bool] = lambda: False
) -> Results | None:
    """All articles that answer the query, or None where `superseded` came true meanwhile."""
    started = time.perf_counter()
    rows = _matching_rows(corpus, query, superseded)
    if rows is None:
        return None
    patterns = patterns_of(query)
    if not patterns and order in ("relevance", "corpus"):
        zeros = pl.zeros(len(rows), dtype=pl.Float64, eager=True)
        return Results(query, rows, zeros, len(corpus), time.perf_counter() - started)
    matched = corpus.frame[rows]
    ranked = matched.select("title", "date").with_columns(
        row=rows, score=scores(matched, patterns, len(corpus), corpus.average_length)
    )
    if superseded():
        return None
    ranked = ordered(ranked, order)
    return Results(query, ranked["row"], ranked["score"], len(corpus), time.perf_counter() - started)


def _matching_rows(corpus: Corpus, query: Query, superseded: Callable[[], bool]) -> pl.Series | None:
    """Rows that match, in corpus order, UInt32."""
    if not query.nodes:
        return pl.int_range(len(corpus), dtype=pl.UInt32, eager=True)
    condition = matching(query)
    found: list[pl.Series] = []
    for start in range(0, len(corpus), PIECE_ROWS):
        if superseded():
            return None
        piece = corpus.frame.slice(start, PIECE_ROWS)
        found.append(piece.select(condition.alias("matches"))["matches"].arg_true() + start)
    return pl.concat(found).cast(pl.UInt32) if found else pl.Series(dtype=pl.UInt32)
