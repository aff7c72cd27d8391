"""A search from query to ordered results: remembered, narrowed, stopped, and helped where nothing is found."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from reader.corpus.questions import Columns, Corpus, Partly, numbered
from reader.errors import QuerySyntaxError
from reader.progress import Cancelled, Stopped, never
from reader.search import sending as sending  # whoever searches can send a query
from reader.search.counting import FREQUENCY, columns_counted
from reader.search.memory import Memory
from reader.search.plan import MarkedIds, columns_of
from reader.search.ranking import Order, ordered, scores
from reader.search.scanning import AnyMatch, matches_of, scan
from reader.search.splitting import InARow, Split, split_absent
from reader.search.tree import And, Node, Or, Query, Sought, Term, joined
from reader.wording import _

_NO_ROWS = pl.Series(dtype=pl.UInt32)
_PACE = 0.25
"""Seconds between two tellings of what is found so far."""
_MOST_CONDITIONS = 8
"""Conditions up to which the one that leaves nothing is looked for."""


@dataclass(frozen=True, slots=True)
class Without:
    """What a query that finds nothing would find without one of its conditions."""

    condition: Node
    """The one to leave out."""
    articles: int
    """How many meet all the others."""


@dataclass(frozen=True, eq=False)
class Results:
    """The articles that answer a query, in order."""

    query: Query
    """What was searched: what was asked, or its words where it was split."""
    rows: pl.Series
    """UInt32: rows of the corpus, best first."""
    scores: pl.Series
    """Float64: BM25 of each, 0 where nothing was looked for."""
    dates: pl.Series
    """Date: the day of each, if it has one."""
    order: Order
    """Sort order."""
    corpus_size: int
    """Articles that were searched."""
    seconds: float
    """How long it took."""
    splits: tuple[Split, ...] = ()
    """Terms that are found nowhere as a whole, and the words that were searched instead."""
    without: Without | None = None
    """Where nothing was found: what to leave out to find most."""
    parts: tuple[int, int] | None = None
    """Where the search is still under way: how many parts of the corpus have answered, of how many."""

    def __len__(self) -> int:
        return len(self.rows)


def search(corpus: Corpus, query: Query, order: Order = "relevance", stopped: Stopped = never) -> Results | None:
    """All articles that answer the query, or None where `stopped` came true meanwhile.

    Raises QuerySyntaxError where the query asks for a reader's marks, or is too large to be compiled.
    """
    return Searcher().search(corpus, query, order, stopped)


class Searcher:
    """Searches a corpus while it grows, and remembers the last matches: going back is free, going on is narrower."""

    def __init__(self, marked: MarkedIds = lambda mark: None) -> None:
        self._marked = marked
        self._memory, self._held = Memory(), Memory()
        self._lineage: tuple[object, int] = None, 0

    def search(
        self,
        corpus: Corpus,
        query: Query,
        order: Order = "relevance",
        stopped: Stopped = never,
        partly: Callable[[Results], None] | None = None,
    ) -> Results | None:
        """As the function `search`; `partly` is told what is found so far, where many parts answer one by one."""
        started = time.perf_counter()
        self._follow(corpus)
        told = self._teller(corpus, query, order, started, partly)
        try:
            self._hold(corpus, query, stopped)
            matches = self._matches(corpus, query, stopped, told)
            asked, splits = split_absent(query, lambda term: self._is_absent(corpus, query, term, matches, stopped))
            if splits:
                self._hold(corpus, asked, stopped)
                matches = self._matches(corpus, asked, stopped)
            without = self._without(corpus, asked, stopped) if matches.is_empty() else None
            ranked = self._ranked(corpus, asked, matches, splits, order, stopped)
        except Cancelled:
            return None
        except pl.exceptions.PolarsError as error:
            raise QuerySyntaxError(_("the query is too large"), 1) from error
        columns = ranked["row"], ranked["score"], ranked["date"]
        seconds = time.perf_counter() - started
        return Results(asked, *columns, order, len(corpus), seconds, splits, without)

    def _teller(
        self,
        corpus: Corpus,
        query: Query,
        order: Order,
        started: float,
        partly: Callable[[Results], None] | None,
    ) -> Partly | None:
        """What tells now and then of matches that are there while others are awaited; these alone are ranked."""
        if partly is None or order == "title":
            return None
        last = 0.0

        def told(matches: pl.DataFrame, parts: int, of: int) -> None:
            nonlocal last
            if matches.is_empty() or time.perf_counter() - last < _PACE:
                return
            last = time.perf_counter()
            ranked = self._ranked(corpus, query, matches, (), order, never)
            columns = ranked["row"], ranked["score"], ranked["date"]
            partly(Results(query, *columns, order, len(corpus), last - started, parts=(parts, of)))

        return told

    def _follow(self, corpus: Corpus) -> None:
        """Forget what was found in another corpus, or before its rows were given other dates."""
        lineage = corpus.lineage, corpus.redated
        if self._lineage[0] is not lineage[0] or self._lineage[1] != lineage[1]:
            self._memory, self._held, self._lineage = Memory(), Memory(), lineage

    def _matches(self, corpus: Corpus, query: Query, stopped: Stopped, partly: Partly | None = None) -> pl.DataFrame:
        """What matches, in corpus order; see scanning.scan. Only what is not known yet is scanned."""
        if query.root is None and corpus.is_far:
            return _everything(corpus)
        known = self._memory.known(query, len(corpus))
        if known is not None and known[1] == len(corpus):
            return known[0]
        candidates, size = self._narrowest(query, len(corpus)) if known is None else (_NO_ROWS, known[1])
        found = scan(corpus, matches_of(query, self._marked, is_counted=True), candidates, size, stopped, partly)
        if known is not None:
            found = pl.concat([known[0], found])
        if not any("id" in columns_of(node) for node in query.conjuncts):
            self._memory.keep(query, found, len(corpus))
        return found

    def _narrowest(self, query: Query, size: int) -> tuple[pl.Series, int]:
        """The fewest rows that are sure to hold all matches among the first `size`, and how many those are."""
        known = (memory.narrowest(query, size) for memory in (self._memory, self._held))
        return min((each for each in known if each[1]), key=lambda each: len(each[0]), default=(_NO_ROWS, 0))

    def _hold(self, corpus: Corpus, query: Query, stopped: Stopped) -> None:
        """Find what holds each term, where the matches will not tell; it narrows what is left to be asked.

        Where a term that must be there is nowhere, nothing matches, and the others need not be looked for.
        """
        for term in query.terms:
            is_held = _is_told_by_matches(query, term) or self._holding(corpus, term, stopped)
            if not is_held and term in query.conjuncts:
                break

    def _holding(self, corpus: Corpus, term: Sought, stopped: Stopped) -> int:
        """How many articles of the corpus hold a term; remembered as matches are, and found only where it is new."""
        query = Query(term)
        known = self._memory.known(query, len(corpus)) or self._held.known(query, len(corpus))
        if known is not None and known[1] == len(corpus):
            return known[0].height
        candidates, size = self._narrowest(query, len(corpus)) if known is None else (_NO_ROWS, known[1])
        found = scan(corpus, matches_of(query, self._marked), candidates, size, stopped)
        if known is not None:
            found = pl.concat([known[0].select(found.columns), found])
        self._held.keep(query, found, len(corpus))
        return found.height

    def _documents(self, corpus: Corpus, query: Query, matches: pl.DataFrame, stopped: Stopped) -> list[int]:
        """In how many articles of the corpus each term is counted: its document frequency."""
        return [
            int((matches[FREQUENCY.format(number)] > 0).sum())
            if _is_told_by_matches(query, term)
            else self._holding(corpus, term, stopped)
            for number, term in enumerate(query.terms)
        ]

    def _is_absent(self, corpus: Corpus, query: Query, term: Term, matches: pl.DataFrame, stopped: Stopped) -> bool:
        """True where no article of the corpus holds the term."""
        if (matches[FREQUENCY.format(query.terms.index(term))] > 0).any():
            return False
        if _is_told_by_matches(query, term):
            return True
        held = self._held.known(Query(term), len(corpus))
        if held is not None and held[1] == len(corpus):
            return held[0].is_empty()
        return not corpus.ask(AnyMatch(matches_of(Query(term), self._marked)), stopped=stopped)["any"].any()

    def _without(self, corpus: Corpus, query: Query, stopped: Stopped) -> Without | None:
        """The condition that more than any other keeps a query from finding anything."""
        conditions = tuple(dict.fromkeys(query.conjuncts))
        if not 1 < len(conditions) <= _MOST_CONDITIONS:
            return None
        nowhere = [condition for condition in conditions if self._is_known_nowhere(corpus, condition)]
        if len(nowhere) > 1:
            return None
        found = [
            Without(left_out, self._number(corpus, _all_but(conditions, left_out), stopped))
            for left_out in nowhere or conditions
        ]
        best = max(found, key=lambda without: without.articles)
        return best if best.articles else None

    def _number(self, corpus: Corpus, query: Query, stopped: Stopped) -> int:
        """How many articles match, looked for only where what is remembered leaves them."""
        known = self._held.known(query, len(corpus))
        if known is not None and known[1] == len(corpus):
            return known[0].height
        candidates, size = self._narrowest(query, len(corpus))
        return scan(corpus, matches_of(query, self._marked), candidates, size, stopped).height

    def _is_known_nowhere(self, corpus: Corpus, condition: Node) -> bool:
        """True where it was looked for by itself, and nothing meets it: then only leaving it out can help."""
        known = self._held.known(Query(condition), len(corpus))
        return known is not None and known[1] == len(corpus) and known[0].is_empty()

    def _ranked(
        self,
        corpus: Corpus,
        query: Query,
        matches: pl.DataFrame,
        splits: Sequence[Split],
        order: Order,
        stopped: Stopped,
    ) -> pl.DataFrame:
        """Row and score of each match, in the order asked for."""
        documents = self._documents(corpus, query, matches, stopped) if len(matches) else [0] * len(query.terms)
        score = scores(matches, documents, len(corpus), corpus.average_length)
        ranked = matches.select("row", "date").with_columns(score)
        if stopped():
            raise Cancelled
        if splits and order == "relevance":
            ranked = ranked.with_columns(corpus.ask(InARow(tuple(splits)), matches["row"], stopped)["run"])
        if order in ("date", "oldest") and query.root is None and corpus.is_far:
            ranked = ranked.drop("date").hstack(corpus.ask(Columns(("date",)), stopped=stopped).select("date"))
        if order == "title":
            titles = corpus.ask(Columns(("title", "pinyin")), matches["row"], stopped)
            ranked = ranked.with_columns(titles["title", "pinyin"])
        if not query.terms and order == "relevance":
            return ranked
        return ordered(ranked, order)


def _is_told_by_matches(query: Query, term: Sought) -> bool:
    """True where every article in which the term is counted is a match."""
    is_alternative = isinstance(query.root, Or) and term in query.root.nodes
    return term == query.root or is_alternative or not columns_counted(term)


def _everything(corpus: Corpus) -> pl.DataFrame:
    """All rows, as matches: nobody has to be asked which they are. Their days are not told."""
    rows = pl.concat([pl.Series(dtype=pl.UInt32), *map(numbered, corpus.rows)])
    nothing = pl.lit(None, pl.Date).alias("date"), pl.lit(0, pl.UInt32).alias("characters")
    return pl.DataFrame({"row": rows}).with_columns(*nothing)


def _all_but(conditions: Sequence[Node], left_out: Node) -> Query:
    return Query(joined(And, [condition for condition in conditions if condition is not left_out]))
