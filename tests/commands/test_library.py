"""`duwen library`: where it lies, and all marks as JSON Lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import reader.commands
from reader.library import Library
from tests.library.articles import article


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "library.sqlite"
    monkeypatch.setenv("DUWEN_LIBRARY", str(path))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(reader.commands.duwen, ["library", *arguments])


def exported(*arguments: str) -> list[dict[str, Any]]:
    result = run("export", *arguments)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_path_is_told_before_anything_is_there(path: Path) -> None:
    assert run("path").stdout == f"{path}\n"
    assert not path.exists()


def test_an_article_is_exported_with_every_mark() -> None:
    with Library.open() as library:
        library.set_read(article(1))
        library.set_starred(article(1))
        library.add_tag(article(1), "进口")
        library.add_tag(article(1), "上海")
        library.set_note(article(1), "要查\n第二行")
        library.set_place(article(1), 7)
    assert exported() == [
        {
            "id": article(1).id,
            "title": "上海开博览会",
            "url": "http://news.example.com/1.html",
            "read": True,
            "starred": True,
            "tags": ["上海", "进口"],
            "note": "要查\n第二行",
            "place": 7,
        }
    ]


def test_an_article_is_exported_also_without_the_other_marks() -> None:
    with Library.open() as library:
        library.add_tag(article(1), "进口")
    [only] = exported()
    assert (only["read"], only["starred"], only["tags"], only["note"], only["place"]) == (False, False, ["进口"], "", 0)


def test_articles_come_in_the_order_they_were_marked() -> None:
    with Library.open() as library:
        for number in (3, 1, 2):
            library.set_read(article(number))
        library.set_starred(article(3))
    assert [each["id"] for each in exported()] == [article(number).id for number in (3, 1, 2)]


def test_searches_come_when_asked_for() -> None:
    with Library.open() as library:
        library.remember_search("上海")
        library.remember_search("北京")
        library.save_search("甲", "天津")
    assert exported() == []
    assert exported("--searches") == [{"search": "北京"}, {"search": "上海"}, {"saved_search": "甲", "query": "天津"}]


def test_characters_are_printed_as_they_are() -> None:
    with Library.open() as library:
        library.set_note(article(1), "要查")
    assert "要查" in run("export").stdout


def test_an_export_takes_in_what_an_open_reader_marked() -> None:
    with Library.open() as library:
        library.set_read(article(1))
        assert library.flush()
        assert len(exported()) == 1


def test_without_a_library_nothing_is_exported_and_nothing_begun(path: Path) -> None:
    result = run("export")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"no library at {path} yet" in result.stderr
    assert not path.exists()


def test_a_damaged_library_fails_in_one_sentence_and_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text("no database")
    monkeypatch.setattr("sys.argv", ["duwen", "library", "export"])
    with pytest.raises(SystemExit) as left:
        reader.commands.main()
    assert left.value.code == 2
    assert capsys.readouterr().err == f"duwen: {path}: the library cannot be read (file is not a database)\n"
    assert path.read_text() == "no database"
