"""The commands in the reader's language: which it is, what click says for itself, and that data are the same in any."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.commands.speaking import Page, click_speaks
from reader.language.typesetting import cells
from reader.wording import speak
from tests.dumps import record

DUMP = "碎片\n" + record("上海开博览会", "http://a.cn/2018-09-07/1", "一二三") + record("别的事", "", "上海以外")
HAN = re.compile(r"[一-鿿]")


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


def duwen(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in a Chinese locale unless another is given."""
    code = "from reader.commands import main; main()"
    before = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_MESSAGES", "LC_ALL")}
    variables = {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=before | variables)


def test_help_is_in_chinese_throughout() -> None:
    """Usage, headings, sentences, options, --help itself and the default that click adds."""
    done = duwen("search", "--help")
    assert done.stdout.startswith("用法： ")
    for line in ("选项：", "列出 PATH 中符合 QUERY 的文章", "显示本帮助。", "[默认 20; x>=0]"):
        assert line in done.stdout
    assert not re.search(r"[A-Za-z]{2,} (the|of|in|is|that|and) ", done.stdout)


@pytest.mark.parametrize("command", [[], ["library"]])
def test_lists_of_commands_are_in_chinese(command: list[str]) -> None:
    listed = duwen(*command, "--help").stdout.partition("\n命令：\n")[2].partition("\n\n")[0].splitlines()
    commands = [line for line in listed if line[2] != " "]
    assert len(commands) >= 2
    assert all(HAN.search(line) for line in commands)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["search"], "错误：缺少参数 'QUERY'"),
        (["search", "x", "{dump}", "--limit", "many"], "错误：'--limit' 的值无效：'many' 不是整数"),
        (["search", "x", "{dump}", "--limit", "-1"], "-1 超出范围"),
        (["search", "x", "{dump}", "--sort", "size"], "'size' 不在可选值 'relevance'"),
        (["search", "x", "{dump}", "--lmit"], "没有选项 '--lmit'。 是不是 '--limit'？"),
        (["search", "x", "{dump}", "--encoding", "klingon"], "不认识编码 'klingon'"),
        (["search", "x", "/no/such/file"], "duwen: /no/such/file: 没有这个文件或文件夹\n"),
        (["search", "/[/", "{dump}"], "duwen: 第 2 个字符：正则表达式有误：方括号没有闭合\n"),
        (["library", "bogus"], "错误：没有命令 'bogus'。"),
        (["keywords", "{dump}"], "缺少选项 '-q' / '--query'"),
        (["config", "a", "b"], "错误：多余的参数（b）"),
        (["config", "--config", "/no/such.yaml"], "duwen: /no/such.yaml: 没有这个文件\n"),
        (["serch", "x"], "duwen: serch: 没有这个命令，也没有这个文件或文件夹；是不是 duwen search？\n"),
        (["--what"], "没有选项 '--what'"),
    ],
)
def test_errors_are_in_chinese(dump: str, arguments: list[str], sentence: str) -> None:
    done = duwen(*(argument.replace("{dump}", dump) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Error" not in done.stderr


def test_data_are_the_same_in_any_language(dump: str) -> None:
    for arguments in (
        ("search", "上海", dump, "--json", "--spans"),
        ("search", "上海", dump, "--count"),
        ("kwic", "上海", dump, "--json"),
        ("trends", "上海", dump, "--json"),
        ("stats", dump, "--json"),
        ("config",),
    ):
        chinese, english = duwen(*arguments), duwen(*arguments, LC_ALL="C")
        assert (chinese.stdout, chinese.returncode) == (english.stdout, english.returncode)


def test_problems_keep_their_place_and_are_in_chinese(dump: str) -> None:
    done = duwen("check", dump)
    assert (done.stdout, done.returncode) == (f"{dump}:1: 第一篇标题行之前的文字，略去\n", 1)
    assert done.stderr == "duwen: 2 篇，1 个问题\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", b'{"title": "a", "body": "b"}\n{"title": 1,}\n[1]\n'),
        ("a.jsonl", b'{"foo": "a"}\n'),
        ("a.csv", b"title,body\na,b,c\n"),
        (
            "a.csv",
            "这是一句很长很长的话，不像是列的名字啊，还有很多很多很多很多很多的字在这里面呢,也是如此\n".encode() * 3,
        ),
        ("a.json", b'[{"title": "a", "body": "b"}, 7, {"title": "c"'),
        ("a.md", b"---\ntitle: [\n---\ntext\n"),
        ("a.html", b"<html><body></body></html>"),
        ("a.xml", b"<doc><title>a</title><body>b</body></doc></doc><doc><title>c</title>"),
        ("a.zip", b"PK\x03\x04damaged"),
        ("a.gz", b"\x1f\x8b\x08damaged"),
        ("a.parquet", b"PAR1damagedPAR1"),
        ("a.7z", b"7z\xbc\xaf\x27\x1cx"),
        ("a.txt", b""),
        ("a.bin", b"\0\1\2\3" * 99),
    ],
)
def test_whatever_is_wrong_is_said_in_chinese(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "fine.txt").write_text(record("好", "", "好"), encoding="utf-8")
    lines = duwen("check", str(tmp_path)).stdout.splitlines()
    assert lines
    for line in lines:
        assert HAN.search(re.sub(r"^\S+:\d+: ", "", line)), line


