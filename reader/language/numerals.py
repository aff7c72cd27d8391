"""Numbers as Chinese writes them in years, months and days: 二〇一七年三月二十四日, 民国一百零七年, ２０１８年."""

import re
import unicodedata

_ALIKE = str.maketrans(
    "〇○◯OoОо壹贰貳弍两兩叁參叄肆伍陆陸柒捌玖拾佰仟",
    "零零零零零零零一二二二二二三三三四五六六七八九十百千",
)
"""Zero is also written with circles, and with letters that look like one."""
_DIGITS = "零一二三四五六七八九"
_VALUES = {numeral: value for value, numeral in enumerate(_DIGITS)} | {str(value): value for value in range(10)}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_FIRST = re.compile(r"元(?=\s*[年月])")
_NUMBER = re.compile(rf"[0-9{_DIGITS}十廿卅百千{''.join(map(chr, _ALIKE))}]+(?=\s*[年月日号號])")
_COUNTED = re.compile(
    rf"(?:(?P<thousands>[{_DIGITS}])千)?(?:零?(?P<hundreds>[{_DIGITS}])百)?(?P<gap>零)?"
    rf"(?:(?P<many>[{_DIGITS}])?(?P<tens>[十廿卅]))?(?P<ones>[{_DIGITS}])?"
)


def in_digits(text: str) -> str:
    """The text in NFKC, and numbers before 年, 月, 日 and 号 in ASCII digits."""
    return _NUMBER.sub(_rewritten, _FIRST.sub("1", unicodedata.normalize("NFKC", text)))


def number(text: str) -> int | None:
    """What 二〇一七, 二千零一十七, 一百零七, 廿四 or 17 count; None where that is none, or may be two as 一百一."""
    text = text.translate(_ALIKE)
    if text and all(numeral in _VALUES for numeral in text):
        return int("".join(str(_VALUES[numeral]) for numeral in text))
    found = _COUNTED.fullmatch(text)
    if found is None or not text:
        return None
    thousands, hundreds, ones = (_VALUES[found[part] or "零"] for part in ("thousands", "hundreds", "ones"))
    tens = _TENS[found["tens"]] * _VALUES[found["many"] or "一"] if found["tens"] else 0
    is_cut_short = ones and not tens and not found["gap"] and (thousands or hundreds)
    return None if is_cut_short else thousands * 1000 + hundreds * 100 + tens + ones


def _rewritten(found: re.Match[str]) -> str:
    value = None if found[0].isdecimal() else number(found[0])
    return found[0] if value is None else str(value)
