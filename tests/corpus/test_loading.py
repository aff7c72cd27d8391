"""Loading: files and folders in a steady order, what fails is reported, the rest loads."""

import gzip
import hashlib
import os
import time
from pathlib import Path

import pytest

from reader.article import article_id
from reader.corpus.loading import Batch, load, load_corpus
from reader.errors import SourceError
from tests.dumps import record


def test_a_folder_is_walked_in_name_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name, title in (("c.txt", "丙"), ("a.txt", "甲"), ("b/b.txt", "乙"), (".hidden", "藏")):
        (tmp_path / name).write_text(record(title, "", "文"), encoding="utf-8")
    assert load_corpus([str(tmp_path)]).frame["title"].to_list() == ["甲", "丙", "乙"]


def test_several_files_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    for name in "甲乙":
        (tmp_path / f"{name}.txt").write_text(record(name, "", "文"), encoding="utf-8")
    paths = [str(tmp_path / "乙.txt"), str(tmp_path / "甲.txt")]
    assert load_corpus(paths).frame["title"].to_list() == ["乙", "甲"]


def test_a_glob_names_several_files(tmp_path: Path) -> None:
    for name in "甲乙":
        (tmp_path / f"{name}.txt").write_text(record(name, "", "文"), encoding="utf-8")
    assert len(load_corpus([str(tmp_path / "*.txt")])) == 2


def test_what_cannot_be_read_in_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(record("甲", "", "文"), encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01" * 100)
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "d.txt")
    corpus = load_corpus([str(tmp_path)])
    assert len(corpus) == 1
    assert sorted(Path(problem.path).name for problem in corpus.problems) == ["b.bin", "c.txt"]


@pytest.mark.parametrize("name", ["gone.txt", "gone\n.txt", "空*.txt", "\x00"])
def test_a_path_that_is_not_there_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_corpus([str(tmp_path / name)])
    assert "\n" not in str(caught.value)


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no file"):
        load_corpus([str(tmp_path)])


def test_loading_stops_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(record("甲", "", "文" * 100) * 3000, encoding="utf-8")
    assert sum(batch.frame.height for batch in load([str(tmp_path)], stopped=lambda: True)) == 0


def test_batches_add_up_and_tell_how_far_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(record("甲", "", "文" * 1000) * 3000, encoding="utf-8")
    batches = list(load([str(path)]))
    assert sum(batch.frame.height for batch in batches) == 3000
    assert batches[-1].bytes_read == batches[-1].bytes_total == path.stat().st_size


def test_a_named_file_that_fails_keeps_no_other_from_loading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("碎片\n" + record("甲", "", "文"), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0\1" * 100)
    (tmp_path / "c.txt").write_text(record("丙", "", "文"), encoding="utf-8")
    batches: list[Batch] = []
    with pytest.raises(SourceError, match=r"gone\.txt: no such file"):
        batches.extend(load([str(tmp_path / name) for name in ("gone.txt", "a.txt", "b.txt", "c.txt")]))
    assert [title for batch in batches for title in batch.frame["title"]] == ["甲", "丙"]
    problems = [problem for batch in batches for problem in batch.problems]
    assert [Path(problem.path).name for problem in problems] == ["a.txt", "b.txt"]


def test_a_problem_found_after_a_batch_is_handed_on_with_the_next(tmp_path: Path) -> None:
    data = gzip.compress("".join(record(f"{n}", "", "文" * 3000) for n in range(3000)).encode(), 0)
    (tmp_path / "a.txt").write_bytes(data[:-1000])
    batches = list(load([str(tmp_path / "a.txt")]))
    assert len(batches) > 1
    assert batches[0].problems == []
    assert batches[-1].problems[-1].reason == "the compressed data end early"


def test_an_empty_file_does_not_hide_the_size_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(record("甲", "", "文"), encoding="utf-8")
    (tmp_path / "b.txt").touch()
    *_, batch = load([str(tmp_path)])
    assert batch.bytes_total == (tmp_path / "a.txt").stat().st_size


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_block_may_end_within_carriage_returns(tmp_path: Path, ends: str, encoding: str) -> None:
    body = "文" + "\n" * 300_000 + "末"
    (tmp_path / "a.txt").write_bytes(record("甲", "", body).replace("\n", ends).encode(encoding))
    assert load_corpus([str(tmp_path)]).article(0).body == body


@pytest.mark.parametrize(
    "body",
    ["文" * 2_000_000, "\n" * 1_000_000 + "文" + "\n" * 1_000_000, "文" + "\r" * 1_000_000, f"{'=' * 120}\n" * 20_000],
    ids=["one line", "empty lines", "returns", "rules"],
)
def test_hostile_text_takes_no_longer_than_its_length_explains(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.txt").write_bytes(record("甲", "", body).encode())
    started = time.perf_counter()
    assert len(load_corpus([str(tmp_path / "a.txt")])) >= 1
    assert time.perf_counter() - started < 10


def test_spaces_for_a_url_are_no_work(tmp_path: Path) -> None:
    text = record("丙", "", "文") + record("甲", " " * 200_000 + "a b", "文") + record("乙", "", "文")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    started = time.perf_counter()
    assert "乙" in load_corpus([str(tmp_path / "a.txt")]).frame["title"]
    assert time.perf_counter() - started < 10


def test_an_id_depends_on_the_url_or_else_on_the_text() -> None:
    assert article_id("http://a.cn", "甲", "文") == hashlib.blake2b(b"http://a.cn", digest_size=8).hexdigest()
    assert article_id("", "甲", "文") != article_id("", "甲", "字")
    assert len(article_id("", "甲", "文")) == 16
