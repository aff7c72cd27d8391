"""A sheet of rows over the reading screen, with a line to type into that leaves some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import Input, Label, Static

from reader.ui import keys
from reader.ui.line_input import LineInput
from reader.ui.printing import plain
from reader.ui.program import program, with_keys
from reader.ui.screens.over import OverScreen, Result
from reader.ui.widgets.rows import Rows
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence


class SheetScreen(OverScreen[Result]):
    """Heading, line and rows. `/` goes into the line, Enter, Down and Esc back to the rows; there Esc closes the sheet.

    Gives what a kind of sheet lets one choose, or None.
    """

    BINDINGS = [
        *keys.bindings_of({"back": "back", "quit": "dismiss", "help": "help"}),
        Binding("down", "list", show=False),
    ]

    rows = query_one(Rows)
    _heading = query_one("#sheet-heading", Static)
    _line = query_one(Input)

    def __init__(self, heading: str, texts: Sequence[str] = ()) -> None:
        super().__init__()
        self._title, self._texts = heading, texts
        self._shown: Sequence[int] = range(len(texts))

    def compose(self) -> ComposeResult:
        """Below each other."""
        with Vertical(id="sheet"):
            yield Static(plain(self._title), id="sheet-heading")
            with Horizontal(id="sheet-line"):
                yield Label("/ ", id="sheet-prompt")
                yield self.line()
            yield from self.body()

    def line(self) -> Input:
        """What one types into: a filter."""
        return LineInput(placeholder=_("filter"), compact=True)

    def body(self) -> ComposeResult:
        """What stands below the line."""
        yield Rows()

    def on_mount(self) -> None:
        """Show all."""
        self.rows.texts = self._texts
        self.set_focus(self.rows)

    def with_keys(self, text: str) -> str:
        """A sentence that names keys by their actions' ids in braces, with the keys."""
        return with_keys(text, self.app)

    @property
    def under_cursor(self) -> int | None:
        """Which of all the rows the cursor is on; None where none is shown."""
        return self._shown[self.rows.cursor] if self.rows.cursor < len(self._shown) else None

    def action_help(self) -> None:
        """All keys."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(program(self.app).actions))

    def action_search(self) -> None:
        """Into the line."""
        self.set_focus(self._line)

    def action_list(self) -> None:
        """Back to the rows."""
        self.set_focus(self.rows)

    def action_back(self) -> None:
        """From the line to the rows, from there away."""
        if self.focused is self._line:
            self.action_list()
        else:
            self.dismiss(None)

    def on_input_submitted(self) -> None:
        """Back to the rows."""
        self.action_list()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed."""
        self.typed(event.value)

    def typed(self, text: str) -> None:
        """Do what the line is there for: show the rows that hold the text."""
        self._filter(text)

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        if wanted:
            self._shown = [index for index, each in enumerate(self._texts) if wanted in each.casefold()]
            self.rows.texts = [self._texts[index] for index in self._shown]
        else:
            self._shown = range(len(self._texts))
            self.rows.texts = self._texts
