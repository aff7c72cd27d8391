"""The table: what comes in few rows again and again lies in few pieces."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.table import _LONGEST_PIECE, Table
from tests.search.corpora import Row, corpus_of_rows


@given(st.lists(st.integers(1, 5), max_size=60))
def test_rows_that_come_again_and_again_lie_in_few_pieces(counts: list[int]) -> None:
    corpus, titles = corpus_of_rows([Row("前")]), ["前"]
    for number, count in enumerate(counts):
        new = [f"第{number}篇，{each}" for each in range(count)]
        rows = pl.concat([corpus.frame.head(1)] * count).with_columns(title=pl.Series(new))
        corpus, titles = corpus.grown(rows), titles + new
    assert corpus.frame["title"].to_list() == titles
    lengths = corpus.frame["line"].chunk_lengths()
    assert len(lengths) <= 2 * len(titles).bit_length()


def test_long_pieces_stay_where_they_lie() -> None:
    one = corpus_of_rows([Row("前")]).frame
    lines = pl.int_range(_LONGEST_PIECE, dtype=pl.UInt32, eager=True)
    long = one[[0] * _LONGEST_PIECE].with_columns(line=lines)
    assert Table.empty().extended(long).grown(one).frame["line"].chunk_lengths() == [_LONGEST_PIECE, 1]
