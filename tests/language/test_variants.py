"""Equal characters."""

import pytest

from reader.language.variants import equals, normal, spellings, units


@pytest.mark.parametrize(
    ("character", "members"),
    [
        ("台", "台枱檯臺颱"),
        ("臺", "台枱檯臺颱"),
        ("湾", "湾灣"),
        ("a", "AaＡａ"),
        ("Ａ", "AaＡａ"),
        ("5", "5５"),
        ("！", "!！"),
    ],
)
def test_equals(character: str, members: str) -> None:
    assert equals(character) == members


@pytest.mark.parametrize("character", ["洲", "😀", "𠀀", "\u0327"])
def test_most_characters_equal_only_themselves(character: str) -> None:
    assert equals(character) == character


@pytest.mark.parametrize(
    ("character", "others"),
    [
        ("了", "瞭"),
        ("着", "著"),
        ("复", "覆復複"),
        ("借", "藉"),
        ("苏", "甦蘇囌"),
        ("钟", "鍾鐘"),
        ("锺", "鍾"),
        ("像", "象"),
        ("钜", "鉅"),
        ("谘", "諮"),
        ("沈", "沉瀋"),
        ("卫", "衞衛"),
        ("里", "裡裏"),
        ("才", "纔"),
        ("开", "開"),
        ("金", "⾦金"),
        ("民", "⺠"),
        ("兀", "兀"),
        (" ", "\xa0\u2002\u2003\u2009\u202f\u205f　\t\n"),
    ],
)
def test_a_character_equals_all_its_counterparts_and_they_it(character: str, others: str) -> None:
    for other in others:
        assert other in equals(character)
        assert character in equals(other)


def test_equality_is_mutual() -> None:
    for code in (*range(0x3400), *range(0x4E00, 0xA000), *range(0xF900, 0x10000), *range(0x20000, 0x20100)):
        for member in equals(chr(code)):
            assert chr(code) in equals(member)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("台湾", ("台", "湾")),
        ("臺灣", ("台", "湾")),
        ("e\u0301a", ("é", "a")),
        ("Ｅ\u0323\u0301", ("ẹ\u0301",)),
        ("ｶﾞｽ", ("ガ", "ス")),
        ("\u1112\u1161\u11ab", ("한",)),
        ("\u0f43", ("\u0f42\u0fb7",)),
        ("\u0301a", ("\u0301", "a")),
        ("", ()),
    ],
)
def test_units(text: str, parts: tuple[str, ...]) -> None:
    assert units(text) == parts


@pytest.mark.parametrize(
    ("unit", "ways"),
    [
        ("湾", {("湾灣",)}),
        ("é", {("Éé",), ("EeＥｅ", "\u0301\u0341")}),
        ("ガ", {("ガ",), ("カｶ", "\u3099ﾞ")}),
        ("각", {("각",), ("가", "\u11a8"), ("\u1100ﾡ", "\u1161ￂ", "\u11a8")}),
        ("q\u0323\u0301", {("QqＱｑ", "\u0323", "\u0301\u0341"), ("QqＱｑ", "\u0301\u0341", "\u0323")}),
    ],
)
def test_spellings(unit: str, ways: set[tuple[str, ...]]) -> None:
    assert set(spellings(unit)) == ways


def test_a_normal_character_is_one_character() -> None:
    """Otherwise normalized texts would not be as long as the texts."""
    assert all(len(normal(chr(code))) == 1 for code in range(0x10000) if not 0xD800 <= code < 0xE000)
