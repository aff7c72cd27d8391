"""The text of one value, however nested: what of it is a field of ours, and the name of what is left unread."""

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.corpus.fields import inner_names
from reader.corpus.nesting import DEEPEST, LIST

_MILLISECONDS = re.compile(r"-?\d{1,14}")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_PROSE = re.compile(r"[^\x00-\x7f]|\S\s+\S")
"""In a text for people, other than in an address, a number or the name of a kind."""


@dataclass(frozen=True, slots=True)
class _Unread:
    """Something in a value that is not known to be the text."""

    name: str
    """Where it lies within the value."""
    is_prose: bool
    """True where it looks like a text for people."""


def text_of(value: object, ours: str) -> str | None:
    """A value as text of one of our fields; see `text_and_unread`."""
    return text_and_unread(value, ours)[0]


def text_and_unread(value: object, ours: str) -> tuple[str | None, str | None]:
    """A value as text, and the name within it of what is not understood.

    Numbers are as they are written, the elements of lists are paragraphs, and of an object counts what is named as
    texts commonly are. Pictures and the like beside a text are not missed.
    """
    if not isinstance(value, (Mapping, list, tuple)):
        return _plain(value), None
    texts, unread = [], []
    for part in _parts(value, ours, "", DEEPEST):
        if isinstance(part, str):
            texts.append(part)
        else:
            unread.append(part)
    is_filled = any(texts)
    missed = next((part.name for part in unread if part.is_prose or not is_filled), None)
    return "\n".join(texts) if is_filled else None, missed


def _parts(value: object, ours: str, name: str, depth: int) -> Iterator[str | _Unread]:
    if isinstance(value, (list, tuple)) and depth:
        for each in value:
            yield from _parts(each, ours, f"{name}{LIST}", depth - 1)
    elif isinstance(value, Mapping) and depth:
        yield from _parts_of_object(value, ours, name, depth)
    elif isinstance(value, (Mapping, list, tuple)):
        yield from _first_unread(value, name)
    elif (text := _plain(value)) is not None:
        yield text


def _parts_of_object(values: Mapping[str, object], ours: str, name: str, depth: int) -> Iterator[str | _Unread]:
    for inner in inner_names(values, ours):
        found = list(_parts(values[inner], ours, f"{name}.{inner}", depth - 1))
        if any(isinstance(part, str) and part.strip() for part in found):
            yield from map(_instant, found) if inner == "$date" else found
            return
    yield from _first_unread(values, name)


def _first_unread(value: object, name: str) -> list[_Unread]:
    return sorted(_leaves(value, name, DEEPEST), key=lambda part: not part.is_prose)[:1]


def _leaves(value: object, name: str, depth: int) -> Iterator[_Unread]:
    if isinstance(value, Mapping) and depth:
        for inner, each in value.items():
            yield from _leaves(each, f"{name}.{inner}", depth - 1)
    elif isinstance(value, (list, tuple)) and depth:
        for each in value:
            yield from _leaves(each, f"{name}{LIST}", depth - 1)
    elif value:
        yield _Unread(name, isinstance(value, str) and _PROSE.search(value) is not None)


def _instant(part: str | _Unread) -> str | _Unread:
    """Milliseconds since 1970, as MongoDB exports a date, as a date that can be read."""
    if not isinstance(part, str) or not _MILLISECONDS.fullmatch(part):
        return part
    try:
        return (_EPOCH + datetime.timedelta(milliseconds=int(part))).isoformat()
    except OverflowError:
        return part


def _plain(value: object) -> str | None:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if math.isnan(value):
            return None
        case int() | float():
            return str(value)
        case _:
            return None
