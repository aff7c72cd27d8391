"""The parts of a query as it is typed: words, phrases, operators and fields, each with its place. Never fails.

Operators mean the same in any width and case. A comma between words is a blank.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reader.search.tree import TEXT_FIELDS
from reader.search.visible import visible

TokenKind = Literal["word", "address", "phrase", "near", "regex", "field", "not", "and", "or", "open", "close"]

VALUE_FIELDS = ("date", "len", "is", "tag", "py")
FIELDS = (*TEXT_FIELDS, *VALUE_FIELDS)
"""Every field that may stand before a colon."""
MARKS = ("unread", "starred")
"""What may stand behind `is:`."""

QUOTES = '"“”＂'
"""Each opens a phrase, and closes it."""
_OPEN, _CLOSE, _OR, _MINUS, _COMMAS, _DIGITS = "(（", ")）", "|｜", "-－", ",，、﹐﹑､", "0-9０-９"
_OPERATORS: dict[str, TokenKind] = {"and": "and", "or": "or", "not": "not"}
_BLANK = re.compile(rf"[\s{_COMMAS}]+")
_FIELD = re.compile(r"([A-Za-z]+)[:：]")
_NO_VALUE = re.compile(rf"//|/?(?:[\s{_COMMAS}{_CLOSE}{_OR}]|$)")
"""Behind a colon: what shows that no field is named before it."""
_NUMBER = rf"(?<![{_DIGITS}])[{_DIGITS}]{{1,3}}(?:[,，][{_DIGITS}]{{3}})+(?![{_DIGITS}])"
"""One whose digits are grouped by commas."""
_WORD = re.compile(rf"(?:{_NUMBER}|[^\s{_COMMAS}{_OPEN}{_CLOSE}{_OR}{QUOTES}])+")
_ADDRESS = re.compile(rf"[^\s{_COMMAS[1:]}{_OPEN}{_CLOSE}{_OR}{QUOTES}]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_VALUE = re.compile(rf"(?:[^\s{_COMMAS}{_CLOSE}{_OR}]|(?<=[{_DIGITS}])[,，](?=[{_DIGITS}]|$))+")
_DISTANCE = re.compile(r"[~～]([0-9０-９]*)")
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*\\?)(?:(/)([A-Za-z]*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a query."""

    kind: TokenKind
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
    """The parts of a query, in order; blanks stand between them. What cannot be seen is no part of any."""
    shown, places = visible(text)
    position, field = 0, ""
    while position < len(shown):
        if blank := _BLANK.match(shown, position):
            position, field = blank.end(), ""
            continue
        token = _behind(field, shown, position)
        start, end = places[token.start], places[token.end]
        yield token if end == token.end else replace(token, start=start, end=end)
        position, field = token.end, token.text if token.kind == "field" else ""


def _behind(field: str, text: str, start: int) -> Token:
    """The part that begins here, right behind a field and its colon or behind none."""
    if field and field not in TEXT_FIELDS:
        return _value(text, start)
    if field == "url" and text[start] not in f"{_MINUS}/" and (address := _ADDRESS.match(text, start)):
        return Token("address", start, address.end(), address[0])
    return _token(text, start)


def _token(text: str, start: int) -> Token:
    character = text[start]
    for kind, characters in _SIGNS:
        if character in characters:
            return Token(kind, start, start + 1, character)
    if character in QUOTES:
        return _phrase(text, start)
    if character == "/" and (found := _REGEX.match(text, start)):
        return Token("regex", start, found.end(), found[1], found[2] is not None, found[3] or "")
    if (found := _FIELD.match(text, start)) and _names_a_field(text, found):
        return Token("field", start, found.end(), found[1].lower())
    return _word(text, start)


_SIGNS: tuple[tuple[TokenKind, str], ...] = (("open", _OPEN), ("close", _CLOSE), ("or", _OR), ("not", _MINUS))


def _word(text: str, start: int) -> Token:
    is_address = _SCHEME.match(text, start) is not None
    found = (_ADDRESS if is_address else _WORD).match(text, start)
    assert found is not None, "every other first character is a sign of its own"
    operator = _OPERATORS.get(unicodedata.normalize("NFKC", found[0]).lower(), "word")
    return Token("address" if is_address else operator, start, found.end(), found[0])


def _value(text: str, start: int) -> Token:
    """What stands behind the colon of a field that takes a value."""
    if text[start] in QUOTES:
        return _phrase(text, start)
    found = _VALUE.match(text, start)
    return Token("word", start, found.end(), found[0]) if found else _token(text, start)


def _phrase(text: str, start: int) -> Token:
    end = start + 1
    while end < len(text) and text[end] not in QUOTES:
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
    return name.islower() and _NO_VALUE.match(text, found.end()) is None
