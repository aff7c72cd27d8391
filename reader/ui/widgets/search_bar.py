"""The search bar: one line to type a query into, its parts coloured as they are understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from rich.highlighter import Highlighter
from rich.text import Text
from textual.message import Message
from textual.reactive import reactive

from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.search.completing import completion
from reader.search.tokens import tokens
from reader.ui import keys
from reader.ui.line_input import EDITING, LineInput
from reader.wording import _

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region

    from reader.reading.state import ReadingState
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

    async def obey(self, event: events.Key) -> bool:
        """Type a character, or do what an editing key does, at once; False where the key is none of these."""
        if event.is_printable and event.character is not None:
            self.put_in(event.character)
            return True
        if event.key not in EDITING:
            return False
        await self.run_action(EDITING[event.key])
        return True

    def put_in(self, text: str) -> None:
        """Type a text, in the place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)

    def show(self, state: ReadingState) -> None:
        """Show what is asked, each term of what was searched in its look."""
        if self.value != state.asking.text:
            self.value = state.asking.text
            self.cursor_position = state.line_cursor
        if state.hits is not None:
            self.colour(state.hits.results.query.terms)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """What stands in it moves nothing around it."""
        return super().refresh(*regions, repaint=repaint, layout=False, recompose=recompose)

    def colour(self, terms: Sequence[Sought]) -> None:
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
