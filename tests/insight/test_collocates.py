"""Collocates: windows of words around what a search finds, and the search that each opens."""

import pytest

from reader.insight.association import expected, table_log_likelihood
from reader.insight.collocates import Collocate, collocates
from reader.insight.words import counts_of
from reader.search.tree import Term
from tests.insight.corpora import StopAfter, corpus_of, found

NEAR = "新闻 天气 上海 北京 经济"


def near(bodies: list[str], term: str = "上海", **options: object) -> dict[str, Collocate]:
    corpus = corpus_of(bodies)
    made = collocates(corpus, Term(term), minimum_count=1, **options)  # type: ignore[arg-type]
    assert made is not None
    return {each.word: each for each in made}


def padded(text: str) -> list[str]:
    """The text, and enough other words for chance to be small."""
    return [text, "学校 医院 公园 " * 100]


def test_words_within_the_window_count_and_others_do_not() -> None:
    assert set(near(padded(NEAR), left=1, right=1)) == {"天气", "北京"}
    assert set(near(padded(NEAR), left=2, right=0)) == {"新闻", "天气"}
    assert set(near(padded(NEAR))) == {"新闻", "天气", "北京", "经济"}


def test_punctuation_and_digits_take_no_place_in_the_window() -> None:
    assert set(near(padded("新闻 天气，12：上海"), left=1, right=1)) == {"天气"}


def test_a_window_ends_with_the_paragraph() -> None:
    assert set(near(padded("天气\n上海 北京"))) == {"北京"}


def test_worked_figures() -> None:
    """Of 305 words one is the hit; 4 of the other 304 are in the window, one of them 天气, which is nowhere else."""
    each = near(padded(NEAR))["天气"]
    assert (each.count, each.documents, each.total) == (1, 1, 1)
    assert each.expected == pytest.approx(expected(4, 1, 304)) == pytest.approx(0.013158, abs=5e-7)
    assert each.log_likelihood == pytest.approx(table_log_likelihood(1, 4, 1, 304))
    assert each.mutual_information == pytest.approx(6.247928, abs=5e-7)
    assert each.t_score == pytest.approx(0.986842, abs=5e-7)


def test_a_word_in_two_windows_counts_once() -> None:
    assert near(padded("上海 天气 上海"))["天气"].count == 1


def test_a_hit_may_be_part_of_a_word_or_several() -> None:
    assert set(near(padded("天气 博览会 北京"), "博览")) == {"天气", "北京"}
    assert set(near(padded("天气 上海 博览会 北京"), "上海 博览")) == {"天气", "北京"}


def test_variants_of_the_term_and_of_its_collocates_are_one() -> None:
    made = near(padded("經濟 上海 经济 上海 經濟"))
    assert made["經濟"].count == 3
    assert set(near(padded("天气 經濟"), "经济")) == {"天气"}


def test_each_opens_a_search_that_finds_it_near_the_term() -> None:
    corpus = corpus_of([*padded("天气，大家的——上海"), "上海 " + "学校 " * 40 + "天气"])
    made = collocates(corpus, Term("上海"), minimum_count=1)
    assert made is not None
    for each in made:
        assert len(found(corpus, each.query)) == each.documents
    assert '"上海 天气"~' in next(each.query for each in made if each.word == "天气")


def test_the_search_keeps_the_field() -> None:
    corpus = corpus_of(["学校 " * 50], ["天气 上海"])
    made = collocates(corpus, Term("上海", ("title",)), minimum_count=1)
    assert [each.query for each in made or []] == ['title:"上海 天气"~1']


def test_only_within_a_result() -> None:
    corpus = corpus_of(["上海 天气 学校", "上海 北京 " + "学校 " * 30, "医院 " * 30])
    everywhere = collocates(corpus, Term("上海"), minimum_count=1)
    within = collocates(corpus, Term("上海"), minimum_count=1, within=found(corpus, "北京"))
    assert {each.word for each in everywhere or []} >= {"天气", "北京"}
    assert [each.word for each in within or []] == ["北京"]


def test_minimum_count_and_limit() -> None:
    corpus = corpus_of(padded("上海 天气\n上海 天气\n上海 天气\n上海 北京"))
    assert [each.word for each in collocates(corpus, Term("上海"), minimum_count=3) or []] == ["天气"]
    assert len(collocates(corpus, Term("上海"), minimum_count=1, limit=1) or []) == 1


def test_a_term_that_stands_nowhere_or_alone_has_none() -> None:
    assert near(padded(NEAR), "没有的词") == {}
    assert near(["上海"]) == {}
    assert near(["上海"], left=0, right=0) == {}


def test_stopped() -> None:
    assert collocates(corpus_of(padded(NEAR)), Term("上海"), stopped=lambda: True) is None
    corpus = corpus_of(padded(NEAR))
    assert counts_of(corpus).count(corpus)
    assert collocates(corpus, Term("上海"), stopped=StopAfter(0)) is None
