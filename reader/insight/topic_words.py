"""Topic words: the words that tell what one article is about, and where they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.language.words import keywords
from reader.search.spans import spans_in
from reader.search.tree import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article, Span

_TITLE_WEIGHT = 3
"""How many words of the body one of the title weighs."""


class TopicWords(NamedTuple):
    """What an article is about."""

    words: Sequence[str]
    """The most telling first."""
    spans: Sequence[Span]
    """Where they stand in the body: sorted, disjoint spans of code points."""


def topic_words(article: Article, stop_words: frozenset[str]) -> TopicWords:
    """The topic words of an article, none of the stop words among them."""
    text = "\n".join([article.title] * _TITLE_WEIGHT + [article.body])
    words = keywords(text, stop_words=stop_words)
    [spans] = spans_in([article.body], [Term(word, exact=True) for word in words], "body") if words else [()]
    return TopicWords(words, spans)
