"""How often each term stands in the articles that matched: what ranking weighs."""

from collections.abc import Sequence

import polars as pl

from reader.language.variants import folded
from reader.search.plan import SOUNDS, pattern, run_of
from reader.search.tree import EVERYWHERE, Pinyin, Sought, Term

TITLE_WEIGHT = 3
"""A hit in the title counts so many times one in the body."""
FREQUENCY = "frequency-{}"
"""The column that counts a term, by the term's number."""
_FEW = 3
"""Terms up to which each is counted by itself."""


def columns_counted(term: Sought) -> set[str]:
    """The columns in which a term is counted."""
    return {SOUNDS} if isinstance(term, Pinyin) else {field for field in EVERYWHERE if field in term.fields}


def frequencies(matches: pl.DataFrame, terms: Sequence[Sought]) -> pl.DataFrame:
    """A FREQUENCY column (Float32) a term, title hits weighted; a row each of `matches`, which has a `row` column."""
    if len(terms) > _FEW and all(isinstance(term, Term) and term.fields == EVERYWHERE for term in terms):
        return _in_one_pass(matches, [term for term in terms if isinstance(term, Term)])
    return matches.select(
        _alone(term).cast(pl.Float32).alias(FREQUENCY.format(number)) for number, term in enumerate(terms)
    )


def _alone(term: Sought) -> pl.Expr:
    each = pattern(term)
    if isinstance(term, Pinyin):
        return each.found_in(pl.col(SOUNDS)) * pl.lit(TITLE_WEIGHT)
    counts = [each.counted_in(pl.col(field)) * pl.lit(weight) for field, weight in _WEIGHTS if field in term.fields]
    return pl.sum_horizontal(counts) if counts else pl.zeros(pl.len())


_WEIGHTS = (("title", TITLE_WEIGHT), ("body", 1))


def _in_one_pass(matches: pl.DataFrame, terms: Sequence[Term]) -> pl.DataFrame:
    """All terms as one pattern, the longest first; where they overlap, the first counts, as it is shown."""
    texts = [folded(term.text) for term in terms]
    whole = "|".join(run_of(text).regex for text in sorted(set(texts), key=len, reverse=True))
    hits = pl.concat(
        matches.select("row", hit=pl.col(field).str.extract_all(whole), weight=pl.lit(weight))
        .explode("hit")
        .drop_nulls("hit")
        for field, weight in _WEIGHTS
    )
    variants = hits["hit"].unique().to_list()
    hits = hits.with_columns(
        pl.col("hit").replace_strict(variants, list(map(folded, variants)), return_dtype=pl.String)
    )
    counts = hits.group_by("row").agg(
        (pl.col("weight") * (pl.col("hit") == text)).sum().cast(pl.Float32).alias(FREQUENCY.format(number))
        for number, text in enumerate(texts)
    )
    return matches.select("row").join(counts, on="row", how="left", maintain_order="left").drop("row").fill_null(0)
