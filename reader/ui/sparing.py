"""What is sent is spared: neighbours that look alike are one run, and a blank is drawn in its neighbour's colours.

A run costs some forty bytes of colours; half of the runs of a page are blanks, whose own colour nobody sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color


class Sparing(LineFilter):
    """Joins the segments of a line; what is seen stays the same."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """As few segments as show the same."""
        joined: list[Segment] = []
        for segment in segments:
            style = _style_of_both(joined[-1], segment) if joined else None
            if style is None or segment.control or joined[-1].control:
                joined.append(segment)
            else:
                joined[-1] = Segment(joined[-1].text + segment.text, style)
        return joined


def _style_of_both(first: Segment, second: Segment) -> Style | None:
    """A style in which both look as they do; None where there is none."""
    before, after = first.style, second.style
    if before is None or after is None:
        return None
    if before == after:
        return before
    if before.bgcolor != after.bgcolor or _is_seen_on_blanks(before) or _is_seen_on_blanks(after):
        return None
    if second.text.isspace():
        return before
    return after if first.text.isspace() else None


def _is_seen_on_blanks(style: Style) -> bool:
    """Whether more of it is seen on a blank than its background."""
    lines = style.underline or style.underline2 or style.strike or style.overline or style.frame or style.encircle
    return bool(lines or style.reverse or style.link or style.meta)


SPARING = Sparing()
