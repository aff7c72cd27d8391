"""The reader's marks on one article, as list and head show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader did with an article."""

    read: bool = False
    """It was read."""
    starred: bool = False
    """It has a star."""
    tags: frozenset[str] = frozenset()
    """Its tags."""
    note: str = ""
    """The note on it."""


UNMARKED = Marks()
"""An article that the reader did nothing with."""
