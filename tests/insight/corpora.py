"""Corpora to ask about: made of a few words that jieba cuts as they are meant."""

import datetime
from collections.abc import Sequence

import polars as pl

from reader.corpus.table import SCHEMA, Table
from reader.insight.word_counts import WordCounts
from reader.search.engine import Results, search
from reader.search.syntax import parse


def corpus_of(
    bodies: Sequence[str], titles: Sequence[str] | None = None, dates: Sequence[datetime.date | None] | None = None
) -> Table:
    """A corpus of these bodies; titles say nothing unless they are given."""
    size = len(bodies)
    frame = pl.DataFrame(
        {
            "title": list(titles) if titles is not None else ["1"] * size,
            "url": [f"http://example.com/{number}" for number in range(size)],
            "body": list(bodies),
            "line": [1] * size,
            "path": ["made.txt"] * size,
            "title_is_derived": [False] * size,
            "date": list(dates) if dates is not None else [None] * size,
            "source": ["example.com"] * size,
            "characters": [len(body) for body in bodies],
        },
        schema=SCHEMA,
    )
    return Table(frame)


def found(corpus: Table, query: str) -> Results:
    """What answers a query."""
    results = search(corpus, parse(query))
    assert results is not None
    return results


class StopAfter:
    """False some times, then True for good."""

    def __init__(self, times: int) -> None:
        self._left = times

    def __call__(self) -> bool:
        self._left -= 1
        return self._left < 0


def counted_by(corpus: Table, counts: WordCounts) -> Table:
    """The corpus, whose words these count."""
    corpus.derived._others[WordCounts] = counts
    return corpus


def spellings(counts: WordCounts, words: pl.Series) -> list[str]:
    """Words by their numbers, each as it is written most often."""
    ways = counts.ways(words)
    ways = ways.with_columns(name=counts.names(ways["spelling"])).sort("count", "name", descending=[True, False])
    best = dict(ways.unique("word", keep="first", maintain_order=True).select("word", "name").iter_rows())
    return [best[word] for word in words]
