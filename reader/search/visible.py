"""What of a query can be seen, and so can stand in a text, as corpus.cleaning leaves one."""

import re
from collections.abc import Sequence

from reader.characters import seen

_ALL_VISIBLE = re.compile("[ -~\u2010-\u2027\u3000-\ud7ff\uff00-\uffef]*")
"""Nearly every query is made of these, and need not be looked at character by character."""


def visible(text: str) -> tuple[str, Sequence[int]]:
    """The text without what cannot be seen, a tab a space, a line end a newline; and where each character stood.

    One more place than characters: the last is the length of the whole.
    """
    if _ALL_VISIBLE.fullmatch(text):
        return text, range(len(text) + 1)
    shown = [(place, seen(character)) for place, character in enumerate(text) if not text.startswith("\r\n", place)]
    kept = [(place, character) for place, character in shown if character is not None]
    return "".join(character for _, character in kept), [*(place for place, _ in kept), len(text)]
