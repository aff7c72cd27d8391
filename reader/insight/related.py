"""Related articles: the nearest by the cosine of their TF-IDF vectors over words.

A word weighs (1 + ln tf) · ln(1 + N / df) (Salton & Buckley 1988; Manning, Raghavan & Schütze 2008, ch. 6; the 1
keeps words that all articles share from weighing nothing, so that two equal articles are alike in any corpus).
"""

import threading
from dataclasses import dataclass

import polars as pl

from reader.corpus.table import Corpus
from reader.insight.word_counts import WordCounts
from reader.progress import Progress, Stopped, never, silent

_WORDS_SHOWN = 6
_TERM_FREQUENCY = 1 + pl.col("count").cast(pl.Float64).log()


@dataclass(frozen=True, slots=True)
class Related:
    """An article that is like another one."""

    row: int
    """Its row in the corpus."""
    similarity: float
    """The cosine: 0 for no word in common, 1 for the same words in the same proportions."""
    words: tuple[str, ...]
    """The words that make them alike, the weightiest first."""


class Relations:
    """Who is like whom in one corpus. The lengths of all vectors are worked out once, and again where it grew."""

    def __init__(self, counts: WordCounts | None = None) -> None:
        self.counts = counts if counts is not None else WordCounts()
        self._measuring = threading.Lock()
        self._lengths: pl.Series | None = None
        self._rarities: pl.Series | None = None
        self._measured: tuple[object, int] = (None, 0)

    def related(
        self,
        corpus: Corpus,
        row: int,
        limit: int = 20,
        progress: Progress = silent,
        stopped: Stopped = never,
    ) -> list[Related] | None:
        """The articles nearest to one, the nearest first; None where `stopped` came true meanwhile.

        All articles are compared that `counts` keeps one by one; others are never among the related, and have none.
        """
        if not self.counts.count(corpus, progress, stopped):
            return None
        measured = self._measure(corpus, stopped)
        if measured is None:
            return None
        lengths, rarities = measured
        own = self.counts.words_of(row)
        own = own.with_columns(weight=_TERM_FREQUENCY * pl.lit(rarities).gather(pl.col("word")))
        if own.is_empty():
            return []
        asked = pl.repeat(0.0, len(rarities), eager=True, dtype=pl.Float64).scatter(own["word"], own["weight"])
        found = []
        for block in self.counts.blocks():
            if stopped():
                return None
            found.append(_products(block, asked * rarities).group_by("row").agg(pl.col("product").sum()))
        nearest = (
            pl.concat(found)
            .filter(pl.col("row") != row)
            .with_columns(similarity=pl.col("product") / (pl.lit(lengths).gather(pl.col("row")) * lengths[row]))
            .top_k(limit, by=["similarity", -pl.col("row").cast(pl.Int64)])
            .sort("similarity", "row", descending=[True, False])
        )
        shared = self._shared(nearest["row"], asked * rarities)
        return [
            Related(other, min(similarity, 1.0), shared.get(other, ()))
            for other, similarity in nearest.select("row", "similarity").iter_rows()
        ]

    def _measure(self, corpus: Corpus, stopped: Stopped) -> tuple[pl.Series, pl.Series] | None:
        """The length of each article's vector, and the rarity of each word by its number."""
        with self._measuring:
            state = (corpus.derived, self.counts.counted)
            if self._measured != state or self._lengths is None or self._rarities is None:
                totals = self.counts.totals()
                size = int(totals["word"].max()) + 1 if totals.height else 0  # type: ignore[arg-type]
                rarity = (1 + self.counts.counted / totals["documents"]).log()
                rarities = pl.repeat(0.0, size, eager=True, dtype=pl.Float64).scatter(totals["word"], rarity)
                lengths = pl.repeat(0.0, len(corpus), eager=True, dtype=pl.Float64)
                for block in self.counts.blocks():
                    if stopped():
                        return None
                    squares = _weighted(block, rarities).group_by("row").agg(pl.col("weight").pow(2).sum().sqrt())
                    lengths = lengths.scatter(squares["row"], squares["weight"])
                self._lengths, self._rarities, self._measured = lengths, rarities, state
            return self._lengths, self._rarities

    def _shared(self, rows: pl.Series, asked: pl.Series) -> dict[int, tuple[str, ...]]:
        """The words that make each of the rows like the one that is asked about."""
        blocks = [block.filter(pl.col("row").is_in(rows.implode())) for block in self.counts.blocks()]
        blocks = [block for block in blocks if block.height]
        if not blocks:
            return {}
        products = _products(pl.concat(blocks), asked)
        weighty = (
            products.with_columns(name=self.counts.names(products["word"]))
            .sort("row", "product", "name", descending=[False, True, False])
            .group_by("row", maintain_order=True)
            .head(_WORDS_SHOWN)
        )
        weighty = weighty.with_columns(pl.Series("spelled", self.counts.spelled(weighty["word"]), dtype=pl.String))
        grouped = weighty.group_by("row", maintain_order=True).agg("spelled")
        return {row: tuple(words) for row, words in grouped.iter_rows()}


def related(
    corpus: Corpus, row: int, counts: WordCounts | None = None, limit: int = 20, stopped: Stopped = never
) -> list[Related] | None:
    """As Relations.related, for one question; who asks more than one keeps Relations."""
    return Relations(counts).related(corpus, row, limit, stopped=stopped)


def _weighted(block: pl.DataFrame, weights: pl.Series) -> pl.DataFrame:
    entries = block.explode("word", "count")
    return entries.select("row", "word", weight=_TERM_FREQUENCY * pl.lit(weights).gather(pl.col("word")))


def _products(block: pl.DataFrame, asked: pl.Series) -> pl.DataFrame:
    """row, word and what the word adds to the product of its article and the one asked about; not where nothing."""
    entries = block.explode("word", "count").with_columns(asked=pl.lit(asked).gather(pl.col("word")))
    return entries.filter(pl.col("asked") > 0).select("row", "word", product=_TERM_FREQUENCY * pl.col("asked"))
