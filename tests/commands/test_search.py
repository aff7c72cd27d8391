"""`duwen search`: forms of output, exit codes, failures in one sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reader.commands
from tests.dumps import record

DUMP = (
    record("上海开博览会", "http://news.example.com/2018-09-07/a.html", "第一段说上海。\n第二段说“一网通办”。")
    + record("别的事", "", "上海以外")
    + record("無關", "", "沒有")
)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, ["search", *arguments])


def test_json_has_every_field(dump: str) -> None:
    result = run("上海", dump, "--json")
    first = json.loads(result.stdout.splitlines()[0])
    assert first == {
        "id": first["id"],
        "title": "上海开博览会",
        "url": "http://news.example.com/2018-09-07/a.html",
        "date": "2018-09-07",
        "source": "news.example.com",
        "path": dump,
        "line": 1,
        "score": first["score"],
        "hits": 2,
        "snippet": "第一段说上海。",
    }
    assert len(first["id"]) == 16
    assert first["score"] > 0
    assert result.exit_code == 0


def test_spans_cut_the_hits(dump: str) -> None:
    found = json.loads(run("一网通办", dump, "--json", "--spans", "--body").stdout)
    [[field, start, end]] = found["spans"]
    assert found[field][start:end] == "一网通办"


def test_count_is_alone(dump: str) -> None:
    assert run("上海", dump, "--count").stdout == "2\n"
    assert run("没有的词", dump, "--count").stdout == "0\n"


@pytest.mark.parametrize(("limit", "lines"), [("1", 1), ("0", 2), ("9", 2)])
def test_limit(dump: str, limit: str, lines: int) -> None:
    assert len(run("上海", dump, "--json", "--limit", limit).stdout.splitlines()) == lines


def test_a_limit_that_cuts_is_told(dump: str) -> None:
    assert "1 of 2 shown" in run("上海", dump, "--limit", "1").stderr


@pytest.mark.parametrize(
    ("order", "first"),
    [("corpus", "上海开博览会"), ("date", "上海开博览会"), ("oldest", "上海开博览会"), ("title", "别的事")],
)
def test_sort(dump: str, order: str, first: str) -> None:
    assert json.loads(run("上海", dump, "--json", "--sort", order).stdout.splitlines()[0])["title"] == first


def test_people_get_title_place_and_passage(dump: str) -> None:
    assert run("博览会", dump).stdout.splitlines() == [
        "上海开博览会",
        f"  {dump}:1  2018-09-07  news.example.com  1 hit",
        "  第一段说上海。",
        "",
    ]


def test_body_prints_the_whole_text(dump: str) -> None:
    assert "  第二段说“一网通办”。" in run("博览会", dump, "--body").stdout.splitlines()


def test_what_keeps_anything_from_being_found_is_told(dump: str) -> None:
    told = run("上海 date:1999", dump).stderr
    assert told == "duwen: nothing found; without date:1999: 2 articles\n"


def test_no_hit_is_exit_status_one(dump: str) -> None:
    result = run("没有的词", dump)
    assert (result.exit_code, result.stdout) == (1, "")


def test_what_would_be_passed_over_is_an_error(dump: str) -> None:
    result = run("上海", dump, "--limt=3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such option '--limt'. Did you mean '--limit'?" in result.stderr


def test_a_query_that_begins_with_minuses_is_no_option(dump: str) -> None:
    assert run("--上海", dump, "--count").stdout == "2\n"


@pytest.mark.parametrize("others", [["--json"], ["--spans"], ["--body"], ["--json", "--spans", "--body"]])
def test_a_count_is_a_number_alone(dump: str, others: list[str]) -> None:
    assert run("上海", dump, "--count", *others).stdout == "2\n"


def test_places_are_printed_as_json(dump: str) -> None:
    assert run("上海", dump, "--spans").stdout == run("上海", dump, "--spans", "--json").stdout


def test_an_empty_query_finds_every_article(dump: str) -> None:
    assert run("", dump, "--count").stdout == "3\n"


def whole(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    code = "from reader.commands import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["search", "x", "/no/such/file"], "duwen: /no/such/file: no such file or folder\n"),
        (["search", "x", sys.executable], f"duwen: {sys.executable}: binary data, not text\n"),
        (["search", "x", "{empty}"], "no article found"),
        (["search", "x"], "Missing argument 'PATH"),
        (["search", "x", "{empty}", "--sort", "size"], "'size' is not one of"),
        (["search", "x", "{empty}", "--encoding", "klingon"], "unknown encoding"),
        (["serch", "x"], "duwen: serch: no such command, and no such file or folder; did you mean duwen search?\n"),
        (["bogus"], "duwen: bogus: no such command, and no such file or folder; `duwen --help` lists the commands\n"),
        (["gone.txt"], "the reader needs a terminal"),
        (["search", "x", "/no/such/*.txt"], "duwen: /no/such/*.txt: matches no file\n"),
        (["search", "x", "{empty}", "--limit", "many"], "'many' is not a whole number"),
        (["{empty}"], "the reader needs a terminal; for scripts there is `duwen search"),
    ],
)
def test_failures_are_one_sentence_and_exit_status_two(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    done = whole(*(argument.replace("{empty}", str(empty)) for argument in arguments))
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_search_never_imports_textual(dump: str) -> None:
    code = f"import sys; sys.argv[1:] = ['search', '上海', {dump!r}]; from reader.commands import main\n"
    code += "try: main()\nfinally: assert not {'textual', 'rich', 'jieba'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_version() -> None:
    assert whole("--version").stdout == f"duwen {reader.__version__}\n"


@pytest.mark.parametrize("suffix", [".md", ".txt", ".jsonl", ".csv", ".parquet"])
def test_articles_are_written_to_a_file(dump: str, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    result = run("上海", dump, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"duwen: 2 articles written to {path}" in result.stderr
    if suffix == ".md":
        text = path.read_text(encoding="utf-8")
        assert "[上海开博览会](<http://news.example.com/2018-09-07/a.html>), news.example.com, 2018-09-07" in text
        assert "第一段说上海。\n\n第二段" in text
    else:
        again = [json.loads(line) for line in run("len:>0", str(path), "--json", "--sort", "title").stdout.splitlines()]
        assert [article["title"] for article in again] == ["别的事", "上海开博览会"]


def test_a_file_has_as_many_articles_as_asked_for_in_their_order(dump: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    result = run("上海", dump, "-o", str(path), "--limit", "1", "--sort", "title")
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("别的事,")
    assert "duwen: 1 of 2 shown" in result.stderr
    assert "already exists" in str(run("上海", dump, "-o", str(path)).exception)
    assert run("上海", dump, "-o", str(path), "--force").exit_code == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) > 2


@pytest.mark.parametrize("option", ["--json", "--count", "--spans", "--body"])
def test_a_file_goes_without_what_is_for_the_terminal(dump: str, tmp_path: Path, option: str) -> None:
    result = run("上海", dump, "-o", str(tmp_path / "out.md"), option)
    assert result.exit_code == 2
    assert not (tmp_path / "out.md").exists()


def test_a_name_that_tells_no_form_is_refused(dump: str, tmp_path: Path) -> None:
    result = run("上海", dump, "-o", str(tmp_path / "out.xls"))
    assert ".txt, .jsonl, .csv, .parquet, .md" in str(result.exception)


def test_a_word_left_out_is_no_option(dump: str) -> None:
    titles = {json.loads(line)["title"] for line in run("-tokyo", dump, "--json").stdout.splitlines()}
    assert titles == {"上海开博览会", "别的事", "無關"}
