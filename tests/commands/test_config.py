"""`duwen config`, and what the settings mean to the other commands."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import reader.commands
from reader.commands.config import commented_file
from reader.errors import WriteError
from reader.settings import DEFAULTS, Settings, load_settings, sound_settings
from reader.strict_yaml import parse
from tests.commands.test_search import whole


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings are to be; nothing is there yet."""
    path = tmp_path / "config" / "settings.yaml"
    monkeypatch.delenv("DUWEN_CONFIG")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *names, **more: path.parent)
    return path


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, arguments)


def test_path(file: Path) -> None:
    assert run("config", "--path").stdout == f"{file}\n"


def test_the_settings_in_force_are_printed(file: Path) -> None:
    written(file, "measure: 20")
    assert yaml.safe_load(run("config").stdout) == {**DEFAULTS.as_values(), "measure": 20}


def test_a_wrong_file_is_told_beside_the_defaults(file: Path) -> None:
    result = run("config", "--config", str(written(file, "measure: 2")))
    assert yaml.safe_load(result.stdout) == DEFAULTS.as_values()
    assert result.stderr == f"duwen: {file}:1: measure: expected a whole number, 12 to 80, got 2\n"


def test_init_writes_a_file_that_is_the_defaults(file: Path) -> None:
    result = run("config", "--init")
    assert (result.exit_code, result.stdout) == (0, "")
    assert load_settings(file) == (DEFAULTS, ())


def test_the_written_settings_without_their_marks_are_the_defaults() -> None:
    lines = [line[1:] for line in commented_file().splitlines() if line[:1] == "#" and line[:2] != "# "]
    values = yaml.safe_load("\n".join(lines))
    assert list(values) == list(Settings.__struct_fields__)
    assert parse("\n".join(lines), Settings, "") == (DEFAULTS, ())


def test_the_examples_of_the_written_file_are_right() -> None:
    lines = [line[4:] for line in commented_file().splitlines() if line.startswith("#   ")]
    settings, complaints = parse("\n".join(lines), Settings, "")
    assert settings is not None
    assert (complaints, settings.watch[0].words) == ((), ("上海", "浦东"))


def test_init_replaces_nothing(file: Path) -> None:
    written(file, "measure: 20")
    assert isinstance(run("config", "--init").exception, WriteError)
    assert file.read_text() == "measure: 20"


def test_init_replaces_when_forced(file: Path) -> None:
    written(file, "measure: 20")
    assert run("config", "--init", "--force").exit_code == 0
    assert file.read_text(encoding="utf-8") == commented_file()


def test_check_prints_nothing_where_all_is_right(file: Path) -> None:
    written(file, "measure: 20")
    result = run("config", "--check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"duwen: {file}: right\n")


def test_check_without_a_file(file: Path) -> None:
    result = run("config", "--check")
    assert (result.exit_code, result.stderr) == (0, f"duwen: {file}: not found; using the defaults\n")


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            "sort: x\nmeasure: 2\n",
            ["1: sort: expected relevance,", "2: measure: expected a whole number"],
        ),
        ("theme: nigth\n", ["1: theme: got nigth; allowed: duwen-dark or duwen-light"]),
        ("\nformat: jsnol\n", ["2: format: got jsnol; did you mean jsonl?"]),
        ("keys:\n  serch: f\n", ["2: keys.serch: unknown action; did you mean search?"]),
        ("user_dictionary: gone.txt\n", ["1: user_dictionary: {folder}/gone.txt: no such file"]),
        ("stop_words: gone.txt\n", ["1: stop_words: {folder}/gone.txt: no such file"]),
    ],
)
def test_check_tells_all_that_is_wrong(file: Path, text: str, complaints: list[str]) -> None:
    result = run("config", "--check", str(written(file, text)))
    told = result.stdout.splitlines()
    assert (result.exit_code, len(told)) == (1, len(complaints))
    for line, complaint in zip(told, complaints, strict=True):
        assert line.startswith(f"{file}:{complaint.replace('{folder}', str(file.parent))}")


def test_check_tells_what_is_wrong_with_themes(file: Path) -> None:
    theme = file.parent / "themes" / "night.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text("name: night")
    result = run("config", "--check")
    assert (result.exit_code, result.stdout) == (1, f"{theme}:1: dark is missing; allowed: true or false\n")


def test_check_tells_all_at_once_in_the_order_of_the_lines(file: Path) -> None:
    """What a value means is looked at though another is wrong; so is each theme, and every colour of it."""
    written(
        file,
        "stop_words: gone.txt\n"
        "theme: nigth\n"
        "measure: 2\n"
        "keys:\n  search: n\n  next-hit: n\n  serch: f\n  help: [1, f1]\n"
        "sort: up\n"
        "format: jsnol\n",
    )
    night = file.parent / "themes" / "night.yaml"
    night.parent.mkdir(parents=True)
    night.write_text("name: night\nvariables:\n  hit-9: '#000000'\n  hit-1: red\nprimary: blue\n")
    result = run("config", "--check")
    assert result.exit_code == 1
    assert [re.sub(r"expected .*, (?=got )|; .*|(?<=: n) is .*", "", line) for line in result.stdout.splitlines()] == [
        f"{file}:1: stop_words: {file.parent}/gone.txt: no such file",
        f"{file}:2: theme: got nigth",
        f"{file}:3: measure: got 2",
        f"{file}:5: keys.search: n",
        f"{file}:6: keys.next-hit: n",
        f"{file}:7: keys.serch: unknown action",
        f"{file}:8: keys.help[0]: got 1",
        f"{file}:9: sort: got up",
        f"{file}:10: format: got jsnol",
        f"{night}:1: dark is missing",
        f"{night}:3: variables.hit-9: unknown key",
        f"{night}:4: variables.hit-1: got red",
        f"{night}:5: primary: got blue",
    ]


