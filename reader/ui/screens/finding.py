"""A sheet for what is found out about a result: it appears at once, and its rows when a thread has made them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.ui.background import run_aside
from reader.ui.widgets.rows import Rows
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

Chosen = TypeVar("Chosen")
MARGIN = 3
"""Cells of the rows' widget that hold no text: the cursor's mark and the map."""


class FindingSheet(ModalScreen[Chosen]):
    """A heading, what is to be said, rows, and a line about the row under the cursor. Gives what was chosen, or None.

    Esc closes it, also while it is still finding.
    """

    BINDINGS = [Binding("escape,q", "dismiss", show=False)]

    rows = query_one(Rows)
    _heading = query_one("#finding-heading", Static)
    _told = query_one("#finding-told", Static)
    _detail = query_one("#finding-detail", Static)

    class Progressed(Message):
        """It is so far."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share
            """0 to 1."""

        def can_replace(self, message: Message) -> bool:
            """Only the last matters."""
            return isinstance(message, FindingSheet.Progressed)

    class Found(Message):
        """It is found."""

        def __init__(self, number: int, found: Any) -> None:
            super().__init__()
            self.number = number
            """Which time it was asked; any but the last is stale."""
            self.found = found
            """As `find` gave it."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._title = heading
        self._asked = 0
        self.finding = False
        """True while a thread is at it."""

    @abstractmethod
    def question(self) -> Callable[[Callable[[int, int], None], Callable[[], bool]], Any]:
        """A function for a thread: given where to tell progress and whether to stop, it finds what `show` shows."""

    @abstractmethod
    def show(self, found: Any) -> None:
        """Show what was found."""

    def set_rows(self) -> None:
        """Set the rows for the width that there is."""

    def detail(self, index: int) -> str:
        """What to say of a row."""
        return ""

    def compose(self) -> ComposeResult:
        """Heading, what is said, rows, detail."""
        with Vertical(id="finding"):
            yield Static(Content(self._title), id="finding-heading")
            yield Static(id="finding-told")
            yield Rows()
            yield Static(id="finding-detail")

    def on_mount(self) -> None:
        """Find."""
        self.rows.focus()
        self.watch(self.rows, "cursor", self.tell_detail, init=False)
        self.find()

    def on_resize(self) -> None:
        """Set the rows again."""
        self.call_after_refresh(self.set_rows)

    def find(self) -> None:
        """Find, in the place of what is being found."""
        self._asked += 1
        self.finding = True
        self.tell(_("one moment"), _("Esc stops it"))
        self._find(self._asked)

    @work(exclusive=True, group="finding")
    async def _find(self, number: int) -> None:
        question = self.question()

        def post(stopped: Callable[[], bool]) -> None:
            def progress(done: int, total: int) -> None:
                if not stopped():
                    self.post_message(self.Progressed(done / max(total, 1)))

            found = question(progress, stopped)
            if not stopped():
                self.post_message(self.Found(number, found))

        await run_aside(post)

    def on_finding_sheet_progressed(self, message: FindingSheet.Progressed) -> None:
        """Say how far it is."""
        if self.finding:
            self.tell(_("looked at {percent}%").format(percent=f"{100 * message.share:.0f}"), _("Esc stops it"))

    def on_finding_sheet_found(self, message: FindingSheet.Found) -> None:
        """Show it, unless something else was asked meanwhile."""
        if message.number == self._asked:
            self.finding = False
            self.show(message.found)
            self.call_after_refresh(self.set_rows)
            self.call_after_refresh(self.tell_detail)

    def head(self, text: str) -> None:
        """Change the heading."""
        self._heading.update(Content(text))

    def tell(self, *parts: str) -> None:
        """Say something below the heading."""
        self._told.update(Content("   ".join(part for part in parts if part)))

    def tell_detail(self) -> None:
        """Say what there is to say of the row under the cursor."""
        index = self.rows.cursor
        self._detail.update(Content(self.detail(index) if index < len(self.rows.texts) else ""))

    @property
    def row_width(self) -> int:
        """Cells for the text of a row."""
        return max(self.rows.size.width - MARGIN, 0)
