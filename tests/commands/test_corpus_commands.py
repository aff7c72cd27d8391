"""duwen stats, check and convert: what they print, where, and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dumps import record

_BROKEN = "碎片\n" + record("甲", "http://a.cn/2018-09-07/1", "一二三") + record("乙", "", "四五")


def duwen(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from reader.commands import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(_BROKEN, encoding="utf-8")
    return str(path)


@pytest.fixture
def clean(tmp_path: Path) -> str:
    path = tmp_path / "clean.txt"
    path.write_text(record("甲", "", "一"), encoding="utf-8")
    return str(path)


def test_stats_are_printed_for_people(dump: str) -> None:
    lines = [line.split() for line in duwen("stats", dump).stdout.splitlines()]
    for expected in (
        ["articles", "2"],
        ["characters", "7"],
        ["size", "21", "bytes", "of", "text", "in", "UTF-8"],
        ["dates", "2018-09-07", "to", "2018-09-07", "(1", "article", "without)"],
    ):
        assert expected in lines
    assert ["a.cn", "1", "#" * 40] in lines
    assert ["2018-09", "1", "#" * 40] in lines


def test_stats_are_one_json_object(dump: str) -> None:
    figures = json.loads(duwen("stats", dump, "--json").stdout)
    assert figures == {
        "articles": 2,
        "characters": 7,
        "bytes": 21,
        "first_day": "2018-09-07",
        "last_day": "2018-09-07",
        "undated": 1,
        "problems": 1,
        "by_source": {"": 1, "a.cn": 1},
        "by_month": {"2018-09": 1},
    }


def test_check_lists_each_problem_with_file_and_line(dump: str) -> None:
    done = duwen("check", dump)
    assert done.stdout == f"{dump}:1: text before the first article's title line is left out\n"
    assert done.returncode == 1


def test_check_prints_json_lines(dump: str) -> None:
    [problem] = map(json.loads, duwen("check", dump, "--json").stdout.splitlines())
    assert (problem["path"], problem["line"]) == (dump, 1)


def test_problems_of_a_file_are_in_the_order_of_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title,url,text\n甲,u,".encode() + b"\xff\n" + "乙,u\n".encode())
    told = duwen("check", str(path)).stdout.splitlines()
    assert [line.split(":")[1] for line in told] == ["2", "3"]


def test_check_of_what_is_fine_prints_nothing_and_exits_zero(clean: str) -> None:
    done = duwen("check", clean)
    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("command", ["stats", "check"])
def test_what_is_not_there_is_a_sentence_and_exit_status_two(command: str) -> None:
    done = duwen(command, "gone.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv", "parquet"])
def test_what_is_converted_has_the_same_articles(dump: str, tmp_path: Path, suffix: str) -> None:
    out = str(tmp_path / f"out.{suffix}")
    assert duwen("convert", dump, "-o", out).returncode == 0
    ids = [
        json.loads(line)["id"]
        for path in (dump, out)
        for line in duwen("search", "", path, "--json").stdout.splitlines()
    ]
    assert ids[:2] == ids[2:]


def test_convert_replaces_only_when_forced(dump: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    refused = duwen("convert", dump, "-o", str(out))
    assert (refused.returncode, out.read_text()) == (2, "mine")
    assert duwen("convert", dump, "-o", str(out), "--force").returncode == 0
    assert "甲" in out.read_text(encoding="utf-8")
