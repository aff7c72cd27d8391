"""Watched words: where in an article the words stand that the reader's settings watch for.

What searches is imported where something is watched for: the first picture is there sooner without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.settings import WatchGroup


def watched_in(body: str, groups: Sequence[WatchGroup]) -> Sequence[Span]:
    """Where the words of some groups stand in a body, in any variant.

    Sorted, disjoint spans of code points; `term` is the number of the group. A word of two groups is the first's.
    """
    words = {word: number for number, group in reversed(list(enumerate(groups))) for word in group.words}
    if not words:
        return ()
    from reader.search.spans import spans_in
    from reader.search.tree import Term

    [found] = spans_in([body], [Term(word, exact=True) for word in words], "body")
    numbers = list(words.values())
    return [Span(span.start, span.end, numbers[span.term]) for span in found]
