"""Collocates: the words that stand near a term, each with the concordance of the two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from reader.language.columns import columns
from reader.sheets.bars import BarsBehind
from reader.sheets.concordance import ConcordanceInquiry, Occurrence, Search
from reader.sheets.inquiry import NARROW, Inquiry, Listing, Open, Outcome, Question
from reader.sheets.preview import preview
from reader.wording import _, later

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.collocates import Collocate
    from reader.insight.concordance import Concordance
    from reader.insight.findings import Findings
    from reader.insight.kept import Insights


@dataclass(frozen=True)
class CollocatesInquiry(Inquiry["Sequence[Collocate]", Occurrence]):
    """The words that stand near a term. Gives a hit that was chosen in the concordance of the two."""

    insights: Insights
    corpus: Corpus
    term: str
    search: Search
    """For the concordance of the two."""

    doing: ClassVar[str] = later("counting words")
    hint: ClassVar[str] = later("{read} shows both in context, {export} exports, {search} filters, {back} goes back")
    has_preview: ClassVar[bool] = True
    file_name: ClassVar[str] = "duwen-collocates.csv"

    def heading(self, answer: Sequence[Collocate] | None) -> str:
        """The term."""
        return _("Collocates of {word} in all articles").format(word=self.term)

    def question(self, before: Sequence[Collocate] | None) -> Question[Sequence[Collocate]]:
        """The words, counted."""
        return partial(self.insights.collocates, self.corpus, self.term)

    def nothing(self, answer: Sequence[Collocate]) -> str:
        """Why there are none."""
        return "" if answer else _("No significant collocates.")

    def listing(self, answer: Sequence[Collocate], width: int, cursor: Callable[[], int]) -> Listing:
        """Word, counts and measures."""
        sure = _("log-likelihood") if width >= NARROW else "LL"
        heads = (_("word"), _("near"), _("in all"), _("articles"), sure, "MI", "t")
        rows = [
            (
                each.word,
                f"{each.count:,}",
                f"{each.total:,}",
                f"{each.documents:,}",
                f"{each.log_likelihood:,.1f}",
                f"{each.mutual_information:.2f}",
                f"{each.t_score:.1f}",
            )
            for each in answer
        ]
        head, *texts = columns([heads, *rows], ambiguous=self.common.ambiguous)
        rows_with_bars = BarsBehind(texts, [each.log_likelihood for each in answer], width, self.common)
        return Listing(rows_with_bars, head, rows_with_bars.bar_in)

    def findings(self, answer: Sequence[Collocate], shown: Sequence[int]) -> Callable[[], Findings]:
        """The words with their measures."""
        from reader.insight.findings import of_collocates

        return partial(of_collocates, [answer[index] for index in shown])

    def preview(self, answer: Sequence[Collocate], index: int) -> Question[Concordance]:
        """The two near each other."""
        return preview(self.corpus, answer[index].query, self.search)

    def choose(self, answer: Sequence[Collocate], index: int) -> Outcome:
        """Show the two near each other."""
        return Open(ConcordanceInquiry(self.common, self.corpus, answer[index].query, self.search))
