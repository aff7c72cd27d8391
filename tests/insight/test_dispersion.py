"""Where hits lie in an article and over the months, with figures worked out by hand."""

import datetime

import pytest

from reader.article import Span
from reader.insight.dispersion import Evenness, evenness, hits_by_part
from reader.language.signs import ASCII, BLOCKS
from tests.insight.corpora import StopAfter, corpus_of, found

JANUARY, FEBRUARY, MARCH = (datetime.date(2024, month, 9) for month in (1, 2, 3))


def spans(*starts: int) -> list[Span]:
    return [Span(start, start + 2) for start in starts]


@pytest.mark.parametrize(
    ("starts", "length", "parts", "counts"),
    [
        ((), 100, 3, [0, 0, 0]),
        ((0, 9, 10, 99), 100, 10, [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]),
        ((0, 1, 2), 4, 4, [1, 1, 1, 0]),
        ((0, 2), 3, 2, [1, 1]),
        ((0, 1), 2, 10, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
        ((), 0, 2, [0, 0]),
    ],
)
def test_hits_by_equal_parts(starts: tuple[int, ...], length: int, parts: int, counts: list[int]) -> None:
    assert hits_by_part(spans(*starts), length, parts) == counts


def test_a_map_has_a_character_a_part() -> None:
    counts = hits_by_part(spans(10, 11, *range(90, 100)), 100)
    assert (ASCII.strip(counts), BLOCKS.strip(counts)) == (".2.......+", "·▂·······█")
    assert ASCII.strip(hits_by_part([], 100)) == ".........."
    assert ASCII.strip(hits_by_part(spans(*range(9)), 100)) == "9........."


def test_deviation_of_proportions() -> None:
    # Characters with titles of one: 20, 10, 10; shares 1/2, 1/4, 1/4. Hits 3, 1, 0: 3/4, 1/4, 0.
    bodies = ["上海上海上海" + "字" * 13, "上海" + "字" * 7, "字" * 9]
    corpus = corpus_of(bodies, dates=[JANUARY, FEBRUARY, MARCH])
    assert evenness(corpus, found(corpus, "上海")) == Evenness(3, 4, 0.25, pytest.approx(1 / 3))  # type: ignore[arg-type]


def test_hits_as_even_as_the_text_deviate_by_nothing() -> None:
    corpus = corpus_of(["上海字"] * 4, dates=[JANUARY, FEBRUARY, MARCH, MARCH])
    measured = evenness(corpus, found(corpus, "上海"))
    assert measured is not None
    assert measured.deviation == pytest.approx(0)


def test_all_hits_in_the_month_of_least_text_deviate_by_one() -> None:
    corpus = corpus_of(["上海", "字" * 96], dates=[JANUARY, FEBRUARY])
    measured = evenness(corpus, found(corpus, "上海"))
    assert measured is not None
    assert measured.deviation == pytest.approx(0.97)
    assert measured.normalized == pytest.approx(1)


def test_articles_without_a_date_are_left_out() -> None:
    corpus = corpus_of(["上海字", "上海字", "上海" * 9], dates=[JANUARY, FEBRUARY, None])
    measured = evenness(corpus, found(corpus, "上海"))
    assert measured is not None
    assert (measured.months, measured.hits) == (2, 2)


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("没有的词", [JANUARY, FEBRUARY]),
        ("len:>0", [JANUARY, FEBRUARY]),
        ("上海", [JANUARY, JANUARY]),
        ("上海", [None, None]),
    ],
)
def test_nothing_to_compare(query: str, dates: list[datetime.date | None]) -> None:
    corpus = corpus_of(["上海", "上海"], dates=dates)
    assert evenness(corpus, found(corpus, query)) is None


def test_stopped() -> None:
    corpus = corpus_of(["上海", "上海"], dates=[JANUARY, FEBRUARY])
    assert evenness(corpus, found(corpus, "上海"), StopAfter(0)) is None
