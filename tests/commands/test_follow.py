"""duwen search --follow: hits as they arrive, until it is interrupted."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dumps import record

_DUWEN = (sys.executable, "-c", "from reader.entry import main; main()")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    (folder / "a.txt").write_text(record("上海一", "", "甲的正文"), encoding="utf-8")
    return folder


@pytest.fixture
def followed(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [*_DUWEN, "search", "上海", str(folder), "--follow", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def _title(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return str(json.loads(process.stdout.readline())["title"])


def test_new_hits_are_printed_as_they_come(folder: Path, followed: "subprocess.Popen[str]") -> None:
    assert _title(followed) == "上海一"
    (folder / "b.txt").write_text(record("北京二", "", "乙") + record("上海三", "", "丙"), encoding="utf-8")
    assert _title(followed) == "上海三"
    with (folder / "a.txt").open("a", encoding="utf-8") as file:
        file.write(record("上海四", "", "丁"))
    assert _title(followed) == "上海四"
    followed.send_signal(signal.SIGINT)
    assert followed.wait(20) == 130
    assert followed.stderr is not None
    assert "Traceback" not in followed.stderr.read()


@pytest.mark.parametrize("others", [["--count"], ["-o", "x.csv"], ["-"]])
def test_it_goes_not_with_what_ends(folder: Path, others: list[str]) -> None:
    command = [*_DUWEN, "search", "上海", str(folder), "--follow", *others]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 2
    assert "--follow" in done.stderr