def test_a_group_with_a_fault_is_left_out_of_what_is_right(file: Path) -> None:
    written(
        file, "measure: 20\nwatch:\n  - {name: a}\n  - {name: b, words: [c]}\nfields: {title: a, body: [b]}\nsort: 3\n"
    )
    assert sound_settings(file) == Settings(measure=20, fields={"title": "a"})


@pytest.mark.parametrize("text", ["measure: [\n", "- a\n", "a: *b\n", "measure: 2\n", ""])
def test_nothing_is_right_in_a_file_of_another_kind(file: Path, text: str) -> None:
    assert sound_settings(written(file, text)) == DEFAULTS


@pytest.mark.parametrize(
    "arguments", [["x.yaml"], ["--force"], ["--path", "x.yaml"], ["--what"], ["--check", "a", "b"]]
)
def test_wrong_usage_is_exit_status_two(arguments: list[str]) -> None:
    assert run("config", *arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [["config"], ["config", "--check"], ["search", "x", "."], ["stats", "."]])
def test_a_settings_file_that_was_named_must_be_there(arguments: list[str]) -> None:
    done = whole(*arguments, "--config", "/no/such.yaml")
    assert (done.returncode, done.stderr) == (2, "duwen: /no/such.yaml: no such file\n")


ROWS = '{"kop": "题", "lap": "正文说上海"}\n'


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.data"
    path.write_text(ROWS, encoding="gb18030")
    return str(path)


def titles(result: Result) -> list[str]:
    return [json.loads(line)["title"] for line in result.stdout.splitlines()]


READING = "encoding: gb18030\nformat: jsonl\nfields: {title: kop, body: lap}\n"


def test_settings_say_how_sources_are_read(file: Path, rows: str) -> None:
    written(file, READING)
    assert titles(run("search", "上海", rows, "--json")) == ["题"]


@pytest.mark.parametrize(
    ("setting", "option"),
    [
        (READING.replace("gb18030", "utf-8"), ["--encoding", "gb18030"]),
        (READING.replace("jsonl", "csv"), ["--format", "jsonl"]),
        (READING.replace("kop", "lap"), ["--field", "title=kop"]),
    ],
)
def test_an_option_goes_before_the_setting(file: Path, rows: str, setting: str, option: list[str]) -> None:
    written(file, setting)
    assert titles(run("search", "上海", rows, "--json", *option)) == ["题"]


@pytest.mark.parametrize(
    ("setting", "option", "day"),
    [
        ("", [], "2018-09-08"),
        ("time_zone: +00:00\n", [], "2018-09-07"),
        ("time_zone: '-10:30'\n", [], "2018-09-07"),
        ("time_zone: +00:00\n", ["--time-zone", "+08:00"], "2018-09-08"),
        ("", ["--time-zone", "-05:00"], "2018-09-07"),
    ],
)
def test_moments_have_their_day_in_a_time_zone_that_can_be_said(
    file: Path, tmp_path: Path, setting: str, option: list[str], day: str
) -> None:
    written(file, setting)
    (tmp_path / "rows.jsonl").write_text('{"body": "上海", "date": "2018-09-07T23:30:00Z"}\n', encoding="utf-8")
    result = run("search", "上海", str(tmp_path / "rows.jsonl"), "--json", *option)
    assert json.loads(result.stdout)["date"] == day


@pytest.mark.parametrize("offset", ["8", "+8", "+15:00", "Asia/Shanghai", "+08:60"])
def test_a_time_zone_is_an_offset(file: Path, rows: str, offset: str) -> None:
    result = run("search", "上海", rows, "--time-zone", offset)
    assert result.exit_code == 2
    assert "not an offset from UTC" in result.stderr
    written(file, f"time_zone: {offset!r}\n")
    assert "time_zone" in run("search", "上海", rows).stderr


def test_a_search_tells_what_is_wrong_and_goes_on(file: Path, tmp_path: Path) -> None:
    written(file, "theme: night\nformat: jsonl2\n")
    (tmp_path / "rows.jsonl").write_text('{"title": "题", "body": "正文说上海"}\n', encoding="utf-8")
    result = run("search", "上海", str(tmp_path / "rows.jsonl"), "--count")
    assert (result.exit_code, result.stdout) == (0, "1\n")
    assert result.stderr == f"duwen: {file}:2: format: got jsonl2; did you mean jsonl?\n"
