"""Searching: remembered, narrowed, superseded, and helped where nothing is found."""

import datetime
from functools import partial

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus import derived
from reader.corpus.table import Table
from reader.errors import QuerySyntaxError
from reader.language.variants import equals
from reader.progress import Stopped
from reader.search import engine, memory, scanning
from reader.search.engine import Results, Searcher, Without, search
from reader.search.ranking import ORDERS, Order
from reader.search.scanning import Matches
from reader.search.splitting import Split
from reader.search.syntax import parse
from reader.search.tree import Marked, Term
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import queries, rows

TEXTS = (
    "上海开博览会",
    "上海的体育新闻",
    "颱風吹過臺灣",
    "台风吹过台湾",
    "ＧＤＰ增长５％",
    "gdp增长5%",
    "普通 文字[a-z].*",
)
CORPUS = corpus_of_rows([Row(f"第{number}篇", text) for number, text in enumerate(TEXTS)])


def results_of(corpus: Table, query: str, order: Order = "corpus") -> Results:
    results = search(corpus, parse(query), order)
    assert results is not None
    return results


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("上海", [0, 1]),
        ("上海 博览会", [0]),
        ("上海 -体育", [0]),
        ("-上海", [2, 3, 4, 5, 6]),
        ("台风", [2, 3]),
        ("颱風", [2, 3]),
        ("GDP", [4, 5]),
        ("gdp增长5%", [4, 5]),
        ('"普通 文字"', [6]),
        ('"普通　文字"', [6]),
        ('"普通文字"', []),
        ("[a-z].*", [6]),
        (".", [6]),
        ("第3篇", [3]),
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("-上海 上海", []),
        ("OR", [0, 1, 2, 3, 4, 5, 6]),
        ("上海 上海", [0, 1]),
    ],
)
def test_which_articles_answer(query: str, found: list[int]) -> None:
    assert results_of(CORPUS, query).rows.to_list() == found


def test_counts_are_those_of_a_plain_loop() -> None:
    """Every character of the texts, searched, finds each of its equals."""
    for character in sorted(set("".join(TEXTS)) - {" "}):
        expected = [row for row, text in enumerate(TEXTS) if set(equals(character)) & set(f"第{row}篇{text}")]
        assert results_of(CORPUS, f'"{character}"').rows.to_list() == expected, character


def test_relevance_is_bm25_with_titles_weighing_three() -> None:
    """Two articles of six characters, by hand: idf = ln(1 + 0.5 / 2.5), frequencies 1 and 3, length norm 1.2."""
    corpus = corpus_of_rows([Row("题目一二", "上海的事情很"), Row("上海的事", "其他的内容啊")])
    results = results_of(corpus, "上海", "relevance")
    assert results.rows.to_list() == [1, 0]
    assert results.scores.to_list() == pytest.approx([0.286505, 0.182322], abs=5e-7)


ORDERED = corpus_of_rows(
    [
        Row("乙", "上海", date="2020-01-01"),
        Row("甲", "上海上海", date="2022-01-01"),
        Row("丙", "上海上海上海"),
        Row("乙", "上海", date="2021-01-01"),
        Row("丁", "别的"),
    ]
)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("relevance", [2, 1, 3, 0]),
        ("date", [1, 3, 0, 2]),
        ("oldest", [0, 3, 1, 2]),
        ("title", [2, 1, 3, 0]),
        ("corpus", [0, 1, 2, 3]),
    ],
)
def test_orders(order: Order, found: list[int]) -> None:
    """Titles by pinyin: bing, jia, yi; ties by date, newest first."""
    results = results_of(ORDERED, "上海", order)
    assert results.rows.to_list() == found
    assert results.order == order


@pytest.mark.parametrize("query", ["", "-丁", "date:>=2020 OR len:>0"])
def test_where_nothing_is_looked_for_relevance_is_corpus_order(query: str) -> None:
    results = results_of(ORDERED, query, "relevance")
    assert results.rows.to_list() == sorted(results.rows)
    assert set(results.scores) == {0.0}


def test_two_spellings_of_a_term_weigh_as_one() -> None:
    corpus = corpus_of_rows([Row("题", "台湾"), Row("题", "別的")])
    once, twice = results_of(corpus, "台湾"), results_of(corpus, '台湾 臺灣 "台湾"')
    assert once.scores.to_list() == twice.scores.to_list()


