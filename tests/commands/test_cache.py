"""duwen cache, and the cache as commands use it."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.commands import duwen
from reader.corpus import volumes
from reader.store import opening
from tests.dumps import record


@pytest.fixture(autouse=True)
def _everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "WORTH_KEEPING", 0.0)
    monkeypatch.setattr(opening, "SETTLED", 0.0)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(record("博览会", "", "上海。") + record("台风", "", "台北。") + "x", encoding="utf-8")
    time.sleep(0.01)
    return path


def _run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(duwen, args)
    return result.exit_code, result.stdout, result.stderr


def _cache(tmp_path: Path) -> list[Path]:
    return [*(tmp_path / "cache-home" / "duwen" / "corpora").glob("*/manifest")]


def test_the_second_search_says_the_same_from_the_cache(dump: Path, tmp_path: Path) -> None:
    first = _run("search", "上海", str(dump))
    assert first[0] == 0
    (manifest,) = _cache(tmp_path)
    written = manifest.stat().st_ino
    assert _run("search", "上海", str(dump)) == first
    assert manifest.stat().st_ino == written
    assert _run("check", str(dump))[:2] == _run("check", "--no-cache", str(dump))[:2]


def test_it_is_listed_and_cleared(dump: Path, tmp_path: Path) -> None:
    _run("stats", str(dump))
    status, listed, said = _run("cache")
    assert status == 0
    assert listed.count("\n") == 1
    assert f"2 articles  {dump}" in listed
    assert " of at most " in said
    assert _run("cache", "clear", str(tmp_path / "elsewhere"))[2] == "duwen: 0.0 kB freed\n"
    assert _cache(tmp_path)
    status, _printed, said = _run("cache", "clear", str(tmp_path))
    assert status == 0
    assert said.endswith(" kB freed\n")
    assert not _cache(tmp_path)
    assert dump.exists()


@pytest.mark.parametrize("off", ["cache: off", "cache: {size: 0 MB}"])
def test_it_can_be_off(dump: Path, tmp_path: Path, off: str) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text(off, encoding="utf-8")
    assert _run("stats", "--config", str(settings), str(dump))[0] == 0
    assert not _cache(tmp_path)


def test_one_command_can_go_without(dump: Path, tmp_path: Path) -> None:
    assert _run("stats", "--no-cache", str(dump))[0] == 0
    assert not _cache(tmp_path)


def test_a_cache_that_cannot_be_written_is_told_and_harms_nothing(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "cache-home").write_text("a file where a folder should be", encoding="utf-8")
    status, printed, said = _run("search", "上海", str(dump))
    assert (status, printed.count("博览会")) == (0, 1)
    assert "This corpus could not be cached: " in said
