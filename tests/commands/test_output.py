"""Where commands print: nothing hidden leaves, and an output that fails is told, with status 2."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner

import reader.commands
from tests.dumps import record

DUWEN = [sys.executable, "-c", "from reader.entry import main; main()"]
DUMP = record("上海开博览会", "http://news.example.com/2018-09-07/a.html", "第一段说上海。") + record(
    "别的", "", "--json 和 --by"
)
FULL = Path("/dev/full")

EVERY_COMMAND = (
    ["search", "上海", "{dump}"],
    ["search", "上海", "{dump}", "--json"],
    ["search", "上海", "{dump}", "--count"],
    ["kwic", "上海", "{dump}"],
    ["trends", "上海", "{dump}"],
    ["stats", "{dump}"],
    ["check", "{broken}"],
    ["config"],
    ["library", "path"],
    ["--help"],
    ["search", "--help"],
    ["--version"],
)
"""Each prints something."""


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"title": "一", "body": "二"}\n{"title": \n', encoding="utf-8")
    return str(path)


def _filled(arguments: list[str], dump: str) -> list[str]:
    broken = str(Path(dump).with_name("broken.jsonl"))
    return [each.replace("{dump}", dump).replace("{broken}", broken) for each in arguments]


def _shell(redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with an output redirected as a shell does it."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *DUWEN, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"LANG": "C.UTF-8"},
    )


@pytest.mark.skipif(not FULL.exists(), reason="no device that is full")
@pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=" ".join)
def test_a_full_disk_is_told_in_a_sentence_and_status_two(dump: str, arguments: list[str]) -> None:
    done = _shell(">/dev/full", *_filled(arguments, dump))
    assert done.returncode == 2
    assert done.stderr.endswith("No space left on device\n")
    assert "Traceback" not in done.stderr


def test_a_closed_output_is_told(dump: str) -> None:
    done = _shell(">&-", "search", "上海", dump)
    assert (done.returncode, done.stderr) == (2, "duwen: standard output: is closed\n")


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("query", "output", "status"), [("上海", "1\n", 0), ("没有的", "0\n", 1)])
def test_where_nobody_hears_the_data_come_all_the_same(
    dump: str, redirection: str, query: str, output: str, status: int
) -> None:
    if "full" in redirection and not FULL.exists():
        pytest.skip("no device that is full")
    done = _shell(redirection, "search", query, dump, "--count")
    assert (done.returncode, done.stdout) == (status, output)


def test_a_closed_output_is_no_place_for_other_files(dump: str, tmp_path: Path) -> None:
    """The next file that is opened would else get the number of stderr, and what is said would be written into it."""
    target = tmp_path / "out.csv"
    assert _shell("2>&-", "convert", dump, str(Path(dump).with_name("broken.jsonl")), "-o", str(target)).returncode == 0
    assert "duwen" not in target.read_text(encoding="utf-8")


def test_a_reader_who_has_enough_ends_it_in_silence(dump: str) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" | true', "sh", *DUWEN, "stats", dump], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["search", "kwic", "trends", "collocates"])
@pytest.mark.parametrize("query", ["--json", "--by", "--limit", "-o"])
def test_what_stands_behind_two_minuses_is_the_query(dump: str, command: str, query: str) -> None:
    result = CliRunner().invoke(reader.commands.duwen, [command, "--", query, dump])
    assert "No such option" not in result.output
    assert result.exit_code in (0, 1)


def test_an_option_that_does_not_exist_is_told(dump: str) -> None:
    assert "--json" in CliRunner().invoke(reader.commands.duwen, ["search", "--jsn", dump]).output


_HIDDEN = ("\x1b]52;c;ZXZpbA==\x07", "\x1b[2J", "\x9b31m", "\u202e", "\x08", "\u2066")
_ARGUMENTS = (
    ["search", "{}", "{dump}"],
    ["search", "is:{}", "{dump}"],
    ["search", "date:{}", "{dump}"],
    ["search", "上海", "{}"],
    ["search", "上海", "{dump}", "--encoding", "{}"],
    ["search", "上海", "{dump}", "--format", "{}"],
    ["search", "上海", "{dump}", "--field", "body={}"],
    ["search", "上海", "{dump}", "--field", "{}"],
    ["search", "上海", "{dump}", "--sort", "{}"],
    ["search", "上海", "{dump}", "--{}"],
    ["search", "上海", "{dump}", "-o", "{}"],
    ["search", "上海", "{dump}", "-o", "{}/a.csv"],
    ["search", "上海", "{dump}", "--config", "{}"],
    ["kwic", "{}", "{dump}"],
    ["trends", "上海 OR {}; {}", "{dump}"],
    ["trends", "上海 OR {}; {}", "{dump}", "--json"],
    ["keywords", "-q", "{}", "{dump}"],
    ["collocates", "{}", "{dump}"],
    ["collocates", "{}", "{dump}", "--json"],
    ["related", "{}", "{dump}"],
    ["check", "{}"],
    ["convert", "{dump}", "-o", "{}"],
    ["config", "--check", "{}"],
    ["config", "--path", "--config", "{}"],
    ["{}"],
)


@pytest.mark.parametrize("hidden", _HIDDEN, ids=ascii)
def test_no_argument_reaches_the_terminal_as_it_is(dump: str, hidden: str, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in _ARGUMENTS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["duwen", *(each.replace("{}", hidden) for each in _filled(arguments, dump))])
            with pytest.raises(SystemExit):
                reader.commands.main()
        printed = "".join(capfd.readouterr())
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", printed), (
            arguments
        )


def test_whoever_prints_does_it_in_one_place() -> None:
    folder = Path(reader.commands.__file__).parent
    printing = re.compile(r"\bclick\.(?:s?echo|echo_via_pager)\b|\bprint\(|\bstd(?:out|err)\.write\b")
    assert [path.name for path in folder.glob("*.py") if printing.search(path.read_text(encoding="utf-8"))] == [
        "output.py"
    ]


def _on_a_terminal(dump: str, **environment: str) -> str:
    program = pexpect.spawn(
        DUWEN[0],
        [*DUWEN[1:], "search", "上海", dump],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", "HOME": str(Path(dump).parent)}
        | environment,
        encoding="utf-8",
        timeout=20,
    )
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
    return str(program.before)


def test_hits_stand_out_on_a_terminal_with_colours(dump: str) -> None:
    assert "\x1b[33m\x1b[1m上海\x1b[0m" in _on_a_terminal(dump)


def test_no_color_is_obeyed(dump: str) -> None:
    assert not re.search(r"\x1b\[[0-9;]*m", _on_a_terminal(dump, NO_COLOR="1"))


def test_a_dumb_terminal_gets_text_alone(dump: str) -> None:
    assert "\x1b" not in _on_a_terminal(dump, TERM="dumb")


def test_what_nobody_foresaw_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Panic(BaseException):
        """As Polars raises it."""

    def panicking(**_options: bool) -> None:
        raise Panic("the end")

    monkeypatch.setattr(reader.commands, "duwen", panicking)
    monkeypatch.setattr(sys, "argv", ["duwen", "stats"])
    with pytest.raises(SystemExit) as leaving:
        reader.commands.main()
    assert leaving.value.code == 2
    assert "Panic: the end" in capsys.readouterr().err
