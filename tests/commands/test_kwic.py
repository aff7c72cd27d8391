"""`duwen kwic`: each option, exit code and form."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reader.commands
from reader.article import article_id
from tests.dumps import record

URL = "http://news.example.com/2024-05-{:02}/a.html"
DUMP = record("大桥通车", URL.format(3), "今天大桥通车。") + record("故事", URL.format(4), "临江大桥\n很长")


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, ("kwic", *arguments))


def test_json(dump: str) -> None:
    result = run("临江大桥", dump, "--json")
    assert result.exit_code == 0
    [line] = map(json.loads, result.stdout.splitlines())
    expected = {
        "id": article_id(URL.format(4), "", ""),
        "title": "故事",
        "date": "2024-05-04",
        "field": "body",
        "start": 0,
        "end": 4,
        "left": "",
        "hit": "临江大桥",
        "right": " 很长",
    }
    assert line == expected
    assert list(line) == list(expected)


def test_hits_stand_one_below_the_other(dump: str) -> None:
    assert run("大桥", dump, "--sort", "date").stdout.splitlines() == [
        "临江 [大桥]  很长   2024-05-04  故事",
        "     [大桥] 通车    2024-05-03  大桥通车",
        "今天 [大桥] 通车。  2024-05-03  大桥通车",
    ]


def test_an_article_without_a_date(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(record("题", "", "上海"), encoding="utf-8")
    assert json.loads(run("上海", str(path), "--json").stdout)["date"] is None
    assert run("上海", str(path)).stdout == " [上海]   题\n"


@pytest.mark.parametrize(("sort", "first"), [("left", ""), ("right", "临江"), ("date", "临江"), ("source", "")])
def test_sort(dump: str, sort: str, first: str) -> None:
    lines = run("大桥", dump, "--json", "--sort", sort, "--limit", "1").stdout
    assert json.loads(lines)["left"] == first


def test_width(dump: str) -> None:
    line = json.loads(run("大桥 -故事", dump, "--json", "--width", "1", "--sort", "left").stdout.splitlines()[1])
    assert (line["left"], line["right"]) == ("天", "通")


def test_limit(dump: str) -> None:
    result = run("大桥", dump, "--limit", "2")
    assert len(result.stdout.splitlines()) == 2
    assert "duwen: 2 of 3 hits shown" in result.stderr
    assert len(run("大桥", dump, "--limit", "0").stdout.splitlines()) == 3


def test_csv(dump: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert run("大桥", dump, "-o", str(path)).exit_code == 0
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["hit"] for line in lines] == ["大桥"] * 3
    assert list(lines[0]) == ["id", "title", "date", "field", "start", "end", "left", "hit", "right"]
    assert run("大桥", dump, "-o", str(path)).exception is not None


def test_json_lines_to_a_file(dump: str, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    run("大桥", dump, "-o", str(path))
    assert path.read_text(encoding="utf-8") == run("大桥", dump, "--json").stdout


def test_nothing_found_is_exit_status_one(dump: str) -> None:
    for query in ("没有的词", "len:>1"):
        result = run(query, dump)
        assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize(
    "arguments", [["大桥"], ["/[/", "{dump}"], ["大桥", "{dump}", "--sort", "x"], ["a", "/no/such"]]
)
def test_errors(dump: str, arguments: list[str]) -> None:
    result = run(*(argument.replace("{dump}", dump) for argument in arguments))
    assert result.exception is not None
    assert result.exit_code != 0
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["kwic", "trends"])
def test_a_mistyped_option_is_no_path(dump: str, command: str) -> None:
    result = CliRunner().invoke(reader.commands.duwen, (command, "大桥", dump, "--limt=3"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such option '--limt'. " in result.stderr
    assert "'--limit'" in result.stderr


def test_a_term_that_is_split_into_its_words_is_told(dump: str) -> None:
    result = run("通车大桥", dump)
    assert (result.exit_code, result.stderr) == (
        0,
        "duwen: 通车大桥 not found; searched for 通车 大桥 instead\n",
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("没有的词", "nothing found"),
        ("大桥 date:1999", "nothing found; without date:1999: 2 articles"),
        ("len:>1", "the query has no search terms, so there are no hits to show"),
    ],
)
def test_why_there_is_nothing_is_one_sentence(dump: str, query: str, told: str) -> None:
    result = run(query, dump)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == f"duwen: {told}"


def test_a_file_holds_all_hits_unless_a_limit_is_given(tmp_path: Path) -> None:
    dump, made = tmp_path / "many.txt", tmp_path / "out.csv"
    dump.write_text(record("题", "", "大桥，" * 150), encoding="utf-8")
    assert len(run("大桥", str(dump)).stdout.splitlines()) == 100
    run("大桥", str(dump), "-o", str(made))
    assert len(made.read_text(encoding="utf-8").splitlines()) == 151
    result = run("大桥", str(dump), "-o", str(made), "--force", "--limit", "7")
    assert len(made.read_text(encoding="utf-8").splitlines()) == 8
    assert "7 of 150 hits shown" in result.stderr
