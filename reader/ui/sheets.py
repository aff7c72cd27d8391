"""The sheets that steps ask for: puts each over the screen, and gives what comes of it.

They are imported where they are opened, for the first picture is there sooner without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.sheets import sheet as sheets
from reader.ui.exporting import Export
from reader.ui.program import program
from reader.ui.screens.prompt import ConfirmScreen, PromptScreen
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

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
            case sheets.Export():
                self._export(sheet)
            case sheets.Difference(first=first, second=second, ambiguous=ambiguous):
                from reader.ui.screens.difference import DifferenceScreen

                app.push_screen(DifferenceScreen(first, second, program(app).actions, ambiguous))
            case sheets.Help():
                from reader.ui.screens.help import HelpScreen

                app.push_screen(HelpScreen(program(app).actions))
            case _:
                from reader.ui.screens.insight import InsightScreen

                app.push_screen(InsightScreen(sheet, program(app).actions, self.open, give))

    def _export(self, sheet: sheets.Export) -> None:
        hits = sheet.hits

        def write(path: str, replace: bool) -> None:
            from reader.corpus.writing import EXPORTERS, write_by

            write_by(EXPORTERS, hits.frame, path, replace=replace)

        def told(path: str) -> str:
            return counted(
                len(hits), "{count} article written to {path}", "{count} articles written to {path}", path=path
            )

        heading = counted(len(hits), "Export {count} article to", "Export {count} articles to")
        Export(self._screen, write, told).ask(f"{heading}  (.md .txt .jsonl .csv .parquet)", "duwen.md")
