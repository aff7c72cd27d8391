"""What a terminal may be given. None of it can move a cursor, colour, hide, or turn the direction of text.

Article text is cleaned once, while it is loaded (`corpus/cleaning.py`). Whatever else is shown, such as arguments,
paths, tags, notes and settings, passes through here.
"""

import json

from reader.characters import Translation, is_control

REPLACEMENT = "\ufffd"
"""Shown where a character may not be."""


def _is_unfit(character: str) -> bool:
    return is_control(character) or character in "\u2028\u2029"


def _replaced(character: str) -> str | None:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    if character in "\u200c\u200d":  # joiners, as between the parts of an emoji
        return None
    return REPLACEMENT if _is_unfit(character) else character


def _as_in_json(character: str) -> str:
    return json.dumps(character)[1:-1] if _is_unfit(character) else character


_REPLACED = Translation(_replaced)
_AS_IN_JSON = Translation(_as_in_json)


def printable(text: str) -> str:
    """The text with U+FFFD for each control, bidi and other hidden character; line ends stay."""
    return text if text.isprintable() else text.translate(_REPLACED)


def printable_line(text: str) -> str:
    """The text on one line, each run of line ends and blanks one blank, and otherwise as `printable`."""
    return printable(" ".join(text.split()))


def printable_json(value: object) -> str:
    """The value as a line of JSON in which such characters are escapes, so that nothing is lost; days as ISO text."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else text.translate(_AS_IN_JSON)


def spelled_out(text: str) -> str:
    """The text with its characters that cannot be seen as escapes, as one looks for them in a file."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
