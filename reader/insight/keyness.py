"""Keyness: the words that set some articles apart from the rest of their corpus.

Log-likelihood says how sure the difference is, log ratio how large it is; a word needs both to be worth a look.
"""

from dataclasses import dataclass, replace

import polars as pl

from reader.corpus.questions import Corpus
from reader.insight.association import log_likelihood, log_ratio
from reader.insight.words import Words, spelled
from reader.progress import Cancelled, Progress, Stopped, never, silent
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
    try:
        everywhere = corpus.ask(Words(), stopped=stopped, progress=progress)
        here = corpus.ask(Words(), results.rows, stopped, progress)
        best = _best(here, everywhere, minimum_count, min(minimum_documents, len(results)), least)[:limit]
        words = spelled(corpus, [each.word for each in best], stopped)
    except Cancelled:
        return None
    return [replace(each, word=word) for each, word in zip(best, words, strict=True)]


def _best(
    here: pl.DataFrame, everywhere: pl.DataFrame, minimum_count: int, minimum_documents: int, least: float
) -> list[KeyWord]:
    """From what words count in some articles and in all to key words, the surest first."""
    size, whole = int(here["count"].sum()), int(everywhere["count"].sum())
    if not 0 < size < whole:
        return []
    candidates = (
        here.filter((pl.col("count") >= minimum_count) & (pl.col("documents") >= minimum_documents))
        .join(everywhere.select("word", total="count"), on="word")
        .with_columns(rest=pl.col("total").cast(pl.Int64) - pl.col("count").cast(pl.Int64))
        .filter(pl.col("count") * (whole - size) > pl.col("rest") * size)
    )
    found = []
    for word, count, documents, rest in candidates.select("word", "count", "documents", "rest").iter_rows():
        likelihood = log_likelihood(count, rest, size, whole - size)
        if likelihood >= least:
            ratio = log_ratio(count, rest, size, whole - size)
            found.append(KeyWord(word, count, rest, documents, likelihood, ratio))
    return sorted(found, key=lambda each: (-each.log_likelihood, -each.count, each.word))
