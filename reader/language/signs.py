"""The signs that a screen is drawn with: block elements and box drawing, or plain ASCII where a terminal lacks them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.language.widths import Ambiguous

_WITHOUT_BLOCKS = ("linux", "vt52", "vt100", "vt102", "vt220")
"""Values of TERM whose fonts have too few signs."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Each one cell wide."""

    cursor: str
    """Before the row that is meant."""
    star: str
    """Before what is starred."""
    thumb: str
    """The part of the map that is seen."""
    map_hit: str
    """Where on the map a hit lies."""
    bars: str
    """What bars are drawn with, one a series; of more series they begin again."""
    span: str
    """Before the rows of a span of time."""
    counts: str
    """None, one, two, and so on; the last for more."""

    def bar(self, series: int, length: int) -> str:
        """A bar of a number of cells."""
        return self.bars[series % len(self.bars)] * length

    def strip(self, counts: Iterable[int]) -> str:
        """How many there are in each of some parts, a sign a part."""
        return "".join(self.counts[min(count, len(self.counts) - 1)] for count in counts)


ASCII = Signs(cursor=">", star="*", thumb="|", map_hit="-", bars="#=*o+x", span="|", counts=".123456789+")
BLOCKS = Signs(cursor="▌", star="★", thumb="┃", map_hit="━", bars="▇", span="▌", counts="·▁▂▃▄▅▆▇█")
"""Bars are seven eighths high, so that a gap is left between rows."""


def signs_of(environment: Mapping[str, str], encoding: str, ambiguous: Ambiguous) -> Signs:
    """What a terminal draws, by TERM, its encoding, and the cells that it gives to signs of ambiguous width.

    Where there are no colours, series are told by what their bars are drawn with.
    """
    has_blocks = encoding.replace("-", "").lower() == "utf8" and environment.get("TERM") not in _WITHOUT_BLOCKS
    if not has_blocks or ambiguous == 2:
        return ASCII
    return replace(BLOCKS, bars="▇▒=*o+") if environment.get("NO_COLOR") else BLOCKS
