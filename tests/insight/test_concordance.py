"""The lines of a concordance: what stands in them, and their orders."""

import datetime

import polars as pl
import pytest

from reader.article import article_id
from reader.insight import concordance as module
from reader.insight.concordance import COLUMNS, SORTS, Concordance, Sort, concordance
from tests.insight.corpora import StopAfter, corpus_of, found

MARCH, MAY = datetime.date(2024, 3, 1), datetime.date(2024, 5, 1)
BODIES = ["王先生来上海开会。", "张小姐到上海看展览。", "第一段。\n李医生去上海"]
DATES = [MARCH, None, MAY]


def lines_of(query: str, sort: Sort = "result") -> Concordance:
    corpus = corpus_of(BODIES, ["甲", "乙", "上海丙"], DATES)
    lines = concordance(corpus, found(corpus, f"{query} OR 没有"), sort)
    assert lines is not None
    return lines


def rows(lines: Concordance) -> list[int]:
    return [lines.line(index, 1).row for index in range(len(lines))]


def test_a_line_says_what_stands_around_the_hit() -> None:
    lines = lines_of("body:上海")
    line = next(line for line in (lines.line(index, 4) for index in range(3)) if line.row == 0)
    assert (line.field, line.start, line.end) == ("body", 4, 6)
    assert (line.left, line.hit, line.right) == ("王先生来", "上海", "开会。")
    assert (line.title, line.date, line.source) == ("甲", MARCH, "example.com")


def test_contexts_are_cut_to_the_width_and_end_with_the_text() -> None:
    line = lines_of("title:上海").line(0, 2)
    assert (line.left, line.hit, line.right) == ("", "上海", "丙")
    lines = lines_of("body:上海")
    assert {lines.line(index, 1).left for index in range(3)} == {"来", "到", "去"}


def test_a_newline_is_told_as_a_space() -> None:
    assert lines_of("李医生").line(0, 3).left == "段。 "
    assert lines_of("/。\\n李/").line(0, 1).hit == "。 李"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("left", [1, 0, 2]),  # dao, lai, qu
        ("left-code", [1, 2, 0]),  # 到 5230, 去 53BB, 来 6765
        ("right", [2, 0, 1]),  # nothing, kai, kan
        ("right-code", [2, 0, 1]),  # nothing, 开 5F00, 看 770B
        ("date", [2, 0, 1]),  # the newest first, none last
    ],
)
def test_orders(sort: Sort, order: list[int]) -> None:
    assert rows(lines_of("body:上海", sort)) == order


def test_the_left_context_sorts_from_the_hit_outwards() -> None:
    corpus = corpus_of(["阿八上海", "八阿上海"])
    lines = concordance(corpus, found(corpus, "上海"), "left")
    assert lines is not None
    assert [lines.line(index, 2).left for index in range(2)] == ["八阿", "阿八"]


@pytest.mark.parametrize(
    ("bodies", "query", "sort", "order"),
    [
        (["来厦门", "来沙市", "来长江"], "来", "right", [2, 1, 0]),  # chang, sha, xia
        (["步行来", "宏来", "银行来"], "来", "left", [2, 1, 0]),  # hang, hong, xing
        (["步行中", "来花中", "银行中"], "步 OR 来 OR 银", "right", [2, 1, 0]),  # with the hit: hang, hua, xing
        (["厦门来", "大市来", "长江来"], "门来 OR 市来 OR 江来", "left", [2, 1, 0]),  # with the hit: chang, da, xia
    ],
)
def test_contexts_are_read_by_words(bodies: list[str], query: str, sort: Sort, order: list[int]) -> None:
    """Also by those that reach into the hit."""
    corpus = corpus_of(bodies)
    lines = concordance(corpus, found(corpus, query), sort)
    assert lines is not None
    assert rows(lines) == order


def test_sources_sort_by_name() -> None:
    corpus = corpus_of(["上海"] * 3)
    corpus = type(corpus)(corpus.frame.with_columns(source=pl.Series(["c", "a", "b"])))
    lines = concordance(corpus, found(corpus, "上海"), "source")
    assert lines is not None
    assert [lines.line(index, 1).source for index in range(3)] == ["a", "b", "c"]


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_every_line(sort: Sort) -> None:
    assert sorted(rows(lines_of("上海", sort))) == [0, 1, 2, 2]


def test_going_back_to_the_order_of_the_result() -> None:
    lines = lines_of("上海")
    again = lines_of("上海", "left").sorted("result")
    assert again is not None
    assert rows(again) == rows(lines)


def test_the_table_has_the_fields_of_an_export() -> None:
    table = lines_of("body:上海", "date").table(3, limit=1)
    assert tuple(table.columns) == COLUMNS
    assert table.rows() == [
        (article_id("http://example.com/2", "", ""), "上海丙", MAY, "body", 9, 11, "医生去", "上海", "")
    ]
    assert lines_of("body:上海").table(3).height == 3


def test_lines_beyond_a_page_are_as_those_of_the_first() -> None:
    corpus = corpus_of([f"{number:03}上海" for number in range(200)])
    lines = concordance(corpus, found(corpus, "上海"))
    assert lines is not None
    table = lines.table(3)
    assert [lines.line(index, 3).left for index in range(200)] == table["left"].to_list()


@pytest.mark.parametrize("query", ["没有的词", "len:>0", ""])
def test_nothing_to_show(query: str) -> None:
    corpus = corpus_of(BODIES)
    for sort in SORTS:
        lines = concordance(corpus, found(corpus, query), sort)
        assert lines is not None
        assert (len(lines), lines.table(9).height) == (0, 0)


def test_no_more_lines_than_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINES", 2)
    assert len(lines_of("上海")) == 2


def test_stopped() -> None:
    corpus = corpus_of(BODIES)
    results = found(corpus, "上海")
    assert concordance(corpus, results, "result", StopAfter(0)) is None
    assert concordance(corpus, results, "left", StopAfter(1)) is None
