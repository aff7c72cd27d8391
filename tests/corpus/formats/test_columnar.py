"""Parquet and Arrow: columns become articles, damaged files are an error in plain words, nothing stays mapped."""

import datetime
import io
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus.formats import columnar
from reader.corpus.loading import load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.table import Table
from reader.errors import SourceError

WRITERS: dict[str, Callable[[pl.DataFrame, io.BytesIO], object]] = {
    "parquet": lambda frame, file: frame.write_parquet(file),
    "small row groups": lambda frame, file: frame.write_parquet(file, row_group_size=7),
    "arrow": lambda frame, file: frame.write_ipc(file, compression="zstd"),
    "arrow stream": lambda frame, file: frame.write_ipc_stream(file),
}


def written(frame: pl.DataFrame, kind: str) -> bytes:
    file = io.BytesIO()
    WRITERS[kind](frame, file)
    return file.getvalue()


def corpus_of(folder: Path, raw: bytes, options: ReadOptions = AS_DETECTED) -> Table:
    path = folder / "a.bin"
    path.write_bytes(raw)
    return load_corpus([str(path)], options)


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_of_file_is_read(tmp_path: Path, kind: str) -> None:
    frame = pl.DataFrame(
        {
            "title": ["甲", "乙"],
            "text": ["文\n字", "章"],
            "url": ["http://a.cn/1", None],
            "source": ["新华社", None],
            "x": [1, 2],
        }
    )
    corpus = corpus_of(tmp_path, written(frame, kind))
    assert corpus.frame.select("title", "body", "url", "source", "line").rows() == [
        ("甲", "文\n字", "http://a.cn/1", "新华社", 1),
        ("乙", "章", "", "", 2),
    ]
    assert not corpus.problems


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_keep_their_order_and_number_over_many_slices(tmp_path: Path, kind: str) -> None:
    titles = [f"第{number}篇" for number in range(5000)]
    corpus = corpus_of(tmp_path, written(pl.DataFrame({"title": titles, "text": titles}), kind))
    assert corpus.frame["title"].to_list() == titles
    assert corpus.frame["line"].to_list() == list(range(1, 5001))


@pytest.mark.parametrize(
    "date",
    [
        datetime.date(2018, 9, 7),
        datetime.datetime(2018, 9, 7, 10, 30),
        datetime.datetime(2018, 9, 7, 10, 30, tzinfo=datetime.UTC),
        "2018年9月7日",
        1536307200,
    ],
)
@pytest.mark.parametrize("kind", WRITERS)
def test_dates_of_any_type_are_read(tmp_path: Path, kind: str, date: object) -> None:
    frame = pl.DataFrame({"title": ["甲"], "date": [date]})
    assert corpus_of(tmp_path, written(frame, kind)).article(0).date == datetime.date(2018, 9, 7)


@pytest.mark.parametrize(
    ("column", "body"),
    [
        (pl.Series([["一", "二", None]]), "一\n二"),
        (pl.Series([[1, 2]], dtype=pl.Array(pl.Int64, 2)), "1\n2"),
        (pl.Series([1.5]), "1.5"),
        (pl.Series(["文"], dtype=pl.Categorical), "文"),
        (pl.Series(["文".encode()]), "文"),
        (pl.Series([True]), "true"),
        (pl.Series([{"a": 1}]), ""),
        (pl.Series([[{"a": 1}]]), ""),
        (pl.Series([None]), ""),
    ],
)
@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_values_become_text(tmp_path: Path, kind: str, column: pl.Series, body: str) -> None:
    frame = pl.DataFrame({"title": ["甲"]}).with_columns(column.alias("text"))
    assert corpus_of(tmp_path, written(frame, kind)).article(0).body == body


def test_bytes_that_are_no_text_are_replaced_and_reported(tmp_path: Path) -> None:
    frame = pl.DataFrame({"title": ["甲", "乙"], "text": ["文".encode(), b"\xff"]})
    corpus = corpus_of(tmp_path, written(frame, "parquet"))
    assert corpus.frame["body"].to_list() == ["文", "\ufffd"]
    assert [problem.line for problem in corpus.problems] == [2]


