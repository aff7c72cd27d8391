"""Days in URLs whose year has two digits, `/18/0907/`: believed where the other URLs of the site bear it out."""

from datetime import date

import polars as pl

_FORM = r"//(?:[^/?#@]*@)?(?<site>[^/?#:]+)[^/?#]*(?:/[^?#]*?)?/(?<year>[0-9]{2})/(?<day>[0-9]{4})(?:/|$)"
_LEAST_DAYS, _LEAST_URLS, _LEAST_SHARE = 2, 3, 0.9
_FIRST_YEAR = 1990
"""Before it there was no Web."""


class ShortYears:
    """The URLs of this form in a corpus, gathered batch by batch."""

    def __init__(self, last: date) -> None:
        """No day after `last` is one."""
        self._last = last
        self._found = [pl.DataFrame(schema={"row": pl.UInt32, "url": pl.String, "site": pl.String, "date": pl.Date})]

    def note(self, urls: pl.DataFrame) -> pl.Series:
        """Take the URLs of this form from `row` and `url`; the rows (UInt32) that have one."""
        parts = pl.col("url").str.extract_groups(_FORM).struct
        found = urls.with_columns(
            site=parts.field("site").str.to_lowercase(), year=parts.field("year"), day=parts.field("day")
        ).filter(pl.col("site").is_not_null())
        if found.height:
            self._found.append(found.select("row", "url", "site", date=self._day()))
        return found["row"]

    def days(self) -> pl.DataFrame:
        """`row` and `date` of the URLs on sites where nine in ten of this form name a day that was.

        It takes two different days, or three different URLs, for one could be anything.
        """
        is_day, site = pl.col("date").is_not_null(), "site"
        is_borne_out = (pl.col("date").n_unique().over(site) >= _LEAST_DAYS) | (
            pl.col("url").n_unique().over(site) >= _LEAST_URLS
        )
        believed = pl.concat(self._found).filter(is_borne_out & (is_day.mean().over(site) >= _LEAST_SHARE) & is_day)
        return believed.select("row", "date")

    def _day(self) -> pl.Expr:
        last = self._last.year % 100
        century = pl.when(pl.col("year").cast(pl.Int32) <= last).then(pl.lit("20")).otherwise(pl.lit("19"))
        day = pl.concat_str(century, "year", "day").str.to_date("%Y%m%d", strict=False)
        return pl.when(day.is_between(date(_FIRST_YEAR, 1, 1), self._last)).then(day)
