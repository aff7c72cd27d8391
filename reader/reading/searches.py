"""Searching for the screen: runs what is asked, and says what came of it. Runs in threads.

The heavy libraries are imported when it is called, so that nothing is before the first picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import DuwenError, QuerySyntaxError, missing_of
from reader.progress import Stopped
from reader.reading.events import Misread, Searched, Unanswered
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from reader.corpus.questions import Corpus
    from reader.library import Library
    from reader.reading.asking import Ask
    from reader.search.engine import Results, Searcher
    from reader.search.ranking import Order
    from reader.search.tree import Marked


class Searches:
    """Runs searches, in threads, and remembers what they found. The library tells what is marked."""

    def __init__(self, library: Library, firsts: Callable[[pl.Series], pl.Series]) -> None:
        """`firsts` tells which positions of the rows that were found are listed where reprints are folded."""
        self._library, self._firsts = library, firsts
        self._searcher: Searcher | None = None

    def forget(self) -> None:
        """Another corpus is searched from now on."""
        self._searcher = None

    def run(
        self, ask: Ask, is_folded: bool, partly: Callable[[Searched], None], stopped: Stopped
    ) -> Searched | Misread | Unanswered | None:
        """Search, and look up what the first screen shows; None where another search came between.

        `partly` is told what is found so far, where the corpus lies in many parts.
        """
        from reader.search.engine import Searcher
        from reader.search.hits import Hits
        from reader.search.syntax import parse

        if self._searcher is None:
            self._searcher = Searcher(self._marked)

        def searched(results: Results) -> Searched:
            hits = Hits(ask.corpus, results, self._firsts(results.rows) if is_folded else None)
            if len(hits):
                hits[0]
            return Searched(ask.generation, hits, _without(results))

        def so_far(results: Results) -> None:
            if not stopped():
                partly(searched(results))

        try:
            query = parse(ask.text, typing=True)
            results = self._searcher.search(ask.corpus, query, ask.order, stopped, so_far)
            answer = searched(results) if results is not None else None
        except QuerySyntaxError as error:
            return Misread(ask.generation, error.reason, error.column)
        except DuwenError as error:
            return None if stopped() else Unanswered(ask.corpus, str(error), missing_of(error))
        return None if stopped() else answer

    def results(self, corpus: Corpus, text: str, stopped: Stopped, order: Order = "corpus") -> Results | None:
        """What another query finds. Raises QuerySyntaxError."""
        from reader.search.engine import Searcher
        from reader.search.syntax import parse

        return Searcher(self._marked).search(corpus, parse(text, typing=True), order, stopped)

    def _marked(self, mark: Marked) -> pl.Series:
        """The ids that a mark is on; for `is:unread`, those that were read."""
        import polars as pl

        match mark.mark:
            case "unread":
                ids = self._library.ids_read
            case "starred":
                ids = self._library.ids_starred
            case "tag":
                ids = self._library.ids_tagged(mark.tag)
        return pl.Series([int(id, 16) for id in ids], dtype=pl.UInt64)


def _without(results: Results) -> str:
    """What a query that finds nothing would find without one of its conditions, in words."""
    from reader.search.writing import written

    if results.without is None:
        return ""
    condition, articles = written(results.without.condition), results.without.articles
    return _("without {condition}: {count}").format(condition=condition, count=f"{articles:,}")
