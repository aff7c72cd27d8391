"""A query with something more at its end finds what both ask for."""

import datetime

import pytest

from reader.search.syntax import parse
from reader.search.tree import And, InDates, Node, Term, joined
from reader.search.writing import within

MAY = InDates(datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "date:2024-05"),
        ("上海", "上海 date:2024-05"),
        ("上海 OR 北京", "(上海 OR 北京) date:2024-05"),
        ('"上海', '"上海" date:2024-05'),
        ("-体育 ", "-体育 date:2024-05"),
    ],
)
def test_within_days(text: str, made: str) -> None:
    assert within(text, MAY) == made
    both = joined(And, [*parse(text, typing=True).conjuncts, MAY])
    assert parse(made).root == both


@pytest.mark.parametrize("source", ["a.example.com", "新华 社", "a-b:c"])
def test_within_a_source(source: str) -> None:
    node: Node = Term(source, ("source",), exact=True)
    assert parse(within("上海", node)).conjuncts == (Term("上海"), node)
