"""The barrier: whatever goes wrong within one file is that file's problem, and all others are read."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from reader.article import Problem
from reader.corpus import batches, formats, loading, table
from reader.corpus.dates import Dating
from reader.corpus.loading import load_corpus
from reader.corpus.options import ReadOptions
from reader.corpus.records import Records, records_of
from reader.corpus.sources import CountedFile
from reader.corpus.streams import PeekedStream
from reader.corpus.unpacking import Member, unpack
from reader.errors import SourceError
from reader.progress import Cancelled
from tests.dumps import DASHES, EQUALS, corpus_of, record

_FAULTS: list[Callable[[], BaseException]] = [
    lambda: KeyError("甲\x1b[31m\nsecond line"),
    lambda: pl.exceptions.ComputeError("invalid utf8"),
    lambda: pl.exceptions.PanicException("called `Option::unwrap()` on a `None` value"),
    MemoryError,
    RecursionError,
    lambda: OSError(5, "Input/output error"),
    lambda: AssertionError(),
]
_REASONS = [
    "a bug in duwen, please report it (KeyError: '甲\\x1b[31m\\nsecond line')",
    "a bug in duwen, please report it (ComputeError: invalid utf8)",
    "a bug in duwen, please report it (PanicException: called `Option::unwrap()` on a `None` value)",
    "not enough memory",
    "is nested too deeply",
    "Input/output error",
    "a bug in duwen, please report it (AssertionError)",
]


def _breaking(monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException], *, articles: int) -> None:
    """Have files that begin with `!` raise an error after some articles."""

    def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
        for number in range(articles):
            yield records_of(path, [(f"题{number}", None, None, None, "文", number + 1)], [])
        raise error()

    broken = formats.Format("broken", lambda sample: sample.text.startswith("!"), read)
    monkeypatch.setattr(formats, "FORMATS", (broken, *formats.FORMATS))


@pytest.mark.parametrize(("error", "reason"), zip(_FAULTS, _REASONS, strict=True))
def test_whatever_a_format_raises_is_the_problem_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException], reason: str
) -> None:
    _breaking(monkeypatch, error, articles=0)
    for name, text in (("a", "甲"), ("b", "!"), ("c", "丙")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = load_corpus([str(tmp_path)])
    assert corpus.frame["body"].to_list() == ["甲", "丙"]
    assert corpus.problems == (Problem(str(tmp_path / "b.txt"), 0, reason),)


def test_articles_before_the_fault_stay_and_the_last_of_them_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _breaking(monkeypatch, MemoryError, articles=2)
    corpus = corpus_of(tmp_path, "!")
    assert corpus.frame["title"].to_list() == ["题0", "题1"]
    reason = "what follows this article is left out: not enough memory"
    assert corpus.problems == (Problem(str(tmp_path / "dump.txt"), 2, reason),)


def test_a_fault_in_a_member_keeps_no_other_member_from_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _breaking(monkeypatch, lambda: ValueError("so"), articles=0)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in (("a", "甲"), ("b", "!"), ("c", "丙")):
            archive.writestr(f"{name}.txt", text)
    corpus = load_corpus([str(tmp_path / "a.zip")])
    assert corpus.frame["body"].to_list() == ["甲", "丙"]
    assert [problem.path for problem in corpus.problems] == [str(tmp_path / "a.zip/b.txt")]


def test_a_fault_in_unpacking_is_the_problem_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(file: CountedFile, path: str, stopped: Callable[[], bool]) -> Iterator[Member | Problem]:
        if path.endswith("b.txt"):
            raise KeyError("乙")
        yield from unpack(file, path, stopped)

    monkeypatch.setattr(batches, "unpack", unpacked)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    corpus = load_corpus([str(tmp_path)])
    assert corpus.frame["body"].to_list() == ["a", "c"]
    assert [problem.path for problem in corpus.problems] == [str(tmp_path / "b.txt")]


def test_a_file_that_was_named_and_breaks_before_its_first_article_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _breaking(monkeypatch, MemoryError, articles=0)
    with pytest.raises(SourceError, match="not enough memory"):
        corpus_of(tmp_path, "!")


def test_being_told_to_stop_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _breaking(monkeypatch, Cancelled, articles=0)
    (tmp_path / "a.txt").write_text("!")
    assert list(loading.load([str(tmp_path)])) == []


def test_only_the_article_that_cannot_be_finished_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def finish(records: pl.DataFrame, dating: Dating) -> tuple[pl.DataFrame, list[Problem]]:
        if "丁" in records["title"]:
            raise pl.exceptions.PanicException("index out of bounds")
        return table.finish(records, dating)

    monkeypatch.setattr(loading, "finish", finish)
    corpus = corpus_of(tmp_path, "".join(record(title, "", "文") for title in "甲乙丙丁戊"))
    assert corpus.frame["title"].to_list() == ["甲", "乙", "丙", "戊"]
    [problem] = corpus.problems
    assert problem.line == 19
    assert problem.reason.startswith("this article is left out: ")


@pytest.mark.parametrize("bad", [b"http://a.cn/\xff", b"\xff\xfe", b"http://a.cn/\xd6\xd0 "], ids=["end", "all", "gbk"])
def test_bytes_that_are_no_text_in_a_url_line_are_a_problem(tmp_path: Path, bad: bytes) -> None:
    head = "甲\nhttp://a.cn/1\n" + DASHES + "\n文\n\n" + EQUALS + "\n"
    wrong = "乙\n".encode() + bad + f"\n{DASHES}\n文乙\n\n{EQUALS}\n".encode()
    corpus = corpus_of(tmp_path, head.encode() + wrong + record("丙", "http://a.cn/3", "文丙").encode())
    titles = corpus.frame["title"].to_list()
    assert titles[0] == "甲"
    assert titles[-1] == "丙"
    assert any("bytes that are not text" in problem.reason for problem in corpus.problems)
