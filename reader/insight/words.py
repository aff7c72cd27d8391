"""What is asked about the words of a corpus: how often each stands in some articles, and how it is spelled."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from reader.corpus.questions import Corpus, Question, Rows, numbered
from reader.corpus.table import Table
from reader.insight.word_counts import WordCounts
from reader.progress import Cancelled, Progress, Stopped, never


def counts_of(table: Table) -> WordCounts:
    """The word counts of a table, which are those of the tables that grow from it, too."""
    return table.derived.once(WordCounts)


def counted(table: Table, progress: Progress, stopped: Stopped) -> WordCounts:
    """The same, with all of its articles counted. Raises Cancelled."""
    counts = counts_of(table)
    if not counts.count(table, progress, stopped):
        raise Cancelled
    return counts


@dataclass(frozen=True, slots=True)
class Words(Question):
    """Asks how often each word stands in rows, and in how many: `word` (normalized), `count` and `documents`."""

    takes_long = True
    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row a word. Raises Cancelled."""
        counts = counted(part, progress, stopped)
        is_whole = isinstance(rows, range) and rows == range(len(part))
        found = counts.totals() if is_whole else counts.of(part, numbered(rows), progress, stopped)
        if found is None:
            raise Cancelled
        return found.with_columns(word=counts.names(found["word"]))

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums."""
        return pl.concat(answers).group_by("word").agg(pl.col("count", "documents").sum())


@dataclass(frozen=True, slots=True)
class Spellings(Question):
    """Asks how some words are spelled, in all articles: `word`, `spelling` and `count`."""

    words: tuple[str, ...]
    """Normalized."""

    takes_long = True
    adds_up = True

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row for each way a word is spelled. Raises Cancelled."""
        counts = counted(part, progress, stopped)
        ways = counts.ways(counts.numbers(pl.Series(self.words, dtype=pl.String)))
        return ways.with_columns(word=counts.names(ways["word"]), spelling=counts.names(ways["spelling"]))

    def total(self, answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The sums."""
        return pl.concat(answers).group_by("word", "spelling").agg(pl.col("count").sum())


def spelled(corpus: Corpus, words: Sequence[str], stopped: Stopped = never) -> list[str]:
    """Words, each as it is written most often. Raises Cancelled."""
    ways = corpus.ask(Spellings(tuple(words)), stopped=stopped).sort("count", "spelling", descending=[True, False])
    best = dict(ways.unique("word", keep="first", maintain_order=True).select("word", "spelling").iter_rows())
    return [best.get(word, word) for word in words]
