"""A prompt: one line to type, over the reading screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.ui.line_input import LineInput
from reader.ui.printing import plain
from reader.ui.screens.over import OverScreen
from reader.wording import _


class PromptScreen(OverScreen[str | None]):
    """Gives what was typed on Enter, None on Esc."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-wide")]
    BINDINGS = [Binding("escape", "dismiss", show=False, priority=True)]

    def __init__(self, heading: str, text: str = "", *, replaced: bool = False) -> None:
        """`text` stands in the line at first; where it is `replaced`, what is typed takes its place."""
        super().__init__()
        self._heading, self._text, self._replaced = heading, text, replaced

    def compose(self) -> ComposeResult:
        """A heading and a line."""
        with Vertical(id="prompt-sheet"):
            yield Static(plain(self._heading), id="prompt-heading")
            yield LineInput(self._text, compact=True, select_on_focus=self._replaced, id="prompt-line")
            yield Static(plain(_("Enter to save, Esc to cancel")), id="prompt-keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """That is it."""
        self.dismiss(event.value)


class ConfirmScreen(OverScreen[bool]):
    """A question that Enter or y answers with yes, anything else that leaves with no."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-wide")]
    BINDINGS = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("escape,n,q", "answer(False)", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(id="prompt-sheet"):
            yield Static(plain(self._question), id="prompt-heading")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
