"""The facts of an article in one line of the list. Where there is little room, the least needed goes. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language.typesetting import cells, fit

if TYPE_CHECKING:
    from reader.language.widths import Ambiguous

_GAP = "  "
_LEAST_SOURCE = 6
"""Cells of a source below which it says nothing."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is told; what is empty is left out."""

    new: str = ""
    """That it arrived while one was reading."""
    day: str = ""
    """The article's date."""
    copies: str = ""
    """How often it was printed."""
    tags: Sequence[str] = ()
    """The reader's, each with its mark."""
    source: str = ""
    """Where it is from."""
    map: str = ""
    """Where in it its hits lie."""
    hits: str = ""
    """How many there are."""

    def line(self, width: int, ambiguous: Ambiguous = 1) -> str:
        """Exactly `width` cells: map and hits at the right, the rest at the left.

        Hits are the last to go, before them the day, the copies, the map; tags and source take what these leave.
        """
        left = _joined(self.new, self.day, self.copies, " ".join(self.tags), self.source)
        right = _joined(self.map, self.hits)
        blank = width - cells(left, ambiguous) - cells(right, ambiguous)
        if blank < (len(_GAP) if left and right else 0):
            left, right = self._shortened(width, ambiguous)
            blank = width - cells(left, ambiguous) - cells(right, ambiguous)
        return left + " " * blank + right

    def _shortened(self, width: int, ambiguous: Ambiguous) -> tuple[str, str]:
        """As much of the left and of the right as there is room for."""
        fixed, right = next(
            (
                (fixed, right)
                for fixed, right in (
                    (_joined(self.new, self.day, self.copies), _joined(self.map, self.hits)),
                    (_joined(self.new, self.day, self.copies), self.hits),
                    (_joined(self.new, self.day), self.hits),
                    (self.day, self.hits),
                )
                if cells(_joined(fixed, right), ambiguous) <= width
            ),
            ("", self.hits[: fit(self.hits, width, ambiguous)]),
        )
        taken = sum(cells(part, ambiguous) + len(_GAP) for part in (fixed, right) if part)
        return _joined(fixed, *self._shared(width - taken, ambiguous)), right

    def _shared(self, room: int, ambiguous: Ambiguous) -> tuple[str, str]:
        """Tags and source in `room` cells: the source gives way to the tags, and is cut or left out."""
        source = cells(self.source, ambiguous)
        kept = min(source, _LEAST_SOURCE) + len(_GAP) if source else 0
        tags = ""
        if self.tags:
            has_room = room - kept >= cells(self.tags[0], ambiguous)
            tags = _fitting(self.tags, room - kept if has_room else room, ambiguous)
            room -= cells(tags, ambiguous) + len(_GAP)
        if room < min(source, _LEAST_SOURCE):
            return tags, ""
        return tags, self.source[: fit(self.source, max(room, 0), ambiguous)]


def _fitting(tags: Sequence[str], room: int, ambiguous: Ambiguous) -> str:
    """As many as fit, and how many more there are; where not even one does, its beginning."""
    for count in range(len(tags), 0, -1):
        rest = [f"+{len(tags) - count}"] if count < len(tags) else []
        told = " ".join([*tags[:count], *rest])
        if cells(told, ambiguous) <= room:
            return told
    return tags[0][: fit(tags[0], max(room, 0), ambiguous)]


def _joined(*parts: str) -> str:
    return _GAP.join(part for part in parts if part)
