"""What is asked of which corpus, and which answer is still wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.wording import later

if TYPE_CHECKING:
    from reader.corpus.questions import Corpus
    from reader.search.ranking import Order

ORDERS: dict[Order, str] = {
    "relevance": later("relevance"),
    "date": later("date"),
    "oldest": later("oldest"),
    "title": later("title"),
    "corpus": later("corpus"),
}
"""What each is called, in the order that one key goes through."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A search to be run."""

    generation: int
    """Counts up; only the answer to the latest is wanted."""
    corpus: Corpus
    """What is searched."""
    text: str
    """The query as typed."""
    order: Order
    """Sort order."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Where the searching stands. What comes of each method with another `generation` is to be asked anew."""

    text: str = ""
    """The query as typed."""
    order: Order = "relevance"
    """Sort order."""
    corpus: Corpus | None = None
    """What is searched; None before anything is loaded."""
    generation: int = 0
    """Of the latest search."""
    is_searching: bool = False
    """True while an answer is awaited."""
    keeps_article: bool = False
    """True where the article that is read stays, though its place in the list may change."""
    keeps_top: bool = False
    """True where what stands at the top of the list stays there, for only more articles came."""
    has_grown: bool = False
    """True where more articles came while an answer was awaited."""

    @property
    def awaits_other_hits(self) -> bool:
        """True while what was typed is not answered yet."""
        return self.is_searching and not self.keeps_article

    @property
    def ask(self) -> Ask | None:
        """The search that is wanted now; None before there is a corpus."""
        return Ask(self.generation, self.corpus, self.text, self.order) if self.corpus is not None else None

    def grown(self, corpus: Corpus) -> Asking:
        """More articles are there. A search under way is finished first."""
        if self.is_searching:
            return replace(self, corpus=corpus, has_grown=True)
        return replace(self, corpus=corpus)._asked(keeps_article=True, keeps_top=True)

    def corrected(self, corpus: Corpus) -> Asking:
        """The corpus is another in part: what was asked is asked of that, and no other answer is wanted."""
        return replace(self, corpus=corpus)._asked(keeps_article=True)

    def typed(self, text: str) -> Asking:
        """Another query is asked."""
        return self if text == self.text else replace(self, text=text)._asked(keeps_article=False)

    def ordered(self, order: Order) -> Asking:
        """Another order is wanted."""
        return replace(self, order=order)._asked(keeps_article=True)

    def again(self) -> Asking:
        """The same is asked again, for what it asks about may have changed."""
        return self._asked(keeps_article=True)

    def answered(self) -> Asking:
        """The answer came; where more articles came meanwhile, it is asked again."""
        told = replace(self, is_searching=False)
        return told._asked(keeps_article=True, keeps_top=True) if self.has_grown else told

    def _asked(self, *, keeps_article: bool, keeps_top: bool = False) -> Asking:
        if self.corpus is None:
            return self
        return replace(
            self,
            generation=self.generation + 1,
            is_searching=True,
            keeps_article=keeps_article and not self.awaits_other_hits,
            keeps_top=keeps_top,
            has_grown=False,
        )
