"""The search bar: one line to type a query into, its parts coloured as they are understood."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.text import Text
from textual.message import Message
from textual.reactive import reactive

from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.search.tokens import FIELDS, QUOTES, tokens
from reader.ui import keys
from reader.ui.line_input import LineInput
from reader.wording import _

if TYPE_CHECKING:
    from reader.search.tree import Sought

_SHORTEST_BEGINNING = 1
_FIELD = re.compile(r"(?P<name>[A-Za-z]+)[:：](?P<value>.*)")
_PLAIN = re.compile(rf"[^\s()（）|｜,，、﹐﹑､*＊?？{QUOTES}]+")
"""A value that ends where it is meant to, also without quotes."""


class SearchBar(LineInput):
    """Posts Input.Changed for each keystroke; the keys that leave it, or move in what was found, are the screen's."""

    BINDINGS = [*keys.bar_bindings()]
    COMPONENT_CLASSES = {
        "search-bar--operator",
        "search-bar--field",
        *(f"search-bar--{term_look(term)}" for term in range(MOST_TERM_LOOKS)),
    }

    terms: reactive[Mapping[int, int]] = reactive(dict)
    """Where each term that was looked for is written (column, from 1), and its number."""

    values_of: Callable[[str], Sequence[str]] = staticmethod(lambda field: ())
    """What may stand behind a field, the most wanted first."""

    class CaughtUp(Message):
        """All that was typed so far is in the value, and was told."""

    def __init__(self, value: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=_("search"), compact=True, select_on_focus=False, id=id)

    def on_mount(self) -> None:
        """Looks are known from now on."""
        self.highlighter = _Colours(self)

    def colour(self, terms: Sequence["Sought"]) -> None:
        """Give each term of what was searched its look, where it is written; the first, where two stand together."""
        self.terms = {term.column: number for number, term in reversed(list(enumerate(terms)))}

    def complete(self) -> bool:
        """Finish the field or the value whose beginning stands before the cursor; False where there is none."""
        start = self.value.rfind(" ", 0, self.cursor_position) + 1
        beginning = self.value[start : self.cursor_position].lstrip("-(（－")
        if found := _FIELD.match(beginning):
            return self._complete_value(found["name"].lower(), found["value"])
        fitting = [name for name in FIELDS if name.startswith(beginning.lower())]
        if len(beginning) < _SHORTEST_BEGINNING or not fitting:
            return False
        self.insert_text_at_cursor(f"{fitting[0]}:"[len(beginning) :])
        return True

    def _complete_value(self, name: str, written: str) -> bool:
        """The first that begins so; in quotes where it could not be read otherwise."""
        begun = written.lstrip(QUOTES)
        fitting = [value for value in self.values_of(name) if value.startswith(begun) and value != begun]
        if not fitting:
            return False
        value, end = fitting[0], self.cursor_position
        self.replace(value if _PLAIN.fullmatch(value) else f'"{value}"', end - len(written), end)
        return True


class _Colours(Highlighter):
    """Gives each part of a query its look."""

    def __init__(self, bar: SearchBar) -> None:
        self._bar = bar

    def highlight(self, text: Text) -> None:
        """Colour operators, fields, and each term as its hits are coloured."""
        for token in tokens(text.plain):
            if token.kind in ("and", "or", "not", "open", "close"):
                look = "operator"
            elif token.kind == "field":
                look = "field"
            elif token.start + 1 in self._bar.terms:
                look = term_look(self._bar.terms[token.start + 1])
            else:
                continue
            text.stylize(self._bar.get_component_rich_style(f"search-bar--{look}"), token.start, token.end)
