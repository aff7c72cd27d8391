"""The sheets that steps ask for: puts each over the screen, and gives what was chosen, and how it was left.

They are imported where they are opened, for the first picture is there sooner without them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from reader.reading import sheets
from reader.reading.sheets import ConcordanceLeft, TrendsLeft
from reader.ui.exporting import Export
from reader.ui.program import program
from reader.ui.screens.prompt import ConfirmScreen, PromptScreen
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from reader.corpus.table import Corpus
    from reader.reading.insights import Insights
    from reader.reading.searches import Searches
    from reader.reading.state import ReadingState
    from reader.search.engine import Results
    from reader.ui.screens.collocates import CollocatesScreen
    from reader.ui.screens.concordance import ConcordanceScreen

    Given = Callable[[Any], None]


class Sheets:
    """Opens sheets over one screen."""

    def __init__(self, screen: Screen[Any], searches: Searches, insights: Insights) -> None:
        self._screen, self._searches, self._insights = screen, searches, insights

    def open(self, sheet: sheets.Sheet, state: ReadingState, give: Given) -> None:
        """Put a sheet over the screen as it is; `give` gets what the sheet gives when it is left."""
        common: dict[str, Any] = {"grows": state.is_growing, "ambiguous": state.given.ambiguous}
        match sheet:
            case sheets.Prompt(heading=heading, text=text):
                self._push(PromptScreen(heading, text), give)
            case sheets.Confirm(question=question):
                self._push(ConfirmScreen(question), give)
            case sheets.Concordance():
                self._open_concordance(sheet, state, give)
            case sheets.Trends():
                self._open_trends(sheet, common, give)
            case sheets.KeyWords(corpus=corpus, query=query, known=known):
                from reader.ui.screens.key_words import KeyWordsScreen

                near = partial(self._collocates, corpus, state)
                self._push(KeyWordsScreen(self._insights, corpus, known, query, near, **common), give)
            case sheets.Collocates(corpus=corpus, word=word):
                self._push(self._collocates(corpus, state, word), give)
            case sheets.Related(corpus=corpus, row=row, article=article):
                from reader.ui.screens.related import RelatedScreen

                self._push(RelatedScreen(self._insights, corpus, row, article.title, **common), give)
            case sheets.Reprints(corpus=corpus, query=query, known=known):
                from reader.ui.screens.reprints import ReprintsScreen

                found = known.rows if known is not None else None
                self._push(ReprintsScreen(self._insights, corpus, found, query, **common), give)
            case sheets.Report(corpus=corpus, options=options):
                from reader.ui.screens.report import ReportScreen

                self._push(ReportScreen(corpus.problems if corpus is not None else (), options), give)
            case sheets.Export():
                self._export(sheet)
            case sheets.Help():
                from reader.ui.screens.help import HelpScreen

                self._push(HelpScreen(program(self._screen.app).actions), give)

    def _push(self, screen: Screen[Any], give: Given) -> None:
        self._screen.app.push_screen(screen, give)

    def _open_concordance(self, sheet: sheets.Concordance, state: ReadingState, give: Given) -> None:
        screen = self._concordance(sheet.corpus, state, sheet.query, sheet.known)
        screen.sort = sheet.sort
        screen.begin_at(sheet.cursor)
        self._push(screen, lambda chosen: give(ConcordanceLeft(screen.text, screen.sort, screen.left_at, chosen)))

    def _concordance(
        self, corpus: Corpus, state: ReadingState, query: str, known: Results | None = None
    ) -> ConcordanceScreen:
        """The sheet with the hits of a query; `known` is what it finds, where that was searched."""
        from reader.ui.screens.concordance import ConcordanceScreen

        search = partial(self._searches.results, order=state.asking.order)
        grows, ambiguous = state.is_growing, state.given.ambiguous
        return ConcordanceScreen(corpus, query, search, known, grows=grows, ambiguous=ambiguous)

    def _open_trends(self, sheet: sheets.Trends, common: dict[str, Any], give: Given) -> None:
        from reader.ui.screens.trends import TrendsScreen

        screen = TrendsScreen(sheet.corpus, sheet.queries, self._searches.results, sheet.known, **common)
        screen.unit, screen.measure = sheet.unit, sheet.measure
        screen.begin_at(sheet.cursor)

        def left(chosen: str | None) -> None:
            give(TrendsLeft(screen.text, screen.unit, screen.measure, screen.left_at, chosen))

        self._push(screen, left)

    def _collocates(self, corpus: Corpus, state: ReadingState, word: str) -> CollocatesScreen:
        from reader.ui.screens.collocates import CollocatesScreen

        concordance = partial(self._concordance, corpus, state)
        grows, ambiguous = state.is_growing, state.given.ambiguous
        return CollocatesScreen(self._insights, corpus, word, concordance, grows=grows, ambiguous=ambiguous)

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
