"""Concordance: every hit of a result with its context, in columns. Text is made only of the lines that are asked for.

KWIC, key word in context (Luhn 1960). Contexts are of one line: a newline is told as a space.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import polars as pl

from reader.article import Field, article_id
from reader.corpus.questions import Columns, Corpus, Question, Rows, numbered
from reader.corpus.table import Table
from reader.language.pinyin_order import sort_key
from reader.progress import Cancelled, Progress, Stopped, never, silent
from reader.search.engine import Results
from reader.search.hit_counts import hit_counts
from reader.search.pages import Pages
from reader.search.spans import spans_of
from reader.search.tree import Query

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
_ARTICLES_AT_A_TIME = 4096
_PAGE = 64
_KEPT_PAGES, _KEPT_WIDTHS = 8, 4

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


ON_ITS_WAY = KwicLine(0, "title", 0, 0, "", "…", "", "", None, "")
"""Stands for a line of a corpus that lies elsewhere."""


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
        self._pages: dict[int, Pages[KwicLine]] = {}
        self._come: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        return min(int(self._ends[-1]), MOST_LINES) if len(self._ends) else 0

    def line(self, index: int, width: int) -> KwicLine:
        """One line, with `width` code points of context on each side, fewer at the ends of the text.

        A line that is not here is ON_ITS_WAY until it is.
        """
        pages = self._pages_of(width)
        if self._corpus.is_far and not pages.is_known(index):
            pages.have_read(index, lambda: self._come())
            return ON_ITS_WAY
        return pages[index]

    def place(self, index: int) -> KwicLine | None:
        """One line that was looked at, in some context; None where it is still on its way."""
        known = next((pages for pages in self._pages.values() if pages.is_known(index)), None)
        return known[index] if known is not None else None if self._corpus.is_far else self.line(index, 0)

    def when_read(self, told: Callable[[], None]) -> None:
        """Have it told, from another thread, whenever lines are here that were on their way."""
        self._come = told

    def _pages_of(self, width: int) -> Pages[KwicLine]:
        if width not in self._pages:
            while len(self._pages) >= _KEPT_WIDTHS:
                del self._pages[next(iter(self._pages))]
            self._pages[width] = Pages(_PAGE, _KEPT_PAGES, lambda start: self._look_up(start, width))
        return self._pages[width]

    def sorted(self, sort: Sort, stopped: Stopped = never) -> "Concordance | None":
        """The same lines in another order; equal ones stay as in the result. None where `stopped` came true."""
        as_found = Concordance(self._corpus, self._results, self._counts)
        if sort == "result":
            return as_found
        is_of_article = sort in ("date", "source")
        key = as_found._of_articles(sort) if is_of_article else as_found._contexts_to_sort_by(sort, stopped)
        if key is None:
            return None
        numbered = pl.DataFrame({"key": key}).with_row_index("number")
        ordered = numbered.sort("key", descending=sort == "date", nulls_last=True, maintain_order=True)
        return Concordance(self._corpus, self._results, self._counts, ordered["number"])

    def table(self, width: int, limit: int | None = None) -> pl.DataFrame:
        """The lines as a frame of COLUMNS, dates as days, contexts of `width` code points."""
        end = len(self) if limit is None else min(limit, len(self))
        starts = range(0, end, _LINES_AT_A_TIME) or [0]
        pieces = [self._lines(start, min(_LINES_AT_A_TIME, end - start), width) for start in starts]
        return pl.concat(pieces).select(COLUMNS)

    def _look_up(self, start: int, width: int) -> list[KwicLine]:
        lines = self._lines(start, _PAGE, width).drop("id")
        return [KwicLine(**values) for values in lines.iter_rows(named=True)]

    def _lines(self, start: int, length: int, width: int) -> pl.DataFrame:
        """Some lines as they are to be shown; see Lines."""
        end = min(start + length, len(self))
        numbers = pl.int_range(start, end, dtype=pl.UInt64, eager=True)
        if self._order is not None:
            numbers = self._order.gather(numbers).cast(pl.UInt64)
        articles = self._ends.search_sorted(numbers, side="right").unique().sort()
        ends = self._ends.gather(articles)
        held = pl.select(number=pl.int_ranges(ends - self._counts.gather(articles), ends, dtype=pl.UInt64))
        lines = self._corpus.ask(Lines(self._results.query, width), self._results.rows.gather(articles))
        numbered = lines.hstack(held.explode("number").drop_nulls())
        return numbers.to_frame("number").join(numbered, on="number", maintain_order="left").drop("number")

    def _of_articles(self, sort: Sort) -> pl.Series:
        """The date or the source of each line."""
        articles = self._ends.search_sorted(pl.int_range(len(self), dtype=pl.UInt64, eager=True), side="right")
        return self._corpus.ask(Columns((sort,)), self._results.rows)[sort].gather(articles)

    def _contexts_to_sort_by(self, sort: Sort, stopped: Stopped) -> pl.Series | None:
        """The context of each line as a text that sorts as it is to be sorted."""
        side, _, by_code = sort.partition("-")
        articles = int(self._ends.search_sorted(len(self), side="left")) + 1
        question = SortKeys(self._results.query, side, by_code != "")
        try:
            keys = self._corpus.ask(question, self._results.rows.head(articles), stopped)
        except Cancelled:
            return None
        return keys["key"].head(len(self))


@dataclass(frozen=True, slots=True)
class Lines(Question):
    """Asks for the hits of a query in rows, in reading order, in their context.

    SPANS, `left`, `hit` and `right`, and of the article its `title`, `date`, `source` and `id`.
    """

    query: Query
    """What is looked for."""
    width: int
    """Code points of context on each side, at most."""

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row a hit."""
        numbers = numbered(rows)
        lines = _with_contexts(part, spans_of(part, numbers, self.query), self.width)
        articles = part.columns(("title", "date", "source", "url", "body"), numbers)
        ids = [article_id(*text) for text in articles.select("url", "title", "body").iter_rows()]
        told = articles.select("row", "title", "date", "source", pl.Series("id", ids, dtype=pl.String))
        return lines.join(told, on="row", how="left", maintain_order="left")


