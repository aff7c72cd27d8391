"""Dates and lengths as a query writes them."""

import datetime

import pytest

from reader.search.values import days, lengths, may_go_on

FIRST, LAST = datetime.date.min, datetime.date.max


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018年", "2018-01-01", "2018-12-31"),
        ("2018-09", "2018-09-01", "2018-09-30"),
        ("2018-9", "2018-09-01", "2018-09-30"),
        ("2018/02", "2018-02-01", "2018-02-28"),
        ("2020.02", "2020-02-01", "2020-02-29"),
        ("201809", "2018-09-01", "2018-09-30"),
        ("2018年9月", "2018-09-01", "2018-09-30"),
        ("2018-09-07", "2018-09-07", "2018-09-07"),
        ("20180907", "2018-09-07", "2018-09-07"),
        ("2018年9月7日", "2018-09-07", "2018-09-07"),
        ("2018年9月7号", "2018-09-07", "2018-09-07"),
        ("2018年9月7號", "2018-09-07", "2018-09-07"),
        ("２０１８年９月７日", "2018-09-07", "2018-09-07"),
        ("２０１８．９．７", "2018-09-07", "2018-09-07"),
        ("二〇一八年九月七日", "2018-09-07", "2018-09-07"),
        ("二○一八年九月", "2018-09-01", "2018-09-30"),
        ("二零一八年", "2018-01-01", "2018-12-31"),
        ("民国107年9月7日", "2018-09-07", "2018-09-07"),
        ("民國二十六年", "1937-01-01", "1937-12-31"),
        ("2018年9月7号..2018年9月9号", "2018-09-07", "2018-09-09"),
        ("２０１８－０９", "2018-09-01", "2018-09-30"),
        ("=2018", "2018-01-01", "2018-12-31"),
        ("2017..2018-09", "2017-01-01", "2018-09-30"),
        ("2018.01..2018.02", "2018-01-01", "2018-02-28"),
        ("2018..2018", "2018-01-01", "2018-12-31"),
        ("2018-09..", "2018-09-01", str(LAST)),
        ("..2018-09", str(FIRST), "2018-09-30"),
        (">=2018-09", "2018-09-01", str(LAST)),
        (">2018-09", "2018-10-01", str(LAST)),
        ("<=2018-09", str(FIRST), "2018-09-30"),
        ("<2018-09", str(FIRST), "2018-08-31"),
        ("＞＝2018", "2018-01-01", str(LAST)),
        (">9999", str(LAST), str(LAST)),
        ("<0001", str(FIRST), str(FIRST)),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    assert days(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        ">",
        "18",
        "2018-13",
        "2018-00",
        "2018-02-29",
        "0000",
        "0000-01",
        "2018-09-07x",
        "2019..2018",
        "x..",
        "二〇一八",
        "9月7号",
    ],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|there is no|ends before"):
        days(text)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("1000", 1000, 1000),
        ("1,000", 1000, 1000),
        ("１，０００", 1000, 1000),
        ("=7", 7, 7),
        (">7", 8, None),
        (">=7", 7, None),
        ("<7", 0, 6),
        ("<=7", 0, 7),
        ("5..7", 5, 7),
        ("5..", 5, None),
        ("..7", 0, 7),
        ("<0", 0, -1),
        ("9" * 5000, 10**12, 10**12),
    ],
)
def test_lengths(text: str, least: int, most: int | None) -> None:
    assert lengths(text) == (least, most)


@pytest.mark.parametrize("text", ["", "..", "x", "-1", "1.5", "7..5", "²", "٣", ">", "1..x"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|ends before"):
        lengths(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ">",
        ">=2",
        "201",
        "2018-",
        "2018-1",
        "2018年",
        "2018-09..",
        "2018..20",
        "1,",
        "＞１",
        "二〇一",
        "二〇一八年九",
        "民",
        "民国",
        "民国2",
    ],
)
def test_what_more_typing_may_complete(text: str) -> None:
    assert may_go_on(text)


@pytest.mark.parametrize("text", ["x", "2018x", "20 18", "昨天", "2018>"])
def test_what_no_typing_can_complete(text: str) -> None:
    assert not may_go_on(text)
