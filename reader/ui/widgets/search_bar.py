"""The search bar: one line to type a query into, its parts coloured as they are understood."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.text import Text
from textual.message import Message
from textual.reactive import reactive

from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.search.completing import completion
from reader.search.tokens import tokens
from reader.ui import keys
from reader.ui.line_input import LineInput
from reader.wording import _

if TYPE_CHECKING:
    from reader.search.tree import Sought


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
        finished = completion(self.value, self.cursor_position, self.values_of)
        if finished is None:
            return False
        self.value, self.cursor_position = finished
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
