"""The day of an article: its record's, else from its URL, else from its first lines."""

import datetime
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.dates import dates
from reader.corpus.day_columns import days_in_heads, recorded_days
from reader.corpus.loading import load, load_corpus
from reader.corpus.options import CHINA, ReadOptions
from reader.corpus.written_days import DayReader
from tests.corpus.written_days import DAY, NO_DAY, OTHER_DAYS, THE_DAY, forms

READER = DayReader(CHINA, datetime.date(2026, 12, 31))


def days_of(
    recorded: list[str | None] | None = None,
    urls: list[str] | None = None,
    bodies: list[str] | None = None,
    zone: datetime.timezone = CHINA,
) -> list[str | None]:
    height = max(len(each) for each in (recorded, urls, bodies) if each is not None)
    frame = pl.DataFrame(
        {"date": recorded or [None] * height, "url": urls or [""] * height, "body": bodies or [""] * height},
        schema_overrides={"date": pl.String},
    )
    frame = frame.with_columns(path=pl.lit("a.jsonl"), line=pl.int_range(1, height + 1, dtype=pl.UInt32))
    return dates(frame, zone).cast(pl.String).to_list()


def test_a_record_may_write_its_day_in_any_usual_way() -> None:
    assert wrong(forms(THE_DAY), [DAY] * len(forms(THE_DAY))) == {}


def test_other_days() -> None:
    assert wrong([*OTHER_DAYS], [*OTHER_DAYS.values()]) == {}


def test_what_leaves_the_day_open_names_none() -> None:
    assert wrong(forms(NO_DAY), [None] * len(forms(NO_DAY))) == {}


def wrong(written: list[str], expected: list[str | None]) -> dict[str, str | None]:
    """What is read otherwise than expected, all at once."""
    found = zip(written, days_of([*written]), expected, strict=True)
    return {text: day for text, day, right in found if day != right}


@pytest.mark.parametrize(
    ("written", "day"), [(DAY, DAY), ("昨天", "2020-01-02"), ("", "2020-01-02"), (None, "2020-01-02")]
)
def test_a_record_goes_before_the_url(written: str | None, day: str) -> None:
    assert days_of([written], ["http://a.cn/2020-01-02/"]) == [day]


def test_there_are_many_forms() -> None:
    assert len(forms(THE_DAY)) + len(OTHER_DAYS) > 150
    assert len(forms(NO_DAY)) > 80


class _Expressions(DayReader):
    """Reads nothing itself."""

    def recorded(self, text: str) -> datetime.date | None:
        raise AssertionError(text)

    mentioned = recorded


def test_of_common_forms_python_reads_none() -> None:
    """They stand in corpora of millions, each with another time."""
    written = """
2018-09-07 · 2018/9/7 · 2018.9.7 · 2018年9月7日 · 20180907 · 20180907123045 · 2018-09-07 12:30 · 2018年9月7日 12:30:45
2018-09-07T12:30:45 · 2018-09-07T12:30:45Z · 2018-09-07 12:30:45.123+08:00 · 1536278400 · 1536278400000 · 1536278400.5
Fri, 07 Sep 2018 12:30:45 GMT · Fri, 07 Sep 2018 12:30:45 +0800 · Fri Sep 07 12:30:45 +0800 2018
Fri Sep 07 12:30:45 CST 2018 · Fri Sep  7 12:30:45 2018
"""
    reader, texts = _Expressions(CHINA, READER.last), pl.Series(forms(written))
    assert set(recorded_days(texts, reader).cast(pl.String)) == {DAY}
    assert days_in_heads(pl.Series(["2018年9月7日，临江"]), reader).cast(pl.String).to_list() == [DAY]


