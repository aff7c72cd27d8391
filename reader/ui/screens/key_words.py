"""Key words of a result, and the words that stand near one of them; choosing one makes a search of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language.columns import columns
from reader.ui import keys
from reader.ui.screens.insight import NARROW, InsightScreen
from reader.wording import _, counted, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.table import Corpus
    from reader.insight.collocates import Collocate
    from reader.insight.findings import Findings
    from reader.insight.keyness import KeyWord
    from reader.language.widths import Ambiguous
    from reader.search.engine import Results
    from reader.ui.insights import Insights
    from reader.ui.screens.insight import Question


class KeyWordsScreen(InsightScreen[str]):
    """The words that set what was found apart from the rest. Gives the query that a word makes of the one before."""

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
        *,
        grows: bool = False,
        ambiguous: Ambiguous = 1,
    ) -> None:
        articles = counted(len(results), "{count} article", "{count} articles")
        rest = f"{max(len(corpus) - len(results), 0):,}"
        heading = _("Key words of {query}: {articles} against {rest} others")
        super().__init__(heading.format(query=text, articles=articles, rest=rest), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._results, self._text = insights, corpus, results, text
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
            return _("The search finds every article; there is no rest to hold it against.")
        return _("No word is surely more frequent here than in the rest.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """Word, counts and measures."""
        heads = (_("word"), _("count"), _("rest"), _("articles"), *_measures(width, _("log ratio"), _("ratio")))
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
            screen = CollocatesScreen(
                self._insights, self._corpus, self.words[index].word, grows=self._grows, ambiguous=self._ambiguous
            )
            self.app.push_screen(screen, self._search_for)

    def _search_for(self, query: str | None) -> None:
        if query is not None:
            self.call_later(self._give, query)

    def _give(self, query: str) -> None:
        self.dismiss(query)


class CollocatesScreen(InsightScreen[str]):
    """The words that stand near a word. Gives the query that finds a chosen one there."""

    doing = later("counting words")
    hint = later("{read} searches the two near each other, {export} exports, {search} filters, {back} goes back")
    file_name = "duwen-collocates.csv"

    def __init__(
        self, insights: Insights, corpus: Corpus, word: str, *, grows: bool = False, ambiguous: Ambiguous = 1
    ) -> None:
        super().__init__(_("Words near {word}, in all articles").format(word=word), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._word = insights, corpus, word
        self.words: Sequence[Collocate] = ()
        """The answer."""

    def question(self) -> Question:
        """The words, counted."""
        return partial(self._insights.collocates, self._corpus, self._word)

    def take(self, answer: Sequence[Collocate]) -> None:
        """Keep the words."""
        self.words = answer

    def nothing(self) -> str:
        """Why there are none."""
        return "" if self.words else _("No word stands near it more often than by chance.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """Word, counts and measures."""
        heads = (_("word"), _("near"), _("in all"), _("articles"), *_measures(width, "MI", "MI"), "t")
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
        """Search the two near each other."""
        self.dismiss(self.words[index].query)


def _measures(width: int, name: str, short: str) -> tuple[str, str]:
    """How the two measures are called where there are so many cells."""
    return (_("log-likelihood"), name) if width >= NARROW else ("LL", short)