def test_rows_are_of_a_type_that_holds_every_corpus() -> None:
    for query in ("", "上海", "没有"):
        results = results_of(CORPUS, query)
        assert results.rows.dtype == pl.UInt32
        assert results.scores.dtype == pl.Float64


def test_an_empty_corpus_has_no_results() -> None:
    for query in ("", "上海", "py:sh", "-上海 北京"):
        assert len(results_of(Table.empty(), query)) == 0


def test_what_is_found_nowhere_is_split_and_said() -> None:
    corpus = corpus_of_rows([Row("题", "经济和中国"), Row("题", "中国、经济"), Row("题", "中国")])
    results = results_of(corpus, "中国经济", "relevance")
    assert results.splits == (Split(Term("中国经济"), ("中国", "经济")),)
    assert results.query == parse("中国 经济")
    assert results.rows.to_list() == [1, 0]


def test_words_that_run_together_come_before_what_scores_higher() -> None:
    corpus = corpus_of_rows([Row("中国 OR 经济", "中国中国"), Row("题", "说" * 90 + "中国、经济")])
    assert results_of(corpus, "中国经济", "relevance").rows.to_list() == [1, 0]


def test_a_term_that_other_articles_hold_is_not_split() -> None:
    corpus = corpus_of_rows([Row("题", "中国经济"), Row("题", "中国的经济 上海")])
    results = results_of(corpus, "中国经济 上海")
    assert (len(results), results.splits) == (0, ())


@pytest.mark.parametrize(
    ("query", "condition", "articles"),
    [
        ("上海 台风", "上海", 2),
        ("体育 台风", "体育", 2),
        ("上海 -上海", "上海", 5),
        ("增长 没", "没", 2),
        ("上海 date:2018", "date:2018", 2),
        ("没 上海 没", "没", 2),
    ],
)
def test_where_nothing_is_found_it_says_what_to_leave_out(query: str, condition: str, articles: int) -> None:
    root = parse(condition).root
    assert root is not None
    assert results_of(CORPUS, query).without == Without(root, articles)


@pytest.mark.parametrize("query", ["上海", "没", "没 无", "没 OR 无", "没 无 不", " ".join("上海开博览会的体育没")])
def test_where_leaving_one_out_helps_nothing_it_says_nothing(query: str) -> None:
    assert results_of(CORPUS, query).without is None


def test_marks_are_an_error_where_they_are_unknown() -> None:
    with pytest.raises(QuerySyntaxError, match="column 7"):
        search(CORPUS, parse("上海 is:unread"))


def test_marks_are_asked_for_every_time() -> None:
    """A mark may have changed since."""
    frame = CORPUS.derived.added_to(CORPUS.frame, ["id"], lambda: False)
    assert frame is not None
    read = [frame["id"].head(0), frame["id"].head(1)]
    searcher = Searcher(lambda mark: read.pop(0) if mark == Marked("unread") else None)
    found = [searcher.search(CORPUS, parse("上海 is:unread"), "corpus") for _ in range(2)]
    assert [results.rows.to_list() for results in found if results] == [[0, 1], [1]]


@pytest.mark.parametrize("query", ["", "上海", "没有的东西", "上海 台风", "py:d", "-上海"])
@pytest.mark.parametrize("order", ORDERS)
def test_a_superseded_search_gives_nothing_and_leaves_nothing_wrong(query: str, order: Order) -> None:
    """Wherever it is stopped."""
    fresh = results_of(CORPUS, query, order)
    asked = 0

    def counting() -> bool:
        nonlocal asked
        asked += 1
        return False

    search(corpus_of_rows([Row("题", "上海"), Row("题", "北京")]), parse(query), order, counting)
    assert asked
    for looks in range(asked):
        searcher, corpus = Searcher(), Table(CORPUS.frame)
        assert searcher.search(corpus, parse(query), order, partial(next, iter([False] * looks), True)) is None
        again = searcher.search(corpus, parse(query), order)
        assert again is not None
        assert same(again) == same(fresh)


def same(results: Results) -> tuple[object, ...]:
    """All but the time it took."""
    return (
        results.query,
        results.rows.to_list(),
        results.scores.to_list(),
        results.order,
        results.corpus_size,
        results.splits,
        results.without,
    )


