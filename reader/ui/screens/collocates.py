"""Collocates: the words that stand near a term, each with the concordance of the two."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language.columns import columns
from reader.reading.sheets import Occurrence
from reader.ui.screens.insight import NARROW, InsightScreen
from reader.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.collocates import Collocate
    from reader.insight.findings import Findings
    from reader.language.widths import Ambiguous
    from reader.reading.insights import Insights
    from reader.ui.screens.concordance import ConcordanceScreen
    from reader.ui.screens.insight import Question


class CollocatesScreen(InsightScreen[Occurrence]):
    """The words that stand near a term. Gives a hit that was chosen in the concordance of the two."""

    doing = later("counting words")
    hint = later("{read} shows both near each other, {export} exports, {search} filters, {back} goes back")
    file_name = "duwen-collocates.csv"

    def __init__(
        self,
        insights: Insights,
        corpus: Corpus,
        term: str,
        concordance: Callable[[str], ConcordanceScreen],
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`concordance` makes the sheet of what a query finds."""
        super().__init__(_("Words near {word}, in all articles").format(word=term), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._term, self._concordance = insights, corpus, term, concordance
        self.words: Sequence[Collocate] = ()
        """The answer."""

    def question(self) -> Question:
        """The words, counted."""
        return partial(self._insights.collocates, self._corpus, self._term)

    def take(self, answer: Sequence[Collocate]) -> None:
        """Keep the words."""
        self.words = answer

    def nothing(self) -> str:
        """Why there are none."""
        return "" if self.words else _("No word is near it more often than by chance.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
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
            for each in self.words
        ]
        head, *texts = columns([heads, *rows], ambiguous=self._ambiguous)
        return head, texts

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """The words with their measures."""
        from reader.insight.findings import of_collocates

        return partial(of_collocates, [self.words[index] for index in shown])

    def choose(self, index: int) -> None:
        """Show the two near each other."""
        self.app.push_screen(self._concordance(self.words[index].query), self.give)
