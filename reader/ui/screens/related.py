"""Articles that are like one, with the words that make them so; choosing one opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language.columns import columns
from reader.language.typesetting import fit
from reader.ui.screens.asking import NARROW, AskingSheet
from reader.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article
    from reader.corpus.table import Corpus
    from reader.insight.related import Related
    from reader.insight.word_counts import Progress, Stopped
    from reader.language.widths import Ambiguous
    from reader.ui.insights import Insights
    from reader.ui.widgets.rows import Rows

_TITLE_SHARE = 0.5


class RelatedScreen(AskingSheet[int]):
    """The articles nearest to one. Gives the row of the one that is chosen."""

    doing = later("counting words")
    hint = later("Enter opens the article, / filters, Esc closes")

    def __init__(
        self, insights: Insights, corpus: Corpus, row: int, title: str, *, grows: bool = False, ambiguous: Ambiguous = 1
    ) -> None:
        super().__init__(_("Articles like {title}").format(title=title), grows=grows, ambiguous=ambiguous)
        self._insights, self._corpus, self._row = insights, corpus, row
        self.related: Sequence[Related] = ()
        """The answer, the nearest first."""
        self._articles: Sequence[Article] = ()

    def ask(self, progress: Progress, stopped: Stopped) -> tuple[Sequence[Related], Sequence[Article]] | None:
        """Compare the articles, and look the nearest up."""
        import polars as pl

        found = self._insights.related(self._corpus, self._row, progress, stopped)
        if found is None:
            return None
        return found, self._corpus.articles(pl.Series([each.row for each in found], dtype=pl.UInt32))

    def take(self, answer: tuple[Sequence[Related], Sequence[Article]]) -> str:
        """Keep them."""
        self.related, self._articles = answer
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

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """Open it."""
        self.dismiss(self.related[self._shown[message.index]].row)
