"""The sheets that steps ask for: puts each over the screen, and gives what comes of it.

They are imported where they are opened, for the first picture is there sooner without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.sheets import sheet as sheets
from reader.ui.exporting import export_articles
from reader.ui.program import program
from reader.ui.screens.prompt import ConfirmScreen, PromptScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from reader.sheets.inquiry import Inquiry

    Given = Callable[[Any], None]


class Sheets:
    """Opens sheets over one screen, and over each other."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    def open(self, sheet: sheets.Sheet, give: Given) -> None:
        """Put a sheet on top; `give` gets what it gives when it is left."""
        app = self._screen.app
        match sheet:
            case sheets.Prompt(heading=heading, text=text):
                app.push_screen(PromptScreen(heading, give, text))
            case sheets.Confirm(question=question):
                app.push_screen(ConfirmScreen(question, give))
            case sheets.Export(hits=hits):
                export_articles(self._screen, hits)
            case sheets.Difference():
                from reader.ui.screens.difference import DifferenceScreen

                app.push_screen(DifferenceScreen(sheet, program(app).actions))
            case sheets.Help(common=common, here=here):
                from reader.reading.groups import help_groups
                from reader.sheets.help import HelpInquiry

                self._ask(HelpInquiry(common, help_groups(program(app).actions, here)), give)
            case _:
                self._ask(sheet, give)

    def _ask(self, inquiry: Inquiry[Any, Any], give: Given) -> None:
        from reader.ui.screens.insight import InsightScreen

        app = self._screen.app
        app.push_screen(InsightScreen(inquiry, program(app).actions, self.open, give))
