"""Keyness: the words that set some articles apart from the rest of their corpus.

Log-likelihood says how sure the difference is, log ratio how large it is; a word needs both to be worth a look.
"""

from dataclasses import dataclass

import polars as pl

from reader.corpus.table import Corpus
from reader.insight.association import log_likelihood, log_ratio
from reader.insight.word_counts import WordCounts
from reader.progress import Progress, Stopped, never, silent
from reader.search.engine import Results

LEAST_LIKELIHOOD = 6.63
"""Log-likelihood below which a difference may well be chance: p < 0.01."""


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word that is more frequent in the result than in the rest."""

    word: str
    """As it is written most often."""
    count: int
    """How often it stands in the result."""
    rest: int
    """How often elsewhere in the corpus."""
    documents: int
    """How many articles of the result hold it."""
    log_likelihood: float
    """How sure the difference is (Rayson & Garside 2000)."""
    log_ratio: float
    """How large it is, in doublings (Hardie 2014)."""


def keywords(
    corpus: Corpus,
    results: Results,
    counts: WordCounts | None = None,
    *,
    limit: int | None = 100,
    minimum_count: int = 3,
    minimum_documents: int = 2,
    least: float = LEAST_LIKELIHOOD,
    progress: Progress = silent,
    stopped: Stopped = never,
) -> list[KeyWord] | None:
    """The key words of a result, the surest first; None where `stopped` came true meanwhile.

    Empty where the result is empty, or where nothing else is left to hold it against. A result of fewer articles
    than `minimum_documents` needs all of its articles to hold a word.
    """
    if not 0 < len(results) < len(corpus):
        return []
    counts = counts if counts is not None else WordCounts()
    if not counts.count(corpus, progress, stopped):
        return None
    here = counts.of(corpus, results.rows, progress, stopped)
    if here is None:
        return None
    everywhere = counts.totals()
    size, whole = int(here["count"].sum()), int(everywhere["count"].sum())
    if not 0 < size < whole:
        return []
    candidates = (
        here.filter((pl.col("count") >= minimum_count) & (pl.col("documents") >= min(minimum_documents, len(results))))
        .join(everywhere.select("word", total="count"), on="word")
        .with_columns(rest=pl.col("total").cast(pl.Int64) - pl.col("count").cast(pl.Int64))
        .filter(pl.col("count") * (whole - size) > pl.col("rest") * size)
    )
    candidates = candidates.with_columns(name=counts.names(candidates["word"]))
    found = []
    for name, word, count, documents, rest in candidates.select(
        "name", "word", "count", "documents", "rest"
    ).iter_rows():
        likelihood = log_likelihood(count, rest, size, whole - size)
        if likelihood >= least:
            found.append((-likelihood, -count, name, word, documents, rest))
    found.sort()
    best = found[:limit]
    spelled = counts.spelled(pl.Series([word for _, _, _, word, _, _ in best], dtype=pl.UInt32))
    return [
        KeyWord(word, -count, rest, documents, -likelihood, log_ratio(-count, rest, size, whole - size))
        for word, (likelihood, count, _, _, documents, rest) in zip(spelled, best, strict=True)
    ]
