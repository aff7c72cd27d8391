"""A sheet for a question about many articles: tells how far the answer is, lists it, and writes it to a file."""

from __future__ import annotations

import time
from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from reader.errors import DuwenError
from reader.ui import keys
from reader.ui.aside import run_aside
from reader.ui.exporting import Export
from reader.ui.printing import plain
from reader.ui.screens.over import Result
from reader.ui.screens.sheet import SheetScreen
from reader.ui.turns import Turns
from reader.ui.widgets.rows import Rows
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.insight.findings import Findings
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous

    Question = Callable[[Progress, Stopped], Any]

_MARGIN = 3
"""Cells of the rows' widget that hold no text: the cursor's mark and the map."""
NARROW = 70
"""Cells for a row below which less is told."""
_SHORT = 0.2
"""Seconds that another answer may take before the one that is shown makes way to how far it is."""


class InsightScreen(SheetScreen[Result]):
    """Asks when it appears. Esc stops it at once, also while the answer is still looked for.

    A kind of sheet says what is asked, what the answer's lines are, and what choosing one does.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    BINDINGS = [*keys.bindings_of({"export": "export"})]

    doing: ClassVar[str]
    """What is done meanwhile, in words."""
    hint: ClassVar[str]
    """What the keys do once the answer is there, each named by its action's id in braces."""
    file_name: ClassVar[str]
    """What a file with the answer is called, if one does not say otherwise."""

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
            return isinstance(message, InsightScreen.Progressed)

    class Answered(Message):
        """The answer is there, or what is wrong with the question."""

        def __init__(self, number: int, answer: Any, wrong: str = "") -> None:
            super().__init__()
            self.number = number
            """Which time it was asked; any but the last is stale."""
            self.answer = answer
            """As the question gave it; None where something is wrong."""
            self.wrong = wrong
            """A sentence that says what."""

    def __init__(self, heading: str, *, grows: bool = False, ambiguous: Ambiguous = 1) -> None:
        """`grows` is true while more articles are still loaded; `ambiguous` is how many cells “ takes."""
        super().__init__(heading)
        self._grows = grows
        self._ambiguous: Ambiguous = ambiguous
        self._asked, self._asked_at = 0, 0.0
        self._wrong = ""
        self._turns = Turns(lambda: self.is_waiting)
        self.finding = False
        """True while a thread is at it."""
        self.answered = False
        """True once there is an answer, though another may be looked for."""

    @abstractmethod
    def question(self) -> Question:
        """A function for a thread: given where to tell progress and whether to stop, it gives the answer.

        It gives None where it was stopped, and may raise DuwenError where the question makes no sense.
        """

    @abstractmethod
    def take(self, answer: Any) -> None:
        """Keep the answer."""

    @abstractmethod
    def nothing(self) -> str:
        """Why the answer has no lines, or nothing where it has some."""

    @abstractmethod
    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """The heads of the columns and the rows, for so many cells."""

    @abstractmethod
    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """Some lines of the answer, to be written; made in a thread."""

    @abstractmethod
    def choose(self, index: int) -> None:
        """A line of the answer is chosen. May raise DuwenError where it leads nowhere."""

    def facts(self) -> Sequence[str]:
        """What else is told of the answer as a whole."""
        return ()

    def detail(self, index: int) -> str:
        """What else is to be told of a row in the line at the bottom; no such line where nothing."""
        return ""

    def body(self) -> ComposeResult:
        """What is to be said, the rows, a line about the row under the cursor."""
        yield Static(id="sheet-told")
        yield Static(id="sheet-columns")
        yield Rows()
        yield Static(id="sheet-detail")

    # Asking

    def on_compose(self) -> None:
        """Ask before there is anything to see, for the answer is looked for while the sheet is laid out."""
        self.find()

    def on_mount(self) -> None:
        """Tell what the answer is waited for. Textual calls the sheet's handler too."""
        self.watch(self.rows, "cursor", self._tell_detail, init=False)
        self._tell_progress(0)

    def find(self) -> None:
        """Ask, in the place of what was asked before; its answer stays until the new one is there."""
        self._asked += 1
        self._asked_at = time.monotonic()
        self.finding = True
        self._find(self._asked)

    @work(exclusive=True, group="find")
    async def _find(self, number: int) -> None:
        question = self.question()

        def post(stopped: Callable[[], bool]) -> None:
            def progress(done: int, total: int) -> None:
                if not stopped():
                    self.post_message(self.Progressed(done / max(total, 1)))

            try:
                answered = self.Answered(number, question(progress, stopped))
            except DuwenError as error:
                answered = self.Answered(number, None, str(error))
            if not stopped():
                self.post_message(answered)

        await run_aside(post)

    def on_insight_screen_progressed(self, message: InsightScreen.Progressed) -> None:
        """Tell how far it is."""
        if self.finding and not self.is_left and (not self.answered or time.monotonic() - self._asked_at > _SHORT):
            self._tell_progress(message.share)

    def on_insight_screen_answered(self, message: InsightScreen.Answered) -> None:
        """List the answer, unless something else was asked meanwhile; where something is wrong, the lines stay."""
        if message.number != self._asked or self.is_left:
            return
        self.finding, self._wrong = False, message.wrong
        if not message.wrong:
            self.answered = True
            self.take(message.answer)
            if self.row_width:
                self.set_rows()
            else:
                self.call_after_refresh(self.set_rows)
        self.tell_answer()
        self._turns.go_on()

    @property
    def is_waiting(self) -> bool:
        """True while a choice would be of lines that are about to be replaced."""
        return self.finding

    # Telling

    def on_resize(self) -> None:
        """Set the rows again for the width."""
        if self.answered:
            self.call_after_refresh(self.set_rows)

    def set_rows(self) -> None:
        """Set the rows, those that the filter leaves."""
        heads, self._texts = self.lines(self.row_width)
        self._columns.display = bool(heads and self._texts)
        self._columns.update(plain(f"  {heads}"))
        self.show_rows()
        self._tell_detail()

    def show_rows(self) -> None:
        """Show those of the rows that the line leaves."""
        self._filter(self._line.value)

    def retitle(self, heading: str) -> None:
        """Say something else above."""
        self._heading.update(plain(heading))

    def tell_answer(self) -> None:
        """Say what is to be said of the answer as a whole, or what is wrong with what was asked since."""
        so_far = _("of the articles loaded so far") if self._grows else ""
        if self._wrong:
            self.tell(self._wrong)
        elif nothing := self.nothing():
            self.tell(nothing, so_far, self.with_keys(_("{back} closes")))
        else:
            self.tell(*self.facts(), so_far, self.with_keys(_(self.hint)))

    def tell(self, *parts: str) -> None:
        """Say something below the line, until something else is to be said."""
        self._told.set_class(bool(self._wrong), "-error")
        self._told.update(plain("  ".join(part for part in parts if part)))

    def _tell_progress(self, share: float) -> None:
        self.tell(f"{_(self.doing)} {100 * share:.0f} %", self.with_keys(_("{back} stops it")))

    def _tell_detail(self) -> None:
        index = self.under_cursor
        text = self.detail(index) if index is not None and self.answered else ""
        self._detail.display = bool(text)
        self._detail.update(plain(text))

    @property
    def row_width(self) -> int:
        """Cells for a row's text."""
        return max(self.rows.size.width - _MARGIN, 0)

    @property
    def is_narrow(self) -> bool:
        """True where less is told in a row."""
        return self.row_width < NARROW

    # Choosing

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """A row is chosen; typed while another answer is on its way, it is one of that."""
        self._turns.take(partial(self._choose, None if self.is_waiting else message.index))

    def _choose(self, row: int | None) -> None:
        row = self.rows.cursor if row is None else row
        if row < len(self._shown):
            try:
                self.choose(self._shown[row])
            except DuwenError as error:
                self.tell(str(error))

    def give(self, result: Result | None) -> None:
        """Give what was chosen in a sheet above this one, if anything was."""
        if result is not None:
            self.call_later(self._give, result)

    def _give(self, result: Result) -> None:
        self.dismiss(result)

    # Exporting

    def action_export(self) -> None:
        """Write the rows that are shown to a file."""
        if not self._shown or self.finding:
            return
        findings = self.findings(self._shown)

        def write(path: str, replace: bool) -> None:
            from reader.corpus.writing import check_target, write_by
            from reader.insight.findings import WRITERS

            check_target(path, replace=replace, writers=WRITERS)
            write_by(WRITERS, findings(), path, replace=replace)

        export = Export(self, write, lambda path: _("written to {path}").format(path=path))
        export.ask(_("Export the list to") + "  (.md .csv .jsonl)", self.file_name)
