"""A sheet for a question about many articles: tells how far the answer is, then lists it. Esc stops it at once."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from reader.ui.background import run_aside
from reader.ui.screens.report import Result, SheetScreen
from reader.ui.widgets.rows import Rows
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous

MARGIN = 3
"""Cells of the rows' widget that hold no text: the cursor's mark and the map."""
NARROW = 70
"""Cells for a row below which less is told."""


class AskingSheet(SheetScreen[Result]):
    """Asks when it appears. A kind of sheet says what is asked, what the answer's lines are, and what Enter does."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]

    doing: ClassVar[str]
    """What is done meanwhile, in words."""
    hint: ClassVar[str]
    """What the keys do once the answer is there."""

    _told = query_one("#sheet-told", Static)
    _columns = query_one("#sheet-columns", Static)
    _detail = query_one("#sheet-detail", Static)

    class Progressed(Message):
        """The answer is so far."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share
            """0 to 1."""

        def can_replace(self, message: Message) -> bool:
            """Only the last matters."""
            return isinstance(message, AskingSheet.Progressed)

    class Answered(Message):
        """The answer is there."""

        def __init__(self, answer: Any) -> None:
            super().__init__()
            self.answer = answer
            """As `ask` gave it."""

    def __init__(self, heading: str, *, grows: bool = False, ambiguous: Ambiguous = 1) -> None:
        """`grows` is true while more articles are still loaded; `ambiguous` is how many cells “ takes."""
        super().__init__(heading, ())
        self._grows = grows
        self._ambiguous: Ambiguous = ambiguous
        self.answered = False
        """True once the answer is there."""

    @abstractmethod
    def ask(self, progress: Progress, stopped: Stopped) -> Any:
        """The answer, or None where `stopped` came true meanwhile. Called in a thread."""

    @abstractmethod
    def take(self, answer: Any) -> str:
        """Keep the answer; what to say where it is empty, or nothing."""

    @abstractmethod
    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """The heads of the columns and the rows, for so many cells."""

    def detail(self, index: int) -> str:
        """What else is to be told of a row in the line at the bottom; no such line where nothing."""
        return ""

    def compose(self) -> ComposeResult:
        """A heading, what is to be said, a filter, the rows, a line about the row under the cursor."""
        with Vertical(id="sheet"):
            yield Static(Content(self._title), id="sheet-heading")
            yield Static(id="sheet-told")
            yield Input(placeholder=_("/ filter"), compact=True, id="sheet-filter")
            yield Static(id="sheet-columns")
            yield Rows()
            yield Static(id="sheet-detail")

    def on_mount(self) -> None:
        """Ask."""
        self.on_asking_sheet_progressed(self.Progressed(0))
        self.watch(self._rows, "cursor", self._tell_detail, init=False)
        self._ask()

    @work(exclusive=True, group="ask")
    async def _ask(self) -> None:
        def post(stopped: Callable[[], bool]) -> None:
            def progress(done: int, total: int) -> None:
                self.post_message(self.Progressed(done / max(total, 1)))

            answer = self.ask(progress, stopped)
            if answer is not None and not stopped():
                self.post_message(self.Answered(answer))

        await run_aside(post)

    def on_asking_sheet_progressed(self, message: AskingSheet.Progressed) -> None:
        """Tell how far it is."""
        if not self.answered:
            self._tell(f"{_(self.doing)} {100 * message.share:.0f} %", _("Esc stops it"))

    def on_asking_sheet_answered(self, message: AskingSheet.Answered) -> None:
        """List the answer."""
        self.answered = True
        nothing = self.take(message.answer)
        so_far = _("of the articles that are loaded so far") if self._grows else ""
        self._tell(*(part for part in (nothing or _(self.hint), so_far) if part))
        self.call_after_refresh(self.list_lines)

    def on_resize(self) -> None:
        """Set the rows again for the width."""
        if self.answered:
            self.call_after_refresh(self.list_lines)

    def list_lines(self) -> None:
        """Set the rows, those that the filter leaves."""
        heads, self._texts = self.lines(self._width)
        self._columns.display = bool(heads and self._texts)
        self._columns.update(Content(f"  {heads}"))
        self.on_input_changed()
        self._tell_detail()

    def retitle(self, heading: str) -> None:
        """Say something else above."""
        self._heading.update(Content(heading))

    @property
    def _width(self) -> int:
        """Cells for a row's text."""
        return max(self._rows.size.width - MARGIN, 0)

    @property
    def is_narrow(self) -> bool:
        """True where less is told in a row."""
        return self._width < NARROW

    @property
    def under_cursor(self) -> int | None:
        """Which line of the answer the cursor is on."""
        return self._shown[self._rows.cursor] if self._rows.cursor < len(self._shown) else None

    def _tell(self, *parts: str) -> None:
        self._told.update(Content("  ".join(parts)))

    def _tell_detail(self) -> None:
        index = self.under_cursor
        text = self.detail(index) if index is not None else ""
        self._detail.display = bool(text)
        self._detail.update(Content(text))