@dataclass(frozen=True, slots=True)
class SortKeys(Question):
    """Asks what stands beside each hit of a query in rows, as a text that sorts as it is to be sorted: `row`, `key`.

    What stands left is told from the hit outwards.
    """

    query: Query
    """What is looked for."""
    side: str
    """`left` or `right`."""
    is_by_code: bool
    """By code point, not by sound."""

    def answer(self, part: Table, rows: Rows, stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """A row a hit. Raises Cancelled."""
        found = [pl.DataFrame(schema={"row": pl.UInt32, "key": pl.String})]
        numbers = numbered(rows)
        for start in range(0, len(numbers), _ARTICLES_AT_A_TIME):
            if stopped():
                raise Cancelled
            spans = spans_of(part, numbers.slice(start, _ARTICLES_AT_A_TIME), self.query)
            lines = _with_contexts(part, spans, _SORTED_BY)
            key = lines[self.side] if self.is_by_code else _by_pinyin(lines, self.side)
            found.append(lines.select("row", key=key.str.reverse() if self.side == "left" else key))
        return pl.concat(found)


def _with_contexts(part: Table, lines: pl.DataFrame, width: int) -> pl.DataFrame:
    """The lines with left, hit and right.

    Each article's text is made once for all its lines: finding a code point in a long text takes long, and so one
    text is held at a time.
    """
    cut: list[tuple[str, str, str]] = [("", "", "")] * lines.height
    text, text_of = "", (-1, "")
    texts = {field: part.frame[field] for field in ("title", "body")}
    for number, row, field, start, end in lines.with_row_index("number").sort("row", "field").iter_rows():
        if text_of != (row, field):
            text, text_of = texts[field][row], (row, field)
        cut[number] = text[max(start - width, 0) : start], text[start:end], text[end : end + width]
    contexts = pl.DataFrame(cut, schema=dict.fromkeys(("left", "hit", "right"), pl.String), orient="row")
    return lines.hstack(contexts.with_columns(pl.all().str.replace_all("\n", " ", literal=True)))


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
