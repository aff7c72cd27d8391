"""The load report: every problem of the sources, filterable, and the raw lines around each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.errors import DuwenError
from reader.ui.aside import run_aside
from reader.ui.printing import plain
from reader.ui.screens.sheet import SheetScreen
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Problem
    from reader.corpus.options import ReadOptions
    from reader.ui.widgets.rows import Rows


class ReportScreen(SheetScreen[None]):
    """What could not be read as it stands; Enter shows the raw lines."""

    def __init__(self, problems: Sequence[Problem], options: ReadOptions) -> None:
        if problems:
            heading = counted(sum(problem.count for problem in problems), "{count} problem", "{count} problems")
        else:
            heading = _("No problems: everything was read as is.")
        super().__init__(heading, [str(problem) for problem in problems])
        self._problems, self._options = problems, options

    def on_mount(self) -> None:
        """Say what the keys do. Textual calls the sheet's handler too."""
        if self._problems:
            hint = self.with_keys(_("{read} shows the lines, {search} filters, {back} closes"))
            self._heading.update(plain(f"{self._title}  {hint}"))

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """Show the raw lines around a problem."""
        self._show_lines(self._problems[self._shown[message.index]])

    @work(exclusive=True)
    async def _show_lines(self, problem: Problem) -> None:
        from reader.corpus.excerpts import lines_around

        try:
            lines = await run_aside(lambda _stopped: lines_around(problem.path, problem.line, self._options))
        except DuwenError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if self.is_active:
            self.app.push_screen(LinesScreen(problem, lines))


class LinesScreen(SheetScreen[None]):
    """Raw lines of a source, the one that is meant under the cursor."""

    def __init__(self, problem: Problem, lines: Sequence[tuple[int, str]]) -> None:
        super().__init__(str(problem), [f"{number:>8}  {text}" for number, text in lines])
        self._meant = next((index for index, (number, _text) in enumerate(lines) if number == problem.line), 0)

    def on_mount(self) -> None:
        """Show the line that is meant. Textual calls the sheet's handler too."""
        self.call_after_refresh(self._show_meant)

    def _show_meant(self) -> None:
        self.rows.cursor = self._meant
