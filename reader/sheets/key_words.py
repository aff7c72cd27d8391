"""Key words of a result; choosing one makes a search of it, another key shows the words near it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from reader.language.columns import columns
from reader.sheets.bars import BarsBehind
from reader.sheets.collocates import CollocatesInquiry
from reader.sheets.concordance import Occurrence, Search
from reader.sheets.inquiry import NARROW, Give, Inquiry, Listing, Open, Outcome, Question
from reader.sheets.preview import preview
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.insight.concordance import Concordance
    from reader.insight.findings import Findings
    from reader.insight.kept import Insights
    from reader.insight.keyness import KeyWord
    from reader.search.engine import Results


@dataclass(frozen=True)
class KeyWordsInquiry(Inquiry["Sequence[KeyWord]", str | Occurrence]):
    """The words that set what was found apart from the rest.

    Gives the query that a word makes of the one before, or a hit that was chosen in the concordance of two words.
    """

    insights: Insights
    corpus: Corpus
    text: str
    """The query."""
    results: Results
    """What it finds."""
    search: Search
    """For the concordances that may be opened from here."""

    doing: ClassVar[str] = later("counting words")
    hint: ClassVar[str] = later(
        "{read} adds the word to the search, {collocates} shows the words near it, "
        "{export} exports, {search} filters, {back} closes"
    )
    has_preview: ClassVar[bool] = True
    file_name: ClassVar[str] = "duwen-keywords.csv"
    actions: ClassVar[Sequence[str]] = ("collocates",)

    def heading(self, answer: Sequence[KeyWord] | None) -> str:
        """The query, and how much is compared."""
        articles = counted(len(self.results), "{count} article", "{count} articles")
        rest = f"{max(len(self.corpus) - len(self.results), 0):,}"
        heading = _("Key words of {query}: {articles} against {rest} others")
        return heading.format(query=self.text, articles=articles, rest=rest)

    def question(self, before: Sequence[KeyWord] | None) -> Question[Sequence[KeyWord]]:
        """The words, counted."""
        return partial(self.insights.key_words, self.corpus, self.results)

    def nothing(self, answer: Sequence[KeyWord]) -> str:
        """Why there are none."""
        if answer:
            return ""
        if len(self.results) >= len(self.corpus):
            return _("The search matches every article; there is nothing to compare with.")
        return _("No word is significantly more frequent than in the rest.")

    def listing(self, answer: Sequence[KeyWord], width: int, cursor: Callable[[], int]) -> Listing:
        """Word, counts and measures."""
        measures = (_("log-likelihood"), _("log ratio")) if width >= NARROW else ("LL", _("ratio"))
        heads = (_("word"), _("count"), _("rest"), _("articles"), *measures)
        rows = [
            (
                each.word,
                f"{each.count:,}",
                f"{each.rest:,}",
                f"{each.documents:,}",
                f"{each.log_likelihood:,.1f}",
                f"{each.log_ratio:.2f}",
            )
            for each in answer
        ]
        head, *texts = columns([heads, *rows], ambiguous=self.common.ambiguous)
        rows_with_bars = BarsBehind(texts, [each.log_likelihood for each in answer], width, self.common)
        return Listing(rows_with_bars, head, rows_with_bars.bar_in)

    def findings(self, answer: Sequence[KeyWord], shown: Sequence[int]) -> Callable[[], Findings]:
        """The words with their measures."""
        from reader.insight.findings import of_key_words

        return partial(of_key_words, [answer[index] for index in shown])

    def preview(self, answer: Sequence[KeyWord], index: int) -> Question[Concordance]:
        """The word in what was found."""
        from reader.search.writing import of_run

        return preview(self.corpus, of_run(answer[index].word), self.search, self.results.rows)

    def choose(self, answer: Sequence[KeyWord], index: int) -> Outcome:
        """Search for the word among what was found."""
        from reader.search.writing import narrowed

        return Give(narrowed(self.text, answer[index].word))

    def act(self, action: str, answer: Sequence[KeyWord], index: int | None) -> Outcome:
        """The words near the one under the cursor."""
        if action != "collocates" or index is None:
            return None
        return Open(CollocatesInquiry(self.common, self.insights, self.corpus, answer[index].word, self.search))
