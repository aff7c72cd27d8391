"""Sheets that ask no inquiry, and what any sheet is: what may lie over the reading screen, as the steps want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.article import Article
    from reader.language.signs import Signs
    from reader.language.widths import Ambiguous
    from reader.search.hits import Hits
    from reader.sheets.inquiry import Common, Inquiry


class Prompt(Struct, frozen=True):
    """One line to type; gives the text, or None."""

    heading: str
    text: str = ""
    """What stands in it at first."""


class Confirm(Struct, frozen=True):
    """A question; gives whether the answer is yes."""

    question: str


class Export(Struct, frozen=True):
    """Asks where to write what was found, and writes it."""

    hits: Hits


class Difference(Struct, frozen=True):
    """Two articles held against each other, the older first."""

    first: Article
    second: Article
    signs: Signs
    """What it is drawn with."""
    ambiguous: Ambiguous = 1
    """Cells that the terminal gives to characters such as “."""


class Help(Struct, frozen=True):
    """All keys and the query language, the keys of the screen that asks first."""

    common: Common
    here: Callable[[Any], bool] | None = None
    """Whether an action means something on the screen that asks; None for the reading screen."""


Sheet = Union[Prompt, Confirm, Export, Difference, Help, "Inquiry[Any, Any]"]
"""The sheet of an inquiry gives how it was left."""
