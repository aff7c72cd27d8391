"""Articles that are like one, with the words that make them so; choosing one opens it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language.columns import columns
from reader.language.typesetting import fit
from reader.ui.screens.insight import NARROW, InsightScreen
from reader.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.article import Article
    from reader.corpus.table import Corpus
    from reader.insight.findings import Findings
    from reader.insight.related import Related
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous
    from reader.reading.insights import Insights
    from reader.ui.screens.insight import Question

_TITLE_SHARE = 0.5


class RelatedScreen(InsightScreen[int]):
    """The articles nearest to one. Gives the row of the one that is chosen."""

    doing = later("counting words")
    hint = later("{read} opens the article, {export} exports, {search} filters, {back} closes")
    file_name = "duwen-related.md"

    def __init__(
        self, insights: Insights, corpus: Corpus, row: int, title: str, *, grows: bool = False, ambiguous: Ambiguous = 1
    ) -> None:
        super().__init__(_("Articles like {title}").format(title=title), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._row = insights, corpus, row
        self.related: Sequence[Related] = ()
        """The answer, the nearest first."""
        self._articles: Sequence[Article] = ()

    def question(self) -> Question:
        """The articles, compared and the nearest looked up."""
        insights, corpus, row = self._insights, self._corpus, self._row

        def find(progress: Progress, stopped: Stopped) -> tuple[Sequence[Related], Sequence[Article]] | None:
            import polars as pl

            found = insights.related(corpus, row, progress, stopped)
            if found is None:
                return None
            return found, corpus.articles(pl.Series([each.row for each in found], dtype=pl.UInt32))

        return find

    def take(self, answer: tuple[Sequence[Related], Sequence[Article]]) -> None:
        """Keep them."""
        self.related, self._articles = answer

    def nothing(self) -> str:
        """Why there are none."""
        return "" if self.related else _("No other article shares a word with it.")

    def lines(self, width: int) -> tuple[str, Sequence[str]]:
        """Similarity, day and title; where there is room, the shared words too."""
        room = int(width * _TITLE_SHARE) if width >= NARROW else width
        heads = ["", _("day"), _("title"), _("shared words")]
        rows = [
            [
                f"{each.similarity:.2f}",
                article.date.isoformat() if article.date else "",
                article.title[: fit(article.title, room, self._ambiguous)],
                " ".join(each.words),
            ]
            for each, article in zip(self.related, self._articles, strict=True)
        ]
        end = 4 if width >= NARROW else 3
        head, *texts = columns([row[:end] for row in (heads, *rows)], left=end, ambiguous=self._ambiguous)
        return head, texts

    def detail(self, index: int) -> str:
        """The shared words, where the rows have no room for them."""
        return " ".join(self.related[index].words) if self.is_narrow else ""

    def findings(self, shown: Sequence[int]) -> Callable[[], Findings]:
        """The articles, cited."""
        from reader.insight.findings import of_related

        return partial(of_related, self._corpus, [self.related[index] for index in shown])

    def choose(self, index: int) -> None:
        """Open it."""
        self.dismiss(self.related[index].row)
