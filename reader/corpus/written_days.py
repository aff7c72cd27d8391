"""The day that a text names, however it is written. Forms that leave the day open (9/7/2018, 18-09-07) name none.

A time with an offset is a moment, and its day the one it has in the corpus's time zone; a time without is as it says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from reader.language.numerals import in_digits

MOST_CHARACTERS = 200
"""Of a text that is longer, the rest is not looked at."""

_YEAR, _END = r"(?<![0-9])(?P<year>(?:18|19|20)[0-9]{2})", r"(?![0-9])"
_MONTH, _DAY = r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_DASH = r"[-/._~·・•‧‐‑‒–—―−─]{1,2}"
_BEHIND_YEAR = rf"\s*(?:年|{_DASH})\s*"
_MONTH_AND_DAY = (
    rf"{_MONTH}(?:\s*{_DASH}\s*{_DAY}{_END}|\s*月\s*(?P<day_2>[0-9]{{1,2}})(?:\s*[日号號]|(?![0-9:时時点點])))"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?<![a-z])(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_NTH = r"(?<![0-9:])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_GAP, _SOME_GAP = r"[\s/,-]*", r"[\s/,-]+"
_HOUR_AND_MORE = r"(?:(?:[01][0-9]|2[0-4])(?:[0-5][0-9](?:[0-5][0-9](?:[0-9]{3})?)?)?)?"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_IN_TEXT = _forms(
    rf"{_YEAR}{_BEHIND_YEAR}{_MONTH_AND_DAY}",  # 2018年9月7日, 2018-09-07, 2018.9.7
    rf"民[国國]\s*(?P<reign>[0-9]{{1,3}}){_BEHIND_YEAR}{_MONTH_AND_DAY}",  # 民国107年9月7日
)
_RECORDED = _IN_TEXT + _forms(
    rf"^\s*{_YEAR}\s+{_MONTH}\s+{_DAY}(?![0-9]|\s*[:时時点點])",  # 2018 9 7
    rf"{_YEAR}[-/._]?(?P<month>[0-9]{{2}})[-/._]?(?P<day>[0-9]{{2}})(?={_HOUR_AND_MORE}{_END})",  # 20180907103000
    rf"{_NTH}{_GAP}{_NAME}{_GAP}{_YEAR}{_END}",  # Fri, 07 Sep 2018; 07/Sep/2018
    rf"{_NAME}{_GAP}{_NTH}{_SOME_GAP}{_YEAR}{_END}",  # September 7, 2018
    rf"{_YEAR}{_GAP}{_NAME}{_GAP}{_DAY}{_END}",  # 2018-Sep-07
    # Fri Sep 07 12:30:45 +0800 2018
    rf"{_NAME}\s+{_NTH}(?=,?\s+[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?\s+(?:\S+\s+)?{_YEAR}{_END})",
    rf"{_NTH}[\s-]{_NAME}[\s-](?P<short>[0-9]{{2}})(?=\s+[0-9]{{1,2}}:[0-9]{{2}})",  # Fri, 07 Sep 18 12:30 (RFC 822)
    rf"{_YEAR}-?W(?P<week>[0-9]{{2}})-?(?P<weekday>[1-7]){_END}",  # 2018-W36-5
    rf"^\s*{_YEAR}-(?P<ordinal>[0-9]{{3}})(?=\s*$|T)",  # 2018-250
)
_OTHER_CALENDAR = re.compile(r"[农農阴陰旧舊夏藏回][历曆暦][\s:(]*$")

_CLOCK = re.compile(
    r"(?P<gap>[^0-9]{0,20}?)(?P<hour>[0-9]{1,2})[:时時点點](?P<minute>[0-9]{2})"
    r"(?:[:分](?P<second>[0-9]{2}))?(?:[.,][0-9]+)?[分秒]?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_BASIC_CLOCK = re.compile(
    r"(?P<gap>[T_]?)(?P<hour>[0-9]{2})(?:(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?)?(?:[.,][0-9]+)?(?![0-9:])",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"下午|晚|夜|中午|傍晚|p\.?m", re.IGNORECASE)
_MORNING = re.compile(r"上午|凌晨|早|清晨|a\.?m", re.IGNORECASE)
_ZONE = re.compile(
    r"(?P<space>\s*)[(\[]?(?:(?P<zone>[A-Z]{1,4})(?![A-Z]))?\s*(?:(?P<sign>[-+−])(?P<hours>[0-9]{1,2})"
    r"(?::?'?(?P<minutes>[0-9]{2}))?(?![0-9]))?",
    re.IGNORECASE,
)
_ZONES = dict.fromkeys(("Z", "UT", "UTC", "GMT"), 0) | {
    "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "CET": 1, "CEST": 2, "MSK": 3,
    "HKT": 8, "SGT": 8, "BJT": 8, "KST": 9, "JST": 9,
}  # fmt: skip
"""Hours ahead of UTC. CST is missing, for it is China's as well as Chicago's: it is taken for the corpus's own."""
_MOST_HOURS = 14

