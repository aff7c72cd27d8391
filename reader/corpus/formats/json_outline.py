"""The outline of a JSON value, told from its first bytes: the names in it, and where its lists of objects lie."""

import json
import re
from dataclasses import dataclass, field

from reader.corpus.nesting import LIST

TOKEN = re.compile(rb'[{}\[\]]|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
"""Brackets, and strings whole or to the end of what there is."""
_OPENED = re.compile(rb"\s*\{")
_NAMED = re.compile(rb"\s*:")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a JSON value holds, of what is in sight."""

    names: dict[str, None] = field(default_factory=dict)
    """As `nesting.names_in` tells them, in order of appearance."""
    lists: dict[str, int] = field(default_factory=dict)
    """Names of lists of objects to the byte behind the first bracket of each."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A bracket that is not closed yet."""

    name: str
    """Of what lies within, empty for the value itself."""
    is_list: bool

    def inner(self, name: str) -> str:
        """The name of something within."""
        return self.name if self.is_list else f"{self.name}.{name}" if self.name else name


def outline_of(data: bytearray, start: int) -> Outline:
    """The outline of the value that begins at a byte, to its end or that of the data."""
    outline, opened, name = Outline(), list[_Open](), ""
    for token in TOKEN.finditer(data, start):
        match token[0][:1]:
            case b"{":
                opened.append(_Open(opened[-1].inner(name) if opened else "", False))
            case b"[":
                opened.append(_Open((opened[-1].inner(name) if opened else "") + LIST, True))
                if _OPENED.match(data, token.end()):
                    outline.lists.setdefault(opened[-1].name, token.end())
            case b"}" | b"]":
                del opened[-1:]
                if not opened:
                    break
            case _ if opened and not opened[-1].is_list and _NAMED.match(data, token.end()):
                name = _unescaped(token[0])
                outline.names.setdefault(opened[-1].inner(name))
    return outline


def _unescaped(token: bytes) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token[1:-1].decode("utf-8", "replace")
