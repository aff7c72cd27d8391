"""Words that are equal by all figures stand in one order, whatever numbers they were given when they were counted."""

from collections.abc import Callable
from itertools import permutations

import polars as pl
import pytest

from reader.corpus.table import Table
from reader.insight.collocates import collocates
from reader.insight.keyness import keywords
from reader.insight.related import related
from reader.insight.word_counts import WordCounts
from reader.search.tree import Term
from tests.insight.corpora import corpus_of, counted_by, found

WORDS = ["天气", "新闻", "经济", "台湾", "臺灣", "Taiwan", "taiwan"]
BODIES = [
    "上海 天气 新闻 经济 台湾 臺灣 Taiwan taiwan " * 3,
    "上海 天气 新闻 经济 台湾 臺灣 Taiwan taiwan",
    "北京 公园 " * 90,
]


class _Numbered(WordCounts):
    """Counts words that have numbers already, in this order."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words
        super().__init__()

    def _forget(self, lineage: object) -> None:
        super()._forget(lineage)
        self._given = pl.Series(self._words, dtype=pl.Categorical(self._categories))


def _key_words(corpus: Table, counts: WordCounts) -> object:
    return keywords(counted_by(corpus, counts), found(corpus, "上海"), least=0, minimum_count=1)


def _collocates(corpus: Table, counts: WordCounts) -> object:
    return collocates(counted_by(corpus, counts), Term("上海"), minimum_count=1)


def _related(corpus: Table, counts: WordCounts) -> object:
    return related(counted_by(corpus, counts), 0)


@pytest.mark.parametrize("ask", [_key_words, _collocates, _related])
def test_equal_words_stand_in_one_order(ask: Callable[..., object]) -> None:
    told = [ask(corpus_of(BODIES), _Numbered(words)) for words in [*permutations(WORDS)][::317]]
    assert told[0]
    assert all(each == told[0] for each in told)