_EPOCH = re.compile(r"(?:/?Date\()?(?P<count>[1-9][0-9]{8,18})(?:\.[0-9]*|[-+][0-9]{4})?(?:\)/?)?")
_TICKS_OF_A_SECOND = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
"""By the number of digits: seconds, milli-, micro- and nanoseconds since 1970 that are of 1973 to now."""
_EPOCH_DAY = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads days in one time zone."""

    zone: timezone
    """In which a moment has its day."""
    last: date
    """No later day is believed."""

    def recorded(self, text: str) -> date | None:
        """The day that a record's date means: as people, programs and standards write it, or counted from 1970."""
        text = in_digits(text[:MOST_CHARACTERS]).strip()
        return self._first(text, _RECORDED) or self._of_epoch(text)

    def mentioned(self, text: str) -> date | None:
        """The first day, with its year, that a text of people names."""
        return self._first(in_digits(text[:MOST_CHARACTERS]), _IN_TEXT)

    def _first(self, text: str, forms: tuple[re.Pattern[str], ...]) -> date | None:
        days = (self._in_zone(day, text, end) for form in forms for day, end in _days(form, text))
        return next((day for day in days if day <= self.last), None)

    def _in_zone(self, day: date, text: str, end: int) -> date:
        """The day itself, or where a time with an offset follows, the one of that moment."""
        clock = _BASIC_CLOCK.match(text, end) or _CLOCK.match(text, end)
        offset = _offset(text, clock) if clock is not None else None
        if clock is None or offset is None:
            return day
        return self._day_of(datetime(day.year, day.month, day.day) + _time(clock) - offset)

    def _of_epoch(self, text: str) -> date | None:
        found = _EPOCH.fullmatch(text)
        ticks = _TICKS_OF_A_SECOND.get(len(found["count"])) if found is not None else None
        if found is None or ticks is None or (len(found["count"]) == 9 and _begins_with_day(text)):
            return None
        day = self._day_of(_EPOCH_DAY + timedelta(seconds=int(found["count"]) // ticks))
        return day if day <= self.last else None

    def _day_of(self, moment: datetime) -> date:
        return (moment + self.zone.utcoffset(None)).date()


def _days(form: re.Pattern[str], text: str) -> Iterator[tuple[date, int]]:
    """The days that exist, and where each ends."""
    for found in form.finditer(text):
        if not _OTHER_CALENDAR.search(text, 0, found.start()):
            try:
                yield _day(found.groupdict()), found.end()
            except ValueError:
                continue


def _day(parts: dict[str, str | None]) -> date:
    """Raises ValueError where there is no such day."""
    year = _year(parts)
    if parts.get("week"):
        return date.fromisocalendar(year, int(parts["week"] or 0), int(parts["weekday"] or 0))
    if parts.get("ordinal"):
        return datetime.strptime(f"{year} {parts['ordinal']}", "%Y %j").date()
    name = parts.get("name")
    month = _NAMES.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)
    return date(year, month, int(parts["day"] or parts.get("day_2") or 0))


def _year(parts: dict[str, str | None]) -> int:
    """1 of the republic is 1912; two digits mean 1950 to 2049, as in RFC 2822, 4.3."""
    if reign := parts.get("reign"):
        return int(reign) + 1911
    if short := parts.get("short"):
        return int(short) + (1900 if int(short) >= 50 else 2000)
    return int(parts["year"] or 0)


def _time(clock: re.Match[str]) -> timedelta:
    parts = clock.groupdict()
    hour, half = int(parts["hour"]), f"{parts['gap']} {parts.get('half') or ''}"
    if hour < 12 and _AFTERNOON.search(half):
        hour += 12
    elif hour == 12 and _MORNING.search(half):
        hour = 0
    return timedelta(hours=hour, minutes=int(parts["minute"] or 0), seconds=int(parts["second"] or 0))


def _offset(text: str, clock: re.Match[str]) -> timedelta | None:
    """What stands behind a time, where that is an offset and not the end of a span of hours, as in 09:30-11:00."""
    found = _ZONE.match(text, clock.end())
    assert found is not None, "all of it may be missing"
    name, sign = (found["zone"] or "").upper(), found["sign"]
    if sign is None:
        return timedelta(hours=_ZONES[name]) if name in _ZONES else None
    is_clear = name or found["space"] or clock["second"] or clock["gap"].upper() == "T" or found[0][-4:].isdecimal()
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if (sign != "+" and not is_clear) or hours > _MOST_HOURS or minutes >= 60:
        return None
    return timedelta(hours=hours, minutes=minutes) * (1 if sign == "+" else -1)


def _begins_with_day(digits: str) -> bool:
    try:
        datetime.strptime(digits[:8], "%Y%m%d")
    except ValueError:
        return False
    return True