_steps = st.lists(st.tuples(st.lists(rows, max_size=3), queries, st.sampled_from(ORDERS)), min_size=2, max_size=6)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 4), st.lists(rows, min_size=1, max_size=3), _steps, st.data())
def test_what_is_remembered_while_the_corpus_grows_is_what_a_fresh_search_finds(
    piece: int, first: list[Row], steps: list[tuple[list[Row], str, Order]], data: st.DataObject
) -> None:
    """Over queries that repeat, narrow and widen, cut into small pieces and blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "PIECE_ROWS", piece)
        patch.setattr(derived, "BLOCK_ROWS", 2)
        searcher, articles, corpus, known = Searcher(), list(first), corpus_of_rows(first), [""]
        for more, text, order in steps:
            corpus, articles = corpus_of_rows(more, corpus), articles + more
            earlier = data.draw(st.sampled_from(known))
            query = data.draw(st.sampled_from([text, earlier, f"{earlier} {text}", f"({earlier}) title:上 py:s"]))
            known.append(query)
            results = searcher.search(corpus, parse(query), order)
            assert results is not None
            assert same(results) == same(results_of(corpus_of_rows(articles), query, order)), query


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Of each scan, how many candidates it gets and where it goes on through the corpus."""
    seen: list[tuple[int, int]] = []

    def recorded(
        corpus: Table, matches: Matches, candidates: pl.Series, start: int, stopped: Stopped, partly: object = None
    ) -> pl.DataFrame:
        seen.append((len(candidates), start))
        return scanning.scan(corpus, matches, candidates, start, stopped)

    monkeypatch.setattr(engine, "scan", recorded)
    return seen


def test_going_back_scans_nothing_and_going_on_only_what_was_found(scans: list[tuple[int, int]]) -> None:
    """A new word is looked for everywhere once, as ranking asks how rare it is."""
    searcher = Searcher()
    for query in ("上", "上海", "上", "上海 博览会", "上海 博览会", "台"):
        searcher.search(CORPUS, parse(query))
    whole = (0, 0)
    assert scans == [whole, (2, 7), whole, (1, 7), whole]


def test_of_a_grown_corpus_only_the_new_rows_are_scanned(scans: list[tuple[int, int]]) -> None:
    searcher = Searcher()
    searcher.search(CORPUS, parse("上海"))
    grown = corpus_of_rows([Row("上海")], CORPUS)
    results = searcher.search(grown, parse("上海"), "corpus")
    assert results is not None
    assert results.rows.to_list() == [0, 1, 7]
    searcher.search(grown, parse("上海 博览会"))
    assert scans == [(0, 0), (0, 7), (0, 0), (1, 8)]


def test_what_is_remembered_has_a_limit(scans: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The query that was not asked for the longest time is forgotten first."""
    monkeypatch.setattr(memory, "_MOST_ROWS", 4)
    searcher = Searcher()
    for query in ("上海", "增长", "上海", "台风", "上海", "增长"):
        searcher.search(CORPUS, parse(query))
    assert len(scans) == 4


def test_what_was_found_by_date_is_looked_for_again_where_dates_were_set_late() -> None:
    searcher, query = Searcher(), parse("date:2018")
    before = corpus_of_rows([Row("甲"), Row("乙", date="2018-01-01")])
    assert rows_of(searcher.search(before, query, "date")) == [1]
    late = pl.DataFrame({"row": [0], "date": [datetime.date(2018, 9, 7)]}, schema_overrides={"row": pl.UInt32})
    assert rows_of(searcher.search(before.extended(before.frame.clear(), (), late), query, "date")) == [0, 1]
    assert before.article(0).date is None


def rows_of(results: Results | None) -> list[int]:
    assert results is not None
    return results.rows.to_list()


def test_another_corpus_of_the_same_size_is_searched_anew() -> None:
    searcher = Searcher()
    for text, found in (("上海", 1), ("北京", 0)):
        results = searcher.search(corpus_of_rows([Row(body=text)]), parse("上海"))
        assert results is not None
        assert len(results) == found


@pytest.mark.parametrize(("query", "whole"), [('上海 "鑫鑫鑫"', 2), ('"鑫鑫鑫"', 1), ('上海 "鑫鑫鑫" "淼淼淼"', 2)])
def test_a_query_without_hits_scans_the_corpus_no_more_than_twice(
    query: str, whole: int, scans: list[tuple[int, int]]
) -> None:
    """What was looked for by itself is known, and so what would be found without the one that is nowhere."""
    assert len(rows_of(Searcher().search(CORPUS, parse(query)))) == 0
    assert scans.count((0, 0)) == whole
