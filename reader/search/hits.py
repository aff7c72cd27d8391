"""Hits: the articles of a result with the places that answer the query, fetched a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from reader.article import Article, Field, Span
from reader.corpus.questions import Columns, Corpus
from reader.corpus.table import SCHEMA
from reader.language.typesetting import ELLIPSIS
from reader.search.engine import Results
from reader.search.pages import Pages
from reader.search.snippets import is_cut, passage
from reader.search.spans import spans_in

PAGE = 32
"""Articles looked up together."""
_KEPT_PAGES, _KEPT_FAR = 8, 256
"""Pages that stay: of articles that are here, and of those on a cluster."""


@dataclass(frozen=True)
class Hit:
    """One article of a result."""

    row: int
    """Its row in the corpus."""
    article: Article
    """What it says."""
    score: float
    """BM25, 0 where nothing was looked for."""
    title_spans: list[Span]
    """Where the title answers the query."""
    body_spans: list[Span]
    """Where the body does."""

    @cached_property
    def places(self) -> list[tuple[Field, Span]]:
        """All spans in reading order, each with its field."""
        in_title: list[tuple[Field, Span]] = [("title", span) for span in self.title_spans]
        return in_title + [("body", span) for span in self.body_spans]

    def passage(self, length: int) -> tuple[str, list[Span]]:
        """The passage of the body with most hits, at most `length` code points, and the spans inside it."""
        start, end = passage(self.article.body, self.body_spans, length)
        return self.article.body[start:end].replace("\n", " "), self._inside(start, end)

    def marked_passage(self, length: int) -> tuple[str, list[Span]]:
        """The same for people: an ellipsis, within the length, where the text goes on."""
        body = self.article.body
        start, end = passage(body, self.body_spans, max(length - 2 * len(ELLIPSIS), 1))
        before, after = (ELLIPSIS * cut for cut in is_cut(body, start, end))
        text = body[start:end].replace("\n", " ")
        return f"{before}{text}{after}", self._inside(start, end, len(before))

    def _inside(self, start: int, end: int, moved: int = 0) -> list[Span]:
        return [
            Span(span.start - start + moved, span.end - start + moved, span.term)
            for span in self.body_spans
            if start <= span.start and span.end <= end
        ]


class Hits:
    """A result as a sequence of hits. Pages are looked up when first asked for, the last few are kept."""

    def __init__(self, corpus: Corpus, results: Results, listed: pl.Series | None = None) -> None:
        """`listed` are the positions in the result that are listed, UInt32 in order; all where it is None."""
        self._corpus, self._listed = corpus, listed
        self.results = results
        """What was found, all of it."""
        self._rows = results.rows if listed is None else results.rows.gather(listed)
        self._scores = results.scores if listed is None else results.scores.gather(listed)
        self._pages = Pages(PAGE, _KEPT_FAR if corpus.is_far else _KEPT_PAGES, self._look_up)

    def __len__(self) -> int:
        return len(self._rows)

    def listing(self, listed: pl.Series | None) -> "Hits":
        """The same result with other positions listed."""
        return Hits(self._corpus, self.results, listed)

    def __getitem__(self, index: int) -> Hit:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._pages[index]

    def is_known(self, index: int) -> bool:
        """Whether a hit is there without waiting for a cluster."""
        return not self._corpus.is_far or self._pages.is_known(index)

    def unknown_pages(self, first: int, last: int) -> Sequence[int]:
        """The pages of these hits that have to be waited for, and that nobody reads yet; see `read_page`."""
        return self._pages.unknown(first, min(last, len(self) - 1)) if self._corpus.is_far and len(self) else ()

    def read_page(self, number: int) -> None:
        """Look up a page. Raises Incomplete and DuwenError."""
        self._pages.read(number)

    @property
    def corpus(self) -> Corpus:
        """What was searched."""
        return self._corpus

    @property
    def frame(self) -> pl.DataFrame:
        """The articles that are listed, in order; see table.SCHEMA."""
        return self._corpus.ask(Columns(tuple(SCHEMA)), self._rows).drop("row")

    def first(self, count: int) -> Iterator[Hit]:
        """The first `count` hits, or all."""
        return (self[index] for index in range(min(count, len(self))))

    def index_with_places(self, start: int, step: int) -> int | None:
        """Where the first hit that has places stands, from `start` on, or back where the step is -1; None without one.

        Whatever has places has a score; so none of the articles between is looked up.
        """
        if not 0 <= start < len(self):
            return None
        ahead = self._scores.slice(start) if step > 0 else self._scores.slice(0, start + 1).reverse()
        has_places = ahead > 0
        return start + step * int(has_places.arg_max() or 0) if has_places.any() else None

    def index_of(self, row: int) -> int | None:
        """Where the article of a corpus row stands in the list."""
        return self._rows.index_of(row)

    def index_near(self, row: int) -> int | None:
        """The same; of an article that was found and is not listed, where the one before it stands."""
        position = self.results.rows.index_of(row)
        if position is None or self._listed is None:
            return position
        return max(int(self._listed.search_sorted(position, side="right")) - 1, 0)

    def _look_up(self, start: int) -> list[Hit]:
        rows, scores = self._rows.slice(start, PAGE), self._scores.slice(start, PAGE)
        articles = self._corpus.articles(rows)
        terms = self.results.query.terms
        titles = spans_in([article.title for article in articles], terms, "title")
        bodies = spans_in([article.body for article in articles], terms, "body")
        return [Hit(*values) for values in zip(rows, articles, scores, titles, bodies, strict=True)]
