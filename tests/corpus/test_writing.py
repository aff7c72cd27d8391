"""Writing: what is written is read back as the same articles, whole or not at all."""

import datetime
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.corpus.loading import load_corpus
from reader.corpus.table import Table, finish
from reader.corpus.writing import WRITERS, what_is_lost, write
from reader.errors import WriteError
from tests.dumps import DASHES, EQUALS, corpus_of, record

_LINES = ["上海", "", "　　缩进", "a,b\"c'd", "&amp;", "&lt;b&gt;", "&#20013;", DASHES, EQUALS, "=" * 60, "-" * 61]
_LINES += ["http://a.cn/x", "\ufeff", "𠀀😀é", "  空格  ", "[/] [red]", "\\n", "null", "=SUM(A1)"]
_TEXTS = st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=8)), max_size=6).map("\n".join)
_RECORDS = st.fixed_dictionaries(
    {
        "title": st.one_of(st.sampled_from(_LINES), st.text(max_size=10)),
        "url": st.one_of(
            st.sampled_from(["", "http://a.cn/2018-09-07/x?a=1&amp;b=2", "foo", "a b", "www.x.cn", "-" * 70]),
            st.text(max_size=8),
        ),
        "date": st.one_of(st.none(), st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)).map(str)),
        "source": st.sampled_from(["", "新华社", 'a"b', "&amp;"]),
        "body": _TEXTS,
    }
)


def corpus_from(records: list[dict[str, str | None]]) -> Table:
    raw = pl.DataFrame(
        [{**each, "line": number, "path": "x"} for number, each in enumerate(records, 1)],
        schema={**dict.fromkeys(("title", "url", "date", "source", "body", "path"), pl.String), "line": pl.UInt32},
    )
    return Table(finish(raw)[0])


def told(corpus: Table, *fields: str) -> list[tuple[object, ...]]:
    return list(corpus.frame.select("title", "title_is_derived", "url", "body", *fields).iter_rows())


@pytest.mark.parametrize("suffix", WRITERS)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(_RECORDS, min_size=1, max_size=4))
@example([{"title": "上海", "url": "", "date": None, "source": "", "body": "\f"}])
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str, records: list[dict[str, str | None]]) -> None:
    """All fields in every format, but dates and sources in the dump, which has no place for them."""
    corpus = corpus_from(records)
    if not len(corpus):
        return
    path = tmp_path / f"out{suffix}"
    write(corpus.frame, str(path), replace=True)
    fields = () if suffix == ".txt" else ("date", "source")
    again = load_corpus([str(path)])
    assert told(again, *fields) == told(corpus, *fields)
    assert not again.problems


def test_what_the_dump_loses_is_told(tmp_path: Path) -> None:
    kept = corpus_from(
        [{"title": "甲", "url": "http://a.cn/2018-09-07/", "date": "2018-09-07", "source": "a.cn", "body": "一"}]
    )
    lost = corpus_from([{"title": "甲", "url": "", "date": "2018-09-07", "source": "新华社", "body": "一"}])
    assert what_is_lost(kept.frame, "out.txt") == ""
    assert "those of 1 article are lost" in what_is_lost(lost.frame, "out.txt")
    assert what_is_lost(lost.frame, "out.csv") == ""


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    corpus, path = corpus_of(tmp_path, record("甲", "", "一")), tmp_path / "out.jsonl"
    path.write_text("mine")
    with pytest.raises(WriteError, match="--force"):
        write(corpus.frame, str(path))
    assert path.read_text() == "mine"
    write(corpus.frame, str(path), replace=True)
    assert "甲" in path.read_text(encoding="utf-8")


def test_an_interrupted_writing_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = corpus_of(tmp_path, record("甲", "", "一"))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(WRITERS, ".csv", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(corpus.frame, str(tmp_path / "out.csv"))
    assert os.listdir(tmp_path) == ["dump.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("out.doc", r"\.parquet"), ("out", "must end"), ("gone/out.csv", "no folder"), ("d.csv", "folder")],
)
def test_where_nothing_can_be_written_is_said(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(WriteError, match=reason):
        write(corpus_of(tmp_path, record("甲", "", "一")).frame, str(tmp_path / name))
