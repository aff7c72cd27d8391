"""Equal characters."""

import pytest

from reader.language.variants import equals, fold


@pytest.mark.parametrize(
    ("character", "members"),
    [
        ("台", "台檯臺颱"),
        ("臺", "台檯臺颱"),
        ("湾", "湾灣"),
        ("a", "AaＡａ"),
        ("Ａ", "AaＡａ"),
        ("5", "5５"),
        ("！", "!！"),
    ],
)
def test_equals(character: str, members: str) -> None:
    assert equals(character) == members


@pytest.mark.parametrize("character", ["海", "😀", "𠀀", "\u0301"])
def test_most_characters_equal_only_themselves(character: str) -> None:
    assert equals(character) == character


def test_equality_is_mutual() -> None:
    """Every member of a class has the same class."""
    for character in "台湾aＢ５　é國後里乾":
        for member in equals(character):
            assert equals(member) == equals(character)
            assert fold(member) == fold(character)


def test_a_character_folds_to_one_character() -> None:
    """Otherwise folded texts would not be as long as the texts."""
    assert all(len(fold(chr(code))) == 1 for code in range(0x10000) if not 0xD800 <= code < 0xE000)
