"""A line to type, or a question, over the reading screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.printing import plain
from reader.ui.screens.closing import close
from reader.ui.widgets.line_input import LineInput
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Key


class PromptScreen(ModalScreen[None]):
    """Gives what was typed on Enter, None on Esc."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-wide")]

    def __init__(
        self, heading: str, give: Callable[[str | None], object], text: str = "", *, replaced: bool = False
    ) -> None:
        """`text` stands in the line at first; where it is `replaced`, what is typed takes its place."""
        super().__init__()
        self._heading, self._give = heading, give
        self.line = LineInput(text, selected=replaced, id="prompt-line")

    def compose(self) -> ComposeResult:
        """A heading and a line."""
        with Vertical(id="prompt-sheet"):
            yield Static(plain(self._heading), id="prompt-heading")
            yield self.line
            yield Static(plain(_("Enter saves, Esc cancels")), id="prompt-keys")

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if event.key == "escape":
            close(self, self._give, None)
        elif event.key == "enter":
            close(self, self._give, self.line.value)
        else:
            return await self.line.obey(event)
        return True

    def paste(self, text: str) -> bool:
        """A line was pasted."""
        self.line.put_in(text)
        return True


class ConfirmScreen(ModalScreen[None]):
    """A question that Enter or y answers with yes; Esc, n or q with no."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-wide")]

    def __init__(self, question: str, give: Callable[[bool], object]) -> None:
        super().__init__()
        self._question, self._give = question, give

    def compose(self) -> ComposeResult:
        """The question."""
        with Vertical(id="prompt-sheet"):
            yield Static(plain(self._question), id="prompt-heading")

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if event.key in ("enter", "y"):
            close(self, self._give, True)
        elif event.key in ("escape", "n", "q"):
            close(self, self._give, False)
        else:
            return False
        return True
