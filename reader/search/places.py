"""Every place of a result at once, in columns: what `spans` tells of one text, Polars tells of all of them together."""

from collections.abc import Iterator

import polars as pl

from reader.corpus.table import Corpus
from reader.progress import Progress, Stopped, never, silent
from reader.search.engine import Results
from reader.search.plan import pattern
from reader.search.runs import Pattern, runs_of
from reader.search.spans import spans_in
from reader.search.tree import Pinyin, Query, Regex, Sought, Term, TextField, Wildcard

PLACES = {"row": pl.UInt32, "field": pl.String, "start": pl.UInt32, "end": pl.UInt32}
"""`row` of the corpus, `title` or `body`, and the half-open span in code points."""
_ARTICLES_AT_A_TIME = 2048
_BEFORE, _AFTER = "\x02", "\x03"
_FIELDS: tuple[TextField, ...] = ("title", "body")


def places(
    corpus: Corpus,
    results: Results,
    stopped: Stopped = never,
    *,
    limit: int | None = None,
    progress: Progress = silent,
) -> pl.DataFrame | None:
    """All places of the articles of a result, in its order and each article in reading order; see PLACES.

    None where `stopped` came true meanwhile. With a limit, no more articles are looked at once there are so many.
    """
    found, count = [pl.DataFrame(schema=PLACES)], 0
    for start in range(0, len(results) if results.query.terms else 0, _ARTICLES_AT_A_TIME):
        if stopped():
            return None
        rows = results.rows.slice(start, _ARTICLES_AT_A_TIME)
        piece = _of_articles(corpus, rows, results.query)
        found.append(piece)
        count += piece.height
        progress(min(start + _ARTICLES_AT_A_TIME, len(results)), len(results))
        if limit is not None and count >= limit:
            break
    return pl.concat(found).head(limit if limit is not None else count)


def _of_articles(corpus: Corpus, rows: pl.Series, query: Query) -> pl.DataFrame:
    """The places of some articles, in the order of the rows."""
    by_field = [
        _in_field(corpus.frame[field][rows], query, field).with_columns(pl.lit(number, pl.UInt8).alias("field"))
        for number, field in enumerate(_FIELDS)
    ]
    together = pl.concat(by_field).sort("article", "field", "start")
    return together.select(
        row=rows.gather(together["article"]).cast(pl.UInt32),
        field=pl.col("field").replace_strict({0: "title", 1: "body"}, return_dtype=pl.String),
        start=pl.col("start").cast(pl.UInt32),
        end=pl.col("end").cast(pl.UInt32),
    )


def _in_field(texts: pl.Series, query: Query, field: TextField) -> pl.DataFrame:
    """article (its number among the texts), start and end."""
    terms = [term for term in query.terms if field in _fields_of(term)]
    one = _one_pattern(terms)
    if one is not None:
        return _marked(texts, one)
    spans = spans_in(texts.to_list(), query.terms, field) if terms else []
    rows = [(number, span.start, span.end) for number, of_text in enumerate(spans) for span in of_text]
    schema = {"article": pl.UInt32, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _one_pattern(terms: list[Sought]) -> Pattern | None:
    """The pattern that alone finds all places of the terms, so that none overlap; None where it takes more."""
    patterns = list(_patterns(terms))
    return patterns[0] if len(patterns) == 1 else None


def _patterns(terms: list[Sought]) -> Iterator[Pattern | None]:
    yield from (runs.pattern for runs in runs_of(term.text for term in terms if isinstance(term, Term)))
    others = (term for term in terms if not isinstance(term, Term))
    yield from (pattern(term) if isinstance(term, Wildcard | Regex) else None for term in others)


def _fields_of(term: Sought) -> tuple[TextField, ...]:
    return ("title",) if isinstance(term, Pinyin) else term.fields


def _marked(texts: pl.Series, each: Pattern) -> pl.DataFrame:
    """Matches marked as spans.spans_in marks them, and the marks read off in columns."""
    marked = each.marked_in(texts, _BEFORE, _AFTER)
    pieces = pl.DataFrame({"piece": marked.str.split(_BEFORE)}).with_row_index("article").explode("piece")
    hit = pl.col("piece").str.extract(rf"^([^{_AFTER}]*){_AFTER}").str.len_chars().cast(pl.Int64)
    measured = pieces.select("article", hit=hit, length=pl.col("piece").str.len_chars().cast(pl.Int64))
    text_length = pl.col("length") - pl.col("hit").is_not_null().cast(pl.Int64)
    return (
        measured.with_columns(start=text_length.cum_sum().over("article") - text_length)
        .filter(pl.col("hit") > 0)
        .select("article", "start", end=pl.col("start") + pl.col("hit"))
    )
