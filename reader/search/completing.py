"""Completing a query while it is typed: the field, or the value of a field, that is begun before the cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.search.tokens import FIELDS, QUOTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FIELD = re.compile(r"(?P<name>[A-Za-z]+)[:：](?P<value>.*)")
_PLAIN = re.compile(rf"[^\s()（）|｜,，、﹐﹑､*＊?？{QUOTES}]+")
"""A value that ends where it is meant to, also without quotes."""
_BEFORE = "-(（－"
"""What may stand before a field."""


def completion(text: str, cursor: int, values_of: Callable[[str], Sequence[str]]) -> tuple[str, int] | None:
    """The query with what is begun finished, and where its cursor is then, in code points; None where nothing is.

    `values_of` tells what may stand behind a field, the most wanted first.
    """
    start = text.rfind(" ", 0, cursor) + 1
    begun = text[start:cursor].lstrip(_BEFORE)
    if found := _FIELD.match(begun):
        written, whole = found["value"], _value(found["value"], values_of(found["name"].lower()))
    else:
        written, whole = begun, next((f"{name}:" for name in FIELDS if begun and name.startswith(begun.lower())), None)
    if whole is None:
        return None
    before = text[: cursor - len(written)] + whole
    return before + text[cursor:], len(before)


def _value(written: str, values: Sequence[str]) -> str | None:
    """The first that begins so; in quotes where it could not be read otherwise."""
    begun = written.lstrip(QUOTES)
    value = next((value for value in values if value.startswith(begun) and value != begun), None)
    return value if value is None or _PLAIN.fullmatch(value) else f'"{value}"'
