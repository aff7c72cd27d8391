"""Trends of what was found: bars over time or by source. A span of them becomes part of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from reader.errors import DuwenError
from reader.ui.bar_lines import FILLS, BarLines
from reader.ui.screens.finding import FindingSheet
from reader.ui.screens.prompt import PromptScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.trends import By, Measure, Trends
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results
    from reader.search.tree import Node
    from reader.ui.widgets.rows import Rows

    Search = Callable[[Corpus, str, Callable[[], bool]], "Results | None"]

_UNITS: tuple[By | None, ...] = (None, "day", "week", "month", "year", "source")
"""In the order that one key goes through; None chooses by the range."""
_UNIT_WORDS: dict[By, str] = {
    "day": later("by day"),
    "week": later("by week"),
    "month": later("by month"),
    "year": later("by year"),
    "source": later("by source"),
}
_MEASURES: dict[Measure, str] = {
    "hits": later("hits"),
    "articles": later("articles"),
    "per_million": later("hits per million characters"),
}


class TrendsScreen(FindingSheet["Node"]):
    """Bars; `u` changes the unit, `p` the figure, `/` the queries, `v` begins a span, Enter gives it.

    What is given leaves only the articles of the span.
    """

    BINDINGS = [
        Binding("u", "unit", show=False),
        Binding("p", "measure", show=False),
        Binding("v", "mark", show=False),
        Binding("slash", "queries", show=False),
    ]

    def __init__(
        self, corpus: Corpus, text: str, search: Search, known: Results | None = None, ambiguous: Ambiguous = 1
    ) -> None:
        """`known` is what the text finds as one query, where that has been searched."""
        super().__init__(_("Trends: {query}").format(query=text or "-"))
        self._corpus, self._text, self._search = corpus, text, search
        self._ambiguous: Ambiguous = ambiguous
        self._known: dict[str, Results] = {text: known} if known is not None else {}
        self.trends: Trends | None = None
        """What is shown; None before it is found."""
        self.unit: By | None = None
        """What a bar is to stand for; None where the range decides."""
        self.measure: Measure = "hits"
        """Which figure is drawn."""
        self.marked: int | None = None
        """Where the span begins that is being chosen."""

    def question(self) -> Callable[[Callable[[int, int], None], Callable[[], bool]], Trends | str | None]:
        """The bars, or what is wrong with a query."""
        corpus, text, search, unit, known = self._corpus, self._text, self._search, self.unit, self._known

        def find(progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Trends | str | None:
            from reader.insight.trends import separated, trends

            try:
                asked = []
                for query in separated(text):
                    results = known.get(query) or search(corpus, query, stopped)
                    if results is None:
                        return None
                    known[query] = results
                    asked.append((query, results))
            except DuwenError as error:
                return str(error)
            return trends(corpus, asked, unit, stopped, progress)

        return find

    def show(self, found: Trends | str) -> None:
        """Show the bars."""
        self.marked = None
        self.rows.cursor = 0
        self.trends = None if isinstance(found, str) else found
        if isinstance(found, str):
            self.rows.texts = ()
            self.tell(found)
            return
        if not found.greatest["hits"]:
            self.measure = "articles"
        self.head("   ".join([_("Trends"), *self._legend(found.queries)]))
        self._tell(found)

    @staticmethod
    def _legend(queries: Sequence[str]) -> list[str]:
        if len(queries) == 1:
            return [queries[0] or "-"]
        return [f"{FILLS[number % len(FILLS)]} {query or '-'}" for number, query in enumerate(queries)]

    def _tell(self, found: Trends) -> None:
        undated = ""
        if found.undated:
            undated = counted(found.undated, "{count} article without a date", "{count} articles without a date")
        if found.bars:
            keys = _("u unit, p figure, v begins a span, Enter searches in it, / queries, Esc closes")
            self.tell(_(_MEASURES[self.measure]), _(_UNIT_WORDS[found.by]), undated, keys)
        elif found.undated:
            self.tell(_("Nothing that was found has a date."), _("u shows it by source."))
        else:
            self.tell(_("Nothing found."))

    def set_rows(self) -> None:
        """Draw the bars for the width."""
        if self.trends is not None:
            self.rows.texts = BarLines(self.trends, self.measure, self.row_width, self._in_span, self._ambiguous)

    def _in_span(self, index: int) -> bool:
        if self.marked is None or self.trends is None:
            return False
        first, last = sorted((self.marked, self.rows.cursor))
        queries = len(self.trends.queries)
        return first // queries <= index // queries <= last // queries

    def detail(self, index: int) -> str:
        """All figures of a bar."""
        if self.trends is None or index >= len(self.trends.bars):
            return ""
        bar = self.trends.bars[index]
        place = f"{bar.first} .. {bar.last}" if bar.first is not None else bar.source or "-"
        facts = [
            place,
            bar.query,
            counted(bar.articles, "{count} article", "{count} articles"),
            counted(bar.hits, "{count} hit", "{count} hits"),
        ]
        if bar.per_million is not None:
            facts.append(_("{count} per million characters").format(count=f"{bar.per_million:,.1f}"))
        return "  ".join(fact for fact in facts if fact)

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """Give what leaves only the articles of the span."""
        if self.trends is None or self.finding:
            return
        marked = message.index if self.marked is None else self.marked
        node = _span(self.trends, marked, message.index)
        if node is not None:
            self.dismiss(node)
        else:
            self.tell(_("A query cannot ask for articles without a source."))

    def action_unit(self) -> None:
        """The next unit."""
        self.unit = _UNITS[(_UNITS.index(self.unit) + 1) % len(_UNITS)]
        self.find()

    def action_measure(self) -> None:
        """The next figure."""
        if self.trends is not None:
            measures = list(_MEASURES)
            self.measure = measures[(measures.index(self.measure) + 1) % len(measures)]
            self._tell(self.trends)
            self.set_rows()

    def action_mark(self) -> None:
        """A span begins here, or none after all."""
        if self.trends is not None and self.trends.by == "source":
            self.tell(_("A span is one of time; u shows days, weeks, months, years."))
            return
        self.marked = self.rows.cursor if self.marked is None else None
        self.rows.refresh()

    def action_queries(self) -> None:
        """Other queries."""
        heading = _("Queries, with semicolons between them")
        self.app.push_screen(PromptScreen(heading, self._text), self._ask_others)

    def _ask_others(self, text: str | None) -> None:
        if text is not None:
            self._text, self.measure = text.strip(), "hits"
            self.find()


def _span(trends: Trends, marked: int, index: int) -> Node | None:
    """What leaves only the articles from one bar to another, whichever comes first."""
    from reader.search.tree import InDates

    first, last = trends.bars[min(marked, index)], trends.bars[max(marked, index)]
    if first.first is not None and last.last is not None:
        return InDates(first.first, last.last)
    return last.restriction
