"""Following: each article that arrives is told once, whole, and nothing that was there is told again."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus import following, watching
from reader.corpus.following import Following
from reader.corpus.loading import Batch, load_corpus, load_sources
from reader.corpus.options import AS_DETECTED
from tests.dumps import record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    (folder / "a.txt").write_text(record("甲", "", "甲的正文"), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _files_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BEING_WRITTEN", 0.0)


def begun(*paths: Path) -> Following:
    named = [str(path) for path in paths]
    return Following(named, AS_DETECTED, load_corpus(named), time.time())


def titles(one: Following) -> list[str]:
    return one.more()[0]["title"].to_list()


def test_nothing_arrives_where_nothing_changes(folder: Path) -> None:
    one = begun(folder)
    assert titles(one) == []
    os.utime(folder / "a.txt")
    assert titles(one) == []


def test_a_new_file(folder: Path) -> None:
    one = begun(folder)
    (folder / "0.txt").write_text(record("乙", "", "乙的正文"), encoding="utf-8")
    assert titles(one) == ["乙"]
    assert titles(one) == []


def test_what_a_file_grew_by(folder: Path) -> None:
    one = begun(folder / "a.txt")
    with (folder / "a.txt").open("a", encoding="utf-8") as file:
        file.write(record("乙", "", "乙的正文") + record("丙", "", "丙的正文"))
    assert titles(one) == ["乙", "丙"]


def test_the_last_record_of_a_file_that_is_being_written_waits_until_it_is_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begun(folder)
    monkeypatch.setattr(following, "BEING_WRITTEN", 3600.0)
    whole = record("乙", "", "乙的正文") + record("丙", "", "丙的正文，很长")
    (folder / "b.txt").write_text(whole[:-140], encoding="utf-8")
    assert titles(one) == ["乙"]
    (folder / "b.txt").write_text(whole[:-130], encoding="utf-8")
    assert titles(one) == []
    (folder / "b.txt").write_text(whole, encoding="utf-8")
    frame, _problems = one.more()
    assert frame["body"].to_list() == ["丙的正文，很长"]


def test_a_file_that_nobody_writes_to_any_more_ends_where_it_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begun(folder)
    monkeypatch.setattr(following, "BEING_WRITTEN", 3600.0)
    (folder / "b.txt").write_text(record("乙", "", "乙的正文")[:-125], encoding="utf-8")
    assert titles(one) == []
    monkeypatch.setattr(following, "BEING_WRITTEN", 0.0)
    assert one.more([])[0]["title"].to_list() == ["乙"]


def test_a_file_that_was_written_anew_tells_what_it_did_not_hold(folder: Path) -> None:
    one = begun(folder)
    beside = folder.parent / "new"
    beside.write_text(record("乙", "", "乙的正文") + record("甲", "", "甲的正文"), encoding="utf-8")
    os.replace(beside, folder / "a.txt")
    assert titles(one) == ["乙"]


def test_a_file_that_is_gone_or_empty_is_no_fault(folder: Path) -> None:
    one = begun(folder)
    (folder / "a.txt").unlink()
    (folder / "b.jsonl").write_text("", encoding="utf-8")
    assert titles(one) == []
    (folder / "b.jsonl").write_text('{"title": "乙", "text": "乙的正文"}\n', encoding="utf-8")
    assert titles(one) == ["乙"]


def test_a_problem_is_told_once(folder: Path) -> None:
    one = begun(folder)
    (folder / "b.jsonl").write_text('{"title": "乙", "text": "乙的正文"}\n{broken\n', encoding="utf-8")
    assert [problem.line for problem in one.more()[1]] == [2]
    with (folder / "b.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"title": "丙", "text": "丙的正文"}\n')
    frame, problems = one.more()
    assert (frame["title"].to_list(), problems) == (["丙"], [])


_WRITES = st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.integers(0, 5)), max_size=5)


@settings(max_examples=20)
@given(st.lists(_WRITES, min_size=1, max_size=4))
def test_each_article_is_told_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, rounds: Sequence[Sequence[tuple[str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "a.txt").write_text(record("甲", "", "甲的正文"), encoding="utf-8")
    one, told = begun(folder), ["甲"]
    for writes in rounds:
        for name, number in writes:
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write(record(f"第{number}篇", "", f"正文{number}"))
        told += titles(one)
    assert sorted(told) == sorted(set(load_corpus([str(folder)]).frame["title"]))


@pytest.mark.parametrize("name", ["b.txt", "b.jsonl"])
def test_of_a_file_that_grows_only_the_new_end_is_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.corpus.batches._LARGE", -1)
    path = tmp_path / name

    def written(title: str) -> None:
        line = f'{{"title": "{title}", "text": "正文"}}\n' if name.endswith("jsonl") else record(title, "", "正文")
        with path.open("a", encoding="utf-8") as file:
            file.write(line)

    for number in range(30):
        written(f"第{number}篇")
    one, loaded = begun(path), list[int]()

    def counted(*arguments: object, **named: object) -> Iterator[Batch]:
        for batch in load_sources(*arguments, **named):  # type: ignore[arg-type]
            loaded.append(batch.frame.height)
            yield batch

    monkeypatch.setattr(following, "load_sources", counted)
    for title in ("甲", "乙"):
        written(title)
        assert titles(one) == [title]
    assert sum(loaded) == 4
    path.write_text(path.read_text(encoding="utf-8").replace("第3篇", "丙丙丙"), encoding="utf-8")
    written("丁")
    assert titles(one) == ["丙丙丙", "丁"]


@pytest.mark.parametrize("is_told", [True, False], ids=["told", "looked for"])
def test_what_arrives_is_read_soon(folder: Path, monkeypatch: pytest.MonkeyPatch, is_told: bool) -> None:
    """Whether or not the file system tells of it."""
    if not is_told:
        monkeypatch.setattr(watching, "_told", lambda *folders, recursive=False: [])
    monkeypatch.chdir(folder.parent)
    one = Following(["crawl"], AS_DETECTED, load_corpus(["crawl"]), time.time())
    until, arrived = time.monotonic() + 30, list[str]()
    (folder / "new").mkdir()
    (folder / "new" / "b.txt").write_text(record("乙", "", "乙的正文"), encoding="utf-8")
    (folder / ".hidden.txt").write_text(record("丙", "", "丙的正文"), encoding="utf-8")
    for frame, _problems in one.arrivals(lambda: time.monotonic() > until or len(arrived) > 1):
        arrived.extend(frame["title"])
        with (folder / "a.txt").open("a", encoding="utf-8") as file:
            file.write(record("丁", "", "丁的正文"))
    assert arrived == ["乙", "丁"]
