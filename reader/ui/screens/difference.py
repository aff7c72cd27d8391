"""Two articles held against each other, character by character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from reader.ui import keys
from reader.ui.aside import run_aside
from reader.ui.lines.comparison import Block, blocks
from reader.ui.printing import plain
from reader.ui.program import with_keys
from reader.ui.screens.over import OverScreen
from reader.ui.widgets.difference_pane import DifferencePane
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.article import Article
    from reader.language.widths import Ambiguous


class DifferenceScreen(OverScreen[None]):
    """What stands in one of two articles alone is marked; Esc goes back."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    BINDINGS = [*keys.bindings_of(dict.fromkeys(("back", "quit", "difference"), "dismiss"))]

    pane = query_one(DifferencePane)
    _marks = query_one("#sheet-heading", Static)

    class Compared(Message):
        """The difference is known."""

        def __init__(self, blocks: Sequence[Block]) -> None:
            super().__init__()
            self.blocks = blocks
            """What to show."""

    def __init__(self, first: Article, second: Article, ambiguous: Ambiguous = 1) -> None:
        """`ambiguous` is how many cells “ takes."""
        super().__init__()
        self._first, self._second = first, second
        self._ambiguous: Ambiguous = ambiguous

    def compose(self) -> ComposeResult:
        """Where the two are from, and the difference."""
        with Vertical(id="sheet"):
            marks = _(
                "reversed: only in the first; underlined: only in the second; {next-hit} next change, {back} back"
            )
            marks = with_keys(marks, self.app)
            yield Static(plain(marks), id="sheet-heading")
            yield Static(plain(f"- {_facts(self._first)}\n+ {_facts(self._second)}"), id="sheet-told")
            yield DifferencePane(self._ambiguous)

    def on_mount(self) -> None:
        """Compare them."""
        self.pane.focus()
        self._compare()

    @work(exclusive=True, group="compare")
    async def _compare(self) -> None:
        def post(stopped: Callable[[], bool]) -> None:
            from reader.insight.differences import difference

            made = blocks(difference(_text(self._first), _text(self._second)))
            if not stopped():
                self.post_message(self.Compared(made))

        await run_aside(post)

    def on_difference_screen_compared(self, message: DifferenceScreen.Compared) -> None:
        """Show it."""
        self.pane.blocks = message.blocks
        if all(block.first == block.second for block in message.blocks):
            self._marks.update(plain(_("The two are the same, character for character.")))


def _text(article: Article) -> str:
    return f"{article.title}\n{article.body}"


def _facts(article: Article) -> str:
    day = article.date.isoformat() if article.date else ""
    return "  ".join(fact for fact in (day, article.source, article.url) if fact)
