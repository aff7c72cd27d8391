"""Articles over equal spans of time, counted by hand."""

import datetime

import polars as pl
import pytest

from reader.insight.timeline import timeline


def dates(*days: int | None) -> pl.Series:
    first = datetime.date(2024, 1, 1)
    return pl.Series([None if day is None else first + datetime.timedelta(day) for day in days], dtype=pl.Date)


@pytest.mark.parametrize(
    ("days", "spans", "counts"),
    [
        ([0, 1, 2, 3], 4, (1, 1, 1, 1)),
        ([3, 0, 0, 0], 4, (3, 0, 0, 1)),
        ([0, 1, 2, 3], 2, (2, 2)),
        ([0, 9], 3, (1, 0, 1)),
        ([0, 3, 9], 3, (2, 0, 1)),
        ([0, 3], 16, (1, 0, 0, 1)),
        ([0, 2], 16, ()),
        ([5, 5, 5], 4, ()),
        ([], 4, ()),
        ([None, None], 4, ()),
        ([0, 1, None, None], 4, ()),
        ([0, 3, 3, None], 4, (1, 0, 0, 2)),
    ],
)
def test_articles_are_counted_in_equal_spans(days: list[int | None], spans: int, counts: tuple[int, ...]) -> None:
    assert timeline(dates(*days), spans) == counts


def test_a_long_time_does_not_overflow() -> None:
    far = pl.Series([datetime.date(1, 1, 1), datetime.date(9999, 12, 31)], dtype=pl.Date)
    assert timeline(far, 2000)[0] == timeline(far, 2000)[-1] == 1
