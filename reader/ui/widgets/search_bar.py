"""The search bar: one line to type a query into."""

from textual.widgets import Input


class SearchBar(Input):
    """Posts Input.Changed for each keystroke and Input.Submitted for Enter."""

    def __init__(self, value: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder="search", compact=True, select_on_focus=False, id=id)
