"""Plans: the patterns of terms, and the condition of a tree over rows."""

import polars as pl
import pytest

from reader.errors import QuerySyntaxError
from reader.search.plan import columns_of, condition, conditions, pattern
from reader.search.runs import MOST_JOINED
from reader.search.syntax import parse
from reader.search.tree import Marked, Query, Regex
from tests.search.corpora import Row, corpus_of_rows


@pytest.mark.parametrize("flags", ["i", "m", "s", "x", "imsx"])
def test_flags_hold_for_every_alternative(flags: str) -> None:
    assert pattern(Regex("a|b", flags)).text == f"(?{flags})a|b"
    assert pl.select(pattern(Regex("a|b", "i")).found_in(pl.lit("B"))).item()


CORPUS = corpus_of_rows(
    [
        Row("上海", "北京\n正文", "http://a.cn/2018-09-07/", None, "新华社"),
        Row("甲", "上海和北京", "http://b.cn/", "2019-01-01"),
        Row("乙", "别的", "http://b.cn/上海", None),
        Row("丙", "ABC\nabc", "", "2018-09-08"),
    ]
)


def rows(query: str) -> list[int]:
    root = parse(query).root
    assert root is not None
    return CORPUS.frame.with_row_index("row").filter(condition(root))["row"].to_list()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("上海", [0, 1]),
        ("title:上海", [0]),
        ("body:上海", [1]),
        ("url:上海", [2]),
        ("source:新华", [0]),
        ("source:B.CN", [1, 2]),
        ("-上海", [2, 3]),
        ("title:(上海 OR 乙)", [0, 2]),
        ("上海 OR title:乙 OR url:b.cn", [0, 1, 2]),
        ("上海 OR /(?m)^abc$/", [0, 1, 3]),
        ("/^ABC/", [3]),
        ("/^abc/", []),
        ("/^abc/m", [3]),
        ("/A.*c/", []),
        ("/A.*c/s", [3]),
        ("/abc$/", [3]),
        ("/ABC$/", []),
        ("/ABC$/m", [3]),
        ("/x*/", [0, 1, 2, 3]),
        ("/^$/", []),
        ("date:2018", [0, 3]),
        ("-date:2018", [1, 2]),
        ("date:>=0001", [0, 1, 3]),
        ("-date:>=0001", [2]),
        ("date:<2018-09-08", [0]),
        ("len:5", [0, 1]),
        ("len:>5", [3]),
        ("len:<0", []),
        ("len:<999999999999999999", [0, 1, 2, 3]),
        ('"北京 上海"~1', [1]),
        ('"上海 北京"~0', []),
        ('title:"上海 北京"~9', []),
        ("-(上海 -title:上海)", [0, 2, 3]),
        ("py:sh", [0]),
        ("-py:sh", [1, 2, 3]),
        ("没" * 20, []),
    ],
)
def test_which_rows_meet_the_condition(query: str, expected: list[int]) -> None:
    if "py:" in query:
        root = parse(query).root
        assert root is not None
        frame = CORPUS.derived.added_to(CORPUS.frame, ["sounds"], lambda: False)
        assert frame is not None
        assert frame.with_row_index("row").filter(condition(root))["row"].to_list() == expected
    else:
        assert rows(query) == expected


def test_an_or_of_more_terms_than_fit_into_one_pattern() -> None:
    many = [f"没有{number}" for number in range(MOST_JOINED * 2)]
    for place in (0, MOST_JOINED, len(many)):
        assert rows(" OR ".join([*many[:place], "上海", *many[place:]])) == [0, 1]


def test_marks_are_asked_for_by_id() -> None:
    frame = CORPUS.derived.added_to(CORPUS.frame, ["id"], lambda: False)
    assert frame is not None
    read = frame["id"].gather([0, 2])
    asked: list[Marked] = []

    def marked(mark: Marked) -> pl.Series:
        asked.append(mark)
        return read

    for mark, expected in ((Marked("unread"), [1, 3]), (Marked("starred"), [0, 2]), (Marked("tag", "词"), [0, 2])):
        assert frame.with_row_index("row").filter(condition(mark, marked))["row"].to_list() == expected
        assert asked[-1] == mark


def test_marks_that_are_unknown_are_an_error_at_their_column() -> None:
    with pytest.raises(QuerySyntaxError, match="only in the reader") as caught:
        conditions(parse("甲 is:unread").conjuncts)
    assert caught.value.column == 6


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("甲", {"title", "body"}),
        ("title:甲 url:乙", {"title", "url"}),
        ('-(source:甲 OR body:"甲 乙"~2)', {"source", "body"}),
        ("date:2018 len:>3", {"date", "characters"}),
        ("py:sh is:unread", {"sounds", "id"}),
        ("title:/甲/", {"title"}),
    ],
)
def test_which_columns_are_read(query: str, columns: set[str]) -> None:
    assert set().union(*map(columns_of, parse(query).conjuncts)) == columns


def test_the_quickest_conditions_are_asked_first() -> None:
    """Days before titles, titles before bodies, long words before short ones, regexes last."""
    signs = ["date", "己", "丁戊", "丙", "庚"]
    asked = [str(each) for each in conditions(parse("/庚/ 丙 丁戊 title:己 date:2018").conjuncts)]
    assert [next(number for number, each in enumerate(asked) if sign in each) for sign in signs] == [0, 1, 2, 3, 4]


def test_a_query_of_nothing_has_no_conditions() -> None:
    assert conditions(Query().conjuncts) == []
