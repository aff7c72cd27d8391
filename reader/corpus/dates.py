"""The day an article is of, found in its URL or its first lines. Expressions over a frame."""

import polars as pl

_YEAR, _TWO = r"((?:19|20)\d{2})", r"(\d{2})"
_URL_FORMS = (
    rf"(?:^|\D){_YEAR}[-/._](\d{{1,2}})[-/._](\d{{1,2}})(?:\D|$)",  # 2018-09-07, 2018/9/7
    rf"(?:^|\D){_YEAR}[-/._]?{_TWO}[-/._]?{_TWO}(?:\D|$)",  # 20180907, 2018-09/07, 2018/0907
    rf"(?:^|\D){_YEAR}{_TWO}{_TWO}\d{{4}}(?:\d{{2}})?(?:\D|$)",  # 20180907103000
)
_TEXT_FORM = rf"(?:^|\D){_YEAR}\s*[年\-/.]\s*(\d{{1,2}})\s*[月\-/.]\s*(\d{{1,2}})(?:\D|$)"
_FIRST_LINES, _FIRST_CHARACTERS = 3, 200


def dates(frame: pl.DataFrame) -> pl.Series:
    """A Date a row of `url` and `body`, null where neither names a day that exists."""
    by_url = frame.select(pl.coalesce(_day(pl.col("url"), form) for form in _URL_FORMS).alias("date"))["date"]
    missing = by_url.is_null()
    if not missing.any():
        return by_url
    head = pl.col("body").str.slice(0, _FIRST_CHARACTERS).str.extract(rf"^((?:[^\n]*\n?){{0,{_FIRST_LINES}}})")
    by_text = frame.filter(missing).select(_day(head, _TEXT_FORM).alias("date"))["date"]
    return by_url.scatter(missing.arg_true(), by_text)


def _day(text: pl.Expr, form: str) -> pl.Expr:
    parts = text.str.extract_groups(form).struct
    year, month, day = (parts.field(str(group)) for group in (1, 2, 3))
    written = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2))
    return written.str.to_date("%Y%m%d", strict=False)
