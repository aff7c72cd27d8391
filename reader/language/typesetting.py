"""Line breaking and cell widths for Chinese text. Terminal cells begin here; offsets are code points of the text.

Lines never start with a closing mark nor end with an opening one (避头尾), ellipses and dashes stay whole, and so
do words, numbers with their unit, dates and URLs, unless they are longer than a line.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

NEVER_FIRST = frozenset("，。、；：？！）》」』】〉〕〗〙〛］｝｠”’％‰℃…‥·・々ー～,.;:?!)]}%»›｡､｣")
"""Marks that no line starts with."""
NEVER_LAST = frozenset("（《「『【〈〔〖〘〚［｛｟“‘￥＄＃([{«‹｢$¥£€")
"""Marks that no line ends with."""

INDENT = 4
"""Cells in front of a paragraph: two Chinese characters."""

_SPACES = " \u3000\u00a0"
_UNITS = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|小时|分钟|个月|美元|欧元|人次|"
    "[年月日时分秒号点个吨米元人次名家条项届级度克斤亩倍岁种辆架艘台套所座件只位天周％%‰℃]"
)
_ATOM = re.compile(
    r"[0-9]{2,4}年[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
    r"|[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|[A-Za-z][A-Za-z0-9+.-]*://[!-~]+"
    rf"|[+-]?[0-9０-９][0-9０-９.,:]*[十百千万亿]*(?:{_UNITS})?(?![!-~\u00a1-\u1fff])"
    r"|[!-~\u00a1-\u00b6\u00b8-\u1fff]+"
    r"|…+|—+|─+|‥+"
)
"""What stays on one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: `text[start:end]` after `indent` blank cells."""

    start: int
    """First code point."""
    end: int
    """One past the last; equal to start on a blank line."""
    indent: int = 0
    """Blank cells in front."""


class _Widths(dict[str, int]):
    """Cells of each character, filled as characters are met."""

    def __missing__(self, character: str) -> int:
        self[character] = width = _width(character)
        return width


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


_WIDTHS = _Widths()


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """How many cells a text takes."""
    return sum(map(_WIDTHS.__getitem__, text))


def fit(text: str, width: int) -> int:
    """How many code points of the text fit into `width` cells."""
    return bisect_right(list(accumulate(map(_WIDTHS.__getitem__, text))), width)


def lay_out(text: str, measure: int, *, indent: int = INDENT, spacing: int = 0) -> list[Line]:
    """The lines of a text whose paragraphs end with newlines, at most `measure` cells each.

    Each paragraph begins with `indent` cells in place of the space it has in the source; `spacing` blank lines
    stand between paragraphs. Blank paragraphs are left out.
    """
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            if lines:
                lines.extend(Line(start, start) for _ in range(spacing))
            lines.extend(_break(paragraph, start, max(measure, 2), indent))
        start += len(paragraph) + 1
    return lines


def _break(paragraph: str, offset: int, measure: int, indent: int) -> Iterator[Line]:
    """The lines of one paragraph that begins at `offset` of the text."""
    ends = list(accumulate(map(_WIDTHS.__getitem__, paragraph), initial=0))
    length = len(paragraph.rstrip())
    start = len(paragraph) - len(paragraph.lstrip())
    indent = min(indent, max(measure - 2, 0))
    bonds: bytearray | None = None
    while ends[length] - ends[start] > measure - indent:
        fitting = bisect_right(ends, ends[start] + measure - indent) - 1
        if bonds is None:
            bonds = _bonds(paragraph)
        end = _break_before(paragraph, start, max(fitting, start + 1), bonds)
        yield Line(offset + start, offset + len(paragraph[:end].rstrip()), indent)
        start, indent = end, 0
        while start < length and paragraph[start] in _SPACES:
            start += 1
    yield Line(offset + start, offset + length, indent)


def _bonds(paragraph: str) -> bytearray:
    """A 1 for each position inside something that stays on one line."""
    bonds = bytearray(len(paragraph) + 1)
    for atom in _ATOM.finditer(paragraph):
        start, end = atom.span()
        bonds[start + 1 : end] = b"\x01" * (end - start - 1)
    return bonds


def _break_before(paragraph: str, start: int, fitting: int, bonds: bytearray) -> int:
    """The last position up to `fitting` where a line may end."""
    for may_split in (False, True):
        for position in range(fitting, start, -1):
            if (may_split or not bonds[position]) and _breakable(paragraph, position):
                return position
    return fitting


def _breakable(paragraph: str, position: int) -> bool:
    before, after = paragraph[position - 1], paragraph[position]
    if after in NEVER_FIRST or before in NEVER_LAST or not _WIDTHS[after]:
        return False
    return not (before == after and before in "—─")
