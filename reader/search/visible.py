"""What of a query can be seen, and so can stand in a text, as corpus.cleaning leaves one."""

import re
import unicodedata
from collections.abc import Sequence

_ALL_VISIBLE = re.compile("[ -~\u2010-\u2027\u3000-\ud7ff\uff00-\uffef]*")
"""Nearly every query is made of these, and need not be looked at character by character."""
_SPACES = str.maketrans("\t\v\f\r\x85\u2028\u2029", "   \n\n\n\n")


def visible(text: str) -> tuple[str, Sequence[int]]:
    """The text without what cannot be seen, a tab a space, a line end a newline; and where each character stood.

    One more place than characters: the last is the length of the whole.
    """
    if _ALL_VISIBLE.fullmatch(text):
        return text, range(len(text) + 1)
    places = [
        place
        for place, character in enumerate(text)
        if not _is_unseen(character) and not text.startswith("\r\n", place)
    ]
    return "".join(text[place] for place in places).translate(_SPACES), [*places, len(text)]


def _is_unseen(character: str) -> bool:
    """True for controls, zero-width characters, lone surrogates, and what only chooses another's shape."""
    if ord(character) in _SPACES or character == "\n":
        return False
    code = ord(character)
    selects = 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF or 0x180B <= code <= 0x180F or code == 0x34F
    return selects or unicodedata.category(character) in ("Cc", "Cf", "Cs")
