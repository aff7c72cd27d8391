"""What the last searches found: going back is free, going on scans only what was left. Safe between threads."""

import threading
from collections import OrderedDict

import polars as pl

from reader.search.narrowing import narrows
from reader.search.tree import Query

_MOST_ROWS = 4_000_000
"""Rows that remembered matches may have together."""
_MOST_QUERIES = 256
"""Queries whose matches may be remembered; each search asks of all of them whether it narrows one."""


class Memory:
    """Matches by query, each with how many articles had been searched; what was not asked for long is forgotten."""

    def __init__(self) -> None:
        self._found: OrderedDict[Query, tuple[pl.DataFrame, int]] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, query: Query, size: int) -> tuple[pl.DataFrame, int] | None:
        """What the query found among the first articles, `size` at most, and how many those are."""
        with self._lock:
            found = self._found.get(query)
            if found is not None:
                self._found.move_to_end(query)
        return found if found is not None and found[1] <= size else None

    def narrowest(self, query: Query, size: int) -> tuple[pl.Series, int]:
        """The fewest rows that are sure to hold all matches among the first `size`, and how many those are."""
        with self._lock:
            found = list(self._found.items())
        wider = [known for asked, known in found if known[1] <= size and asked.root and narrows(query, asked)]
        if not wider:
            return pl.Series(dtype=pl.UInt32), 0
        matches, searched = min(wider, key=lambda known: known[0].height)
        return matches["row"], searched

    def keep(self, query: Query, matches: pl.DataFrame, size: int) -> None:
        """Remember what a query found among the first `size` articles."""
        with self._lock:
            self._found[query] = matches, size
            self._found.move_to_end(query)
            while len(self._found) > _MOST_QUERIES or self._rows() > _MOST_ROWS:
                self._found.popitem(last=False)

    def _rows(self) -> int:
        return sum(known.height for known, _ in self._found.values())