@st.composite
def _moments(draw: st.DrawFn) -> str:
    moment = draw(st.datetimes(datetime.datetime(1899, 1, 1), datetime.datetime(2026, 12, 31)))
    pattern = draw(st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
    clock = draw(st.sampled_from(["", " %H:%M", "T%H:%M:%S", " %H:%M:%S", " %H:%M:%S.%f", "%H%M%S"]))
    zone = draw(st.sampled_from(["", "Z", "+08:00", "-0500", " +0000", "-05:30", "+14:00", "+15:00"]))
    return moment.strftime(pattern + clock) + zone


@settings(max_examples=25, deadline=None)
@given(
    st.lists(_moments() | st.from_regex(r"[0-9]{8,14}(\.[0-9])?", fullmatch=True), min_size=1, max_size=40),
    st.integers(-12, 14),
)
def test_expressions_read_as_python_does(written: list[str], hours: int) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    reader = DayReader(zone, READER.last)
    assert recorded_days(pl.Series(written), reader).to_list() == list(map(reader.recorded, written))


@given(st.text(st.sampled_from("0123456789年月日-/.: TZ+民国农历〇二○十元") | st.characters(), max_size=30))
def test_any_text_is_a_day_or_none(text: str) -> None:
    for day in (READER.recorded(text), READER.mentioned(text)):
        assert day is None or day <= READER.last


_heads = st.builds(str.__add__, st.sampled_from(["", "临江讯 ", "农历", "截至"]), _moments())


@settings(max_examples=25, deadline=None)
@given(st.lists(_heads, min_size=1, max_size=40))
def test_expressions_read_first_lines_as_python_does(heads: list[str]) -> None:
    expected = map(READER.mentioned, heads)
    assert days_of(bodies=heads) == [day and day.isoformat() for day in expected]


@pytest.mark.parametrize(
    ("written", "offset", "day"),
    [
        ("2018-09-07T23:30:00Z", 0, "2018-09-07"),
        ("2018-09-07T23:30:00Z", 8, "2018-09-08"),
        ("2018-09-07T03:30:00Z", -5, "2018-09-06"),
        ("Fri, 07 Sep 2018 23:30:00 GMT", 0, "2018-09-07"),
        ("Fri Sep 07 23:30:45 CST 2018", 0, "2018-09-07"),
        ("1536340000", 0, "2018-09-07"),
        ("1536340000", 8, "2018-09-08"),
        ("1536340000000", 8, "2018-09-08"),
        ("2018-09-07 23:30:00", 0, "2018-09-07"),
        ("2018-09-07 23:30:00", 8, "2018-09-07"),
    ],
)
def test_a_moment_has_the_day_of_the_corpus_zone(written: str, offset: int, day: str) -> None:
    assert days_of([written], zone=datetime.timezone(datetime.timedelta(hours=offset))) == [day]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://news.sina.com.cn/o/2018-09-07/doc-i.shtml", DAY),
        ("https://a.cn/2018/9/7/x.html", DAY),
        ("http://a.cn/politics/2018-09/07/c_1.htm", DAY),
        ("http://a.cn/n1/2018/0907/c1.html", DAY),
        ("http://a.cn/201809/t20180907_1.html", DAY),
        ("http://a.cn/2018_09_07_1.shtml", DAY),
        ("http://a.cn/20180907.html", DAY),
        ("http://a.cn/201809071030.html", DAY),
        ("http://a.cn/20180907103000.html", DAY),
        ("http://a.cn/show?date=2018-09-07&id=1", DAY),
        ("http://a.cn/2018-13-40/2018-09-07/", None),
        ("http://a.cn/20180907123.html", None),
        ("http://a.cn/2018090712345.html", None),
        ("http://a.cn/20180907996199.html", None),
        ("http://a.cn/201809071234567890.html", None),
        ("http://a.cn/12018090712", None),
        ("http://a.cn/20181399/x", None),
        ("http://a.cn/1536278400.html", None),
        ("http://a.cn/c/2018.html", None),
        ("http://a.cn/2099/01/01/x.html", None),
        ("http://a.cn/1920x1080/1.jpg", None),
        ("http://a.cn/18/0907/x.html", None),
        ("", None),
    ],
)
def test_the_day_in_a_url(url: str, day: str | None) -> None:
    assert days_of(urls=[url]) == [day]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("临江市2018年9月7日电　今天", DAY),
        ("2018-09-07 10:20 来源：晚报", DAY),
        ("２０１８年９月７日　星期五", DAY),
        ("二○一八年九月七日 本报讯", DAY),
        ("中華民國一〇七年九月七日", DAY),
        ("一\n二\n2018年9月7日", DAY),
        ("一\n二\n三\n2018年9月7日", None),
        ("农历2018年7月28日", None),
        ("9月6日全天", None),
        ("2018年9月12:30", None),
        ("到2099年1月1日", None),
        ("订单20180907号", None),
        ("", None),
    ],
)
def test_the_day_in_the_first_lines(body: str, day: str | None) -> None:
    assert days_of(bodies=[body]) == [day]


