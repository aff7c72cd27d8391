"""Searching: which articles answer a query, and in which order."""

from pathlib import Path

import polars as pl
import pytest

from reader.language.variants import fold
from reader.search.engine import search
from reader.search.ranking import Order
from reader.search.syntax import parse
from tests.dumps import corpus_of, record, small_corpus

TEXTS = (
    "上海开博览会",
    "上海的体育新闻",
    "颱風吹過臺灣",
    "台风吹过台湾",
    "ＧＤＰ增长５％",
    "gdp增长5%",
    "普通 文字[a-z].*",
)


def found(folder: Path, query: str, order: Order = "corpus") -> list[int]:
    results = search(small_corpus(folder, *TEXTS), parse(query), order)
    assert results is not None
    return results.rows.to_list()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("上海", [0, 1]),
        ("上海 博览会", [0]),
        ("上海 -体育", [0]),
        ("-上海", [2, 3, 4, 5, 6]),
        ("台风", [2, 3]),
        ("颱風", [2, 3]),
        ("臺灣", [2, 3]),
        ("GDP", [4, 5]),
        ("gdp增长5%", [4, 5]),
        ("ｇｄｐ", [4, 5]),
        ('"普通 文字"', [6]),
        ('"普通　文字"', [6]),
        ("普通文字", []),
        ("[a-z].*", [6]),
        (".", [6]),
        ("第3篇", [3]),
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("-上海 上海", []),
    ],
)
def test_which_articles_answer(tmp_path: Path, query: str, rows: list[int]) -> None:
    assert found(tmp_path, query) == rows


def test_counts_are_those_of_a_plain_loop(tmp_path: Path) -> None:
    """Every character of the texts, searched, finds what folding both sides finds."""
    corpus = small_corpus(tmp_path, *TEXTS)
    for character in sorted(set("".join(TEXTS))):
        if character.isspace() or character in "-[":
            continue
        results = search(corpus, parse(character))
        assert results is not None
        wanted = {fold(character)}
        expected = [
            row
            for row in range(len(corpus))
            if wanted & set(map(fold, corpus.article(row).title + corpus.article(row).body))
        ]
        assert sorted(results.rows) == expected, character


def test_a_superseded_search_gives_nothing(tmp_path: Path) -> None:
    assert search(small_corpus(tmp_path, *TEXTS), parse("上海"), superseded=lambda: True) is None


def test_relevance_is_bm25_with_titles_weighing_three(tmp_path: Path) -> None:
    """Two articles of ten characters, by hand: idf = ln(1 + 0.5 / 2.5), tf 1 and 3, length norm 1.2."""
    corpus = corpus_of(tmp_path, record("题目一二", "", "上海的事情很") + record("上海的事", "", "其他的内容啊"))
    results = search(corpus, parse("上海"))
    assert results is not None
    assert results.rows.to_list() == [1, 0]
    idf = 0.1823215567939546
    assert results.scores.to_list() == pytest.approx([idf * 3 * 2.2 / 4.2, idf * 1 * 2.2 / 2.2])


def test_orders(tmp_path: Path) -> None:
    text = (
        record("乙", "http://a.cn/2020-01-01/", "上海")
        + record("甲", "http://a.cn/2022-01-01/", "上海上海")
        + record("丙", "", "上海上海上海")
    )
    corpus = corpus_of(tmp_path, text)

    def titles(order: Order) -> list[str]:
        results = search(corpus, parse("上海"), order)
        assert results is not None
        return corpus.frame[results.rows]["title"].to_list()

    assert titles("corpus") == ["乙", "甲", "丙"]
    assert titles("date") == ["甲", "乙", "丙"]
    assert titles("relevance") == ["丙", "甲", "乙"]
    assert titles("title") == sorted(["乙", "甲", "丙"])


def test_ties_go_to_the_newest(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path, "".join(record("题", f"http://a.cn/{year}-01-01/", "上海") for year in (2019, 2021, 2020))
    )
    results = search(corpus, parse("上海"))
    assert results is not None
    assert results.rows.to_list() == [1, 2, 0]


def test_rows_are_of_a_type_that_holds_every_corpus(tmp_path: Path) -> None:
    results = search(small_corpus(tmp_path, "甲"), parse(""))
    assert results is not None
    assert results.rows.dtype == pl.UInt32
