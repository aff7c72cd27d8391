"""Records: those of many small files become one frame, in the order they were read."""

import io
from pathlib import Path

import pytest

from reader.corpus.encoding import SAMPLE_SIZE, TextReader, read_up_to
from reader.corpus.loading import load_corpus
from reader.corpus.records import RAW_SCHEMA, Records, Rows, frames_of, records_of
from tests.dumps import record


def _rows(name: str) -> Rows:
    return Rows(name, [(name, None, None, None, "文\ud800", 1)], [])


def _records(name: str) -> Records:
    return records_of(name, [(name, None, None, None, "文", 1), (f"{name}2", None, None, None, "文", 9)], [])


def test_files_that_follow_each_other_share_a_frame() -> None:
    blocks: list[Records | Rows] = [_rows("甲"), Rows("空", [], []), _rows("乙"), _records("丙"), _rows("丁")]
    frames = frames_of(blocks)
    assert [frame["title"].to_list() for frame in frames] == [["甲", "乙"], ["丙", "丙2"], ["丁"]]
    assert [frame["path"].to_list() for frame in frames] == [["甲", "乙"], ["丙", "丙"], ["丁"]]
    assert frames[0]["body"].to_list() == ["文\ufffd"] * 2
    assert all(dict(frame.schema) == RAW_SCHEMA for frame in frames)


def test_nothing_makes_no_frame_and_a_problem_alone_an_empty_one() -> None:
    assert frames_of([]) == []
    [frame] = frames_of([Rows("甲", [], [])])
    assert frame.is_empty()
    assert dict(frame.schema) == RAW_SCHEMA


@pytest.mark.parametrize(
    ("block", "height", "last"), [(_rows("甲"), 1, 1), (_records("甲"), 2, 9), (Rows("", [], []), 0, 0)]
)
def test_a_block_tells_how_many_records_it_holds_and_where_the_last_begins(
    block: Records | Rows, height: int, last: int
) -> None:
    assert (block.height, block.last_line) == (height, last)


def test_formats_that_take_turns_keep_their_order(tmp_path: Path) -> None:
    texts = ("甲一\n文", record("甲二", "", "文"), "# 甲三\n\n文", '{"title": "甲四", "body": "文"}\n', "甲五\n文")
    for number, (text, suffix) in enumerate(zip(texts, ("txt", "txt", "md", "jsonl", "txt"), strict=True)):
        (tmp_path / f"{number}.{suffix}").write_text(text, encoding="utf-8")
    corpus = load_corpus([str(tmp_path)])
    assert corpus.frame["title"].to_list() == ["甲一", "甲二", "甲三", "甲四", "甲五"]
    assert [Path(path).stem for path in corpus.frame["path"]] == list("01234")


@pytest.mark.parametrize("letter", [b"a", "文".encode()])
@pytest.mark.parametrize("size", [0, 1, 16_384, 65_536, SAMPLE_SIZE, 5 * SAMPLE_SIZE, 70 * SAMPLE_SIZE])
def test_a_stream_of_any_length_is_read_whole(letter: bytes, size: int) -> None:
    for length in (max(size - 1, 0), size, size + 1):
        data = (letter * (length // len(letter) + 1))[:length]
        assert read_up_to(io.BytesIO(data), size) == data[:size]
        reader, read, final = TextReader(io.BytesIO(data)), bytearray(), False
        while not final:
            block, final = reader.read_after(b"", 100_000)
            read += block
        assert read == data
