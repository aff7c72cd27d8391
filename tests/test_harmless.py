"""That nothing we write runs anything where a spreadsheet or a browser opens it, and that raw is raw."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from reader import harmless
from reader.article import Article
from reader.citation import markdown
from reader.corpus.loading import load_corpus
from reader.corpus.writing import EXPORTERS, write_by
from reader.insight.findings import Findings

FORMULAS = (
    *("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"),
    *("＝1", "＋1", "－1", "＠x", "=HYPERLINK(1)", "-"),
)
TEXTS = ("", "上海", "a=1", "1-2", "—是", "　　=1", "·@", "'=1", "😀=1")


@pytest.fixture(autouse=True)
def _harmless_again() -> Iterator[None]:
    yield
    harmless.leave_raw(False)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert harmless.cell(text) == f"\u200b{text}"
    assert pl.select(harmless.cells(pl.lit(text))).item() == f"\u200b{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert harmless.cell(text) == text
    assert pl.select(harmless.cells(pl.lit(text))).item() == text


@pytest.mark.parametrize(
    ("address", "is_linked"),
    [
        ("http://a.cn/1", True),
        ("HTTPS://a.cn/1", True),
        ("//a.cn/1", True),
        ("a.cn/1?x=1:2", True),
        ("mailto:a@a.cn", True),
        ("javascript:alert(1)", False),
        (" JavaScript :alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("vbscript:x", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_what_runs_nothing_is_linked(address: str, is_linked: bool) -> None:
    assert harmless.may_be_linked(address) is is_linked


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<img src=x onerror=a>", r"\<img src=x onerror=a>"),
        ("a < b, </p>", r"a < b, \</p>"),
        ("[x](javascript:alert(1))", r"[x]\(javascript:alert(1))"),
        ("[x]( <JavaScript:a>)", r"[x]\( \<JavaScript:a>)"),
        ("[x]: data:text/html,a", r"[x]\: data:text/html,a"),
        ("[x](http://a.cn/) **b**", "[x](http://a.cn/) **b**"),
    ],
)
def test_paragraphs_of_markdown_have_no_tags_and_no_scripts(text: str, written: str) -> None:
    assert harmless.paragraph(text) == written


def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    record = {"title": "=HYPERLINK(1)", "url": "javascript:alert(1)", "content": "-1+1 <img src=x onerror=a>"}
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_articles_are_written_harmless_and_read_back_as_they_were(tmp_path: Path) -> None:
    corpus, table = load_corpus([str(hostile(tmp_path))]), tmp_path / "a.csv"
    write_by(EXPORTERS, corpus.frame, str(table))
    with table.open(encoding="utf-8", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell[:1] in set("=+-@\t\r")]
    columns = ("title", "url", "body")
    assert load_corpus([str(table)]).frame.select(columns).equals(corpus.frame.select(columns))


def test_markdown_links_nothing_that_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_by(EXPORTERS, load_corpus([str(hostile(tmp_path))]).frame, str(path))
    assert path.read_text(encoding="utf-8") == (
        "## =HYPERLINK(1)\n\n=HYPERLINK(1), javascript:alert(1)\n\n-1+1 \\<img src=x onerror=a>\n\n"
    )


def test_the_raw_form_is_as_it_is(tmp_path: Path) -> None:
    harmless.leave_raw(True)
    for text in FORMULAS:
        assert harmless.cell(text) == pl.select(harmless.cells(pl.lit(text))).item() == text
    article = Article("甲", False, "javascript:x", None, "", "文", "a", 1)
    assert markdown(article) == "[甲](<javascript:x>)"


def test_figures_stay_figures() -> None:
    findings = Findings(("word", "score"), list, lambda: [("=a", -1.5)])
    assert list(findings.csv_lines()) == ["word,score", "\u200b=a,-1.5"]
