"""Equal characters: case, width, simplified and traditional. Folded in the query, never in the text."""

import unicodedata
from functools import cache

_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_FULL_WIDTH = range(0xFF01, 0xFF5F)


def equals(character: str) -> str:
    """All characters that mean the same in a query, in code point order; the character itself among them."""
    return _classes().get(fold(character), character)


def fold(character: str) -> str:
    """The one that stands for all its equals: half width, lower case, simplified."""
    if "\u3400" <= character <= "\u9fff":
        return _simplified().get(character, character)
    return _plain(character)


def folded(text: str) -> str:
    """The text with each character folded; as long as the text."""
    return "".join(map(fold, text))


def _plain(character: str) -> str:
    """Half width and lower case, where that is a single character."""
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")):
        half = unicodedata.normalize("NFKC", character)
        character = half if len(half) == 1 else character
    lower = character.lower()
    return lower if len(lower) == 1 else character


@cache
def _simplified() -> dict[str, str]:
    """Each traditional character with its simplified one, by OpenCC's t2s, character by character."""
    from opencc import OpenCC

    han = [chr(code) for block in _HAN for code in block]
    converted = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {before: after for before, after in zip(han, converted, strict=True) if before != after and len(after) == 1}


@cache
def _classes() -> dict[str, str]:
    """Every folded character that has more than one equal, with all of them."""
    members: dict[str, set[str]] = {}
    for before, after in _simplified().items():
        members.setdefault(after, {after}).add(before)
    for code in (*range(0x2E80), *range(0x3000, 0x3100), *range(0xA640, 0xAC00), *range(0xFF00, 0xFFF0)):
        character = chr(code)
        if (folded := _plain(character)) != character:
            members.setdefault(folded, {folded}).add(character)
    return {folded: "".join(sorted(characters)) for folded, characters in members.items()}
