"""The timeline: how many of some articles lie in each of some equal spans of time. The small form of trends."""

import polars as pl

_FEWEST = 4
"""Days below which there is no course to see."""


def timeline(dates: pl.Series, spans: int) -> tuple[int, ...]:
    """Articles in each of at most `spans` equal spans from the first day to the last, none shorter than a day.

    Empty where half of the articles or more have no date, and where all are of a few days: two or three tell no course.
    """
    days = dates.drop_nulls().to_physical().cast(pl.Int64)
    first, last = days.min(), days.max()
    if not isinstance(first, int) or not isinstance(last, int) or len(days) <= len(dates) / 2:
        return ()
    length = last - first + 1
    if length < _FEWEST:
        return ()
    spans = min(spans, length)
    counts = dict(((days - first) * spans // length).value_counts().iter_rows())
    return tuple(counts.get(span, 0) for span in range(spans))
