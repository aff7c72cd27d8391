"""Forms of Han characters: simplified, traditional, of Taiwan and of Hong Kong; and the radicals among them.

The tables are OpenCC's and Unicode's; variants.txt, where they stand, names both.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Literal

TABLE = Path(__file__).with_name("variants.txt")
Relation = Literal["simplified", "traditional", "regional", "radical"]


@cache
def radicals() -> dict[str, str]:
    """Each radical that has a code point of its own, with the character that looks like it."""
    return {word[0]: word[1] for word in _tables()["radical"]}


@cache
def simplified() -> dict[str, str]:
    """Each traditional character with its usual simplified form, where that is another."""
    return {word[0]: word[1] for word in _tables()["simplified"] if word[0] != word[1]}


@cache
def counterparts(character: str) -> frozenset[str]:
    """All that may stand for a character, itself among them.

    Two characters stand for each other where they may be simplified to the same one; a form of Taiwan or Hong Kong is
    simplified as its standard form is. That goes both ways, but not on and on: 煉 is 炼 or 链, which stay two.
    """
    simpler, written_for = _simpler()
    return frozenset(character).union(*(written_for[form] for form in simpler.get(character, character)))


@cache
def _simpler() -> tuple[defaultdict[str, str], defaultdict[str, str]]:
    """Each character with what it may be simplified to, which may always be itself; and the other way round."""
    tables = _tables()
    simpler = defaultdict[str, str](str)
    for word in tables["simplified"]:
        simpler[word[0]] += word
    for word in tables["traditional"]:
        for traditional in word[1:]:
            simpler[traditional] += traditional + word[0]
    for word in tables["regional"]:
        simpler[word[0]] += word[0]
        for variant in word[1:]:
            simpler[variant] += variant + simpler[word[0]]
    written_for = defaultdict[str, str](str)
    for character, forms in simpler.items():
        for form in forms:
            written_for[form] += form + character
    return simpler, written_for


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """The words of each section."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    section = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.endswith(":"):
            section = line[:-1]
        elif not line.startswith("#"):
            words[section] += line.split(" ")
    return {kind: tuple(these) for kind, these in words.items()}
