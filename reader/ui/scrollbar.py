"""The scroll bar: a plain bar of whole cells, for block characters are two cells wide in some terminals."""

from textual.scrollbar import ScrollBarRender


class PlainScrollBarRender(ScrollBarRender):
    """Textual's scroll bar without fractions of a cell."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]
