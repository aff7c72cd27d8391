"""Hints while a query is typed: how the value is written that is begun at its end. What is wrong is syntax's to say."""

from collections.abc import Callable, Sequence

from reader.search import values
from reader.search.tokens import MARKS, tokens
from reader.wording import _, later

_MOST_TAGS = 8
"""Tags that are named at most."""
_HOW = {
    "date": later("date: a day 2018-09-07, month 2018-09, year 2018 or a range 2018-01..2018-06"),
    "len": later("len: a number of characters >1000, or a range 500..2000"),
    "is": later("is: unread or starred"),
    "py": later("py: the pinyin of a title, shanghai or sh"),
}


def hint(text: str, tags: Sequence[str] = ()) -> str:
    """How to write the value that is begun at the end of a query; empty where none is, or where it says enough.

    `tags` are those that the reader gave.
    """
    *_before, field, value = [None, None, *tokens(text)]
    if value is None or value.end < len(text):
        return ""
    if value.kind == "field":
        name, written = value.text, ""
    elif field is not None and field.kind == "field" and field.end == value.start:
        name, written = field.text, value.text
    else:
        return ""
    if name == "tag":
        fitting = [tag for tag in tags if tag.startswith(written) and tag != written]
        return _("tag: {tags}").format(tags="  ".join(fitting[:_MOST_TAGS])) if fitting and written not in tags else ""
    return _(_HOW[name]) if name in _HOW and (not written or _is_begun(name, written)) else ""


def _is_begun(name: str, written: str) -> bool:
    """Whether a value means nothing yet, and may once there is more of it."""
    match name:
        case "date":
            return _fails(values.days, written)
        case "len":
            return _fails(values.lengths, written)
        case "is":
            return written.lower() not in MARKS
        case _:
            return False


def _fails(read: Callable[[str], object], written: str) -> bool:
    try:
        read(written)
    except ValueError:
        return True
    return False
