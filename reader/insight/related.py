"""Related articles: the nearest by the cosine of their TF-IDF vectors over words.

A word weighs (1 + ln tf) · ln(1 + N / df) (Salton & Buckley 1988; Manning, Raghavan & Schütze 2008, ch. 6; the 1
keeps words that all articles share from weighing nothing, so that two equal articles are alike in any corpus).
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from reader.corpus.questions import Corpus, Question, Rows
from reader.corpus.table import Table
from reader.insight.word_counts import WordCounts
from reader.insight.words import Words, counted, spelled
from reader.progress import Cancelled, Progress, Stopped, never, silent

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


def related(
    corpus: Corpus, row: int, limit: int = 20, progress: Progress = silent, stopped: Stopped = never
) -> list[Related] | None:
    """The articles nearest to one, the nearest first; None where `stopped` came true meanwhile.

    All articles are compared whose words are kept one by one; others are never among the related.
    """
    try:
        documents = corpus.ask(Words(), stopped=stopped, progress=progress)
        rarities = documents.select("word", rarity=(1 + len(corpus) / pl.col("documents")).log())
        own = corpus.ask(Words(), pl.Series([row], dtype=pl.UInt32), stopped)
        own = own.join(rarities, on="word").select("word", weight=_TERM_FREQUENCY * pl.col("rarity"))
        if own.is_empty():
            return []
        length = float(own.select(pl.col("weight").pow(2).sum().sqrt()).item())
        nearest = corpus.ask(Alike(own, Rarities(rarities), limit + 1), stopped=stopped, progress=progress)
        nearest = nearest.filter(pl.col("row") != row).head(limit)
        words = nearest["words"].explode().drop_nulls().unique().to_list()
        spelling = dict(zip(words, spelled(corpus, words, stopped), strict=True))
    except Cancelled:
        return None
    return [
        Related(other, min(product / length, 1.0), tuple(spelling[word] for word in shared))
        for other, product, shared in nearest.select("row", "product", "words").iter_rows()
    ]


@dataclass(frozen=True, eq=False)
class Rarities:
    """How rare each word of a corpus is."""

    words: pl.DataFrame
    """`word` (normalized) and `rarity`, ln(1 + N / df)."""

    @cached_property
    def mark(self) -> tuple[int, float, int]:
        """Tells them from those of other articles."""
        return self.words.height, float(self.words["rarity"].sum()), int(self.words["word"].hash().sum())


@dataclass(frozen=True, eq=False)
class Alike(Question):
    """Asks which articles are nearest to one: `row`, `product` and `words`, the nearest first.

    The product is that of the one's vector and the article's, which has length 1; `words` add most to it.
    """

    own: pl.DataFrame
    """`word` (normalized) and `weight` of the article that is asked about."""
    rarities: Rarities
    """Of the whole corpus."""
    limit: int
    """Articles that are told at most."""

    takes_long = True
    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """All articles of the part are compared. Raises Cancelled."""
        counts = counted(part, progress, stopped)
        vectors = part.derived.once(_Vectors)
        rarities, lengths = vectors.of(part, counts, self.rarities, stopped)
        asked = pl.repeat(0.0, len(rarities), eager=True, dtype=pl.Float64)
        own = counts.held(self.own["word"]).join(self.own.rename({"word": "name"}), on="name")
        asked = asked.scatter(own["word"], own["weight"]) * rarities
        found = [pl.DataFrame(schema={"row": pl.UInt32, "product": pl.Float64})]
        for block in counts.blocks():
            if stopped():
                raise Cancelled
            found.append(_products(block, asked).group_by("row").agg(pl.col("product").sum()))
        product = pl.col("product") / pl.lit(lengths).gather(pl.col("row"))
        nearest = _nearest(pl.concat(found).with_columns(product), self.limit)
        return nearest.join(_shared(counts, nearest["row"], asked), on="row", how="left", maintain_order="left")

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The nearest of all."""
        return _nearest(pl.concat(answers), self.limit)


class _Vectors:
    """The lengths of all vectors of a table: worked out once, and again where it or the corpus grew."""

    def __init__(self) -> None:
        self._measuring = threading.Lock()
        self._known: tuple[object, pl.Series, pl.Series] | None = None

    def of(self, part: Table, counts: WordCounts, rarities: Rarities, stopped: Stopped) -> tuple[pl.Series, pl.Series]:
        """The rarity of each word by its number, and the length of each article's vector. Raises Cancelled."""
        state = len(part), rarities.mark
        with self._measuring:
            if self._known is not None and self._known[0] == state:
                return self._known[1:]
            held = counts.held().join(rarities.words.rename({"word": "name"}), on="name")
            size = max(held.select(pl.col("word").max().fill_null(0)).item() + 1, 1)
            rarity = pl.repeat(0.0, size, eager=True, dtype=pl.Float64).scatter(held["word"], held["rarity"])
            lengths = pl.repeat(0.0, len(part), eager=True, dtype=pl.Float64)
            for block in counts.blocks():
                if stopped():
                    raise Cancelled
                squares = _weighted(block, rarity).group_by("row").agg(pl.col("weight").pow(2).sum().sqrt())
                lengths = lengths.scatter(squares["row"], squares["weight"])
            self._known = state, rarity, lengths
            return rarity, lengths


def _nearest(articles: pl.DataFrame, limit: int) -> pl.DataFrame:
    nearest = articles.top_k(limit, by=["product", -pl.col("row").cast(pl.Int64)])
    return nearest.sort("product", "row", descending=[True, False])


def _shared(counts: WordCounts, rows: pl.Series, asked: pl.Series) -> pl.DataFrame:
    """`row` and `words`: those that make each of the rows like the one that is asked about, the weightiest first."""
    blocks = [block.filter(pl.col("row").is_in(rows.implode())) for block in counts.blocks()]
    nothing = pl.DataFrame(schema={"row": pl.UInt32, "product": pl.Float64, "name": pl.String})
    products = [_products(block, asked) for block in blocks if block.height]
    named = [each.select("row", "product", name=counts.names(each["word"])) for each in products]
    weighty = pl.concat([nothing, *named]).sort("row", "product", "name", descending=[False, True, False])
    weighty = weighty.group_by("row", maintain_order=True).head(_WORDS_SHOWN)
    return weighty.group_by("row", maintain_order=True).agg(words="name")


def _weighted(block: pl.DataFrame, weights: pl.Series) -> pl.DataFrame:
    entries = block.explode("word", "count")
    return entries.select("row", "word", weight=_TERM_FREQUENCY * pl.lit(weights).gather(pl.col("word")))


def _products(block: pl.DataFrame, asked: pl.Series) -> pl.DataFrame:
    """row, word and what the word adds to the product of its article and the one asked about; not where nothing."""
    entries = block.explode("word", "count").with_columns(asked=pl.lit(asked).gather(pl.col("word")))
    return entries.filter(pl.col("asked") > 0).select("row", "word", product=_TERM_FREQUENCY * pl.col("asked"))
