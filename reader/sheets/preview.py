"""A word in context: the first lines of its concordance, shown beside a table of words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from reader.corpus.questions import Corpus
    from reader.insight.concordance import Concordance
    from reader.progress import Progress, Stopped
    from reader.sheets.concordance import Search
    from reader.sheets.inquiry import Question

_ARTICLES = 200
"""Articles whose hits are shown, at most."""


def preview(corpus: Corpus, query: str, search: Search, among: pl.Series | None = None) -> Question[Concordance]:
    """Asks for the hits of a query, `among` some rows alone if any are given."""

    def find(progress: Progress, stopped: Stopped) -> Concordance | None:
        from reader.insight.concordance import concordance

        results = search(corpus, query, stopped)
        if results is None:
            return None
        progress(1, 2)
        rows = results.rows if among is None else results.rows.filter(results.rows.is_in(among.implode()))
        return concordance(corpus, replace(results, rows=rows.head(_ARTICLES)), stopped=stopped)

    return find
