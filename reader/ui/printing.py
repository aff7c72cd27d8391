"""What leaves for the terminal: text from wherever it came, with nothing in it that the terminal would obey.

Text becomes plain where it enters a widget, so that it is measured as it is drawn. The filter stands behind all of
them, at the last step, for what came another way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.filter import LineFilter

from reader.printable import printable

if TYPE_CHECKING:
    from textual.color import Color


def plain(text: str) -> Content:
    """A text for a widget: no markup, and nothing but what a terminal may be given."""
    return Content(printable(text))


class OnlyPrintable(LineFilter):
    """Replaces what a terminal may not be given; a line keeps its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where all is well."""
        if all(text.isprintable() for text, _style, _control in segments):
            return segments
        return [
            Segment(text if text.isprintable() or control else _fitting(text), style, control)
            for text, style, control in segments
        ]


def _fitting(text: str) -> str:
    """As many cells of what may be shown; characters that take none are left out, not replaced."""
    shown = "".join(printable(character) for character in text if character.isprintable() or cell_len(character))
    return set_cell_size(shown, cell_len(text))


class Colourless(LineFilter):
    """Leaves of every look what is no colour: bold, italic, underlined, reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same texts."""
        return [Segment(text, style and _without_colours(style), control) for text, style, control in segments]


@lru_cache(maxsize=1024)
def _without_colours(style: Style) -> Style:
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta,
    )


ONLY_PRINTABLE = OnlyPrintable()
COLOURLESS = Colourless()
