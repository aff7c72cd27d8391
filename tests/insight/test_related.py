"""Related articles: cosine of TF-IDF vectors, held against a plain computation."""

import math
from collections import Counter

import pytest

from reader.corpus.table import Table
from reader.insight.related import related
from reader.insight.word_counts import WordCounts
from reader.insight.words import counts_of
from tests.insight.corpora import StopAfter, corpus_of, counted_by

BODIES = ["天气 天气 上海 新闻", "天气 上海 学校", "北京 新闻", "公园 医院", "天气 天气 上海 新闻", "。"]


def plain(row: int, other: int) -> float:
    """The same by the formula as it stands in the books."""
    articles = [Counter(word for word in body.split() if word.isalpha()) for body in BODIES]
    frequency = Counter(word for article in articles for word in article)

    def vector(article: Counter[str]) -> dict[str, float]:
        return {
            word: (1 + math.log(count)) * math.log(1 + len(BODIES) / frequency[word]) for word, count in article.items()
        }

    first, second = vector(articles[row]), vector(articles[other])
    product = sum(weight * second.get(word, 0) for word, weight in first.items())
    return product / math.sqrt(sum(w * w for w in first.values())) / math.sqrt(sum(w * w for w in second.values()))


def test_similarity_is_the_cosine() -> None:
    nearest = related(corpus_of(BODIES), 0)
    assert nearest is not None
    assert [each.row for each in nearest] == [4, 1, 2]
    for each in nearest:
        assert each.similarity == pytest.approx(plain(0, each.row), abs=1e-6)
    assert nearest[0].similarity == pytest.approx(1)


def test_shared_words_explain_it_the_weightiest_first() -> None:
    nearest = related(corpus_of(BODIES), 0)
    assert nearest is not None
    assert nearest[0].words[0] == "天气"
    assert set(nearest[0].words) == {"天气", "上海", "新闻"}
    assert nearest[2].words == ("新闻",)


def test_the_limit() -> None:
    assert len(related(corpus_of(BODIES), 0, limit=1) or []) == 1


@pytest.mark.parametrize("row", [3, 5])
def test_an_article_that_shares_no_word_has_none(row: int) -> None:
    assert related(corpus_of(BODIES), row) == []


def test_one_article() -> None:
    assert related(corpus_of(BODIES[:1]), 0) == []


def test_two_equal_articles_are_alike() -> None:
    nearest = related(corpus_of(["天气 上海"] * 2), 0)
    assert [(each.row, round(each.similarity, 6)) for each in nearest or []] == [(1, 1.0)]


def test_a_corpus_that_grew() -> None:
    whole = corpus_of(BODIES)
    corpus = Table.empty().extended(whole.frame.head(2))
    assert [each.row for each in related(corpus, 0) or []] == [1]
    grown = corpus.extended(whole.frame.slice(2))
    assert related(grown, 0) == related(whole, 0)


def test_what_is_not_kept_is_not_compared() -> None:
    corpus = corpus_of(BODIES)
    assert related(counted_by(corpus, WordCounts(most_entries=1)), 0) == []


def test_stopped() -> None:
    corpus = corpus_of(BODIES)
    assert related(corpus, 0, stopped=lambda: True) is None
    assert counts_of(corpus).count(corpus)
    assert related(corpus, 0, stopped=StopAfter(0)) is None