def test_a_url_goes_before_the_text() -> None:
    urls = ["http://a.cn/2020-01-02/", "http://a.cn/2020-02-30/"]
    assert days_of(urls=urls, bodies=["2022年5月1日"] * 2) == ["2020-01-02", "2022-05-01"]


SITE = "https://news.site.example"


@pytest.mark.parametrize(
    ("urls", "days"),
    [
        ([f"{SITE}/18/0907/12/A.html"], [None]),
        ([f"{SITE}/18/0907/12/A.html", f"{SITE}/18/0908/1/B.html"], ["2018-09-07", "2018-09-08"]),
        ([f"{SITE}/18/0907/12/{letter}.html" for letter in "ABC"], [DAY] * 3),
        ([f"{SITE}/18/0907/12/A.html"] * 3, [None] * 3),
        ([f"{SITE}/98/0507/{letter}.html" for letter in "ABC"], ["1998-05-07"] * 3),
        ([f"{SITE}/18/0907/A", f"{SITE}/18/0908/B", f"{SITE}/18/1399/C"], [None] * 3),
        ([f"{SITE}/18/0907/A", "https://other.example/18/0908/B"], [None] * 2),
        ([f"{SITE}/77/0907/A", f"{SITE}/77/0908/B"], [None] * 2),
        ([f"{SITE}/18/0907/A", f"{SITE}/2018/0908/B"], [None, "2018-09-08"]),
        ([f"{SITE}/18/0907{n}/A" for n in range(5)], [None] * 5),
    ],
)
def test_two_digits_are_a_year_where_the_other_urls_of_the_site_bear_it_out(
    urls: list[str], days: list[str | None]
) -> None:
    assert days_of(urls=urls) == days


def test_one_odd_url_among_many_does_not_count() -> None:
    urls = [f"{SITE}/18/09{day:02}/A" for day in range(1, 29)]
    assert days_of(urls=[*urls, f"{SITE}/18/9999/A"])[-2:] == ["2018-09-28", None]


def _written(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("".join(json.dumps({"content": "渡船"} | row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_evidence_for_a_short_year_may_come_in_another_batch(tmp_path: Path) -> None:
    """The first batch is handed on at once; its days come with the last."""
    names = [_written(tmp_path / f"{day}.jsonl", [{"url": f"{SITE}/18/090{day}/A"}]) for day in (1, 2, 3)]
    batches = list(load(names))
    assert batches[0].frame["date"].to_list() == [None]
    assert load_corpus(names).frame["date"].cast(pl.String).to_list() == ["2018-09-01", "2018-09-02", "2018-09-03"]


def test_a_file_tells_once_of_dates_that_cannot_be_read(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"date": DAY},
        {"date": "昨\x1b天"},
        {"date": None},
        {"date": "null"},
        {"date": "13"},
    ]
    names = [_written(tmp_path / "a.jsonl", rows * 2), _written(tmp_path / "b.jsonl", [{"date": "2018-09-31"}])]
    problems = load_corpus([*names, _written(tmp_path / "c.jsonl", [{"date": DAY}])]).problems
    assert [(Path(each.path).name, each.line) for each in problems] == [("a.jsonl", 2), ("b.jsonl", 1)]
    assert problems[0].reason == "4 recorded dates cannot be read as days, the first: 昨\ufffd天"
    assert problems[1].reason == "1 recorded date cannot be read as a day: 2018-09-31"


def test_the_time_zone_is_that_of_the_options(tmp_path: Path) -> None:
    name = _written(tmp_path / "a.jsonl", [{"date": "2018-09-07T23:30:00Z"}, {"date": 1536340000}])
    for hours, day in ((8, "2018-09-08"), (0, "2018-09-07")):
        options = ReadOptions(time_zone=datetime.timezone(datetime.timedelta(hours=hours)))
        assert load_corpus([name], options).frame["date"].cast(pl.String).to_list() == [day] * 2
