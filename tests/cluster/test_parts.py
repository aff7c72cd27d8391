"""What parts answer together is what the whole answers: rows, order, scores, and every figure, to the last digit."""

import threading
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cluster.corpus import ClusterCorpus
from reader.corpus.questions import Columns, Corpus, WithId
from reader.corpus.statistics import statistics
from reader.corpus.table import SCHEMA, Table
from reader.insight.collocates import collocates
from reader.insight.concordance import ON_ITS_WAY, SORTS, concordance
from reader.insight.dispersion import evenness
from reader.insight.keyness import keywords
from reader.insight.related import related
from reader.insight.reprints import reprints
from reader.insight.trends import trends
from reader.search.engine import Searcher, search
from reader.search.hits import Hit, Hits
from reader.search.ranking import ORDERS
from reader.search.syntax import parse
from reader.search.tree import Marked, Term
from tests.cluster.here import far_corpus
from tests.cluster.queries import QUERIES
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import queries, rows
from tests.shards.made import written_table

SMALL = 20_000
"""Bytes of text a shard."""


@pytest.fixture(scope="module")
def near(mixed_dump: Path) -> Table:
    from reader.corpus.loading import load_corpus

    return load_corpus([str(mixed_dump)])


@pytest.fixture(scope="module")
def far(near: Table, tmp_path_factory: pytest.TempPathFactory) -> ClusterCorpus:
    folder = tmp_path_factory.mktemp("shards")
    written_table(near, folder, SMALL)
    corpus = far_corpus(folder)
    assert len(corpus.shards) > 8
    return corpus


def told(results: Any) -> tuple[object, ...]:
    assert results is not None
    days = results.dates.to_list() if results.query.root is not None else []
    columns = results.rows.to_list(), results.scores.to_list(), days
    return *columns, results.splits, results.without, results.query


def all_of(hits: Hits) -> list[Hit]:
    return [hits[number] for number in range(len(hits))]


@pytest.mark.parametrize("query", QUERIES)
def test_sixty_queries(near: Table, far: ClusterCorpus, query: str) -> None:
    for order in ORDERS if query in ("上海", "经济发展上海没有") else ("relevance",):
        assert told(search(far, parse(query), order)) == told(search(near, parse(query), order))


def test_a_search_that_is_gone_on_with_is_narrowed(near: Table, far: ClusterCorpus) -> None:
    here, there = Searcher(), Searcher()
    for query in ("上", "上海", "上海 经", "上海 经济", "上海 -经济", "上海", "上海 经济 py:sh"):
        assert told(there.search(far, parse(query))) == told(here.search(near, parse(query)))


def test_marks_are_asked_about(near: Table, far: ClusterCorpus) -> None:
    ids = [int(near.article(row).id, 16) for row in (3, 77, 5)]
    marks = {Marked("starred"): pl.Series(ids, dtype=pl.UInt64), Marked("unread"): pl.Series(ids[:1], dtype=pl.UInt64)}
    for query in ("is:starred", "is:starred 的", "-is:starred 经济", "is:unread"):
        found = [Searcher(marks.get).search(corpus, parse(query)) for corpus in (near, far)]
        assert told(found[0]) == told(found[1])


@settings(max_examples=150, deadline=None)
@given(written=st.lists(rows, min_size=1, max_size=12), cuts=st.integers(1, 60), query=queries)
def test_any_query_over_any_parts(
    tmp_path_factory: pytest.TempPathFactory, written: list[Row], cuts: int, query: str
) -> None:
    near = corpus_of_rows(written)
    folder = tmp_path_factory.mktemp("parts")
    written_table(near, folder, cuts)
    far = far_corpus(folder)
    asked = parse(query, typing=True)
    one, other = search(near, asked), search(far, asked)
    assert told(one) == told(other)
    assert one is not None
    assert other is not None
    assert all_of(Hits(near, one)) == all_of(Hits(far, other))


def test_pages_and_articles(near: Table, far: ClusterCorpus) -> None:
    found = [search(corpus, parse("经济")) for corpus in (near, far)]
    assert found[0] is not None
    assert found[1] is not None
    assert all_of(Hits(near, found[0])) == all_of(Hits(far, found[1]))
    assert Hits(near, found[0]).frame.equals(Hits(far, found[1]).frame)
    some = pl.Series([len(near) - 1, 0, 50, 7], dtype=pl.UInt32)
    assert far.articles(some) == near.articles(some)
    assert far.article(9) == near.article(9)
    everything = far.ask(Columns(tuple(SCHEMA)))
    assert everything.drop("row").equals(near.frame)
    assert far.ask(Columns(("title",)), some.clear()).is_empty()
    assert far.ask(WithId(int(near.article(42).id, 16)))["row"].to_list() == [42]


def test_the_corpus_as_a_whole(near: Table, far: ClusterCorpus) -> None:
    assert statistics(far) == statistics(near)
    assert far.first_and_last_day == near.first_and_last_day
    assert far.average_length == near.average_length


def _asked(corpus: Corpus, query: str) -> Any:
    return search(corpus, parse(query), "relevance")


@pytest.mark.parametrize("query", ["经济", "上海 OR 台风", '"经济 发展"~10', "date:2018", "没有的词语啊"])
def test_counts_over_time(near: Table, far: ClusterCorpus, query: str) -> None:
    for by in (None, "year", "source"):
        one, other = (trends(corpus, [(query, _asked(corpus, query))], by) for corpus in (near, far))
        assert one == other
    assert evenness(near, _asked(near, query)) == evenness(far, _asked(far, query))


@pytest.mark.parametrize("sort", SORTS)
def test_lines_of_a_concordance(near: Table, far: ClusterCorpus, sort: Any) -> None:
    one, other = (concordance(corpus, _asked(corpus, "经济"), sort) for corpus in (near, far))
    assert one is not None
    assert other is not None
    assert one.table(12).equals(other.table(12))
    came = threading.Event()
    other.when_read(came.set)
    assert other.place(0) is None
    assert other.line(0, 9) is ON_ITS_WAY
    assert came.wait(10)
    assert [other.line(number, 9) for number in range(20)] == [one.line(number, 9) for number in range(20)]
    assert other.place(3) == other.line(3, 9)


def test_words(near: Table, far: ClusterCorpus) -> None:
    one, other = (keywords(corpus, _asked(corpus, "经济")) for corpus in (near, far))
    assert one
    assert one == other
    one_near, other_near = (collocates(corpus, Term("经济"), minimum_count=1) for corpus in (near, far))
    assert one_near
    assert one_near == other_near
    within = [collocates(corpus, Term("经济"), within=_asked(corpus, "发展")) for corpus in (near, far)]
    assert within[0] == within[1]


def test_articles_that_are_alike(near: Table, far: ClusterCorpus) -> None:
    for row in (0, 100):
        one, other = related(near, row), related(far, row)
        assert one
        assert other
        assert [(each.row, each.words) for each in one] == [(each.row, each.words) for each in other]
        assert [each.similarity for each in one] == pytest.approx([each.similarity for each in other], abs=1e-12)
    assert reprints(far) == reprints(near)
