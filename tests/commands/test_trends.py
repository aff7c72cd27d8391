"""`duwen trends`: each option, exit code and form."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reader.commands
from tests.dumps import record

URL = "http://news.example.com/2024-{}/a.html"
DUMP = (
    record("一", URL.format("05-03"), "大桥通车，大桥很长。")
    + record("二", URL.format("05-04"), "天气很好。")
    + record("三", URL.format("05-05"), "大桥。")
    + record("四", "", "大桥无日期。")
)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, ("trends", *arguments))


def test_json(dump: str) -> None:
    result = run("大桥", dump, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0] == {
        "query": "大桥",
        "from": "2024-05-03",
        "to": "2024-05-03",
        "articles": 1,
        "hits": 2,
        "per_million": 181818.181818,
    }
    assert list(lines[0]) == ["query", "from", "to", "articles", "hits", "per_million"]
    assert [line["hits"] for line in lines] == [2, 0, 1]
    assert "1 article without a date is left out" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(("by", "count"), [("day", 3), ("week", 1), ("month", 1), ("year", 1), ("source", 2)])
def test_by(dump: str, by: str, count: int) -> None:
    assert len(run("大桥", dump, "--json", "--by", by).stdout.splitlines()) == count


def test_by_source_names_the_source(dump: str) -> None:
    first = json.loads(run("大桥", dump, "--json", "--by", "source").stdout.splitlines()[0])
    assert list(first) == ["query", "source", "articles", "hits", "per_million"]
    assert (first["source"], first["articles"], first["hits"]) == ("news.example.com", 2, 3)


def test_several_queries_and_limit(dump: str) -> None:
    lines = [json.loads(line) for line in run("大桥; 天气", dump, "--json", "--limit", "4").stdout.splitlines()]
    assert [(line["query"], line["hits"]) for line in lines] == [("大桥", 2), ("天气", 0), ("大桥", 0), ("天气", 1)]


def test_figures_and_bars_for_people(dump: str) -> None:
    assert run("大桥", dump).stdout.splitlines() == [
        "day         articles  hits  per million",
        f"2024-05-03         1     2    181,818.2  {'#' * 40}",
        "2024-05-04         0     0          0.0",
        f"2024-05-05         1     1    250,000.0  {'#' * 20}",
    ]
    assert run("大桥;天气", dump, "--by", "year").stdout.splitlines()[1].startswith("2024  大桥  ")


@pytest.mark.parametrize(
    ("by", "period"), [("day", "2024-05-03"), ("week", "2024-04-29"), ("month", "2024-05"), ("year", "2024")]
)
def test_periods_for_people_are_as_long_as_the_unit(dump: str, by: str, period: str) -> None:
    head, first, *_others = run("大桥", dump, "--by", by).stdout.splitlines()
    assert (head.split()[0], first.split()[0]) == (by, period)
    assert json.loads(run("大桥", dump, "--by", by, "--json").stdout.splitlines()[0])["from"].startswith(period)


def test_articles_are_drawn_where_no_words_are_looked_for(dump: str) -> None:
    assert run("len:>0", dump, "--by", "year").stdout.splitlines()[1].endswith("#" * 40)


def test_files(dump: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert run("大桥", dump, "-o", str(path)).exit_code == 0
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["hits"] for line in lines] == ["2", "0", "1"]
    assert list(lines[0]) == ["query", "from", "to", "articles", "hits", "per_million"]
    as_json = tmp_path / "out.jsonl"
    run("大桥", dump, "-o", str(as_json))
    assert as_json.read_text(encoding="utf-8") == run("大桥", dump, "--json").stdout


def test_nothing_found_is_exit_status_one(dump: str) -> None:
    for query in ("没有的词", "无日期"):
        result = run(query, dump)
        assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("arguments", [["大桥"], ["a;/[/", "{dump}"], ["大桥", "{dump}", "--by", "x"]])
def test_errors(dump: str, arguments: list[str]) -> None:
    result = run(*(argument.replace("{dump}", dump) for argument in arguments))
    assert result.exception is not None
    assert (result.exit_code != 0, result.stdout) == (True, "")


def test_a_query_that_is_split_into_its_words_is_told(dump: str) -> None:
    told = run("天气; 通车大桥", dump).stderr.splitlines()
    assert told[0] == "duwen: 通车大桥 not found; searched for 通车 大桥 instead"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("乙", "nothing found"),
        ("大桥 date:1999", "nothing found; without date:1999: 3 articles"),
        ("无日期", "no result has a date; try --by source"),
    ],
)
def test_why_there_is_nothing_is_one_sentence(dump: str, query: str, told: str) -> None:
    result = run(query, dump)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"duwen: {told}\n")
