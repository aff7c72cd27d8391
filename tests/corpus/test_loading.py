"""Loading: files and folders in a steady order, what fails is reported, the rest loads."""

import hashlib
import os
from pathlib import Path

import pytest

from reader.article import article_id
from reader.corpus.loading import load, load_corpus
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


def test_an_id_depends_on_the_url_or_else_on_the_text() -> None:
    assert article_id("http://a.cn", "甲", "文") == hashlib.blake2b(b"http://a.cn", digest_size=8).hexdigest()
    assert article_id("", "甲", "文") != article_id("", "甲", "字")
    assert len(article_id("", "甲", "文")) == 16
