"""What of a row looks unlike the rest: a hit, a bar, a bar of one of several series. No widget, no colour."""

from typing import NamedTuple

MOST_SERIES_LOOKS = 6
"""Series that have a look of their own; more of them share those of the first ones."""


class RowMark(NamedTuple):
    """A part of a row's text."""

    start: int
    """Its first code point."""
    end: int
    """One past the last; equal to start where nothing is marked."""
    look: str
    """A name that the stylesheet knows."""


NO_MARK = RowMark(0, 0, "")


def series_look(series: int) -> str:
    """The look of one of several series of figures."""
    return f"series-{series % MOST_SERIES_LOOKS}"
