"""While a value is begun, the reader is told how it is written; no longer than that."""

import pytest

from reader.search.hints import hint

DATE, LENGTH = "date: a day 2018-09-07", "len: a number of characters"
TAGS = ["经济", "经 济", "todo"]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("date:", DATE),
        ("date:20", DATE),
        ("上海 -date：2018-1.", DATE),
        ("date:2018-09..2018-1.", DATE),
        ("date:>=", DATE),
        ("len:>", LENGTH),
        ("is:", "is: unread or starred"),
        ("is:un", "is: unread or starred"),
        ("上海 (is:s", "is: unread or starred"),
        ("py:", "py: the pinyin of a title"),
        ("tag:", "tag: 经济  经 济  todo"),
        ("tag:经", "tag: 经济  经 济"),
    ],
)
def test_a_value_that_is_begun_has_a_hint(text: str, beginning: str) -> None:
    assert hint(text, TAGS).startswith(beginning)


@pytest.mark.parametrize(
    "text",
    [
        *("", "上海", "date", "title:", '"date:', "py:sh"),
        *("date:2018", "date:2018-09..", "date:20 ", "date:20 上海", "len:>10"),
        *("is:unread", "上海 is:starred", "tag:todo", "tag:别的"),
    ],
)
def test_elsewhere_there_is_none(text: str) -> None:
    assert hint(text, TAGS) == ""


def test_without_tags_there_is_nothing_to_choose() -> None:
    assert hint("tag:") == ""
