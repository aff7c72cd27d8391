"""Words of articles: counted once, whatever their spelling, while the corpus grows, within bounds."""

from collections import Counter

import polars as pl
import pytest

from reader.corpus.table import Table
from reader.insight.word_counts import WordCounts
from tests.insight.corpora import StopAfter, corpus_of, spellings

BODIES = ["上海 上海，天气 GDP。", "天气 gdp 2024 3.5%", "天气 ＧＤＰ Gdp GDP"]


def totals(counts: WordCounts, table: pl.DataFrame | None = None) -> dict[str, tuple[int, int]]:
    table = counts.totals() if table is None else table
    names = spellings(counts, table["word"])
    return {
        name: (count, documents)
        for name, (count, documents) in zip(names, table.select("count", "documents").iter_rows(), strict=True)
    }


def counted(corpus: Table) -> WordCounts:
    counts = WordCounts()
    assert counts.count(corpus)
    return counts


def test_words_are_counted_with_their_articles_and_nothing_else_is() -> None:
    assert totals(counted(corpus_of(BODIES))) == {"上海": (2, 1), "天气": (3, 3), "GDP": (5, 3)}


def test_traditional_and_simplified_are_one_word_spelled_as_it_is_most_often() -> None:
    many = counted(corpus_of(["經濟發展，經濟成長，經濟", "经济"]))
    assert totals(many)["經濟"] == (4, 2)


def test_titles_count() -> None:
    assert totals(counted(corpus_of([""], ["天气"]))) == {"天气": (1, 1)}


def test_some_rows() -> None:
    corpus = corpus_of(BODIES)
    counts = counted(corpus)
    some = counts.of(corpus, pl.Series([2, 1], dtype=pl.UInt32))
    assert totals(counts, some) == {"天气": (2, 2), "GDP": (4, 2)}


def test_a_corpus_that_grew_is_counted_on() -> None:
    whole = corpus_of(BODIES)
    corpus = Table.empty().extended(whole.frame.head(1))
    counts = counted(corpus)
    assert counts.counted == 1
    grown = corpus.extended(whole.frame.slice(1))
    assert counts.count(grown)
    assert counts.counted == 3
    assert totals(counts) == totals(counted(whole))


def test_another_corpus_is_counted_anew() -> None:
    counts = counted(corpus_of(BODIES))
    assert counts.count(corpus_of(["北京"]))
    assert totals(counts) == {"北京": (1, 1)}


def test_what_does_not_fit_is_counted_again_when_asked_for() -> None:
    corpus = corpus_of(BODIES)
    counts = WordCounts(most_entries=3)
    blocks = [Table(corpus.frame.head(end), derived=corpus.derived) for end in (1, 2, 3)]
    assert all(map(counts.count, blocks))
    assert (counts.kept, counts.counted) == (1, 3)
    rows = pl.Series([0, 2], dtype=pl.UInt32)
    roomy = counted(corpus)
    assert totals(counts, counts.of(corpus, rows)) == totals(roomy, roomy.of(corpus, rows))
    assert totals(counts) == totals(roomy)


def test_stopping_keeps_what_is_done() -> None:
    corpus = corpus_of(["天气 " * 50_000] * 12)
    counts = WordCounts()
    assert not counts.count(corpus, stopped=StopAfter(4))
    done = counts.counted
    assert 0 < done < 12
    assert counts.count(corpus)
    assert totals(counts) == {"天气": (600_000, 12)}


def test_stopped_from_the_beginning() -> None:
    corpus = corpus_of(BODIES)
    assert not WordCounts().count(corpus, stopped=lambda: True)


def test_progress_ends_with_all() -> None:
    seen: list[tuple[int, int]] = []
    counts = WordCounts()
    counts.count(corpus_of(BODIES * 5), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (15, 15)


def test_an_empty_corpus() -> None:
    counts = counted(Table.empty())
    assert counts.totals().is_empty()


@pytest.mark.parametrize("text", ["天气" * 150_000, "天气。" * 100_000, "天氣。" * 100_000])
def test_a_text_longer_than_a_piece(text: str) -> None:
    found = totals(counted(corpus_of([text])))
    assert sum(count for count, _ in found.values()) >= len(text) // 3 - 1
    assert sum(Counter(text).values()) == len(text)
