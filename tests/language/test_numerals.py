"""Numbers in years, months and days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.numerals import in_digits, number

_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二〇一七", 2017),
        ("二○一七", 2017),
        ("二O一七", 2017),
        ("二0一七", 2017),
        ("17", 17),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十一", 31),
        ("廿", 20),
        ("廿四", 24),
        ("卅一", 31),
        ("零七", 7),
        ("一百零七", 107),
        ("一百一十", 110),
        ("一百", 100),
        ("一百一", None),
        ("二千零一十七", 2017),
        ("两千零五", 2005),
        ("二千一十七", 2017),
        ("贰零壹捌", 2018),
        ("贰拾肆", 24),
        ("百", None),
        ("十十", None),
        ("一十百", None),
        ("年", None),
        ("", None),
    ],
)
def test_number(written: str, value: int | None) -> None:
    assert number(written) == value


@given(st.integers(1, 9999))
def test_a_number_is_read_as_it_is_counted(value: int) -> None:
    written, zero = "", False
    for unit, rest in zip("千百十.", (1000, 100, 10, 1), strict=True):
        digit = value // rest % 10
        if digit:
            written += ("零" if zero and written else "") + _DIGITS[digit] + unit.strip(".")
        zero = not digit
    assert number(written) == number("".join(_DIGITS[int(digit)] for digit in str(value))) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇一七年三月二十四日", "2017年3月24日"),
        ("二〇一七 年 十二 月 卅一 号", "2017 年 12 月 31 号"),
        ("民国元年元月一日", "民国1年1月1日"),
        ("２０１８年９⽉７⽇", "2018年9月7日"),
        ("二〇一七年七月初七", "2017年7月初七"),
        ("一百一年", "一百一年"),
        ("三人 元首 一带一路", "三人 元首 一带一路"),
    ],
)
def test_numbers_before_the_units_of_dates_alone_are_rewritten(text: str, expected: str) -> None:
    assert in_digits(text) == expected
