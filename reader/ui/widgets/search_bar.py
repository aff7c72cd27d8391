"""The search bar: one line to type a query into."""

from textual.widgets import Input

from reader.ui import keys


class SearchBar(Input):
    """Posts Input.Changed for each keystroke; the keys that leave it, or move in what was found, are the screen's."""

    BINDINGS = [*keys.bar_bindings()]

    def __init__(self, value: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder="search", compact=True, select_on_focus=False, id=id)
