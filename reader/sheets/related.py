"""Articles that are like one, with the words that make them so. Gives the row of the one to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from reader.language.columns import columns
from reader.language.typesetting import shortened
from reader.sheets.inquiry import NARROW, Give, Inquiry, Listing, Outcome, Question
from reader.wording import _, later

if TYPE_CHECKING:
    from reader.article import Article
    from reader.corpus.questions import Corpus
    from reader.insight.findings import Findings
    from reader.insight.kept import Insights
    from reader.insight.related import Related
    from reader.progress import Progress, Stopped

_TITLE_SHARE = 0.5


class Near(NamedTuple):
    """The nearest articles, the nearest first."""

    related: Sequence[Related]
    articles: Sequence[Article]
    """One for each."""


@dataclass(frozen=True)
class RelatedInquiry(Inquiry[Near, int]):
    """The articles nearest to one."""

    insights: Insights
    corpus: Corpus
    row: int
    title: str

    doing: ClassVar[str] = later("counting words")
    hint: ClassVar[str] = later("{read} opens the article, {export} exports, {search} filters, {back} closes")
    file_name: ClassVar[str] = "duwen-related.md"

    def heading(self, answer: Near | None) -> str:
        """The article."""
        return _("Articles similar to {title}").format(title=self.title)

    def question(self, before: Near | None) -> Question[Near]:
        """The articles, compared, and the nearest looked up."""

        def find(progress: Progress, stopped: Stopped) -> Near | None:
            import polars as pl

            found = self.insights.related(self.corpus, self.row, progress, stopped)
            if found is None:
                return None
            return Near(found, self.corpus.articles(pl.Series([each.row for each in found], dtype=pl.UInt32)))

        return find

    def nothing(self, answer: Near) -> str:
        """Why there are none."""
        return "" if answer.related else _("No other article shares a word with it.")

    def listing(self, answer: Near, width: int, cursor: Callable[[], int]) -> Listing:
        """Similarity, day and title; where there is room, the shared words too."""
        room = int(width * _TITLE_SHARE) if width >= NARROW else width
        heads = ["", _("day"), _("title"), _("shared words")]
        rows = [
            [
                f"{each.similarity:.2f}",
                article.date.isoformat() if article.date else "",
                shortened(article.title, room, self.common.ambiguous),
                " ".join(each.words),
            ]
            for each, article in zip(answer.related, answer.articles, strict=True)
        ]
        end = 4 if width >= NARROW else 3
        head, *texts = columns([row[:end] for row in (heads, *rows)], left=end, ambiguous=self.common.ambiguous)
        return Listing(texts, head)

    def detail(self, answer: Near, index: int, width: int) -> str:
        """The shared words, where the rows have no room for them."""
        return " ".join(answer.related[index].words) if width < NARROW else ""

    def findings(self, answer: Near, shown: Sequence[int]) -> Callable[[], Findings]:
        """The articles, cited."""
        from reader.insight.findings import of_related

        return partial(of_related, self.corpus, [answer.related[index] for index in shown])

    def choose(self, answer: Near, index: int) -> Outcome:
        """Open it."""
        return Give(answer.related[index].row)
