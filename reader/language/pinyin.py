"""Pinyin: texts as sounds, one code point a character, and patterns that find what was typed among them.

A sound stands for all readings of a character, tones aside, for whoever types may mean any of them. Readings are
pypinyin's.
"""

import os
import unicodedata
from collections.abc import Iterator
from functools import cache

SEPARATOR = "\ue000"
"""The sound of punctuation and space: it may stand between any two syllables."""
_FIRST = 0xE001
_THEMSELVES = "0123456789abcdefghjklmnopqrstwxyz"
"""What stands for itself in a title; not i, u and v, which begin no syllable and would multiply the readings."""
_LONGEST_SYLLABLE = 6
_TWO_LETTER_INITIALS = ("zh", "ch", "sh")
_PATTERN_LETTERS = 10
_NOTHING = r"[^\s\S]"


def prepare() -> None:
    """Make the tables, which otherwise are made when first needed: about 0.2 s, in steps of less than 20 ms."""
    _translation()
    _pieces()
    _ways_of_sound()
    _beginnings()


def letters(text: str) -> str:
    """What was typed as pinyin, in lower-case letters without tones, spaces and apostrophes; ü is v."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("u\u0308", "v")
    return "".join(each for each in plain if not (each.isspace() or each in "'’" or unicodedata.combining(each)))


def sounds(text: str) -> str:
    """The text with each character as its sound; as long as the text."""
    return text.translate(_translation())


def pattern(letters: str, *, open_end: bool = False) -> str:
    """A regular expression over sounds, for lower-case letters and digits, that every text with the letters matches.

    It finds exactly what `places` finds where `is_exact(letters)`; of more letters it takes the first alone, for
    the ways to divide them into syllables multiply. With `open_end` the last syllable may lack its end.
    """
    head = letters[:_PATTERN_LETTERS]
    open_end = open_end or not is_exact(letters)
    rests: list[str | None] = [None] * len(head) + [""]
    for start in range(len(head) - 1, -1, -1):
        options = []
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(head)) + 1):
            characters = _pieces().get(head[start:end], "")
            if open_end and end == len(head):
                characters += _beginnings().get(head[start:end], "")
            rest = rests[end]
            if rest is not None and characters:
                options.append(_either(characters) + (f"{SEPARATOR}*{rest}" if rest else ""))
        if options:
            rests[start] = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return rests[0] or _NOTHING


def is_exact(letters: str) -> bool:
    """True where `pattern` alone tells whether a text has the letters."""
    return len(letters) <= _PATTERN_LETTERS


def spans(letters: str, text: str, *, open_end: bool = False) -> Iterator[tuple[int, int]]:
    """Where the letters stand in a text of sounds: disjoint half-open spans, each as short as it can be."""
    start = 0
    while start < len(text):
        end = _end_of_match(letters, text, start, open_end)
        if end is not None:
            yield start, end
        start = end or start + 1


def _end_of_match(letters: str, text: str, start: int, open_end: bool) -> int | None:
    reached = {0}
    for position in range(start, len(text)):
        if text[position] == SEPARATOR and position > start:
            continue
        ways = _ways_of_sound().get(text[position], (text[position],) if text[position] in _THEMSELVES else ())
        pairs = [(before, way) for before in reached for way in ways]
        reached = {before + len(way) for before, way in pairs if letters.startswith(way, before)}
        if len(letters) in reached or (open_end and any(_begins(letters, *pair) for pair in pairs)):
            return position + 1
        if not reached:
            return None
    return None


def _begins(letters: str, before: int, way: str) -> bool:
    """True where what is left of the letters is the beginning of a syllable."""
    return before < len(letters) and way.startswith(letters[before:])


class _Translation(dict[int, str]):
    """The sound of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = sound = other_sound(chr(code))
        return sound


def other_sound(character: str) -> str:
    """The sound of what is no Han character: itself, in half width and lower case, or SEPARATOR."""
    plain = unicodedata.normalize("NFKC", character).lower()
    if len(plain) == 1 and plain.isalnum():
        return plain
    return character if character.isalnum() else SEPARATOR


@cache
def readings_by_code() -> dict[int, tuple[str, ...]]:
    """All readings of each Han character, by pypinyin, the commonest first, without tones, ü as v."""
    # Its phrases are not needed, and would take three times as long and 44 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.constants import PINYIN_DICT

    return {code: _all_toneless(readings) for code, readings in PINYIN_DICT.items()}


@cache
def _all_toneless(readings: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(toneless, readings.split(","))))


@cache
def toneless(reading: str) -> str:
    """A reading in the letters a to z; ü is v."""
    letters = unicodedata.normalize("NFD", reading)
    letters = letters.replace("u\u0308", "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


@cache
def _sounds_of_readings() -> dict[tuple[str, ...], str]:
    """The code point that stands for each set of readings, in the order of the readings."""
    return {readings: chr(_FIRST + rank) for rank, readings in enumerate(sorted(set(readings_by_code().values())))}


@cache
def _translation() -> _Translation:
    by_readings = _sounds_of_readings()
    return _Translation({code: by_readings[readings] for code, readings in readings_by_code().items()})


@cache
def _pieces() -> dict[str, str]:
    """What may be typed for a character, with the sounds it may be meant for."""
    pieces: dict[str, set[str]] = {character: {character} for character in _THEMSELVES}
    for readings, sound in _sounds_of_readings().items():
        for reading in readings:
            for piece in _ways_to_type(reading):
                pieces.setdefault(piece, set()).add(sound)
    return {piece: "".join(sorted(found)) for piece, found in pieces.items()}


def _ways_to_type(reading: str) -> set[str]:
    whole = {reading, reading.replace("v", "u"), reading.replace("v", "yu")} if "v" in reading else {reading}
    return whole | {reading[:1]} | {reading[:2] for initial in _TWO_LETTER_INITIALS if reading.startswith(initial)}


@cache
def _ways_of_sound() -> dict[str, tuple[str, ...]]:
    """What may be typed for each sound of a Han character."""
    return {
        sound: tuple({way for reading in readings for way in _ways_to_type(reading)})
        for readings, sound in _sounds_of_readings().items()
    }


@cache
def _beginnings() -> dict[str, str]:
    """Beginnings of syllables, with the sounds they may be meant for."""
    beginnings: dict[str, set[str]] = {}
    for readings, sound in _sounds_of_readings().items():
        for reading in readings:
            for way in _ways_to_type(reading):
                for end in range(1, len(way)):
                    beginnings.setdefault(way[:end], set()).add(sound)
    return {beginning: "".join(sorted(found)) for beginning, found in beginnings.items()}


def _either(characters: str) -> str:
    """A character class; neighbours are written as ranges."""
    codes = sorted(set(map(ord, characters)))
    if len(codes) == 1:
        return chr(codes[0])
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return f"[{''.join(chr(a) if a == b else f'{chr(a)}-{chr(b)}' for a, b in ranges)}]"
