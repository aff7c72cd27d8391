"""What becomes of each character in a text: kept, a line end, a blank, or left out because nobody sees it.

The one source for what corpora may hold (`corpus/cleaning.py`), what queries are searched for (`search/visible.py`),
what is typed (`ui/one_line.py`) and what a terminal is given (`printable.py`).
"""

import unicodedata
from collections.abc import Callable

_LINE_ENDS, _BLANKS = "\n\r\x85\u2028\u2029", "\t\v\f"
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0000, 0xE1000), range(0x180B, 0x1810), range(0x34F, 0x350))
"""Code points that only choose the shape of the character before them."""


class Translation(dict[int, str | None]):
    """A table for `str.translate`, filled as characters are met."""

    def __init__(self, fate: Callable[[str], str | None]) -> None:
        self._fate = fate

    def __missing__(self, code: int) -> str | None:
        self[code] = result = self._fate(chr(code))
        return result


def is_control(character: str) -> bool:
    """True for controls, for formats such as bidi and zero-width characters, and for lone surrogates."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def seen(character: str) -> str | None:
    """The character as it may be shown: a line end as a newline, a tab as a space; None where nobody sees it."""
    if character in _LINE_ENDS:
        return "\n"
    if character in _BLANKS:
        return " "
    code = ord(character)
    return None if is_control(character) or any(code in selectors for selectors in _SELECTORS) else character
