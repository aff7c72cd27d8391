"""Findings in each form: objects, flat rows, tables and citations of Markdown."""

import csv
import datetime
import json
from collections.abc import Sequence

from reader.article import article_id
from reader.insight import findings
from reader.insight.collocates import Collocate
from reader.insight.concordance import concordance
from reader.insight.findings import Findings
from reader.insight.groups import Cut, Reprint, ReprintGroup
from reader.insight.keyness import KeyWord
from reader.insight.related import Related
from reader.insight.trends import Bar
from reader.search.engine import search
from reader.search.syntax import parse
from tests.search.corpora import Row, corpus_of_rows

URL = "http://a.example/{}.html"
CORPUS = corpus_of_rows(
    [
        Row(
            title="上海 [新] | 闻",
            body="上海\n来信",
            url=URL.format(1),
            source="a.example",
            date="2024-05-03",
        ),
        Row(title="题", body="上海", url="", source="", date=None),
    ]
)
IDS = [article_id(URL.format(1), "", ""), article_id("", "题", "上海")]
CITED = r"[上海 \[新\] | 闻](<http://a.example/1.html>), a.example, 2024-05-03"


def rows(found: Findings) -> list[list[str]]:
    return list(csv.reader(found.csv_lines()))


def objects(found: Findings) -> list[object]:
    return [json.loads(line) for line in found.json_lines()]


def lines(found: Findings) -> Sequence[str]:
    return list(found.markdown_lines())


def test_key_words() -> None:
    found = findings.of_key_words([KeyWord("台风", 7, 0, 4, 10.12345678, 5.0)])
    assert objects(found) == [
        {"word": "台风", "count": 7, "rest": 0, "documents": 4, "log_likelihood": 10.123457, "log_ratio": 5.0}
    ]
    assert rows(found)[1] == ["台风", "7", "0", "4", "10.123457", "5.0"]
    assert lines(found) == [
        r"| word | count | rest | documents | log\_likelihood | log\_ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| 台风 | 7 | 0 | 4 | 10.123457 | 5.0 |",
    ]


def test_what_markdown_would_take_for_its_own_is_escaped_in_a_table() -> None:
    found = findings.of_collocates([Collocate("a|b", 1, 1, 1, 0.5, 1.0, 1.0, 1.0, '"a|b *"~3')])
    assert lines(found)[2] == r'| a\|b | 1 | 1 | 1 | 0.5 | 1.0 | 1.0 | 1.0 | "a\|b \*"~3 |'
    assert rows(found)[1][-1] == '"a|b *"~3'


def test_periods_and_sources_have_columns_of_their_own() -> None:
    day = datetime.date(2024, 5, 3)
    found = findings.of_trends([Bar("上海", day, day, "", 1, 2, None)])
    assert rows(found) == [
        ["query", "from", "to", "articles", "hits", "per_million"],
        ["上海", "2024-05-03", "2024-05-03", "1", "2", ""],
    ]
    assert lines(found)[2] == "| 上海 | 2024-05-03 | 2024-05-03 | 1 | 2 |  |"
    assert rows(findings.of_trends([Bar("", None, None, "a", 1, 2, 3.5)]))[1] == ["", "a", "1", "2", "3.5"]


def test_hits_in_their_contexts() -> None:
    results = search(CORPUS, parse("来信"))
    assert results is not None
    hits = concordance(CORPUS, results)
    assert hits is not None
    found = findings.of_concordance(hits, 3)
    assert rows(found)[1] == [IDS[0], "上海 [新] | 闻", "2024-05-03", "body", "3", "5", "上海 ", "来信", ""]
    assert lines(found)[2].startswith(rf"| {IDS[0]} | 上海 \[新\] \| 闻 | 2024-05-03 | body | 3 | 5 |")


def test_related_articles_are_cited() -> None:
    found = findings.of_related(CORPUS, [Related(0, 0.123456789, ("上海", "来信")), Related(1, 0.1, ("上海",))])
    assert objects(found)[1] == {"id": IDS[1], "title": "题", "url": "", "similarity": 0.1, "words": ["上海"]}
    assert rows(found)[1] == [IDS[0], "上海 [新] | 闻", URL.format(1), "0.123457", "上海 来信"]
    assert lines(found) == [f"- 0.12 {CITED}: 上海 来信", "- 0.10 题: 上海"]


def test_reprints_are_cited_by_group() -> None:
    group = ReprintGroup((Reprint(0, 1, 0.5), Reprint(1, 0, 0.5)), (Cut(1, 0, 0.6),))
    found = findings.of_reprints(CORPUS, [group])
    assert objects(found) == [
        {
            "articles": [
                {
                    "id": IDS[0],
                    "title": "上海 [新] | 闻",
                    "url": URL.format(1),
                    "date": "2024-05-03",
                    "similarity": 0.5,
                    "nearest": IDS[1],
                },
                {"id": IDS[1], "title": "题", "url": "", "date": None, "similarity": 0.5, "nearest": IDS[0]},
            ],
            "cuts": [
                {
                    "id": IDS[1],
                    "beyond": {"id": IDS[0], "title": "上海 [新] | 闻", "url": URL.format(1), "date": "2024-05-03"},
                    "similarity": 0.6,
                }
            ],
        }
    ]
    assert rows(found)[1:] == [
        ["1", IDS[0], "上海 [新] | 闻", URL.format(1), "2024-05-03", "0.5", IDS[1], ""],
        ["1", IDS[1], "题", "", "", "0.5", IDS[0], IDS[0]],
    ]
    assert lines(found) == [
        r"1. 上海 \[新\] | 闻",
        f"    - 1: 0.50 with 2: {CITED}",
        "    - 2: 0.50 with 1: 题",
        f"    - cut off, as the texts drift: 0.60 with 2: {CITED}",
    ]


def test_of_nothing_the_columns_are_told() -> None:
    assert rows(findings.of_key_words([])) == [["word", "count", "rest", "documents", "log_likelihood", "log_ratio"]]
    assert list(findings.of_reprints(CORPUS, []).markdown_lines()) == []
