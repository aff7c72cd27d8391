"""The concordance of what was found: every hit in its context. Enter opens the article at the hit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Span
from reader.reading.sheets import Occurrence
from reader.ui import keys
from reader.ui.lines.kwic import KwicLines
from reader.ui.screens.queried import QueriedScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.concordance import Concordance, Sort
    from reader.insight.findings import Findings
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results
    from reader.ui.screens.insight import Question
    from reader.ui.screens.queried import Search

_SORTS: dict[Sort, str] = {
    "result": later("as found"),
    "left": later("by left context, pinyin"),
    "right": later("by right context, pinyin"),
    "left-code": later("by left context, code point"),
    "right-code": later("by right context, code point"),
    "date": later("newest first"),
    "source": later("by source"),
}
"""In the order that one key goes through."""


_EXPORTED_WIDTH = 40
"""Code points of context on each side in a file."""


class _Found(NamedTuple):
    """The hits of a query."""

    query: str
    results: Results
    lines: Concordance


class ConcordanceScreen(QueriedScreen[Occurrence]):
    """Hits below each other; `s` changes their order."""

    doing = later("looking for hits")
    hint = later("{order} order, {read} opens, {export} exports, {search} searches, {back} closes")
    file_name = "duwen-kwic.csv"
    BINDINGS = [*keys.bindings_of({"order": "sort"})]

    def __init__(
        self,
        corpus: Corpus,
        text: str,
        search: Search,
        known: Results | None = None,
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`known` is what the text finds, where that was searched."""
        super().__init__(_titled(text), corpus, text, search, known, grows=grows, ambiguous=ambiguous)
        self._found: _Found | None = None
        self.sort: Sort = "result"
        """What comes first."""

    @property
    def hits(self) -> Concordance | None:
        """What is shown; None before it is found."""
        return self._found.lines if self._found is not None else None

    def question(self) -> Question:
        """All hits, or those that are known in another order."""
        corpus, text, sort, found = self._corpus, self.text, self.sort, self._found

        def find(progress: Progress, stopped: Stopped) -> _Found | None:
            from reader.insight.concordance import concordance

            if found is not None and found.query == text:
                lines = found.lines.sorted(sort, stopped)
                return found._replace(lines=lines) if lines is not None else None
            results = self.results(text, stopped)
            if results is None:
                return None
            lines = concordance(corpus, results, sort, progress=progress, stopped=stopped)
            return _Found(text, results, lines) if lines is not None else None

        return find

    def take(self, answer: _Found) -> None:
        """Keep the lines, and show them from the first on."""
        self._found = answer
        self.rows.cursor = 0
        self.retitle(_titled(answer.query))
        self._bar.colour(answer.results.query.terms)

    def nothing(self) -> str:
        """Why there are no lines."""
        if self._found is None or len(self._found.lines):
            return ""
        from reader.search.splitting import told

        if not self._found.results.query.terms:
            reason = _("The query has no words, so there are no hits to show. Search for some with {search}.")
            return self.with_keys(reason)
        return "  ".join([*told(self._found.results.splits), _("No hits.")])

    def facts(self) -> Sequence[str]:
        """What was searched in place of what was asked, how many hits there are, and their order."""
        from reader.insight.concordance import MOST_LINES
        from reader.search.splitting import told

        count = len(self.hits or ())
        if count >= MOST_LINES:
            hits = _("the first {count} hits").format(count=f"{count:,}")
        else:
            hits = counted(count, "{count} hit", "{count} hits")
        splits = self._found.results.splits if self._found is not None else ()
        return *told(splits), hits, _(_SORTS[self.sort])

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """The hits below each other."""
        if self.hits is None:
            return "", ()
        texts = KwicLines(self.hits, width, self._ambiguous)
        self.rows.marked_in = texts.hit_in
        return "", texts

    def detail(self, index: int) -> str:
        """Title, day and source of the article."""
        if self.hits is None or index >= len(self.hits):
            return ""
        line = self.hits.line(index, self.row_width)
        number = f"{index + 1:,} / {len(self.hits):,}"
        day = line.date.isoformat() if line.date else ""
        return "  ".join(fact for fact in (number, line.title, day, line.source) if fact)

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """All lines, in their order."""
        from reader.insight.findings import of_concordance

        assert self.hits is not None, "there are lines to be shown"
        return partial(of_concordance, self.hits, _EXPORTED_WIDTH)

    def choose(self, index: int) -> None:
        """That is the hit to be read."""
        if self._found is not None:
            line = self._found.lines.line(index, self.row_width)
            self.dismiss(Occurrence(self._found.query, line.row, line.field, Span(line.start, line.end)))

    def action_sort(self) -> None:
        """The next order."""
        self._turns.take(self._change_order)

    def _change_order(self) -> None:
        if self.hits:
            sorts = list(_SORTS)
            self.sort = sorts[(sorts.index(self.sort) + 1) % len(sorts)]
            self.find()


def _titled(text: str) -> str:
    return _("Concordance: {query}").format(query=text or _("all articles"))
