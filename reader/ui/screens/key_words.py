"""Key words of a result; choosing one makes a search of it, another key shows the words near it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language.columns import columns
from reader.reading.sheets import Occurrence
from reader.ui import keys
from reader.ui.screens.insight import NARROW, InsightScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.findings import Findings
    from reader.insight.keyness import KeyWord
    from reader.language.widths import Ambiguous
    from reader.reading.insights import Insights
    from reader.search.engine import Results
    from reader.ui.screens.collocates import CollocatesScreen
    from reader.ui.screens.insight import Question


class KeyWordsScreen(InsightScreen[str | Occurrence]):
    """The words that set what was found apart from the rest.

    Gives the query that a word makes of the one before, or a hit that was chosen in the concordance of two words.
    """

    doing = later("counting words")
    hint = later(
        "{read} adds the word to the search, {collocates} shows the words near it, "
        "{export} exports, {search} filters, {back} closes"
    )
    file_name = "duwen-keywords.csv"
    BINDINGS = [*keys.bindings_of({"collocates": "collocates"})]

    def __init__(
        self,
        insights: Insights,
        corpus: Corpus,
        results: Results,
        text: str,
        collocates: Callable[[str], CollocatesScreen],
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        """`collocates` makes the sheet of the words near one."""
        articles = counted(len(results), "{count} article", "{count} articles")
        rest = f"{max(len(corpus) - len(results), 0):,}"
        heading = _("Key words of {query}: {articles} against {rest} others")
        super().__init__(heading.format(query=text, articles=articles, rest=rest), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._results, self._text = insights, corpus, results, text
        self._collocates = collocates
        self.words: Sequence[KeyWord] = ()
        """The answer."""

    def question(self) -> Question:
        """The words, counted."""
        return partial(self._insights.key_words, self._corpus, self._results)

    def take(self, answer: Sequence[KeyWord]) -> None:
        """Keep the words."""
        self.words = answer

    def nothing(self) -> str:
        """Why there are none."""
        if self.words:
            return ""
        if len(self._results) >= len(self._corpus):
            return _("The search finds every article; there is no rest to compare with.")
        return _("No word is significantly more frequent here than in the rest.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
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
            for each in self.words
        ]
        head, *texts = columns([heads, *rows], ambiguous=self._ambiguous)
        return head, texts

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """The words with their measures."""
        from reader.insight.findings import of_key_words

        return partial(of_key_words, [self.words[index] for index in shown])

    def choose(self, index: int) -> None:
        """Search for the word among what was found."""
        from reader.search.writing import narrowed

        self.dismiss(narrowed(self._text, self.words[index].word))

    def action_collocates(self) -> None:
        """The words near the one under the cursor."""
        index = self.under_cursor
        if index is not None:
            self.app.push_screen(self._collocates(self.words[index].word), self.give)
