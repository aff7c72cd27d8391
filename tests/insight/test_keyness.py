"""Key words of a result against the rest of the corpus."""

import pytest

from reader.insight.keyness import KeyWord, keywords
from reader.insight.words import counts_of
from tests.insight.corpora import StopAfter, corpus_of, found

BODIES = ["上海 " + "天气 " * 9, "上海 " + "天气 " * 9, "北京 " * 5 + "天气 " * 5 + "新闻 " * 70]


def test_worked_figures() -> None:
    """20 words against 80: 天气 18 and 5, E = 4.6 and 18.4; 上海 2 and 0, E = 0.4 and 1.6."""
    corpus = corpus_of(BODIES)
    keys = keywords(corpus, found(corpus, "上海"), least=0, minimum_count=1)
    assert keys is not None
    first, second = keys
    assert (first.word, first.count, first.rest, first.documents) == ("天气", 18, 5, 2)
    assert first.log_likelihood == pytest.approx(36.086229, abs=5e-7)
    assert first.log_ratio == pytest.approx(3.847997, abs=5e-7)
    assert (second.word, second.count, second.rest) == ("上海", 2, 0)
    assert second.log_likelihood == pytest.approx(6.437752, abs=5e-7)
    assert second.log_ratio == pytest.approx(4.0, abs=5e-7)


def test_minimum_counts() -> None:
    corpus = corpus_of(BODIES)
    results = found(corpus, "上海")
    assert [key.word for key in keywords(corpus, results, least=0) or []] == ["天气"]
    assert keywords(corpus, results, minimum_count=19) == []
    assert keywords(corpus, results, minimum_documents=3, least=0, minimum_count=1) is not None
    assert [key.word for key in keywords(corpus, results) or []] == ["天气"]


def test_a_word_of_one_article_does_not_set_two_apart() -> None:
    corpus = corpus_of(["上海 " + "天气 " * 9, "上海", "北京 " * 20])
    assert keywords(corpus, found(corpus, "上海")) == []


def test_limit() -> None:
    corpus = corpus_of(BODIES)
    keys = keywords(corpus, found(corpus, "上海"), limit=1, least=0, minimum_count=1)
    assert [key.word for key in keys or []] == ["天气"]


@pytest.mark.parametrize("query", ["没有的词", ""])
def test_nothing_and_everything_have_no_key_words(query: str) -> None:
    corpus = corpus_of(BODIES)
    assert keywords(corpus, found(corpus, query)) == []


def test_one_article_has_none() -> None:
    corpus = corpus_of(BODIES[:1])
    assert keywords(corpus, found(corpus, "上海")) == []


def test_halves_that_are_the_same_have_none() -> None:
    corpus = corpus_of(["上海天气 " * 9] * 4, ["甲", "甲", "乙", "乙"])
    keys: list[KeyWord] | None = keywords(corpus, found(corpus, "title:甲"))
    assert [key.word for key in keys or [] if key.word != "甲"] == []


def test_one_article_of_many_has_key_words() -> None:
    corpus = corpus_of(BODIES)
    assert [key.word for key in keywords(corpus, found(corpus, "新闻")) or []] == ["新闻"]


def test_stopped() -> None:
    corpus = corpus_of(BODIES)
    results = found(corpus, "上海")
    assert keywords(corpus, results, stopped=lambda: True) is None
    assert counts_of(corpus).count(corpus)
    assert keywords(corpus, results, stopped=StopAfter(0)) is None


def test_counts_that_are_held_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = corpus_of(BODIES)
    first = keywords(corpus, found(corpus, "上海"))
    monkeypatch.setattr("reader.insight.word_counts.cut_many", lambda texts: pytest.fail("cut again"))
    assert keywords(corpus, found(corpus, "上海")) == first
