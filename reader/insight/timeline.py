"""The timeline: how many of some articles lie in each of some equal spans of time. The small form of trends."""

import polars as pl


def timeline(dates: pl.Series, spans: int) -> tuple[int, ...]:
    """Articles in each of at most `spans` equal spans from the first day to the last, none shorter than a day.

    Empty where half of the articles or more have no date, and where all are of one day: there is nothing to tell then.
    """
    days = dates.drop_nulls().to_physical().cast(pl.Int64)
    first, last = days.min(), days.max()
    if not isinstance(first, int) or not isinstance(last, int) or first == last or len(days) <= len(dates) / 2:
        return ()
    length = last - first + 1
    spans = min(spans, length)
    counts = dict(((days - first) * spans // length).value_counts().iter_rows())
    return tuple(counts.get(span, 0) for span in range(spans))
