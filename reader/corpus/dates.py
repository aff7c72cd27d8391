"""The day an article is of: its record's, else found in its URL, else in its first lines. Expressions over a frame."""

import polars as pl

_YEAR, _TWO = r"((?:19|20)\d{2})", r"(\d{2})"
_DIGIT_FORMS = (
    rf"(?:^|\D){_YEAR}[-/._](\d{{1,2}})[-/._](\d{{1,2}})(?:\D|$)",  # 2018-09-07, 2018/9/7
    rf"(?:^|\D){_YEAR}[-/._]?{_TWO}[-/._]?{_TWO}(?:\D|$)",  # 20180907, 2018-09/07, 2018/0907
    rf"(?:^|\D){_YEAR}{_TWO}{_TWO}\d{{4}}(?:\d{{2}})?(?:\D|$)",  # 20180907103000
)
_TEXT_FORM = rf"(?:^|\D){_YEAR}\s*[年\-/.]\s*(\d{{1,2}})\s*[月\-/.]\s*(\d{{1,2}})(?:\D|$)"
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH_FORMS = (
    rf"(?<day>\d{{1,2}})[ -]{_MONTH}[ -]{_YEAR}",  # Fri, 07 Sep 2018
    rf"{_MONTH} (?<day>\d{{1,2}}),? {_YEAR}",  # September 7, 2018
)
_FIRST_LINES, _FIRST_CHARACTERS = 3, 200


def dates(frame: pl.DataFrame) -> pl.Series:
    """A Date a row of `date`, `url` and `body`, null where none of them names a day that exists."""
    found = pl.Series("date", [None], dtype=pl.Date).new_from_index(0, frame.height)
    head = pl.col("body").str.slice(0, _FIRST_CHARACTERS).str.extract(rf"^((?:[^\n]*\n?){{0,{_FIRST_LINES}}})")
    for wanted, day in (
        (frame["date"].is_not_null(), _recorded_day()),
        *((frame["url"] != "", _day(pl.col("url"), form)) for form in _DIGIT_FORMS),
        (frame["body"] != "", _day(head, _TEXT_FORM)),
    ):
        missing = (found.is_null() & wanted).arg_true()
        if len(missing):
            found = found.scatter(missing, frame[missing].select(day.alias("date"))["date"])
    return found


def _recorded_day() -> pl.Expr:
    """The day that a record's own date means: written in any of the usual ways, or counted in seconds from 1970."""
    text = pl.col("date").str.strip_chars()
    seconds = pl.coalesce(text.str.extract(r"^(\d{9,10})(?:\.\d*)?$"), text.str.extract(r"^(\d{9,10})\d{3}$"))
    return pl.coalesce(
        *(_day(text, form) for form in (*_DIGIT_FORMS, _TEXT_FORM)),
        *(_english_day(text, form) for form in _ENGLISH_FORMS),
        pl.from_epoch(seconds.cast(pl.Int64, strict=False)).cast(pl.Date),
    )


def _day(text: pl.Expr, form: str) -> pl.Expr:
    parts = text.str.extract_groups(form).struct
    year, month, day = (parts.field(str(group)) for group in (1, 2, 3))
    written = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2))
    return written.str.to_date("%Y%m%d", strict=False)


def _english_day(text: pl.Expr, form: str) -> pl.Expr:
    parts = text.str.extract_groups(form.replace("(?<day>", "(")).struct
    first, second, year = (parts.field(str(group)) for group in (1, 2, 3))
    day, month = (first, second) if form.startswith("(?<day>") else (second, first)
    return pl.concat_str(day.str.zfill(2), month, year).str.to_date("%d%b%Y", strict=False)
