"""Each kind of question that a corpus is asked, and answers that can be compared."""

from collections.abc import Callable
from typing import Any

from reader.corpus.questions import Columns, Corpus
from reader.corpus.statistics import statistics
from reader.corpus.table import SCHEMA
from reader.insight.collocates import collocates
from reader.insight.concordance import concordance
from reader.insight.dispersion import evenness
from reader.insight.keyness import keywords
from reader.insight.related import related
from reader.insight.trends import trends
from reader.search.engine import search
from reader.search.hits import Hits
from reader.search.syntax import parse
from reader.search.tree import Term


def found(corpus: Corpus, query: str) -> Any:
    """What a query finds; nothing supersedes it."""
    return search(corpus, parse(query))


def told(corpus: Corpus, query: str) -> Any:
    """Rows, scores and days of what it finds, in order; days are told of what was looked for."""
    results = found(corpus, query)
    days = results.dates.to_list() if results.query.root is not None else []
    return results.rows.to_list(), results.scores.to_list(), days


def _page(corpus: Corpus) -> Any:
    hits = Hits(corpus, found(corpus, "经济"))
    return [hits[number] for number in range(min(len(hits), 64))]


def _sorted_lines(corpus: Corpus) -> Any:
    lines = concordance(corpus, found(corpus, "经济"), "right")
    assert lines is not None
    return lines.table(10, 2000).rows()


KINDS: dict[str, Callable[[Corpus], Any]] = {
    "search": lambda corpus: told(corpus, "上海 经济"),
    "near": lambda corpus: told(corpus, '"经济 发展"~10'),
    "page": _page,
    "texts": lambda corpus: corpus.ask(Columns(tuple(SCHEMA)), found(corpus, "上海").rows.head(500)).rows(),
    "trends": lambda corpus: trends(corpus, [("经济", found(corpus, "经济"))]),
    "evenness": lambda corpus: evenness(corpus, found(corpus, "经济")),
    "lines": _sorted_lines,
    "keywords": lambda corpus: keywords(corpus, found(corpus, "上海")),
    "collocates": lambda corpus: collocates(corpus, Term("上海")),
    "related": lambda corpus: [(each.row, each.words) for each in related(corpus, 3) or []],
    "stats": statistics,
}
"""By name; what equal corpora answer is equal."""