def test_columns_that_nobody_knows_are_an_error_that_names_them(tmp_path: Path) -> None:
    raw = written(pl.DataFrame({"编号": [1], "wz": ["文"]}), "parquet")
    with pytest.raises(SourceError, match="--field body=NAME; there are: 编号, wz"):
        corpus_of(tmp_path, raw)
    assert corpus_of(tmp_path, raw, ReadOptions(fields={"body": "wz"})).article(0).body == "文"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_without_rows_holds_no_article(tmp_path: Path, kind: str) -> None:
    with pytest.raises(SourceError, match="no article found"):
        corpus_of(tmp_path, written(pl.DataFrame({"title": ["甲"]}).clear(), kind))


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_that_shrinks_while_it_is_read_does_no_harm(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(written(pl.DataFrame({"title": ["甲"], "text": ["文" * 10_000]}), kind))
    corpus = load_corpus([str(path)])
    path.write_bytes(b"")
    assert corpus.article(0).body == "文" * 10_000
    assert str(path) not in Path("/proc/self/maps").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_that_is_cut_off_is_an_error_in_plain_words(tmp_path: Path, kind: str) -> None:
    raw = written(pl.DataFrame({"title": ["甲"] * 100, "text": ["文"] * 100}), kind)
    with pytest.raises(SourceError, match="damaged or unsupported"):
        corpus_of(tmp_path, raw[: len(raw) // 3])


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    ("frame", "articles"),
    [
        ({"title": ["甲"], "content": [{"text": "文"}]}, [("甲", "文", None)]),
        ({"title": ["甲"], "content": [[{"text": "文", "n": 1}, {"text": "字", "n": 2}]]}, [("甲", "文\n字", None)]),
        ({"title": ["甲"], "content": [[["文"], ["字", "章"]]]}, [("甲", "文\n字\n章", None)]),
        (
            {"_id": [1], "_source": [{"title": "甲", "content": "文", "date": datetime.date(2018, 9, 7)}]},
            [("甲", "文", datetime.date(2018, 9, 7))],
        ),
        (
            {"total": [2], "data": [{"list": [{"title": "甲", "text": "文"}, {"title": "乙", "text": "字"}]}]},
            [("甲", "文", None), ("乙", "字", None)],
        ),
        ({"title": ["甲"], "content": [{"text": b"\xe6\x96\x87"}]}, [("甲", "文", None)]),
        ({"title": ["甲"], "content": ["文"], "meta": [{"title": "x", "content": "y"}]}, [("甲", "文", None)]),
    ],
)
def test_fields_within_others_are_found(
    tmp_path: Path, kind: str, frame: dict[str, list[object]], articles: list[tuple[object, ...]]
) -> None:
    corpus = corpus_of(tmp_path, written(pl.DataFrame(frame), kind))
    assert corpus.frame.select("title", "body", "date").rows() == articles
    assert not corpus.problems


def test_a_nested_field_that_is_not_understood_is_told_and_may_be_named(tmp_path: Path) -> None:
    raw = written(pl.DataFrame({"title": ["甲"], "content": [{"zh": "文 和 字", "n": 1}]}), "parquet")
    corpus = corpus_of(tmp_path, raw)
    assert [problem.reason for problem in corpus.problems] == [
        "the field content has nested values that are not read: name one with --field body=content.zh"
    ]
    assert corpus_of(tmp_path, raw, ReadOptions(fields={"body": "content.zh"})).frame["body"].to_list() == ["文 和 字"]


def test_a_column_that_cannot_be_read_takes_no_other_with_it(tmp_path: Path) -> None:
    file = io.BytesIO()
    frame = pl.DataFrame({"title": ["甲", "乙"], "url": ["http://a.cn/1", "http://a.cn/2"], "text": ["文", "字"]})
    frame.write_parquet(file, compression="uncompressed", statistics=False)
    raw = bytearray(file.getvalue())
    place = raw.index(b"http://a.cn/1")
    raw[place - 30 : place] = b"\xff" * 30
    corpus = corpus_of(tmp_path, bytes(raw))
    assert corpus.frame.select("title", "body", "url").rows() == [("甲", "文", ""), ("乙", "字", "")]
    assert [problem.reason for problem in corpus.problems] == ["the column url cannot be read and is left out"]


def test_a_damaged_slice_is_left_out_and_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = random.Random(1)
    texts = ["".join(chr(noise.randrange(0x4E00, 0x9F00)) for _ in range(50)) for _ in range(30)]
    raw = bytearray(written(pl.DataFrame({"title": [f"{n}" for n in range(30)], "text": texts}), "small row groups"))
    monkeypatch.setattr(columnar, "FIRST_SLICE", 7)
    monkeypatch.setattr(columnar, "SLICE_BYTES", 1200)
    place = raw.rindex(texts[29].encode()) if texts[29].encode() in raw else len(raw) * 5 // 9
    raw[place - 40 : place] = b"\xff" * 40
    corpus = corpus_of(tmp_path, bytes(raw))
    assert 7 <= len(corpus) < 30
    assert all("damaged" in problem.reason for problem in corpus.problems)
    assert len(corpus.problems) == 1


@given(
    rows=st.lists(st.tuples(st.text("甲乙丙a\n", min_size=1), st.text("甲乙丙a")), min_size=1),
    kind=st.sampled_from(sorted(WRITERS)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[tuple[str, str]], kind: str) -> None:
    frame = pl.DataFrame(
        [(f"题{number}", f"文{body}字") for number, (body, _) in enumerate(rows)],
        schema=["title", "text"],
        orient="row",
    )
    corpus = corpus_of(tmp_path, written(frame, kind))
    assert corpus.frame.select("title", "body").rows() == frame.rows()


@given(
    kind=st.sampled_from(sorted(WRITERS)),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4),
    kept=st.floats(0, 1),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_damaged_bytes_raise_nothing_but_a_source_error(
    tmp_path: Path, kind: str, changes: list[tuple[float, int]], kept: float
) -> None:
    raw = bytearray(written(pl.DataFrame({"title": ["甲"] * 9, "text": [["文", "字"]] * 9}), kind))
    for place, value in changes:
        raw[int(place * len(raw))] = value
    if kept < 0.3:
        del raw[int(kept * len(raw)) :]
    with suppress(SourceError):
        corpus_of(
            tmp_path, bytes(raw), ReadOptions(format="parquet" if kind in ("parquet", "small row groups") else "arrow")
        )
