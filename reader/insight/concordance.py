"""Concordance: every hit of a result with its context, in columns. Text is made only of the lines that are asked for.

KWIC, key word in context (Luhn 1960). Contexts are of one line: a newline is told as a space.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import polars as pl

from reader.article import Field, article_id
from reader.corpus.table import Corpus
from reader.language.pinyin_order import sort_key
from reader.progress import Progress, Stopped, never, silent
from reader.search.engine import Results
from reader.search.hit_counts import hit_counts
from reader.search.spans import SPANS, spans_of

Sort = Literal["result", "left", "right", "left-code", "right-code", "date", "source"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""In the order of the result; by what stands left or right of the hit, by its sound or by code point; newest first;
by the name of the source."""
MOST_LINES = 1_000_000
"""Hits that are held at most; of more, those of the first articles are."""

_SORTED_BY = 10
_REACH = 4
"""Characters of the hit that may make a word with those beside it."""
"""Characters of context that decide the order."""
_LINES_AT_A_TIME = 4096
_PAGE = 64
_KEPT_PAGES = 8

COLUMNS = ("id", "title", "date", "field", "start", "end", "left", "hit", "right")
"""Of `Concordance.table`, and so of what is exported."""


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One hit in its context."""

    row: int
    """Row of the article in the corpus."""
    field: Field
    """Where the hit stands."""
    start: int
    """First code point."""
    end: int
    """One past the last."""
    left: str
    """What stands before it, up to the width asked for."""
    hit: str
    """The characters themselves."""
    right: str
    """What stands behind it."""
    title: str
    """Of the article."""
    date: datetime.date | None
    """Of the article."""
    source: str
    """Of the article."""


def concordance(
    corpus: Corpus,
    results: Results,
    sort: Sort = "result",
    stopped: Stopped = never,
    progress: Progress = silent,
) -> "Concordance | None":
    """All hits of a result, MOST_LINES at most; None where `stopped` came true meanwhile."""
    counts = hit_counts(corpus, results, stopped, progress)
    return Concordance(corpus, results, counts).sorted(sort, stopped) if counts is not None else None


class Concordance:
    """The lines of a concordance, looked up by number: which places they are is found out for a page at a time."""

    def __init__(self, corpus: Corpus, results: Results, counts: pl.Series, order: pl.Series | None = None) -> None:
        """`counts` as `hit_counts` tells them; `order` numbers the lines of the result as they are to be shown."""
        self._corpus, self._results, self._counts, self._order = corpus, results, counts, order
        self._ends = counts.cast(pl.UInt64).cum_sum()
        self._pages: dict[tuple[int, int], list[KwicLine]] = {}

    def __len__(self) -> int:
        return min(int(self._ends[-1]), MOST_LINES) if len(self._ends) else 0

    def line(self, index: int, width: int) -> KwicLine:
        """One line, with `width` code points of context on each side, fewer at the ends of the text."""
        page, number = divmod(index, _PAGE)
        if (page, width) not in self._pages:
            while len(self._pages) >= _KEPT_PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[page, width] = self._look_up(page * _PAGE, width)
        return self._pages[page, width][number]

    def sorted(self, sort: Sort, stopped: Stopped = never) -> "Concordance | None":
        """The same lines in another order; equal ones stay as in the result. None where `stopped` came true."""
        as_found = Concordance(self._corpus, self._results, self._counts)
        if sort == "result":
            return as_found
        is_of_article = sort in ("date", "source")
        key = as_found._dates_or_sources(sort) if is_of_article else as_found._contexts_to_sort_by(sort, stopped)
        if key is None:
            return None
        numbered = pl.DataFrame({"key": key}).with_row_index("number")
        ordered = numbered.sort("key", descending=sort == "date", nulls_last=True, maintain_order=True)
        return Concordance(self._corpus, self._results, self._counts, ordered["number"])

    def table(self, width: int, limit: int | None = None) -> pl.DataFrame:
        """The lines as a frame of COLUMNS, dates as days, contexts of `width` code points."""
        lines = [self._with_contexts(piece, width) for piece in self._pieces(limit)]
        whole = pl.concat(lines) if lines else self._with_contexts(pl.DataFrame(schema=SPANS), width)
        articles = self._corpus.frame.select("url", "title", "body", "date")
        rows = whole["row"].unique()
        ids = pl.DataFrame({"row": rows, "id": [article_id(*text) for text in articles.drop("date")[rows].iter_rows()]})
        ids = ids.with_columns(pl.col("id").cast(pl.String))
        told = articles.select("title", "date")[whole["row"]]
        return whole.hstack(told).join(ids, on="row", how="left", maintain_order="left").select(COLUMNS)

    def _look_up(self, start: int, width: int) -> list[KwicLine]:
        lines = self._with_contexts(self._slice(start, _PAGE), width)
        told = self._corpus.frame.select("title", "date", "source")[lines["row"]]
        return [KwicLine(**values) for values in lines.hstack(told).iter_rows(named=True)]

    def _slice(self, start: int, length: int) -> pl.DataFrame:
        """The places of some lines, as they are to be shown."""
        end = min(start + length, len(self))
        if self._order is None:
            return self._places(pl.int_range(start, end, dtype=pl.UInt64, eager=True))
        return self._places(self._order.slice(start, end - start).cast(pl.UInt64))

    def _places(self, numbers: pl.Series) -> pl.DataFrame:
        """The places (see spans.SPANS) of lines by their numbers in the result."""
        articles = self._ends.search_sorted(numbers, side="right").unique().sort()
        ends = self._ends.gather(articles)
        held = pl.select(number=pl.int_ranges(ends - self._counts.gather(articles), ends, dtype=pl.UInt64))
        places = spans_of(self._corpus, self._results.rows.gather(articles), self._results.query)
        numbered = places.hstack(held.explode("number"))
        return pl.DataFrame({"number": numbers}).join(numbered, on="number", maintain_order="left").drop("number")

    def _pieces(self, limit: int | None = None) -> Iterator[pl.DataFrame]:
        end = len(self) if limit is None else min(limit, len(self))
        for start in range(0, end, _LINES_AT_A_TIME):
            yield self._slice(start, min(_LINES_AT_A_TIME, end - start))

    def _with_contexts(self, lines: pl.DataFrame, width: int) -> pl.DataFrame:
        """The lines with left, hit and right.

        Each article's text is made once for all its lines: finding a code point in a long text takes long, and so one
        text is held at a time.
        """
        cut: list[tuple[str, str, str]] = [("", "", "")] * lines.height
        text, text_of = "", (-1, "")
        texts = {field: self._corpus.frame[field] for field in ("title", "body")}
        for number, row, field, start, end in lines.with_row_index("number").sort("row", "field").iter_rows():
            if text_of != (row, field):
                text, text_of = texts[field][row], (row, field)
            cut[number] = text[max(start - width, 0) : start], text[start:end], text[end : end + width]
        contexts = pl.DataFrame(cut, schema=dict.fromkeys(("left", "hit", "right"), pl.String), orient="row")
        return lines.hstack(contexts.with_columns(pl.all().str.replace_all("\n", " ", literal=True)))

    def _dates_or_sources(self, sort: Sort) -> pl.Series:
        """Of each line."""
        articles = self._ends.search_sorted(pl.int_range(len(self), dtype=pl.UInt64, eager=True), side="right")
        return self._corpus.frame[sort][self._results.rows.gather(articles)]

    def _contexts_to_sort_by(self, sort: Sort, stopped: Stopped) -> pl.Series | None:
        """The context of each line as a text that sorts as it is to be sorted; the left one from the hit outwards."""
        side, _, by_code = sort.partition("-")
        keys: list[pl.Series] = []
        for piece in self._pieces():
            if stopped():
                return None
            lines = self._with_contexts(piece, _SORTED_BY)
            key = lines[side] if by_code else _by_pinyin(lines, side)
            keys.append(key.str.reverse() if side == "left" else key)
        return pl.concat(keys) if keys else pl.Series(dtype=pl.String)


def _by_pinyin(lines: pl.DataFrame, side: str) -> pl.Series:
    """The contexts at one side as keys; a word that reaches into the hit is read as a word."""
    keys = []
    for left, hit, right in lines.select("left", "hit", "right").iter_rows():
        if side == "left":
            keys.append(sort_key(left + hit[:_REACH])[: len(left)])
        else:
            before = hit[-_REACH:]
            keys.append(sort_key(before + right)[len(before) :])
    return pl.Series(keys, dtype=pl.String)
