"""The days that columns of texts name: expressions for common forms, `written_days` for the rest, each text once."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from reader.corpus.written_days import DayReader

_YEAR, _YEAR_OF_URL, _TWO = r"((?:18|19|20)[0-9]{2})", r"((?:19|20)[0-9]{2})", r"([0-9]{2})"
_START, _END = r"(?:^|[^0-9])", r"(?:[^0-9]|$)"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?"
_IN_URL = (
    rf"{_START}{_YEAR_OF_URL}[-/._]([0-9]{{1,2}})[-/._]([0-9]{{1,2}}){_END}",  # 2018-09-07, 2018/9/7
    rf"{_START}{_YEAR_OF_URL}[-/._]?{_TWO}[-/._]?{_TWO}{_END}",  # 20180907, 2018-09/07, 2018/0907
    rf"{_START}{_YEAR_OF_URL}{_TWO}{_TWO}{_CLOCK}{_END}",  # 20180907103000; any other longer number is an id
)

_FIRST_LINES = 3
FIRST_CHARACTERS = 200
"""Of a body, in which its day is looked for."""
_IN_HEAD = rf"{_START}{_YEAR}\s*[年\-/.]\s*([0-9]{{1,2}})\s*[月\-/.]\s*([0-9]{{1,2}})(?:[^0-9:时時点點]|$)"
_NOT_PLAIN_HEAD = (
    r"[农農阴陰旧舊夏藏回][历曆暦]",
    r"[0-9] ?(?:Z|GMT|UTC|[-+][0-9]{2}:?[0-9]{2})",
    r"民[国國]",
    r"[０-９]{4}",
    r"[〇○◯零一二三四五六七八九百十]\s*年\s*[元一二三四五六七八九十0-9]{1,3}\s*月",
)
"""What the expression would read wrongly or not at all."""

_SAYS_NOTHING = r"(?i)^\s*(?:null|none|nan|nat|nil|n/a|undefined)?\s*$"
_PLAIN = (
    r"^\s*" + _YEAR + r"[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[Tt\s]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])(?::[0-9]{2}(?:\.[0-9]+)?\s*"
    r"(Z|[-+](?:0[0-9]|1[0-4]):?[0-5][0-9])?)?)?\s*$"
)
_NAMED = (
    (
        r"^\s*(?:[A-Z][a-z]{2,8}, )?([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9:]{8}) (GMT|UTC|[-+][0-9]{4})\s*$",
        "${3}-${2}-${1}T${4}${5}",
    ),
    (
        r"^\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) +([0-9]{1,2}) ([0-9:]{8}) (?:(GMT|UTC|[-+][0-9]{4}) |CST )?([0-9]{4})\s*$",
        "${5}-${1}-${2}T${3}${4}",
    ),
)
"""Of mail, and of C, Java and Weibo; and the same as ISO 8601 has it."""
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO_OF_NAMES = {f"-{name}-": f"-{month:02}-" for month, name in enumerate(_NAMES, 1)} | {"GMT": "Z", "UTC": "Z"}
_COMPACT = rf"^\s*{_YEAR}{_TWO}{_TWO}{_CLOCK}\s*$"
_EPOCH = r"^\s*([1-9][0-9]{9})(?:[0-9]{3})?(?:\.[0-9]*)?\s*$"
_MINUTES_OF_A_DAY, _SECONDS_OF_A_DAY = 24 * 60, 24 * 60 * 60

_Read = Callable[[str], date | None]


def says_something(texts: pl.Series) -> pl.Series:
    """True where a record's date is neither missing nor a word for that."""
    return ~texts.fill_null("").str.contains(_SAYS_NOTHING)


def recorded_days(texts: pl.Series, reader: DayReader) -> pl.Series:
    """The day that each record's date means, as `DayReader.recorded`."""
    text, wanted = pl.col("text"), says_something(texts)
    if not wanted.any():
        return pl.Series("date", [None], dtype=pl.Date).new_from_index(0, len(texts))
    common = pl.coalesce(_plain_day(text, reader), _day(text, _COMPACT), _day_of_epoch(text, reader))
    days = _expressed(texts, common, reader)
    named = (days.is_null() & wanted).arg_true()
    if len(named):
        days = days.scatter(named, _expressed(texts.gather(named), _plain_day(_iso_of_named(text), reader), reader))
    return _completed(days, texts, wanted, reader.recorded)


