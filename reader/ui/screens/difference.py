"""Two articles held against each other, character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.progress import Stopped
from reader.reading.actions import with_keys
from reader.ui.aside import run_aside
from reader.ui.lines.comparison import Block, blocks
from reader.ui.moving import MOVES
from reader.ui.printing import plain
from reader.ui.widgets.difference_pane import DifferencePane
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.events import Key

    from reader.article import Article
    from reader.reading.actions import Action
    from reader.sheets.sheet import Difference

_LEAVING = ("back", "quit", "difference")
_CHANGES = {"next-hit": 1, "previous-hit": -1}


class DifferenceScreen(ModalScreen[None]):
    """What stands in one of two articles alone is marked; Esc goes back."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]

    def __init__(self, sheet: Difference, actions: Sequence[Action]) -> None:
        """`actions` have their keys."""
        super().__init__()
        self._first, self._second = sheet.first, sheet.second
        self._by_key = {key: action for action in actions if self.can(action) for key in action.keys}
        self.pane = DifferencePane(sheet.signs, sheet.ambiguous)
        marks = _("reversed: only in the first; underlined: only in the second; {next-hit} next change, {back} back")
        self._marks = Static(plain(with_keys(marks, actions)), id="sheet-heading")

    def compose(self) -> ComposeResult:
        """Where the two are from, and the difference."""
        with Vertical(id="sheet"):
            yield self._marks
            yield Static(plain(f"- {_facts(self._first)}\n+ {_facts(self._second)}"), id="sheet-told")
            yield self.pane

    def on_mount(self) -> None:
        """Compare them."""
        work: Callable[[], Awaitable[None]] = self._compare
        self.run_worker(work, group="compare", exclusive=True)

    async def _compare(self) -> None:
        def compared(_stopped: Stopped) -> Sequence[Block]:
            from reader.insight.differences import difference

            return blocks(difference(_text(self._first), _text(self._second)))

        self.pane.blocks = found = await run_aside(compared)
        if all(block.first == block.second for block in found):
            self._marks.update(plain(_("The two articles are identical.")))

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""
        if (action := self._by_key.get(event.key)) is not None:
            self.act(action)
        return action is not None

    def can(self, action: Action) -> bool:
        """Whether an action means something here."""
        return action.id in _LEAVING or action.id in _CHANGES or action.id in MOVES

    def act(self, action: Action) -> None:
        """Do what a row of the table of keys does."""
        if action.id in _LEAVING:
            self.dismiss()
        elif action.id in _CHANGES:
            self.pane.change(_CHANGES[action.id])
        else:
            MOVES[action.id](self.pane)


def _text(article: Article) -> str:
    return f"{article.title}\n{article.body}"


def _facts(article: Article) -> str:
    day = article.date.isoformat() if article.date else ""
    return "  ".join(fact for fact in (day, article.source, article.url) if fact)
