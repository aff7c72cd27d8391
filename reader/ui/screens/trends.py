"""Trends of what was found: bars over time or by source. A span of them becomes part of the search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.ui import keys
from reader.ui.lines.bars import FILLS, BarLines
from reader.ui.screens.queried import QueriedScreen
from reader.ui.widgets.search_bar import SearchBar
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.findings import Findings
    from reader.insight.trends import By, Measure, Trends
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results
    from reader.search.splitting import Split
    from reader.search.tree import Node
    from reader.ui.screens.insight import Question
    from reader.ui.screens.queried import Search

_UNITS: dict[By, str] = {
    "day": later("by day"),
    "week": later("by week"),
    "month": later("by month"),
    "year": later("by year"),
    "source": later("by source"),
}
"""In the order that one key goes through."""
_MEASURES: dict[Measure, str] = {
    "hits": later("hits"),
    "articles": later("articles"),
    "per_million": later("hits per million characters"),
}


class _Found(NamedTuple):
    """The bars of some queries."""

    trends: Trends
    splits: tuple[Split, ...]
    """What was searched in place of what was asked, in any of them."""


class TrendsScreen(QueriedScreen[str]):
    """Bars; `u` changes the unit, `p` the figure, `v` begins a span, Enter gives the query of its bar within it.

    The queries have semicolons between them.
    """

    doing = later("counting hits")
    hint = later(
        "{unit} unit, {figure} figure, {span} span, {read} searches in it, "
        "{export} exports, {search} queries, {back} closes"
    )
    file_name = "duwen-trends.csv"
    BINDINGS = [*keys.bindings_of({"unit": "unit", "figure": "measure", "span": "mark"})]

    def __init__(
        self,
        corpus: Corpus,
        text: str,
        search: Search,
        known: Results | None,
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`known` is what the text finds as one query, where it is one that was searched."""
        heading = _("Trends: {query}").format(query=text or _("all articles"))
        super().__init__(heading, corpus, text, search, known, grows=grows, ambiguous=ambiguous)
        self.trends: Trends | None = None
        """What is shown; None before it is found."""
        self._splits: tuple[Split, ...] = ()
        self.unit: By | None = None
        """What a bar is to stand for; None where the range decides."""
        self.measure: Measure = "hits"
        """Which figure is drawn."""
        self.marked: int | None = None
        """Where the span begins that is being chosen."""

    def question(self) -> Question:
        """The bars."""
        corpus, text, unit = self._corpus, self.text, self.unit

        def find(progress: Progress, stopped: Stopped) -> _Found | None:
            from reader.insight.trends import separated, trends

            asked = []
            for query in separated(text):
                results = self.results(query, stopped)
                if results is None:
                    return None
                asked.append((query, results))
            self._known = dict(asked)
            found = trends(corpus, asked, unit, progress=progress, stopped=stopped)
            splits = tuple(split for _query, results in asked for split in results.splits)
            return _Found(found, splits) if found is not None else None

        return find

    def line(self) -> SearchBar:
        """What one types into: the queries."""
        bar = super().line()
        bar.placeholder = _("queries, separated by semicolons")
        return bar

    def typed(self, text: str) -> None:
        """Ask for other queries, and begin with their hits."""
        if text.strip() != self.text:
            self.measure = "hits"
        super().typed(text)

    def take(self, answer: _Found) -> None:
        """Keep the bars, and show them from the first on."""
        self.trends, self._splits, self.marked = *answer, None
        self.rows.cursor = 0
        if not self.trends.greatest["hits"]:
            self.measure = "articles"
        self.retitle("   ".join([_("Trends"), *self._legend(self.trends.queries)]))

    @staticmethod
    def _legend(queries: Sequence[str]) -> list[str]:
        if len(queries) == 1:
            return [queries[0] or _("all articles")]
        return [f"{FILLS[number % len(FILLS)]} {query}" for number, query in enumerate(queries)]

    def nothing(self) -> str:
        """Why there are no bars."""
        if self.trends is None or self.trends.bars:
            return ""
        from reader.search.splitting import told

        reasons = [_("Nothing found.")]
        if self.trends.undated:
            reasons = [_("Nothing found has a date."), self.with_keys(_("{unit} shows it by source."))]
        return "  ".join([*told(self._splits), *reasons])

    def facts(self) -> Sequence[str]:
        """What was searched in place of what was asked, figure and unit, and how many articles are in no bar."""
        if self.trends is None:
            return ()
        from reader.search.splitting import told

        undated = self.trends.undated
        left_out = counted(undated, "{count} article without a date", "{count} articles without a date")
        drawn = _(_MEASURES[self.measure]), _(_UNITS[self.trends.by])
        return *told(self._splits), *drawn, left_out if undated else ""

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """The bars."""
        if self.trends is None:
            return "", ()
        texts = BarLines(self.trends, self.measure, width, self._in_span, self._ambiguous)
        self.rows.marked_in = texts.bar_in
        return "", texts

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

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """The figures of all bars."""
        from reader.insight.findings import of_trends

        assert self.trends is not None, "there are bars to be shown"
        return partial(of_trends, self.trends.bars)

    def choose(self, index: int) -> None:
        """Give the query of the bar, within the span."""
        from reader.search.writing import within

        if self.trends is None:
            return
        node = _span(self.trends, index if self.marked is None else self.marked, index)
        if node is not None:
            self.dismiss(within(self.trends.bars[index].query, node))
        else:
            self.tell(_("A query cannot ask for articles without a source."))

    def action_unit(self) -> None:
        """The unit after the one that is shown; the source where no unit of time shows anything."""
        self._turns.take(self._change_unit)

    def _change_unit(self) -> None:
        if self.trends is None:
            return
        units = list(_UNITS)
        is_undated = not self.trends.bars and self.trends.undated
        self.unit = "source" if is_undated else units[(units.index(self.trends.by) + 1) % len(units)]
        self.find()

    def action_back(self) -> None:
        """Give up the span that is begun, before anything else is left."""
        if self.marked is not None and self.focused is self.rows:
            self.marked = None
            self.rows.refresh()
        else:
            super().action_back()

    def action_measure(self) -> None:
        """The next figure."""
        self._turns.take(self._change_measure)

    def _change_measure(self) -> None:
        if self.trends is not None:
            measures = list(_MEASURES)
            self.measure = measures[(measures.index(self.measure) + 1) % len(measures)]
            self.tell_answer()
            self.set_rows()

    def action_mark(self) -> None:
        """A span begins here, or none after all."""
        self._turns.take(self._change_mark)

    def _change_mark(self) -> None:
        if self.trends is None or not self.trends.bars:
            return
        if self.trends.by == "source":
            self.tell(self.with_keys(_("A span is a period of time; {unit} shows days, weeks, months, years.")))
            return
        self.marked = self.rows.cursor if self.marked is None else None
        self.rows.refresh()


def _span(trends: Trends, marked: int, index: int) -> Node | None:
    """What leaves only the articles from one bar to another, whichever comes first."""
    from reader.search.tree import InDates

    first, last = trends.bars[min(marked, index)], trends.bars[max(marked, index)]
    if first.first is not None and last.last is not None:
        return InDates(first.first, last.last)
    return last.restriction
