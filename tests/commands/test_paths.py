"""A name that no file can have is told in a sentence, wherever a path may stand."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import reader.commands
from reader.errors import DuwenError
from tests.dumps import record

LONG = "长" * 400
NOBODY = "~nobody-of-that-name/x"


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(record("上海", "", "上海的早晨"), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", [LONG, NOBODY, f"-{LONG}"], ids=["long", "nobody", "minus"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "上海", "{}"],
        ["search", "上海", "{dump}", "-o", "{}.md"],
        ["search", "上海", "{dump}", "--config", "{}"],
        ["kwic", "上海", "{dump}", "-o", "{}.csv"],
        ["check", "{}"],
        ["convert", "{dump}", "{}.jsonl"],
        ["related", "{}", "{dump}"],
        ["config", "--check", "--config", "{}"],
    ],
    ids=lambda arguments: " ".join(arguments[:1] + [each for each in arguments if each.startswith("-")]),
)
def test_it_is_told(
    dump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [word.format(name, dump=dump) for word in arguments]
    result = CliRunner().invoke(reader.commands.duwen, words)
    assert isinstance(result.exception, (DuwenError, SystemExit, type(None)))
    assert os.listdir(tmp_path) == ["dump.txt"]


@pytest.mark.parametrize("name", [LONG, NOBODY], ids=["long", "nobody"])
@pytest.mark.parametrize("key", ["user_dictionary", "stop_words"])
def test_a_list_that_cannot_be_there_is_told_and_the_rest_goes_on(
    dump: str, tmp_path: Path, key: str, name: str
) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text(f"{key}: {name}\n", encoding="utf-8")
    config = CliRunner().invoke(reader.commands.duwen, ["config", "--check", "--config", str(settings)])
    assert (config.exit_code, key in config.stdout) == (1, True)
    found = CliRunner().invoke(reader.commands.duwen, ["search", "上海", dump, "--config", str(settings)])
    assert found.exit_code == 0


@pytest.mark.parametrize("name", [LONG, f"/proc/1/{LONG}"], ids=["long", "deep"])
def test_a_library_that_cannot_be_there_is_told(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DUWEN_LIBRARY", name)
    result = CliRunner().invoke(reader.commands.duwen, ["library", "export"])
    assert isinstance(result.exception, (DuwenError, SystemExit, type(None)))
