"""Dates and lengths as a query writes them: one, a comparison, or a range `a..b` open at either end."""

import calendar
import datetime
import re

from reader.language.numerals import in_digits
from reader.wording import _

_DAY = re.compile(r"([0-9]{4})(?:[-/.年]?([0-9]{1,2})(?:[-/.月]?([0-9]{1,2})[日号號]?|月?)|年)?")
_REIGN = re.compile(r"民[国國]([0-9]{1,3})(?=年)")
_BEFORE_THE_REPUBLIC = 1911
_COMPARISON = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_HALF_TYPED = re.compile(
    r"[<>=]*(?:民[国國]?)?[0-9〇○零元一二三四五六七八九十百千廿卅]*(?:[-/.,年月][0-9零一二三四五六七八九十廿卅]*)*"
)
_WIDE = str.maketrans("０１２３４５６７８９＞＜＝－／．，", "0123456789><=-/.,")
_EVER = (datetime.date.min, datetime.date.max)
_DAY_LONG = datetime.timedelta(days=1)

_LONGEST = 10**12


def may_go_on(text: str) -> bool:
    """True where more typing can still make a date, a number or a range of it."""
    return _HALF_TYPED.fullmatch(text.translate(_WIDE)) is not None


def days(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of `2018`, `2018-09`, `2018-09-07`, `a..b`, `>=a`, `>a`, `<=a`, `<a`. Raises ValueError.

    `2018年9月7号`, `二〇一八年九月` and `民国107年` are days, months and years too.
    """
    text = _REIGN.sub(lambda year: str(int(year[1]) + _BEFORE_THE_REPUBLIC), in_digits(text))
    first, dots, last = text.partition("..")
    if dots:
        if not first and not last:
            raise ValueError(_("a range needs a day on at least one side"))
        start = _period(first)[0] if first else _EVER[0]
        end = _period(last)[1] if last else _EVER[1]
        if start > end:
            raise ValueError(_("the range ends before it begins"))
        return start, end
    operator, bound = _split(text)
    start, end = _period(bound)
    match operator:
        case ">=":
            return start, _EVER[1]
        case ">":
            return min(end, _EVER[1] - _DAY_LONG) + _DAY_LONG, _EVER[1]
        case "<=":
            return _EVER[0], end
        case "<":
            return _EVER[0], max(start, _EVER[0] + _DAY_LONG) - _DAY_LONG
        case _:
            return start, end


def lengths(text: str) -> tuple[int, int | None]:
    """Least and most of `1000`, `a..b`, `>=a`, `>a`, `<=a`, `<a`. Raises ValueError."""
    text = text.translate(_WIDE)
    first, dots, last = text.partition("..")
    if dots:
        if not first and not last:
            raise ValueError(_("a range needs a number on at least one side"))
        least, most = _number(first) if first else 0, _number(last) if last else None
        if most is not None and least > most:
            raise ValueError(_("the range ends before it begins"))
        return least, most
    operator, bound = _split(text)
    number = _number(bound)
    match operator:
        case ">=":
            return number, None
        case ">":
            return min(number + 1, _LONGEST), None
        case "<=":
            return 0, number
        case "<":
            return 0, number - 1
        case _:
            return number, number


def _split(text: str) -> tuple[str, str]:
    found = _COMPARISON.fullmatch(text)
    assert found is not None, "it matches everything"
    return found[1] or "", found[2]


def _number(text: str) -> int:
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("{text} is not a number; write len:>1000 or len:500..2000").format(text=repr(text)))
    return min(int(digits[:20]), _LONGEST)


def _period(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(_("{text} is not a date; write 2018, 2018-09 or 2018-09-07").format(text=repr(text)))
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if month is None:
            return datetime.date(year or 0, 1, 1), datetime.date(year or 0, 12, 31)
        last = calendar.monthrange(year or 0, month)[1] if day is None else day
        return datetime.date(year or 0, month, day or 1), datetime.date(year or 0, month, last)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(_("no such date: {text}; write 2018, 2018-09 or 2018-09-07").format(text=text)) from error
