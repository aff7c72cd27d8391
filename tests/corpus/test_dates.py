"""The day of an article: its record's, else from its URL, else from its first lines."""

import datetime

import polars as pl
import pytest

from reader.corpus.dates import dates


@pytest.mark.parametrize(
    ("url", "body", "day"),
    [
        ("http://news.sina.com.cn/o/2018-09-07/doc-i.shtml", "", "2018-09-07"),
        ("https://a.cn/2024/3/5/x.html", "", "2024-03-05"),
        ("http://a.cn/politics/2018-09/07/c_1.htm", "", "2018-09-07"),
        ("http://a.cn/n1/2018/0907/c1.html", "", "2018-09-07"),
        ("http://a.cn/t20180907_1.html", "", "2018-09-07"),
        ("http://a.cn/20180907103000.html", "", "2018-09-07"),
        ("http://a.cn/20181399/x", "", None),
        ("http://a.cn/12018090712", "", None),
        ("", "临江市2022年5月1日电　今天", "2022-05-01"),
        ("", "2022-05-01 10:20 来源：晚报", "2022-05-01"),
        ("", "一\n二\n三\n2022年5月1日", None),
        ("http://a.cn/2020-01-02/", "2022年5月1日", "2020-01-02"),
        ("http://a.cn/2020-02-30/", "2022年5月1日", "2022-05-01"),
        ("", "9月6日全天", None),
        ("", "", None),
    ],
)
def test_the_day_of_an_article(url: str, body: str, day: str | None) -> None:
    found = day_of("", url, body)
    assert found == (datetime.date.fromisoformat(day) if day else None)


def day_of(date: str | None, url: str = "", body: str = "") -> datetime.date | None:
    frame = pl.DataFrame({"date": [date], "url": [url], "body": [body]}, schema_overrides={"date": pl.String})
    day = dates(frame)[0]
    assert day is None or isinstance(day, datetime.date)
    return day


@pytest.mark.parametrize(
    "written",
    [
        "2018-09-07",
        "2018/9/7",
        "2018.9.7",
        "20180907",
        "2018-09-07 10:30:00",
        "2018-09-07T10:30:00+08:00",
        "20180907103000",
        "2018年9月7日",
        "2018年09月07日 10:30",
        "Fri, 07 Sep 2018 10:30:00 GMT",
        "September 7, 2018",
        "Sep 7, 2018",
        "1536316200",
        "1536316200000",
        "1536316200.5",
    ],
)
def test_a_date_of_the_record_may_be_written_in_any_usual_way(written: str) -> None:
    assert day_of(written, "http://a.cn/2020-01-02/") == datetime.date(2018, 9, 7)


@pytest.mark.parametrize("written", [None, "", "昨天", "2018-13-40", "12"])
def test_a_date_that_means_nothing_leaves_the_day_to_the_url(written: str | None) -> None:
    assert day_of(written, "http://a.cn/2020-01-02/") == datetime.date(2020, 1, 2)
