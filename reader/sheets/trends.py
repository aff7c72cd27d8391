"""Trends of what was found: bars over time or by source. A span of them becomes part of the search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from reader.sheets.bars import BarLines
from reader.sheets.inquiry import Ask, Give, Inquiry, List, Listing, Outcome, Question, Say
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.findings import Findings
    from reader.insight.trends import By, Measure, Trends
    from reader.progress import Progress, Stopped
    from reader.search.engine import Results
    from reader.search.splitting import Split
    from reader.search.tree import Node
    from reader.sheets.concordance import Search

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


class Bars(NamedTuple):
    """The bars of some queries."""

    trends: Trends
    found: Mapping[str, Results]
    """What each query finds."""

    @property
    def splits(self) -> tuple[Split, ...]:
        """What was searched in place of what was asked, in any of them."""
        return tuple(split for results in self.found.values() for split in results.splits)


@dataclass(frozen=True)
class TrendsInquiry(Inquiry[Bars, str]):
    """Bars of one or several queries, with semicolons between them. Gives the query of a bar, within a span."""

    corpus: Corpus
    text: str
    """The queries."""
    searched: str
    """What was searched when they were opened."""
    search: Search
    known: Results | None = None
    """What the text finds as one query, where that was searched."""
    unit: By | None = None
    """What a bar stands for; None where the range of days decides."""
    measure: Measure = "hits"
    span: int | None = None
    """Where the span begins that is being chosen."""
    begins: int = 0

    doing: ClassVar[str] = later("counting hits")
    hint: ClassVar[str] = later(
        "{unit} unit, {figure} figure, {span} span, {read} searches in it, "
        "{export} exports, {search} queries, {back} closes"
    )
    file_name: ClassVar[str] = "duwen-trends.csv"
    actions: ClassVar[Sequence[str]] = ("unit", "figure", "span")

    @property
    def query(self) -> str:
        """The queries."""
        return self.text

    @property
    def placeholder(self) -> str:
        """How several are written."""
        return _("queries, separated by semicolons")

    def asking(self, query: str) -> Self:
        """The bars of other queries, beginning with their hits."""
        return replace(self, text=query, known=None, measure="hits", span=None, begins=0)

    def heading(self, answer: Bars | None) -> str:
        """The queries."""
        queries = answer.trends.queries if answer is not None else (self.text,)
        return _("Trends: {query}").format(query="; ".join(queries) or _("all articles"))

    def question(self, before: Bars | None) -> Question[Bars]:
        """The bars."""

        def find(progress: Progress, stopped: Stopped) -> Bars | None:
            from reader.insight.trends import separated, trends

            found = {}
            for query in separated(self.text):
                results = self._results(query, before, stopped)
                if results is None:
                    return None
                found[query] = results
            drawn = trends(self.corpus, list(found.items()), self.unit, progress=progress, stopped=stopped)
            return Bars(drawn, found) if drawn is not None else None

        return find

    def _results(self, query: str, before: Bars | None, stopped: Stopped) -> Results | None:
        """What a query finds, if that is not known yet."""
        if self.known is not None and query == self.text:
            return self.known
        known = before.found.get(query) if before is not None else None
        return known if known is not None else self.search(self.corpus, query, stopped)

    def taken(self, answer: Bars) -> Self:
        """No span yet; articles where there are no hits."""
        return replace(self, span=None, measure=self.measure if answer.trends.greatest["hits"] else "articles")

    def begins_at(self, answer: Bars) -> int:
        """The bar it was left at, or the first."""
        return min(self.begins, max(len(answer.trends.bars) - 1, 0))

    def nothing(self, answer: Bars) -> str:
        """Why there are no bars."""
        if answer.trends.bars:
            return ""
        from reader.search.splitting import told

        reasons = [_("Nothing found.")]
        if answer.trends.undated:
            reasons = [_("No result has a date."), self.common.with_keys(_("{unit} shows it by source."))]
        return "  ".join([*told(answer.splits), *reasons])

    def facts(self, answer: Bars) -> Sequence[str]:
        """What was searched in place of what was asked, figure and unit, and how many articles are in no bar."""
        from reader.search.splitting import told

        undated = answer.trends.undated
        left_out = counted(undated, "{count} article without a date", "{count} articles without a date")
        drawn = _(_MEASURES[self.measure]), _(_UNITS[answer.trends.by])
        return *told(answer.splits), *drawn, left_out if undated else ""

    def listing(self, answer: Bars, width: int, cursor: Callable[[], int]) -> Listing:
        """The bars."""
        queries = len(answer.trends.queries)

        def is_in_span(index: int) -> bool:
            if self.span is None:
                return False
            first, last = sorted((self.span, cursor()))
            return first // queries <= index // queries <= last // queries

        texts = BarLines(answer.trends, self.measure, width, self.common, is_in_span)
        return Listing(texts, mark=texts.bar_in)

    def detail(self, answer: Bars, index: int, width: int) -> str:
        """All figures of a bar."""
        bar = answer.trends.bars[index]
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

    def findings(self, answer: Bars, shown: Sequence[int]) -> Callable[[], Findings]:
        """The figures of all bars."""
        from reader.insight.findings import of_trends

        return partial(of_trends, answer.trends.bars)

    def choose(self, answer: Bars, index: int) -> Outcome:
        """Give the query of the bar, within the span."""
        from reader.search.writing import within

        node = _restriction(answer.trends, index if self.span is None else self.span, index)
        if node is None:
            return Say(_("A query cannot ask for articles without a source."))
        return Give(within(answer.trends.bars[index].query, node))

    def act(self, action: str, answer: Bars, index: int | None) -> Outcome:
        """Another unit, another figure, a span begun or given up."""
        match action:
            case "unit":
                return Ask(replace(self, unit=self._next_unit(answer.trends), begins=0))
            case "figure":
                measures = list(_MEASURES)
                return List(replace(self, measure=measures[(measures.index(self.measure) + 1) % len(measures)]))
            case "span" if answer.trends.by == "source" and answer.trends.bars:
                told = _("Sources have no time span; {unit} changes the unit.")
                return Say(self.common.with_keys(told))
            case "span":
                return List(replace(self, span=index if self.span is None else None))
            case "back" if self.span is not None:
                return List(replace(self, span=None))
            case _:
                return None

    def _next_unit(self, shown: Trends) -> By:
        """The unit after the one that is shown; the source where no unit of time shows anything."""
        if not shown.bars and shown.undated:
            return "source"
        units = list(_UNITS)
        return units[(units.index(shown.by) + 1) % len(units)]


def _restriction(trends: Trends, start: int, index: int) -> Node | None:
    """What leaves only the articles from one bar to another, whichever comes first."""
    from reader.search.tree import InDates

    first, last = trends.bars[min(start, index)], trends.bars[max(start, index)]
    if first.first is not None and last.last is not None:
        return InDates(first.first, last.last)
    return last.restriction
