"""The layout of the reading screen: which panes there is room for, and the size of each in cells and lines."""

from __future__ import annotations

from typing import NamedTuple

NARROW, LOW = 80, 24
"""Cells below which list and text are shown one at a time, and lines below which every line counts."""
TINY_WIDTH, TINY_HEIGHT = 40, 10
"""Cells or lines below which only the least is shown: list or text, the search, and how much there is."""
VERY_WIDE = 160
"""Cells from which on the list may have more of them than it needs."""
_LEAST_LIST, _LEAST_TEXT = 20, 30
"""Cells that list and text keep, wherever the divider is drawn to."""
_LIST_SHARE = 2 / 5
_MOST_LIST, _MOST_VERY_WIDE_LIST = 56, 72
"""Cells that a list takes of its own accord."""
_SIDE, _MAP = 2, 1
"""Blank cells at least, left and right of the text, and cells of the map at the right edge of a pane."""
_ROOMY_HEIGHT, _TINY_LIST_HEIGHT = 24, 7
"""Lines from which on a row also shows a passage and a blank line, and below which it is its title alone."""
_DIVIDER = 1
_TOP, _BOTTOM, _NOTICE = 1, 1, 1


class Size(NamedTuple):
    """The size of a screen."""

    width: int
    """Cells."""
    height: int
    """Lines."""

    @property
    def is_low(self) -> bool:
        """True where every line counts."""
        return self.height < LOW

    @property
    def is_tiny(self) -> bool:
        """True where only the least is shown."""
        return self.width < TINY_WIDTH or self.height < TINY_HEIGHT


class Layout(NamedTuple):
    """Where the parts of the screen go. A pane that is hidden has the room that it would have were it shown."""

    list_width: int
    """Cells of the list."""
    text_width: int
    """Cells of the text, the map among them."""
    height: int
    """Lines of both."""
    has_list: bool
    """Whether the list is seen."""
    has_text: bool
    """Whether the text is seen."""
    has_notice: bool
    """Whether there is a line for what is to be said of the search."""

    @property
    def has_both(self) -> bool:
        """Whether list and text stand side by side, the divider between them."""
        return self.has_list and self.has_text


def laid_out(size: Size, *, reading: bool, alone: bool, chosen: int = 0, telling: bool = False) -> Layout:
    """The layout of a screen.

    `reading` is true where the text is what matters, `alone` where it is to have the whole width. `chosen` is the width
    that the reader gave the list, 0 for its own. `telling` is true while the notice line has something to say.
    """
    has_notice = telling or not size.is_low
    height = max(size.height - _TOP - _BOTTOM - (_NOTICE if has_notice else 0), 0)
    if alone or size.width < NARROW:
        return Layout(size.width, size.width, height, not reading, reading, has_notice)
    list_width = fitting_list_width(size, chosen) if chosen else _own_list_width(size)
    return Layout(list_width, size.width - _DIVIDER - list_width, height, True, True, has_notice)


def fitting_list_width(size: Size, width: int) -> int:
    """A width of the list, such that list and text each keep their least."""
    return max(min(width, size.width - _LEAST_TEXT), _LEAST_LIST)


def _own_list_width(size: Size) -> int:
    most = _MOST_VERY_WIDE_LIST if size.width >= VERY_WIDE else _MOST_LIST
    return min(int((size.width - _DIVIDER) * _LIST_SHARE), most)


def row_height(height: int, *, passages: bool) -> int:
    """Lines a row of a list of some height: title and facts, a passage and a blank line; or the title alone."""
    if height < _TINY_LIST_HEIGHT:
        return 1
    if height < _ROOMY_HEIGHT:
        return 2
    return 4 if passages else 3


def fitting_measure(width: int, measure: int) -> int:
    """Cells of a line of the text in a pane of some width, where the reader wants `measure`."""
    return max(min(measure, width - _MAP - 2 * _SIDE), 2)


def left_of_text(width: int, measure: int) -> int:
    """Blank cells left of the text in such a pane, whose lines have `measure` cells."""
    return max((width - _MAP - measure) // 2, 0)
