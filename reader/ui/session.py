"""A session of searching: what is asked of which corpus, and which answers are still wanted. No widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.wording import later

if TYPE_CHECKING:
    from reader.corpus.table import Corpus
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
    """What comes first."""


class SearchSession:
    """Decides what is searched next. Every method that returns an Ask wants it run; the one before is superseded."""

    def __init__(self, text: str, order: Order) -> None:
        self.text, self.order = text, order
        self.corpus: Corpus | None = None
        self.is_searching = False
        """True while an answer is awaited."""
        self.keeps_article = False
        """True where the article that is read stays, though its place in the list may change."""
        self.keeps_top = False
        """True where who stands at the top of the list stays there, for only more articles came."""
        self.generation = 0
        """Of the latest search."""
        self._grew = False

    @property
    def awaits_new_hits(self) -> bool:
        """True while what was typed is not answered yet."""
        return self.is_searching and not self.keeps_article

    def grow(self, corpus: Corpus) -> Ask | None:
        """More articles are there. A search under way is finished first."""
        self.corpus = corpus
        if self.is_searching:
            self._grew = True
            return None
        return self._ask(keeps_article=True, keeps_top=True)

    def type(self, text: str) -> Ask | None:
        """Another query is asked."""
        if text == self.text:
            return None
        self.text = text
        return self._ask(keeps_article=False)

    def reorder(self, order: Order) -> Ask | None:
        """Another order is wanted."""
        self.order = order
        return self._ask(keeps_article=True)

    def repeat(self) -> Ask | None:
        """The same again, for what it asks about may have changed."""
        return self._ask(keeps_article=True)

    def accept(self, generation: int) -> bool:
        """An answer came; True where it is the one that is awaited."""
        if generation != self.generation:
            return False
        self.is_searching = False
        return True

    def go_on(self) -> Ask | None:
        """The answer is shown; ask again where more articles came meanwhile."""
        return self._ask(keeps_article=True, keeps_top=True) if self._grew and not self.is_searching else None

    def _ask(self, *, keeps_article: bool, keeps_top: bool = False) -> Ask | None:
        if self.corpus is None:
            return None
        self.generation += 1
        self.keeps_article = keeps_article and not self.awaits_new_hits
        self.keeps_top = keeps_top
        self.is_searching, self._grew = True, False
        return Ask(self.generation, self.corpus, self.text, self.order)
