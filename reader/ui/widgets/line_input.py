"""A line to type into; where it holds a query, its parts are coloured as they are understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import Binding
from textual.reactive import reactive
from textual.widgets import Input

from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.search.completing import completion
from reader.search.tokens import tokens
from reader.ui.one_line import one_line

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region

    from reader.search.tree import Sought

_EDITING = {binding.key: binding.action for binding in Binding.make_bindings(Input.BINDINGS)}
"""What Textual's line does by itself, by key."""


class LineInput(Input):
    """Textual's, but that the screen hands it the keys, so that they are obeyed in the order they come, however fast.

    It posts Input.Changed.
    """

    COMPONENT_CLASSES = {
        "line-input--operator",
        "line-input--field",
        *(f"line-input--{term_look(term)}" for term in range(MOST_TERM_LOOKS)),
    }

    terms: reactive[Mapping[int, int]] = reactive(dict)
    """Where each term that was looked for is written (column, from 1), and its number."""

    values_of: Callable[[str], Sequence[str]] = staticmethod(lambda field: ())
    """What may stand behind a field, the most wanted first."""

    def __init__(
        self,
        text: str = "",
        placeholder: str = "",
        *,
        query: bool = False,
        selected: bool = False,
        id: str | None = None,
    ) -> None:
        """`query` says that it holds one, `selected` that what stands in it is replaced by what is typed first."""
        super().__init__(text, placeholder=placeholder, compact=True, select_on_focus=selected, id=id)
        self.cursor_blink = False  # each blink is a picture that nobody asked for
        self._is_query = query

    def on_mount(self) -> None:
        """Looks are known from now on."""
        if self._is_query:
            self.highlighter = _Colours(self)

    async def obey(self, event: events.Key) -> bool:
        """Type a character, or do what an editing key does, at once; False where the key is none of these."""
        if event.is_printable and event.character is not None:
            self.put_in(event.character)
            return True
        if event.key not in _EDITING:
            return False
        await self.run_action(_EDITING[event.key])
        return True

    def put_in(self, text: str) -> None:
        """Type a text, in the place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)

    def action_copy(self) -> None:
        """Copy what is selected, if anything is, and tell what the key does not do."""
        if self.selected_text:
            super().action_copy()
        self.app.action_help_quit()

    def validate_value(self, value: str) -> str:
        """Only what can be typed comes in, neither pasted nor from the command line or the library."""
        return one_line(value)

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

    def __init__(self, line: LineInput) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        """Colour operators, fields, and each term as its hits are coloured."""
        for token in tokens(text.plain):
            if token.kind in ("and", "or", "not", "open", "close"):
                look = "operator"
            elif token.kind == "field":
                look = "field"
            elif token.start + 1 in self._line.terms:
                look = term_look(self._line.terms[token.start + 1])
            else:
                continue
            text.stylize(self._line.get_component_rich_style(f"line-input--{look}"), token.start, token.end)
