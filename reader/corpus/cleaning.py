"""Which characters a text may hold. After cleaning, none of it can move a cursor or hide.

Controls, format characters (zero-width, bidi), and variation selectors go; HTML entities are decoded once; every
kind of line end is a newline, a tab a space. Full-width spaces and all visible characters stay.
"""

import html
import re
from collections.abc import Callable, Iterator

import polars as pl

from reader.characters import Translation, seen

ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
"""What is decoded, once."""
_ENTITY, _LONGEST_ENTITY = re.compile(ENTITY), 34
PIECE = 1_000_000
"""Characters that are cleaned at a time: of each entity Python keeps an object until a piece is done."""
_SUSPECT = (
    r"[\x00-\x09\x0B-\x1F\x7F-\x9F\u00AD\u034F\u061C\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F"
    r"\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB\x{E0000}-\x{E0FFF}]|\p{Cf}|&#?[A-Za-z0-9]+;"
)
"""A quick scan's net, at least as wide as what `clean` changes."""


_TRANSLATION = Translation(seen)


def clean(text: str) -> str:
    """The text as it may be shown; may hold newlines."""
    return "".join(map(_clean, _pieces(text, PIECE))) if len(text) > PIECE else _clean(text)


def _clean(text: str) -> str:
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").translate(_TRANSLATION)


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in pieces of about a size; what may be an entity or a line end is in one of them."""
    start = 0
    while start < len(text):
        end = start + size
        if end < len(text):
            entity = text.rfind("&", end - _LONGEST_ENTITY, end)
            end = entity if entity > start else end
            end -= len(text[end - 2 : end]) - len(text[end - 2 : end].rstrip("\r"))
        yield text[start:end]
        start = end


def clean_line(text: str) -> str:
    """The text as one line, without space around it."""
    return " ".join(clean(text).split("\n")).strip()


def cleaned(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with title, url, source and body clean, none of them null; space in a URL is `%20`, a blank body empty.

    Rows that already are clean keep their bytes where they lie.
    """
    columns = (frame[name] for name in ("title", "url", "source", "body"))
    frame = frame.with_columns(column.fill_null("") for column in columns if column.null_count())
    title, source, url = (
        _cleaned(_stripped(frame[name]), clean_line, within=r"\n") for name in ("title", "source", "url")
    )
    url = _where(r"\s", url, lambda urls: urls.str.replace_all(r"\s", "%20"))
    body = _cleaned(frame["body"], lambda text: clean(text).strip("\n"))
    return frame.with_columns(title, source, url, _where(r"\A\s+\z", body, lambda blank: blank.str.slice(0, 0)))


def _stripped(column: pl.Series) -> pl.Series:
    return _where(r"^\s|\s$", column, lambda texts: texts.str.strip_chars())


def _where(pattern: str, column: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The column with those texts changed in which the pattern is found; the others are not copied."""
    places = column.str.contains(pattern).arg_true()
    return column.scatter(places, change(column.gather(places))) if len(places) else column


def _cleaned(column: pl.Series, mend: Callable[[str], str], *, within: str = "") -> pl.Series:
    """The column with its suspects mended: what the net catches, or `within`, or has a line end at either end."""
    net = f"{_SUSPECT}|{within}" if within else _SUSPECT
    suspects = column.str.contains(net) | column.str.starts_with("\n") | column.str.ends_with("\n")
    if not suspects.any():
        return column
    places = suspects.arg_true()
    mended = [mend(text).encode() for text in column.gather(places)]  # of a `str` that Polars is given there are two
    return column.scatter(places, pl.Series(mended, dtype=pl.Binary).cast(pl.String))
