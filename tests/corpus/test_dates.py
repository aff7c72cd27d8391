"""The day of an article: from its URL, else from its first lines."""

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
    found = dates(pl.DataFrame({"url": [url], "body": [body]}))[0]
    assert found == (datetime.date.fromisoformat(day) if day else None)
