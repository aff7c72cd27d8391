"""How many hits each article of a result has: as many as `spans` finds, without looking where they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reader.corpus.questions import Corpus, Question, Rows, numbered
from reader.corpus.table import Table
from reader.progress import Cancelled, Progress, Stopped, never, silent
from reader.search import nearness
from reader.search.required import required
from reader.search.scanning import workers
from reader.search.spans import FIELDS, one_pattern, spans_in
from reader.search.tree import Near, Query, Regex, Sought, TextField

if TYPE_CHECKING:
    from reader.search.engine import Results

_ARTICLES_AT_A_TIME = 4096


@dataclass(frozen=True)
class HitCounts(Question):
    """Asks how many hits of a query rows have: `row` and `hits` (UInt32)."""

    query: Query
    """What is looked for."""

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A number a row. Raises Cancelled."""
        texts, numbers = part.frame.select(FIELDS), numbered(rows)

        def counted(start: int) -> pl.Series:
            if stopped():
                raise Cancelled
            return _of_articles(texts[numbers.slice(start, _ARTICLES_AT_A_TIME)], self.query)

        counts = [pl.Series(dtype=pl.UInt32)]
        for piece in workers().map(counted, range(0, len(numbers), _ARTICLES_AT_A_TIME)):
            counts.append(piece)
            progress(min((len(counts) - 1) * _ARTICLES_AT_A_TIME, len(numbers)), len(numbers))
        return pl.DataFrame({"row": numbers, "hits": pl.concat(counts)})


def hit_counts(
    corpus: Corpus, results: "Results", stopped: Stopped = never, progress: Progress = silent
) -> pl.Series | None:
    """The number of hits (UInt32) of each article of a result, in its order; None where `stopped` came true."""
    if not results.query.terms:
        return pl.zeros(len(results), pl.UInt32, eager=True)
    try:
        return corpus.ask(HitCounts(results.query), results.rows, stopped, progress)["hits"]
    except Cancelled:
        return None


def _of_articles(texts: pl.DataFrame, query: Query) -> pl.Series:
    title, body = (_in_field(texts[field], query, field) for field in FIELDS)
    return title + body


def _in_field(texts: pl.Series, query: Query, field: TextField) -> pl.Series:
    terms = [term for term in query.terms if field in term.fields]
    if len(terms) == 1 and isinstance(near := terms[0], Near) and nearness.never_overlap(near.words):
        return nearness.places(texts, near.words, near.distance)
    one = one_pattern(terms)
    if one is not None and not any(map(_may_be_empty, terms)):
        return texts.str.count_matches(one.regex)
    if one is not None:
        found = one.spans_in(texts).group_by("article").agg(hits=pl.len())
        return pl.zeros(len(texts), pl.UInt32, eager=True).scatter(found["article"], found["hits"])
    spans = spans_in(texts.to_list(), query.terms, field) if terms else []
    return pl.Series([*map(len, spans)] or [0] * len(texts), dtype=pl.UInt32)


def _may_be_empty(term: Sought) -> bool:
    """True where what it finds may be no character at all, which is no hit."""
    return isinstance(term, Regex) and (term.flags != "" or not required(term.pattern, 1))
