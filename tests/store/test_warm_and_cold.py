"""Nothing but its speed distinguishes a warm opening from a cold one, whatever became of the files meanwhile."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Problem
from reader.corpus import volumes
from reader.corpus.options import AS_DETECTED
from reader.corpus.table import Table
from reader.errors import SourceError
from reader.store import opening
from reader.store.opening import Opening
from reader.store.shelf import Shelf
from tests.dumps import record

_TICK = 0.01
"""Seconds after which a file that is written to again has another time."""


@pytest.fixture(autouse=True, scope="module")
def _everything_is_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "WORTH_KEEPING", 0.0)
        patch.setattr(opening, "SETTLED", _TICK / 2)
        yield


def opened(paths: Sequence[str], shelf: Shelf | None) -> tuple[Table, Opening]:
    corpus, one = Table.empty(), Opening(paths, AS_DETECTED, shelf)
    try:
        for batch in one.batches():
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
    except SourceError as error:
        corpus = corpus.extended(corpus.frame.clear(), [Problem(error.path, 0, error.reason)])
    time.sleep(_TICK)
    one.keep()
    return corpus, one


def assert_same(warm: Table, cold: Table) -> None:
    assert warm.frame.schema == cold.frame.schema
    assert warm.frame.rows() == cold.frame.rows()
    assert warm.sorted_problems == cold.sorted_problems


_WORDS = ("上海博览会", "臺北\x00", "2018年9月7日讯", "（题目）", "long " * 30, "")
_URLS = ("http://a.example/18/0907/1.html", "http://a.example/18/0908/2.html", "http://a.example/18/1908/3.html", "")
_DATES = ("2018-09-07", "soon", "", "1536300000")


def _written(kind: str, rows: Sequence[tuple[int, int, int]]) -> bytes:
    """A file of a kind, its rows made of words, URLs and dates by their numbers."""
    texts = [(_WORDS[word], _URLS[url], _DATES[date]) for word, url, date in rows]
    match kind:
        case "txt":
            return "".join(record(f"{word}标题", url, f"{word}\n{date}") for word, url, date in texts).encode()
        case "jsonl":
            lines = [{"title": word, "url": url, "date": date, "text": word * 2} for word, url, date in texts]
            return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode() + b"{broken\n"
        case _:
            return "".join(f"{word} {date}\n" for word, _url, date in texts).encode("gb18030", "replace")


_ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6)
_NAMES = st.sampled_from(["a.txt", "b.jsonl", "c.md", "d.txt", "e/f.jsonl", "e/g.txt"])
_CHANGES = st.one_of(
    st.tuples(st.just("write"), _NAMES, _ROWS),
    st.tuples(st.just("grow"), _NAMES, _ROWS),
    st.tuples(st.just("replace"), _NAMES, _ROWS),
    st.tuples(st.just("touch"), _NAMES, st.just([])),
    st.tuples(st.just("delete"), _NAMES, st.just([])),
    st.tuples(st.just("rename"), _NAMES, st.just([])),
)


def _change(folder: Path, what: str, name: str, rows: Sequence[tuple[int, int, int]]) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    data = _written(path.suffix[1:], rows)
    match what:
        case "write":
            path.write_bytes(data)
        case "grow":
            with path.open("ab") as file:
                file.write(data)
        case "replace":
            beside = path.with_suffix(".new")
            beside.write_bytes(data)
            if path.exists():
                times = path.stat()
                os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
            os.replace(beside, path)
        case "touch" if path.exists():
            os.utime(path)
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" if path.exists():
            path.rename(path.with_name(f"0{path.name}"))


@settings(max_examples=15)
@given(changes=st.lists(st.lists(_CHANGES, min_size=1, max_size=3), min_size=2, max_size=4))
def test_whatever_becomes_of_the_files(
    tmp_path_factory: pytest.TempPathFactory, changes: list[list[tuple[str, str, list[tuple[int, int, int]]]]]
) -> None:
    folder, shelf = tmp_path_factory.mktemp("corpus"), Shelf(tmp_path_factory.mktemp("shelf"))
    for some in changes:
        for change in some:
            _change(folder, *change)
        time.sleep(_TICK)
        cold, _one = opened([str(folder)], None)
        for _again in range(2):
            warm, _one = opened([str(folder)], shelf)
            assert_same(warm, cold)


def _folder(tmp_path: Path, files: int) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:03}.txt").write_text(record(f"第{number}篇", "", f"正文{number}"), encoding="utf-8")
    time.sleep(_TICK)
    return folder


def _read_anew(one: Opening) -> int:
    """How many sources were not taken from the store."""
    return sum(len(part.closed.sources) for part in one._parts if isinstance(part, opening._Read))


def test_only_what_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.batches.BATCH_SECONDS", -1.0)
    folder, shelf = _folder(tmp_path, 20), Shelf(tmp_path / "shelf")
    assert _read_anew(opened([str(folder)], shelf)[1]) == 20
    assert _read_anew(opened([str(folder)], shelf)[1]) == 0
    (folder / "007.txt").write_text(record("另一篇", "", "别的正文"), encoding="utf-8")
    (folder / "0075.txt").write_text(record("新的一篇", "", "新的正文"), encoding="utf-8")
    time.sleep(_TICK)
    corpus, one = opened([str(folder)], shelf)
    assert _read_anew(one) == 2
    assert corpus.frame["title"][6:10].to_list() == ["第6篇", "另一篇", "新的一篇", "第8篇"]
    assert _read_anew(opened([str(folder)], shelf)[1]) == 0


def test_a_file_that_was_just_written_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the clock's tick could not be seen."""
    monkeypatch.setattr(opening, "SETTLED", 60.0)
    folder, shelf = _folder(tmp_path, 3), Shelf(tmp_path / "shelf")
    for _time in range(2):
        assert _read_anew(opened([str(folder)], shelf)[1]) == 3


