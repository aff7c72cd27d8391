"""Where the hits are: half-open character spans of a query's terms, of one text or of several articles.

The matcher is the one that searched: Polars puts marks around every match, and the marks are read off as offsets.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from reader.article import Span
from reader.language import pinyin
from reader.search import nearness
from reader.search.plan import pattern
from reader.search.runs import AFTER, BEFORE, Pattern, runs_of
from reader.search.tree import Near, Pinyin, Query, Regex, Sought, Term, TextField, Wildcard

if TYPE_CHECKING:
    from reader.corpus.table import Table

SPANS = {"row": pl.UInt32, "field": pl.String, "start": pl.UInt32, "end": pl.UInt32}
"""`row` of the corpus, `title` or `body`, and the half-open span in code points."""
FIELDS: tuple[TextField, ...] = ("title", "body")
"""In the order they are read."""


def spans_in(texts: Sequence[str], terms: Sequence[Sought], field: TextField) -> list[list[Span]]:
    """The spans of all terms in each text of a field, sorted and disjoint.

    Where matches overlap, the first wins, then the longest, then that of the term written first.
    """
    found: list[list[Span]] = [[] for _ in texts]
    column = pl.Series(texts, dtype=pl.String)
    numbers: dict[str, int] = {}
    for number, term in enumerate(terms):
        if field not in term.fields:
            continue
        if isinstance(term, Term):
            numbers.setdefault(term.text, number)
            continue
        for spans, matches in zip(found, _matches_of(column, term), strict=True):
            spans.extend(Span(start, end, number) for start, end in matches)
    for runs in runs_of(numbers):
        number_of = cache(lambda match, runs=runs: numbers[runs.found(match)])
        for spans, text, matches in zip(found, texts, _matches(column, runs.pattern), strict=True):
            spans.extend(Span(start, end, number_of(text[start:end])) for start, end in matches)
    return [_disjoint(spans) for spans in found]


def spans_of(part: "Table", rows: pl.Series, query: Query) -> pl.DataFrame:
    """All spans of some articles, in the order of the rows and each article in reading order; see SPANS."""
    by_field = [
        _in_field(part.frame[field][rows], query, field).with_columns(pl.lit(number, pl.UInt8).alias("field"))
        for number, field in enumerate(FIELDS)
    ]
    together = pl.concat(by_field).sort("article", "field", "start")
    return together.select(
        row=rows.gather(together["article"]).cast(pl.UInt32),
        field=pl.col("field").replace_strict(dict(enumerate(FIELDS)), return_dtype=pl.String),
        start=pl.col("start").cast(pl.UInt32),
        end=pl.col("end").cast(pl.UInt32),
    )


def _in_field(texts: pl.Series, query: Query, field: TextField) -> pl.DataFrame:
    """article (its number among the texts), start and end."""
    terms = [term for term in query.terms if field in term.fields]
    one = one_pattern(terms)
    if one is not None:
        return one.spans_in(texts)
    spans = spans_in(texts.to_list(), query.terms, field) if terms else []
    rows = [(number, span.start, span.end) for number, of_text in enumerate(spans) for span in of_text]
    schema = {"article": pl.UInt32, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def one_pattern(terms: list[Sought]) -> Pattern | None:
    """The pattern that alone finds all matches of the terms, so that none overlap; None where it takes more."""
    patterns: list[Pattern | None] = [runs.pattern for runs in runs_of(t.text for t in terms if isinstance(t, Term))]
    patterns += [
        pattern(term) if isinstance(term, Wildcard | Regex) else None for term in terms if not isinstance(term, Term)
    ]
    return patterns[0] if len(patterns) == 1 else None


def _matches_of(texts: pl.Series, term: Wildcard | Near | Regex | Pinyin) -> Iterator[Iterable[tuple[int, int]]]:
    """Where a term stands in each text."""
    match term:
        case Pinyin(letters, open_end):
            return (pinyin.spans(letters, pinyin.sounds(text), open_end=open_end) for text in texts)
        case Near(words, distance):
            return (nearness.spans(text, words, distance) for text in texts)
        case Wildcard() | Regex():
            return _matches(texts, pattern(term))


def _matches(texts: pl.Series, each: Pattern) -> Iterator[Iterable[tuple[int, int]]]:
    return map(_read_marks, each.marked_in(texts, BEFORE, AFTER))


def _read_marks(marked: str) -> Iterator[tuple[int, int]]:
    head, *parts = marked.split(BEFORE)
    start = len(head)
    for part in parts:
        length = part.index(AFTER)
        if length:
            yield start, start + length
        start += len(part) - 1


def _disjoint(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.term)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
