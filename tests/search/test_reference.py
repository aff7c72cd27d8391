"""The search gives what the plain reference gives: the same articles, and the same places in them."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reader.corpus.table import Table
from reader.search.engine import search
from reader.search.spans import spans_in
from reader.search.syntax import parse
from tests.search import reference
from tests.search.corpora import Row, corpus_of_rows
from tests.search.queries import queries, rows

CORPORA, QUERIES = 200, 11


def check(corpus: Table, text: str) -> None:
    """One query over one corpus: articles, and spans in all of their titles and bodies. Messages name the case."""
    articles = [corpus.article(row) for row in range(len(corpus))]
    results = search(corpus, parse(text), "corpus")
    assert results is not None
    if not results.splits:
        assert results.query == parse(text)
    for split in results.splits:
        assert not any(reference.matches(split.term, article) for article in articles), split
    expected = [row for row, article in enumerate(articles) if reference.matches(results.query.root, article)]
    assert results.rows.to_list() == expected, (text, articles)
    for field in ("title", "body"):
        fields = [getattr(article, field) for article in articles]
        for written, found in zip(fields, spans_in(fields, results.query.terms, field), strict=True):
            shown = [(span.start, span.end, span.term) for span in found]
            assert shown == reference.spans(results.query, field, written), (text, written)


def test_search_agrees_with_the_reference() -> None:
    """More than 2,000 cases of a query over a corpus."""
    cases = 0

    @settings(max_examples=CORPORA, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(st.lists(rows, min_size=1, max_size=8), st.lists(queries, min_size=QUERIES, max_size=QUERIES))
    def agrees(articles: list[Row], asked: list[str]) -> None:
        nonlocal cases
        corpus = corpus_of_rows(articles)
        for text in asked:
            check(corpus, text)
            cases += 1

    agrees()
    assert cases >= 2000
