"""The concordance of what was found: every hit in its context. Gives the hit to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from reader.article import Field, Span
from reader.sheets.inquiry import Ask, Give, Inquiry, Listing, Outcome, Question, Say
from reader.sheets.kwic import KwicLines
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.concordance import Concordance, Sort
    from reader.insight.findings import Findings
    from reader.progress import Progress, Stopped
    from reader.search.engine import Results
    from reader.search.tree import Sought

Search = Callable[["Corpus", str, "Stopped"], "Results | None"]
"""Runs a query, in a thread; None where it was stopped. May raise QuerySyntaxError."""

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


class Occurrence(NamedTuple):
    """A hit that is to be read."""

    query: str
    """What found it."""
    row: int
    """Row of the corpus."""
    field: Field
    """Where in the article."""
    span: Span
    """Where in the field."""


class Lines(NamedTuple):
    """The hits of a query."""

    query: str
    results: Results
    hits: Concordance


@dataclass(frozen=True)
class ConcordanceInquiry(Inquiry[Lines, Occurrence]):
    """Hits below each other; a key changes their order."""

    corpus: Corpus
    text: str
    """The query."""
    search: Search
    known: Results | None = None
    """What the query finds, where that was searched."""
    sort: Sort = "result"
    begins: int = 0

    doing: ClassVar[str] = later("finding hits")
    hint: ClassVar[str] = later("{order} sorts, {read} opens, {export} exports, {search} searches, {back} closes")
    file_name: ClassVar[str] = "duwen-kwic.csv"
    actions: ClassVar[Sequence[str]] = ("order",)

    @property
    def query(self) -> str:
        """The query."""
        return self.text

    def asking(self, query: str) -> Self:
        """The hits of another query, in the same order."""
        return replace(self, text=query, known=None, begins=0)

    def heading(self, answer: Lines | None) -> str:
        """The query."""
        query = answer.query if answer is not None else self.text
        return _("Concordance: {query}").format(query=query or _("all articles"))

    def question(self, before: Lines | None) -> Question[Lines]:
        """All hits; those that are listed already, in another order."""

        def find(progress: Progress, stopped: Stopped) -> Lines | None:
            from reader.insight.concordance import concordance

            if before is not None and before.query == self.text:
                hits = before.hits.sorted(self.sort, stopped)
                return before._replace(hits=hits) if hits is not None else None
            results = self.known if self.known is not None else self.search(self.corpus, self.text, stopped)
            if results is None:
                return None
            hits = concordance(self.corpus, results, self.sort, progress=progress, stopped=stopped)
            return Lines(self.text, results, hits) if hits is not None else None

        return find

    def begins_at(self, answer: Lines) -> int:
        """The line it was left at, or the first."""
        return min(self.begins, max(len(answer.hits) - 1, 0))

    def terms(self, answer: Lines) -> Sequence[Sought]:
        """What was looked for."""
        return answer.results.query.terms

    def nothing(self, answer: Lines) -> str:
        """Why there are no lines."""
        if len(answer.hits):
            return ""
        from reader.search.splitting import told

        if not answer.results.query.terms:
            reason = _("No search terms, no hits: type some with {search}.")
            return self.common.with_keys(reason)
        return "  ".join([*told(answer.results.splits), _("No hits.")])

    def facts(self, answer: Lines) -> Sequence[str]:
        """What was searched in place of what was asked, how many hits there are, and their order."""
        from reader.insight.concordance import MOST_LINES
        from reader.search.splitting import told

        count = len(answer.hits)
        if count >= MOST_LINES:
            hits = _("the first {count} hits").format(count=f"{count:,}")
        else:
            hits = counted(count, "{count} hit", "{count} hits")
        return *told(answer.results.splits), hits, _(_SORTS[self.sort])

    def listing(self, answer: Lines, width: int, cursor: Callable[[], int]) -> Listing:
        """The hits below each other."""
        texts = KwicLines(answer.hits, width, self.common.ambiguous)
        return Listing(texts, mark=texts.hit_in, when_read=answer.hits.when_read)

    def detail(self, answer: Lines, index: int, width: int) -> str:
        """Title, day and source of the article."""
        line = answer.hits.line(index, width)
        number = f"{index + 1:,} / {len(answer.hits):,}"
        day = line.date.isoformat() if line.date else ""
        return "  ".join(fact for fact in (number, line.title, day, line.source) if fact)

    def findings(self, answer: Lines, shown: Sequence[int]) -> Callable[[], Findings]:
        """All lines, in their order."""
        from reader.insight.findings import of_concordance

        return partial(of_concordance, answer.hits, _EXPORTED_WIDTH)

    def choose(self, answer: Lines, index: int) -> Outcome:
        """That is the hit to be read."""
        line = answer.hits.place(index)
        if line is None:
            return Say(_("This line is still on its way."))
        return Give(Occurrence(answer.query, line.row, line.field, Span(line.start, line.end)))

    def act(self, action: str, answer: Lines, index: int | None) -> Outcome:
        """The next order."""
        if action != "order" or not len(answer.hits):
            return None
        sorts = list(_SORTS)
        following = sorts[(sorts.index(self.sort) + 1) % len(sorts)]
        return Ask(replace(self, sort=following, begins=0))