def test_the_settings_go_before_the_locale(tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("language: zh\n")
    assert duwen("--help", LC_ALL="C", DUWEN_CONFIG=str(settings)).stdout.startswith("用法：")
    for named in (["--config", str(settings)], [f"--config={settings}"]):
        assert "缺少参数" in duwen("search", *named, LC_ALL="C").stderr
    settings.write_text("language: zh\nmeasure: 2\n")
    assert "应为整数，12 至 80，写的是 2" in duwen("config", "--check", "--config", str(settings), LC_ALL="C").stdout
    settings.write_text("language: en\n")
    assert duwen("--help", DUWEN_CONFIG=str(settings)).stdout.startswith("Usage:")


def test_english_in_other_locales_and_whatever_gettext_is_told() -> None:
    for variables in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "C", "LANGUAGE": "zh"}):
        assert duwen("--help", **variables).stdout.startswith("Usage: -c [OPTIONS] COMMAND [ARGS]...\n")
    assert duwen("--help", LANGUAGE="en").stdout.startswith("用法：")


def test_the_environment_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader starts, such as a browser, speaks what it spoke before."""
    speak("zh")
    monkeypatch.delenv("LANGUAGE", raising=False)
    with click_speaks():
        assert os.environ["LANGUAGE"] == "zh"
    assert "LANGUAGE" not in os.environ
    monkeypatch.setenv("LANGUAGE", "fr:en")
    with click_speaks():
        assert os.environ["LANGUAGE"] == "zh"
    assert os.environ["LANGUAGE"] == "fr:en"


def test_pages_are_broken_by_cells() -> None:
    page = Page(width=40)
    page.write_text("列出所有文章的篇数、字数、字节数和日期范围，以及各来源、各月的篇数。")
    page.write_dl([("-n", "至多列出这么多，零为全部，不写则二十。"), ("--a-very-long-option WITH_A_VALUE", "其次。")])
    lines = page.getvalue().splitlines()
    assert max(map(cells, lines)) <= 60
    assert lines[2].startswith("-n  ")
    assert not any(line.lstrip().startswith(("，", "。", "、")) for line in lines)
    assert lines[-2:] == ["--a-very-long-option WITH_A_VALUE", " " * 32 + "其次。"]


def test_the_explained_settings_are_in_chinese_and_the_keys_are_not(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    assert duwen("config", "--init", "--config", str(path)).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert "# 可用：整数，12 至 80。\n#measure: 40\n" in text
    assert duwen("config", "--check", str(path)).returncode == 0
