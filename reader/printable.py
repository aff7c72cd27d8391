"""What a terminal may be given. None of it can move a cursor, colour, hide, or turn the direction of text.

Article text is cleaned once, while it is loaded (`corpus/cleaning.py`). Whatever else is shown, such as arguments,
paths, tags, notes and settings, passes through here.
"""

import unicodedata

REPLACEMENT = "\ufffd"
"""Shown where a character may not be."""


class _Translation(dict[int, str | None]):
    """What becomes of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = result = _fate(chr(code))
        return result


def _fate(character: str) -> str | None:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    if character in "\u200c\u200d":  # joiners, as between the parts of an emoji
        return None
    unfit = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return REPLACEMENT if unfit else character


_TRANSLATION = _Translation()


def printable(text: str) -> str:
    """The text with U+FFFD for each control, bidi and other hidden character; line ends stay."""
    return text if text.isprintable() else text.translate(_TRANSLATION)


def printable_line(text: str) -> str:
    """The text on one line, each run of line ends and blanks one blank, and otherwise as `printable`."""
    return printable(" ".join(text.split()))
