"""The panes: list and text side by side, and the keys that work in both."""

from textual.containers import Horizontal

from reader.ui import keys


class Panes(Horizontal):
    """While the focus is inside, every key of the table works."""

    BINDINGS = [*keys.bindings()]