def days_in_urls(urls: pl.Series, reader: DayReader) -> pl.Series:
    """The day in each URL that has one with a year of four digits."""
    forms = [_day(pl.col("text"), form) for form in _IN_URL]
    return _expressed(urls, pl.coalesce(forms), reader)


def days_in_heads(bodies: pl.Series, reader: DayReader) -> pl.Series:
    """The day that the first lines of each body name first, as `DayReader.mentioned`."""
    first_lines = rf"^((?:[^\n]*\n?){{0,{_FIRST_LINES}}})"
    heads = bodies.str.slice(0, FIRST_CHARACTERS).str.extract(first_lines).fill_null("")
    text = pl.col("text")
    is_plain = (
        heads.alias("text").to_frame().select(~pl.any_horizontal(map(text.str.contains, _NOT_PLAIN_HEAD)))["text"]
    )
    days = _expressed(heads, pl.when(is_plain).then(_day(text, _IN_HEAD)), reader)
    return _completed(days, heads, ~is_plain, reader.mentioned)


def _expressed(texts: pl.Series, day: pl.Expr, reader: DayReader) -> pl.Series:
    days = texts.alias("text").to_frame().select(day.alias("date"))["date"]
    return days.set(days > reader.last, None)


def _completed(days: pl.Series, texts: pl.Series, wanted: pl.Series, read: _Read) -> pl.Series:
    """The days with those more that `read` finds in wanted texts; each distinct text is read once."""
    missing = (days.is_null() & wanted).arg_true()
    if missing.is_empty():
        return days
    asked = texts.gather(missing).alias("text")
    distinct = asked.unique()
    known = pl.DataFrame({"text": distinct, "date": pl.Series(map(read, distinct), dtype=pl.Date)})
    return days.scatter(missing, asked.to_frame().join(known, on="text", how="left", maintain_order="left")["date"])


def _day(text: pl.Expr, form: str) -> pl.Expr:
    parts = text.str.extract_groups(form).struct
    year, month, day = (parts.field(str(group)) for group in (1, 2, 3))
    written = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2))
    return written.str.to_date("%Y%m%d", strict=False)


def _plain_day(text: pl.Expr, reader: DayReader) -> pl.Expr:
    """The day of `2018-09-07`, also behind a time, and where that has an offset the day of the moment."""
    parts = text.str.extract_groups(_PLAIN).struct
    hour, minute = (parts.field(str(group)).cast(pl.Int64) for group in (4, 5))
    zone = parts.field("6")
    ahead = zone.str.slice(1, 2).cast(pl.Int64, strict=False) * 60 + zone.str.tail(2).cast(pl.Int64, strict=False)
    offset = pl.when(zone == "Z").then(0).when(zone.str.starts_with("-")).then(-ahead).otherwise(ahead)
    minutes = hour * 60 + minute - offset + _seconds_ahead(reader) // 60
    return _day(text, _PLAIN) + pl.duration(days=(minutes // _MINUTES_OF_A_DAY).fill_null(0))


def _iso_of_named(text: pl.Expr) -> pl.Expr:
    for form, iso in _NAMED:
        text = text.str.replace(form, iso)
    return text.str.replace_many(_ISO_OF_NAMES)


def _day_of_epoch(text: pl.Expr, reader: DayReader) -> pl.Expr:
    """The day of a count of seconds or milliseconds since 1970, of ten or thirteen digits."""
    seconds = text.str.extract(_EPOCH).cast(pl.Int64) + _seconds_ahead(reader)
    return pl.from_epoch(seconds // _SECONDS_OF_A_DAY, time_unit="d")


def _seconds_ahead(reader: DayReader) -> int:
    return reader.zone.utcoffset(None) // timedelta(seconds=1)
