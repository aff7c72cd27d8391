"""`duwen keywords`, `collocates`, `related` and `reprints`: each option, exit code and form."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import reader.commands
from reader.article import article_id
from reader.language.words import use_words
from tests.dumps import record

STORY = "临江大桥今天通车，大桥全长三公里，两岸居民过江只要五分钟。参加建设的工人代表剪彩，第一批车辆从桥上开过。"


def url(day: int) -> str:
    return f"http://news.example.com/2024-05-{day:02}/a.html"


DUMP = (
    record("大桥通车", url(3), STORY)
    + record("转载：大桥通车", url(5), STORY.replace("今天", "昨天"))
    + record("大桥的故事", url(4), "大桥 工人 大桥 工人 大桥。大桥 工人")
    + record("天气", url(6), "明天多云，后天有雨，气温下降。" * 4)
)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, arguments)


def records(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_keywords_as_json(dump: str) -> None:
    first = records(run("keywords", dump, "--query", "大桥", "--json"))[0]
    assert list(first) == ["word", "count", "rest", "documents", "log_likelihood", "log_ratio"]
    assert (first["word"], first["rest"], first["documents"]) == ("大桥", 0, 3)


@pytest.fixture
def settings_with_own_words(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "words.txt").write_text("过江只要 99999\n", encoding="utf-8")
    path = tmp_path / "settings.yaml"
    path.write_text("user_dictionary: words.txt\n", encoding="utf-8")
    yield str(path)
    use_words([])


def test_the_words_of_the_user_dictionary_are_counted(dump: str, settings_with_own_words: str) -> None:
    asked = ("collocates", "居民", dump, "--json", "--minimum-count", "1")
    assert "过江只要" not in [each["word"] for each in records(run(*asked))]
    assert "过江只要" in [each["word"] for each in records(run(*asked, "--config", settings_with_own_words))]


def test_keywords_limit_and_minimum_counts(dump: str) -> None:
    asked = ("keywords", dump, "-q", "大桥", "--json")
    assert len(records(run(*asked, "--limit", "1"))) == 1
    assert all(each["count"] >= 5 for each in records(run(*asked, "--minimum-count", "5")))
    assert all(each["documents"] == 3 for each in records(run(*asked, "--minimum-articles", "3")))
    assert run(*asked, "--minimum-count", "500").exit_code == 1


def test_keywords_for_people(dump: str) -> None:
    lines = run("keywords", dump, "-q", "大桥").stdout.splitlines()
    assert lines[0].split() == ["word", "count", "rest", "articles", "log-likelihood", "log", "ratio"]
    assert lines[1].split()[0] == "大桥"


def test_collocates_as_json(dump: str) -> None:
    made = records(run("collocates", "大桥", dump, "--json", "--minimum-count", "2"))
    assert list(made[0]) == [
        "word",
        "count",
        "documents",
        "total",
        "expected",
        "log_likelihood",
        "mutual_information",
        "t_score",
        "query",
    ]
    workers = next(each for each in made if each["word"] == "工人")
    assert run("search", workers["query"], dump, "--count").stdout == f"{workers['documents']}\n"


def test_collocates_options(dump: str) -> None:
    asked = ("collocates", "大桥", dump, "--json", "--minimum-count", "1")
    wide, narrow = (
        sum(each["count"] for each in records(run(*asked, "--limit", "0", "--window", size))) for size in ("9", "1")
    )
    assert narrow < wide
    assert len(records(run(*asked, "--limit", "1"))) == 1
    within = records(run(*asked, "--limit", "0", "--query", "title:转载"))
    assert {each["documents"] for each in within} == {1}
    assert run("collocates", "没有的词", dump).exit_code == 1
    assert "search" in run("collocates", "大桥", dump, "--minimum-count", "1").stdout.splitlines()[0]


def test_related_by_id_as_json(dump: str) -> None:
    result = run("related", article_id(url(5), "", ""), dump, "--json")
    first, *others = records(result)
    assert first == {
        "id": article_id(url(3), "", ""),
        "title": "大桥通车",
        "url": url(3),
        "similarity": first["similarity"],
        "words": first["words"],
    }
    assert 0.8 < first["similarity"] <= 1
    assert first["words"]
    assert [each["title"] for each in others] == ["大桥的故事"]
    assert "duwen: similar to 转载：大桥通车" in result.stderr


def test_related_by_query_and_limit(dump: str) -> None:
    asked = ("related", dump, "--query", "title:故事", "--json")
    assert {each["title"] for each in records(run(*asked))} == {"大桥通车", "转载：大桥通车"}
    assert len(records(run(*asked, "--limit", "1"))) == 1
    assert run("related", dump, "--query", "多云").exit_code == 1
    assert run("related", dump, "--query", "没有的词").exit_code == 1


def test_related_for_people(dump: str) -> None:
    lines = run("related", dump, "--query", "title:转载", "--limit", "1").stdout.splitlines()
    assert lines[0].endswith("  大桥通车")
    assert "2024-05-03" in lines[1]


def test_reprints_as_json_oldest_first(dump: str) -> None:
    [group] = records(run("reprints", dump, "--json"))
    assert group == {
        "articles": [
            {
                "id": article_id(url(3), "", ""),
                "title": "大桥通车",
                "url": url(3),
                "date": "2024-05-03",
                "similarity": group["articles"][1]["similarity"],
                "nearest": article_id(url(5), "", ""),
            },
            {
                "id": article_id(url(5), "", ""),
                "title": "转载：大桥通车",
                "url": url(5),
                "date": "2024-05-05",
                "similarity": group["articles"][1]["similarity"],
                "nearest": article_id(url(3), "", ""),
            },
        ],
        "cuts": [],
    }
    assert 0.7 < group["articles"][1]["similarity"] < 1


def test_reprints_options(dump: str) -> None:
    assert run("reprints", dump, "--similarity", "0.99").exit_code == 1
    assert run("reprints", dump, "--query", "title:转载").exit_code == 1
    assert len(records(run("reprints", dump, "--json", "--limit", "1", "--query", "大桥"))) == 1
    lines = run("reprints", dump).stdout.splitlines()
    assert lines[0] == "1: 0.88 with 2:  大桥通车"


def test_a_limit_that_cuts_groups_is_told(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    texts = (STORY, STORY, STORY[::-1], STORY[::-1])
    path.write_text("".join(record("题", url(number + 1), text) for number, text in enumerate(texts)), "utf-8")
    assert "1 of 2 groups shown" in run("reprints", str(path), "--limit", "1").stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("keywords", "{dump}", "-q", "大桥"),
        ("collocates", "大桥", "{dump}", "--minimum-count", "1"),
        ("related", "{dump}", "-q", "大桥"),
        ("reprints", "{dump}"),
    ],
)
def test_answers_go_to_a_file(dump: str, tmp_path: Path, asked: tuple[str, ...]) -> None:
    words = [word.replace("{dump}", dump) for word in asked]
    as_text, as_json = tmp_path / "out.txt", tmp_path / "out.jsonl"
    for path, plain in ((as_text, run(*words)), (as_json, run(*words, "--json"))):
        result = run(*words, "-o", str(path))
        assert (result.exit_code, result.stdout) == (0, "")
        assert path.read_text(encoding="utf-8") == plain.stdout
    for name, begins in (("out.md", ("| ", "- ", "1. ")), ("out.csv", ("word,", "id,", "group,"))):
        assert run(*words, "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    again = run(*words, "-o", str(as_text))
    assert "--force replaces it" in str(again.exception)
    assert run(*words, "-o", str(as_text), "--force").exit_code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["dump.txt", "out.csv", "out.jsonl", "out.md", "out.txt"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["keywords", "{dump}"], "Missing option '-q' / '--query'"),
        (["keywords", "{dump}", "-q", "/[/"], "invalid regular expression"),
        (["keywords", "/no/such/file", "-q", "x"], "no such file or folder"),
        (["collocates", " ", "{dump}"], "the term is empty"),
        (["collocates", "大桥"], "Missing argument 'PATH"),
        (["collocates", "大桥", "{dump}", "--window", "0"], "0 is not in the range"),
        (["related", "{dump}"], "name an article"),
        (["related", "0123456789abcdef", "{dump}", "-q", "x"], "name an article"),
        (["related", "0123456789abcdef"], "Missing argument 'PATH"),
        (["related", "0123456789abcdef", "{dump}"], "0123456789abcdef: no article has this ID"),
        (["reprints"], "Missing argument 'PATH"),
        (["reprints", "{dump}", "-o", "/no/such/folder/x.md"], "there is no folder /no/such/folder"),
        (["reprints", "{dump}", "-o", "/tmp"], "/tmp: the name must end in one of .md, "),
    ],
)
def test_failures_are_one_sentence_and_exit_status_two(dump: str, arguments: list[str], sentence: str) -> None:
    code = "from reader.commands import main; main()"
    words = [argument.replace("{dump}", dump) for argument in arguments]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_they_never_import_textual(dump: str) -> None:
    code = f"import sys; sys.argv[1:] = ['keywords', '-q', '大桥', {dump!r}]; from reader.commands import main\n"
    code += "try: main()\nfinally: assert not {'textual', 'rich', 'jieba', 'numpy', 'scipy'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "asked",
    [("keywords", "{dump}", "-q"), ("related", "{dump}", "-q"), ("reprints", "{dump}", "-q")],
)
def test_a_query_that_is_split_into_its_words_is_told(dump: str, asked: tuple[str, ...]) -> None:
    result = run(*(word.replace("{dump}", dump) for word in asked), "通车工人")
    assert "duwen: 通车工人 not found; searched for 通车 工人 instead" in result.stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("keywords", "{dump}", "-q", "没有的词"), "nothing found"),
        (("keywords", "{dump}", "-q", "len:>0"), "the query matches every article; there is nothing to compare with"),
        (
            ("keywords", "{dump}", "-q", "大桥", "--minimum-count", "500"),
            "no word is significantly more frequent",
        ),
        (("collocates", "没有的词", "{dump}"), "没有的词 not found"),
        (("collocates", "通车工人", "{dump}"), "通车工人 not found"),
        (("collocates", "大桥", "{dump}", "-q", "没有的词"), "nothing found"),
        (("collocates", "大桥", "{dump}", "-q", "天气"), "大桥 not found"),
        (
            ("collocates", "大桥", "{dump}", "--minimum-count", "500"),
            "no significant collocates",
        ),
        (("related", "{dump}", "-q", "没有的词"), "nothing found"),
        (("related", "{dump}", "-q", "多云"), "no other article shares a word with it"),
        (("reprints", "{dump}", "-q", "没有的词"), "nothing found"),
        (("reprints", "{dump}", "-q", "天气"), "no reprints"),
    ],
)
def test_why_there_is_nothing_is_one_sentence(dump: str, asked: tuple[str, ...], told: str) -> None:
    result = run(*(word.replace("{dump}", dump) for word in asked))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"duwen: {told}" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["out.parquet", "out.xlsx", "out"])
@pytest.mark.parametrize(
    "asked",
    [
        ("kwic", "大桥", "{dump}"),
        ("trends", "大桥", "{dump}"),
        ("keywords", "{dump}", "-q", "大桥"),
        ("collocates", "大桥", "{dump}"),
        ("related", "{dump}", "-q", "大桥"),
        ("reprints", "{dump}"),
    ],
)
def test_a_file_whose_name_names_no_form_is_refused(
    dump: str, tmp_path: Path, asked: tuple[str, ...], name: str
) -> None:
    words = (word.replace("{dump}", f"{dump}.not-there") for word in asked)
    result = run(*words, "-o", str(tmp_path / name))
    assert "must end in one of .md, .csv, .jsonl, .json, .ndjson, .txt" in str(result.exception)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "asked",
    [("keywords", "{dump}", "-q", "甲"), ("collocates", "甲", "{dump}"), ("search", "甲", "{dump}")],
)
def test_a_file_holds_all_unless_a_limit_is_given(tmp_path: Path, asked: tuple[str, ...]) -> None:
    lines = "\n".join(f"甲 {letter * 3}" for letter in "abcdefghijklmnopqrstuvwxyz")
    texts = [lines] * 30 + ["别的文章说的是别的事。" * 500]
    dump, made = tmp_path / "dump.txt", tmp_path / "out.jsonl"
    dump.write_text("".join(record(f"题{number}", "", text) for number, text in enumerate(texts)), "utf-8")
    command = [word.replace("{dump}", str(dump)) for word in asked]
    assert run(*command, "-o", str(made)).exit_code == 0
    assert len(made.read_text(encoding="utf-8").splitlines()) > 20
    assert run(*command, "-o", str(made), "--force", "--limit", "5").exit_code == 0
    assert len(made.read_text(encoding="utf-8").splitlines()) == 5
