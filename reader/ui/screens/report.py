"""The load report: every problem of the sources, filterable, and the raw lines around each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.errors import DuwenError
from reader.ui.widgets.rows import Rows
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Problem
    from reader.corpus.options import ReadOptions


Result = TypeVar("Result")


class SheetScreen(ModalScreen[Result]):
    """A sheet of rows over the reading screen; Esc puts it away. Gives what a kind of sheet lets one choose."""

    BINDINGS = [
        Binding("escape,q", "dismiss", show=False),
        Binding("slash", "filter", show=False),
    ]
    CSS_PATH = []

    _rows = query_one(Rows)
    _heading = query_one("#sheet-heading", Static)
    _filter = query_one(Input)

    def __init__(self, heading: str, texts: Sequence[str]) -> None:
        super().__init__()
        self._title, self._texts = heading, texts
        self._shown = list(range(len(texts)))

    def compose(self) -> ComposeResult:
        """A heading, a filter, the rows."""
        with Vertical(id="sheet"):
            yield Static(Content(self._title), id="sheet-heading")
            yield Input(placeholder=_("/ filter"), compact=True, id="sheet-filter")
            yield Rows()

    def on_mount(self) -> None:
        """Show all."""
        self._rows.texts = self._texts
        self._rows.focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self._filter.focus()

    def on_input_changed(self) -> None:
        """Show the rows that hold what is typed."""
        wanted = self._filter.value.casefold()
        self._shown = [index for index, text in enumerate(self._texts) if wanted in text.casefold()]
        self._rows.texts = [self._texts[index] for index in self._shown]

    def on_input_submitted(self) -> None:
        """Back to the rows."""
        self._rows.focus()


class ReportScreen(SheetScreen[None]):
    """What could not be read as it stands; Enter shows the raw lines."""

    def __init__(self, problems: Sequence[Problem], options: ReadOptions) -> None:
        if problems:
            heading = counted(len(problems), "{count} problem", "{count} problems")
            heading += "  " + _("Enter shows the lines, / filters, Esc closes")
        else:
            heading = _("No problems: everything was read as it stands.")
        super().__init__(heading, [str(problem) for problem in problems])
        self._problems, self._options = problems, options

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """Show the raw lines around a problem."""
        self._show_lines(self._problems[self._shown[message.index]])

    @work(thread=True, exclusive=True)
    def _show_lines(self, problem: Problem) -> None:
        from reader.corpus.excerpts import lines_around

        try:
            lines = lines_around(problem.path, problem.line, self._options)
        except DuwenError as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        self.app.call_from_thread(self.app.push_screen, LinesScreen(problem, lines))


class LinesScreen(SheetScreen[None]):
    """Raw lines of a source, the one that is meant under the cursor."""

    def __init__(self, problem: Problem, lines: Sequence[tuple[int, str]]) -> None:
        super().__init__(str(problem), [f"{number:>8}  {text}" for number, text in lines])
        self._meant = next((index for index, (number, _text) in enumerate(lines) if number == problem.line), 0)

    def on_mount(self) -> None:
        """Show the line that is meant."""
        super().on_mount()
        self.call_after_refresh(self._show_meant)

    def _show_meant(self) -> None:
        self._rows.cursor = self._meant
