"""Articles and hits over time and by source, with figures worked out by hand."""

import datetime

import polars as pl
import pytest

from reader.insight.trends import MOST_BARS, Bar, Trends, separated, trends, unit_for
from reader.search.syntax import parse
from reader.search.tree import Regex
from reader.search.writing import written
from tests.insight.corpora import StopAfter, corpus_of, found

Day = datetime.date
BODIES = ["上海上海" + "字" * 5, "上海" + "字" * 17, "北京" * 15, "上海", "字" * 9]
DATES = [Day(2024, 1, 31), Day(2024, 3, 1), Day(2024, 3, 31), None, Day(2024, 2, 10)]


def of(*queries: str, by: str | None = None, dates: list[datetime.date | None] = DATES) -> Trends:
    corpus = corpus_of(BODIES, dates=dates)
    made = trends(corpus, [(query, found(corpus, query)) for query in queries], by)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_months_with_their_articles_hits_and_hits_per_million_characters() -> None:
    # Titles are of one character: January has 10, February 10, March 20 + 31.
    made = of("上海", by="month")
    assert made.bars == (
        Bar("上海", Day(2024, 1, 1), Day(2024, 1, 31), "", 1, 2, 200_000.0),
        Bar("上海", Day(2024, 2, 1), Day(2024, 2, 29), "", 0, 0, 0.0),
        Bar("上海", Day(2024, 3, 1), Day(2024, 3, 31), "", 1, 1, 1e6 / 51),
    )
    assert made.undated == 1


def test_several_queries_take_turns_in_each_period() -> None:
    made = of("上海", "北京", by="month")
    assert [(bar.query, bar.hits) for bar in made.bars] == [
        ("上海", 2),
        ("北京", 0),
        ("上海", 0),
        ("北京", 0),
        ("上海", 1),
        ("北京", 15),
    ]


@pytest.mark.parametrize(
    ("by", "periods", "first", "last"),
    [
        ("day", 31, Day(2024, 1, 31), Day(2024, 1, 31)),
        ("week", 5, Day(2024, 1, 29), Day(2024, 2, 4)),
        ("month", 3, Day(2024, 1, 1), Day(2024, 1, 31)),
        ("year", 1, Day(2024, 1, 1), Day(2024, 12, 31)),
    ],
)
def test_every_period_between_the_first_and_the_last_has_a_bar(
    by: str, periods: int, first: datetime.date, last: datetime.date
) -> None:
    made = of("上海", by=by)
    assert (len(made.bars), made.by) == (periods, by)
    assert (made.bars[0].first, made.bars[0].last) == (first, last)
    assert sum(bar.hits for bar in made.bars) == 3


def test_a_period_without_any_text_has_no_relative_frequency() -> None:
    made = of("上海", by="day")
    assert made.bars[1].per_million is None
    assert made.bars[1].value("per_million") == 0


def test_sources_with_most_articles_come_first() -> None:
    corpus = corpus_of(BODIES, dates=DATES)
    corpus = type(corpus)(corpus.frame.with_columns(source=pl.Series(["a", "b", "a", "b", ""])))
    made = trends(corpus, [("上海", found(corpus, "上海"))], "source")
    assert made is not None
    assert [(bar.source, bar.articles, bar.hits) for bar in made.bars] == [("b", 2, 2), ("a", 1, 2)]
    assert made.bars[0].per_million == pytest.approx(2e6 / 23)
    assert made.undated == 0


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (Day(2024, 1, 1), Day(2024, 1, 1), "day"),
        (Day(2024, 1, 1), Day(2024, 2, 29), "day"),
        (Day(2024, 1, 1), Day(2024, 3, 1), "week"),
        (Day(2024, 1, 1), Day(2025, 2, 23), "week"),
        (Day(2024, 1, 1), Day(2025, 2, 24), "month"),
        (Day(2020, 1, 31), Day(2024, 12, 1), "month"),
        (Day(2020, 1, 31), Day(2025, 1, 1), "year"),
        (Day.min, Day.max, "year"),
    ],
)
def test_the_unit_follows_from_the_range(first: datetime.date, last: datetime.date, unit: str) -> None:
    assert unit_for(first, last) == unit


def test_about_sixty_bars_at_most() -> None:
    made = of("上海", dates=[Day(2024, 1, 3), Day(2025, 2, 25), None, None, None])
    assert made.by == "week"
    assert len(made.bars) <= MOST_BARS + 1


def test_the_last_day_that_there_is() -> None:
    made = of("上海", by="day", dates=[Day.max, None, None, None, None])
    assert made.bars[-1].last == Day.max


@pytest.mark.parametrize("query", ["没有的词", "北京 上海"])
def test_nothing_found(query: str) -> None:
    assert of(query).bars == ()
    assert of(query, by="source").bars == ()


def test_no_dates() -> None:
    made = of("上海", dates=[None] * 5)
    assert (made.bars, made.undated) == ((), 3)


def test_all_articles_have_no_hits() -> None:
    made = of("", by="year")
    assert [(bar.articles, bar.hits) for bar in made.bars] == [(4, 0)]


def test_stopped() -> None:
    corpus = corpus_of(BODIES)
    assert trends(corpus, [("上海", found(corpus, "上海"))], stopped=StopAfter(0)) is None


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("上海", ["上海"]),
        ("上海; 北京 ;；广州", ["上海", "北京", "广州"]),
        ('"上海;北京";广州', ['"上海;北京"', "广州"]),
        ("“上海；北京”；广州", ["“上海；北京”", "广州"]),
        ("/上;海/i;title:/a;b/;c/d;e", ["/上;海/i", "title:/a;b/", "c/d", "e"]),
        ("上海;", ["上海"]),
        (" ; ", [""]),
        ("", [""]),
    ],
)
def test_queries_with_semicolons_between(text: str, queries: list[str]) -> None:
    assert separated(text) == queries


def test_a_bar_is_a_restriction_of_a_query() -> None:
    bars = of("上海", by="month").bars
    assert bars[0].restriction is not None
    assert written(bars[0].restriction) == "date:2024-01"
    source = of("上海", by="source").bars[0].restriction
    assert source is not None
    assert parse(written(source)).root == source
    assert Bar("", None, None, "", 1, 1, None).restriction is None


def test_a_source_with_quotes_in_its_name_is_a_restriction_too() -> None:
    node = Bar("", None, None, 'a"b', 1, 1, None).restriction
    assert node is not None
    assert parse(written(node)).terms == (Regex(r"[AaＡａ][\u0022\uFF02][BbＢｂ]", "", ("source",)),)
