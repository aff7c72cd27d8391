"""The concordance of what was found: every hit in its context. Enter opens the article at the hit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding

from reader.article import Field, Span
from reader.errors import DuwenError
from reader.ui.kwic_lines import KwicLines
from reader.ui.screens.finding import FindingSheet
from reader.ui.screens.prompt import PromptScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.corpus.table import Corpus
    from reader.insight.concordance import Concordance, Sort
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results
    from reader.ui.widgets.rows import Rows

Place = tuple[int, Field, Span]
"""Row of the corpus, field, and where in it."""

_SORTS: dict[Sort, str] = {
    "result": later("as found"),
    "left": later("by the left, pinyin"),
    "right": later("by the right, pinyin"),
    "left-code": later("by the left, code point"),
    "right-code": later("by the right, code point"),
    "date": later("newest first"),
    "source": later("by source"),
}
"""In the order that one key goes through."""
_EXPORTED_WIDTH = 40
"""Code points of context on each side in a file."""


class ConcordanceScreen(FindingSheet[Place]):
    """Hits below each other; `s` changes the order, `e` writes them to a file."""

    BINDINGS = [
        Binding("s", "sort", show=False),
        Binding("e", "export", show=False),
    ]

    def __init__(self, corpus: Corpus, results: Results, query: str, ambiguous: Ambiguous = 1) -> None:
        super().__init__(_("Concordance: {query}").format(query=query or "-"))
        self._corpus, self._results = corpus, results
        self._ambiguous: Ambiguous = ambiguous
        self.lines: Concordance | None = None
        """What is shown; None before it is found."""
        self.sort: Sort = "result"
        """What comes first."""

    def question(self) -> Callable[[Callable[[int, int], None], Callable[[], bool]], Concordance | None]:
        """All hits, or those that are known in another order."""
        corpus, results, known, sort = self._corpus, self._results, self.lines, self.sort

        def find(progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Concordance | None:
            from reader.insight.concordance import concordance

            if known is not None:
                return known.sorted(sort, stopped)
            return concordance(corpus, results, sort, stopped, progress)

        return find

    def show(self, found: Concordance) -> None:
        """Show the lines from the first on."""
        self.lines = found
        self.rows.cursor = 0
        if len(found):
            self.tell(self._count(found), _(_SORTS[self.sort]), _("s order, Enter opens, e exports, Esc closes"))
        elif not self._results.query.terms:
            self.tell(_("The query looks for no words, so there are no hits to show: search for some, with /."))
        else:
            self.tell(_("No hits."))

    def _count(self, found: Concordance) -> str:
        from reader.insight.concordance import MOST_LINES

        if len(found) >= MOST_LINES:
            return _("the first {count} hits").format(count=f"{len(found):,}")
        return counted(len(found), "{count} hit", "{count} hits")

    def set_rows(self) -> None:
        """Set the lines for the width."""
        if self.lines is not None:
            texts = KwicLines(self.lines, self.row_width, self._ambiguous)
            self.rows.marked_in = texts.hit_in
            self.rows.texts = texts

    def detail(self, index: int) -> str:
        """Title, day and source of the article."""
        if self.lines is None or index >= len(self.lines):
            return ""
        line = self.lines.line(index, self.row_width)
        number = f"{index + 1:,} / {len(self.lines):,}"
        day = line.date.isoformat() if line.date else ""
        return "  ".join(fact for fact in (number, line.title, day, line.source) if fact)

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """That is the hit to be read."""
        if self.lines is not None and not self.finding:
            line = self.lines.line(message.index, self.row_width)
            self.dismiss((line.row, line.field, Span(line.start, line.end)))

    def action_sort(self) -> None:
        """The next order."""
        if self.lines:
            sorts = list(_SORTS)
            self.sort = sorts[(sorts.index(self.sort) + 1) % len(sorts)]
            self.find()

    def action_export(self) -> None:
        """Write all lines to a file."""
        if self.lines:
            heading = counted(len(self.lines), "Export {count} hit to", "Export {count} hits to") + "  (.csv .jsonl)"
            self.app.push_screen(PromptScreen(heading, "duwen-kwic.csv"), self._export_to)

    def _export_to(self, path: str | None) -> None:
        if path and path.strip() and self.lines is not None:
            self._export(self.lines, str(Path(path.strip()).expanduser()))

    @work(thread=True, exclusive=True, group="export")
    def _export(self, lines: Concordance, path: str) -> None:
        from reader.corpus.writing import TABLE_WRITERS, check_target, write

        try:
            check_target(path, writers=TABLE_WRITERS)
            write(lines.table(_EXPORTED_WIDTH), path, writers=TABLE_WRITERS)
        except DuwenError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error", markup=False)
            return
        told = counted(len(lines), "{count} hit written to {path}", "{count} hits written to {path}", path=path)
        self.app.call_from_thread(self.app.notify, told, markup=False)
