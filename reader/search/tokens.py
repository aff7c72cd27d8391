"""The parts of a query as it is typed: words, phrases, operators and fields, each with its place. Never fails.

Full-width operators mean the same as half-width ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reader.search.tree import TEXT_FIELDS

Kind = Literal["word", "phrase", "near", "regex", "field", "not", "or", "open", "close"]

VALUE_FIELDS = ("date", "len", "is", "tag", "py")
FIELDS = (*TEXT_FIELDS, *VALUE_FIELDS)
"""Every field that may stand before a colon."""
MARKS = ("unread", "starred")
"""What may stand behind `is:`."""

_OPEN, _CLOSE, _OR, _MINUS, _QUOTES = "(（", ")）", "|｜", "-－", '"“”'
_FIELD = re.compile(r"([A-Za-z]+)[:：]")
_WORD = re.compile(rf"[^\s{_OPEN}{_CLOSE}{_OR}{_QUOTES}]+")
_VALUE = re.compile(rf"[^\s{_CLOSE}{_OR}]+")
_DISTANCE = re.compile(r"[~～]([0-9０-９]*)")
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*\\?)(?:(/)([A-Za-z]*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a query."""

    kind: Kind
    """What it is."""
    start: int
    """First character of it, counted from 0."""
    end: int
    """One past the last."""
    text: str
    """What it says: a word, a phrase without quotes, a pattern without slashes, a field's name in lower case."""
    closed: bool = True
    """False for a phrase or a regex whose end is missing."""
    extra: str = ""
    """A regex's flags, or the distance of a near phrase."""


def tokens(text: str) -> Iterator[Token]:
    """The parts of a query, in order; spaces stand between them."""
    position = 0
    takes_value = False
    while position < len(text):
        if text[position].isspace():
            position, takes_value = position + 1, False
            continue
        token = _value(text, position) if takes_value else _token(text, position)
        yield token
        position = token.end
        takes_value = token.kind == "field" and token.text not in TEXT_FIELDS


def _token(text: str, start: int) -> Token:
    character = text[start]
    for kind, characters in _SIGNS:
        if character in characters:
            return Token(kind, start, start + 1, character)
    if character in _QUOTES:
        return _phrase(text, start)
    if character == "/" and (found := _REGEX.match(text, start)):
        return Token("regex", start, found.end(), found[1], found[2] is not None, found[3] or "")
    if (found := _FIELD.match(text, start)) and _names_a_field(text, found):
        return Token("field", start, found.end(), found[1].lower())
    return _word(text, start)


_SIGNS: tuple[tuple[Kind, str], ...] = (("open", _OPEN), ("close", _CLOSE), ("or", _OR), ("not", _MINUS))


def _word(text: str, start: int) -> Token:
    found = _WORD.match(text, start)
    assert found is not None, "every other first character is a sign of its own"
    kind: Kind = "or" if found[0] == "OR" else "not" if found[0] == "NOT" else "word"
    return Token(kind, start, found.end(), found[0])


def _value(text: str, start: int) -> Token:
    """What stands behind the colon of a field that takes a value."""
    if text[start] in _QUOTES:
        return _phrase(text, start)
    found = _VALUE.match(text, start)
    return Token("word", start, found.end(), found[0]) if found else _token(text, start)


def _phrase(text: str, start: int) -> Token:
    end = start + 1
    while end < len(text) and text[end] not in _QUOTES:
        end += 1
    if end == len(text):
        return Token("phrase", start, end, text[start + 1 :].rstrip(), closed=False)
    inner, end = text[start + 1 : end], end + 1
    if found := _DISTANCE.match(text, end):
        return Token("near" if found[1] else "phrase", start, found.end(), inner, extra=found[1])
    return Token("phrase", start, end, inner)


def _names_a_field(text: str, found: re.Match[str]) -> bool:
    """A known name, or one in lower case that can only be meant as one; `https://…` is none, nor its beginning."""
    name = found[1]
    if name.lower() in FIELDS:
        return True
    rest = text[found.end() : found.end() + 2]
    return name.islower() and rest not in ("/", "//") and bool(rest.strip())
