"""Equal characters: case, width, canonical equivalence, radicals, forms of Han characters, kinds of space.

Widened in the query, never normalized in the text. Some characters equal a sequence of others (é is e and an accent,
ガ half as wide is ｶﾞ), so a text to be searched is taken apart into units, and each unit has its spellings.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, permutations

from reader.language.forms import counterparts, radicals, simplified

_LOOKED_AT = (
    range(0x2E80),
    range(0x3000, 0x3100),
    range(0xA640, 0xAC00),
    range(0xF900, 0xFB50),
    range(0xFF00, 0xFFF0),
    range(0x1109A, 0x11940),
    range(0x1D15E, 0x1D1C1),
    range(0x2F800, 0x2FA20),
)
"""Where characters stand that have a case, a width, or a canonical equal; Hangul syllables are composed by rule."""
_SPACES = "\t\n \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What may stand in a text as space: a blank of a phrase is any of them."""
_COPIES = ("", "<wide>", "<narrow>")
"""How Unicode names the relation of a character to the one that it is canonically equal to, or has the width of."""
_MOST_MARKS = 4
"""Marks behind one letter up to which they are looked for in every order that means the same."""


def normal(character: str) -> str:
    """The one that stands for its equals where words are counted: half width, lower case, usual simplified form."""
    plain = _plain().get(character, character)
    return simplified().get(plain, plain)


def normalized(text: str) -> str:
    """The text with each character normalized; as long as the text."""
    return "".join(map(normal, text))


@cache
def equals(character: str) -> str:
    """All characters that mean the same in a query, in code point order; the character itself among them."""
    copies = _copies()
    like = counterparts(_plain().get(character, character))
    return "".join(sorted({*like, *chain(*(copies.get(each, ()) for each in like))}))


def units(text: str) -> tuple[str, ...]:
    """The text as what has to be found one behind the other: letters, each with its marks.

    Equal for two texts exactly where `spellings` are, so they tell whether two texts ask for the same.
    """
    plain, composites, found = _plain(), _composites(), list[str]()
    apart = "".join(plain.get(each, each) for each in unicodedata.normalize("NFD", text))
    for character in unicodedata.normalize("NFC", apart):
        if found and (unicodedata.combining(character) or found[-1] + character in composites):
            found[-1] += character
        else:
            found.append(character)
    return tuple("".join(map(_alike, unit)) for unit in found)


@cache
def spellings(unit: str) -> tuple[tuple[str, ...], ...]:
    """All ways to write a unit, each as the classes of its characters in a row; most units have one of one class."""
    plain, composites = _plain(), _composites()
    letter, *marks = (plain.get(each, each) for each in unicodedata.normalize("NFD", unit))
    found: dict[tuple[str, ...], None] = {}
    for order in _orders(marks):
        for composed in range(len(order), 0, -1):
            beginning = letter + "".join(order[:composed])
            if beginning in composites or len(syllable := unicodedata.normalize("NFC", beginning)) == 1:
                whole = composites.get(beginning) or syllable
                found[whole, *map(equals, order[composed:])] = None
        found[equals(letter), *map(equals, order)] = None
    return tuple(found)


def _orders(marks: list[str]) -> Iterator[tuple[str, ...]]:
    """The orders of marks that mean the same: those of one class, and those of none, stay as they are."""
    classes = [unicodedata.combining(mark) for mark in marks]
    if len(marks) > _MOST_MARKS or len(set(classes)) < 2:
        yield tuple(marks)
        return
    for order in permutations(range(len(marks))):
        if all(
            before < behind or (classes[before] and classes[behind] and classes[before] != classes[behind])
            for place, before in enumerate(order)
            for behind in order[place + 1 :]
        ):
            yield tuple(marks[number] for number in order)


@cache
def _plain() -> dict[str, str]:
    """Each character that is another one by case, width or looks, with that: half width, lower case, a blank."""
    looked_at = map(chr, chain(*_LOOKED_AT))
    plain = {each: lower for each in looked_at if (lower := _lower(_unified(each))) != each}
    return plain | radicals() | dict.fromkeys(_SPACES, " ")


def _unified(character: str) -> str:
    """The character that another is a copy of, for compatibility or of another width."""
    kind, _, other = unicodedata.decomposition(character).rpartition(" ")
    if other and kind in _COPIES:
        whole = unicodedata.normalize("NFKC", character)
        return whole if len(whole) == 1 else chr(int(other, 16))
    return character


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


@cache
def _copies() -> Mapping[str, list[str]]:
    """Each plain character that others are copies of, with these."""
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for character, plain in _plain().items():
        copies[plain].append(character)
    return copies


@cache
def _alike(plain: str) -> str:
    """The first of the plain characters that have the same equals."""
    mine = counterparts(plain)
    return min(each for each in mine if counterparts(each) == mine)


@cache
def _composites() -> Mapping[str, str]:
    """Each sequence that some characters are canonically equal to, but for case and width, with these characters."""
    plain, written_for = _plain(), defaultdict[str, list[str]](list)
    for character in map(chr, chain(*_LOOKED_AT)):
        sequence = unicodedata.normalize("NFD", character)
        if len(sequence) > 1:
            written_for["".join(plain.get(each, each) for each in sequence)].append(character)
    return {sequence: "".join(characters) for sequence, characters in written_for.items()}
