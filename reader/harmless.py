"""What a spreadsheet or a browser would run is written so that it runs nothing, unless the settings ask for it raw.

A zero-width space before what begins as a formula does (OWASP, "CSV Injection") keeps it a text, and is taken out again
when a text is read.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_SHIELD = "\u200b"
_FORMULA = r"^([ \t\r\n]*[=+\-@＝＋－＠])"
_FORMULA_PATTERN = re.compile(_FORMULA)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LINKED = ("http", "https", "ftp", "ftps", "mailto")
"""Schemes that a link may have; a browser runs `javascript:`, `vbscript:` and `data:`."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"(?<=\])(?=[(:]\s*<?\s*(?:javascript|vbscript|data)\s*:)", re.IGNORECASE)

_is_raw = False


def leave_raw(raw: bool) -> None:
    """From now on everything is written as it is, or no longer."""
    global _is_raw
    _is_raw = raw


def cell(text: str) -> str:
    """A text for a cell of CSV."""
    return text if _is_raw else _FORMULA_PATTERN.sub(_SHIELD + r"\1", text)


def cells(column: "pl.Expr") -> "pl.Expr":
    """A column of texts for cells of CSV."""
    return column if _is_raw else column.str.replace(_FORMULA, _SHIELD + "${1}")


def may_be_linked(address: str) -> bool:
    """Whether a link to it runs nothing. What has no scheme is a place, as it stands."""
    scheme = _SCHEME.match("".join(address.split()))  # as browsers read it
    return _is_raw or scheme is None or scheme[1].lower() in _LINKED


def paragraph(text: str) -> str:
    """A text for Markdown that stays Markdown, but for tags of HTML and for links that would run something."""
    return text if _is_raw else _TAG.sub(r"\\<", _LINK.sub(r"\\", text))