def test_many_small_additions_do_not_make_many_files(tmp_path: Path) -> None:
    folder, shelf = _folder(tmp_path, 2), Shelf(tmp_path / "shelf")
    for number in range(40):
        (folder / f"{number + 100}.txt").write_text(record(f"第{number}篇", "", "正文"), encoding="utf-8")
        time.sleep(_TICK)
        corpus, _one = opened([str(folder)], shelf)
    assert_same(corpus, opened([str(folder)], None)[0])
    (store,) = shelf.stores()
    assert len(store.manifest.segments) <= opening._MOST_SMALL + 1
    assert sorted(file.name for file in store.folder.glob("*.arrow")) == sorted(s.name for s in store.manifest.segments)


def test_another_language_encoding_or_program_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, shelf = _folder(tmp_path, 3), Shelf(tmp_path / "shelf")
    opened([str(folder)], shelf)
    assert _read_anew(opened([str(folder)], shelf)[1]) == 0
    with monkeypatch.context() as patch:
        patch.setattr("reader.store.manifest._code", lambda: 0)
        assert _read_anew(opened([str(folder)], shelf)[1]) == 3
    with monkeypatch.context() as patch:
        patch.setattr("reader.store.opening.spoken", lambda: "zh")
        assert _read_anew(opened([str(folder)], shelf)[1]) == 3


def test_standard_input_is_not_kept(tmp_path: Path) -> None:
    assert Shelf(tmp_path).place_of(["-"], AS_DETECTED) is None


def _rows_read(one: Opening) -> int:
    """How many rows were not taken from the store."""
    return sum(frame.height for part in one._parts if isinstance(part, opening._Read) for frame in part.frames)


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.batches._LARGE", -1)


@pytest.mark.parametrize("kind", ["txt", "jsonl"])
@pytest.mark.usefixtures("every_file_is_large")
def test_of_a_file_that_grew_at_its_end_only_its_last_record_and_the_new_ones_are_read(
    tmp_path: Path, kind: str
) -> None:
    path, shelf = tmp_path / f"a.{kind}", Shelf(tmp_path / "shelf")
    path.write_bytes(_written(kind, [(0, 0, 0)] * 50).removesuffix(b"{broken\n"))
    time.sleep(_TICK)
    assert _rows_read(opened([str(path)], shelf)[1]) == 50
    for _time in range(3):
        with path.open("ab") as file:
            file.write(_written(kind, [(3, 1, 0)] * 2).removesuffix(b"{broken\n"))
        time.sleep(_TICK)
        corpus, one = opened([str(path)], shelf)
        assert _rows_read(one) == 3
        assert_same(corpus, opened([str(path)], None)[0])
    assert _rows_read(opened([str(path)], shelf)[1]) == 0


@pytest.mark.parametrize("kind", ["txt", "jsonl"])
@pytest.mark.usefixtures("every_file_is_large")
def test_a_file_that_was_changed_before_its_end_is_read_whole(tmp_path: Path, kind: str) -> None:
    path, shelf = tmp_path / f"a.{kind}", Shelf(tmp_path / "shelf")
    data = _written(kind, [(0, 0, 0)] * 50).removesuffix(b"{broken\n")
    path.write_bytes(data)
    time.sleep(_TICK)
    opened([str(path)], shelf)
    with path.open("r+b") as file:
        file.write(data.replace("博览".encode(), "展览".encode(), 1))
        file.seek(0, os.SEEK_END)
        file.write(data[-200:])
    time.sleep(_TICK)
    corpus, one = opened([str(path)], shelf)
    assert _rows_read(one) >= 50
    assert_same(corpus, opened([str(path)], None)[0])


_PIECES = st.lists(st.tuples(_ROWS, st.integers(0, 40), st.booleans()), min_size=2, max_size=5)


@settings(max_examples=20)
@given(kind=st.sampled_from(["txt", "jsonl"]), pieces=_PIECES, order=st.booleans())
@pytest.mark.usefixtures("every_file_is_large")
def test_a_file_that_grows_by_any_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    pieces: list[tuple[list[tuple[int, int, int]], int, bool]],
    order: bool,
) -> None:
    """Cut anywhere, also within a record; now and then a byte before the end is another."""
    folder, shelf = tmp_path_factory.mktemp("corpus"), Shelf(tmp_path_factory.mktemp("shelf"))
    path, beside = folder / f"b.{kind}", folder / ("a.txt" if order else "c.txt")
    beside.write_text(record("旁边", "http://a.example/18/0907/1.html", "正文"), encoding="utf-8")
    left = b""
    for rows, cut, is_edited in pieces:
        left += _written(kind, rows)
        end = len(left) * cut // 40
        with path.open("ab") as file:
            file.write(left[:end])
        left = left[end:]
        if is_edited and path.stat().st_size > 9:
            with path.open("r+b") as file:
                file.seek(path.stat().st_size // 3)
                file.write(b"!")
        time.sleep(_TICK)
        cold, _one = opened([str(folder)], None)
        for _again in range(2):
            assert_same(opened([str(folder)], shelf)[0], cold)
