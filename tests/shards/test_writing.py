"""Writing shards: the same rows in the same order, however they come, and whenever the work is broken off."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.loading import Batch, load, load_corpus
from reader.corpus.options import AS_DETECTED, STDIN
from reader.corpus.table import SCHEMA
from reader.errors import SourceError, WriteError
from reader.shards import manifest
from reader.shards.manifest import NAME, Manifest, digest
from reader.shards.places import Folder, place_of
from reader.shards.reading import ShardError, rows_of
from reader.shards.writing import Writing, check_place, recipe_of
from tests.dumps import record
from tests.shards.made import written

SMALL = 3_000
"""Bytes of text a shard, so that the samples make many."""


def read_back(folder: Path) -> pl.DataFrame:
    place, made = manifest.read(str(folder))
    return pl.concat([rows_of(place, shard) for shard in made.shards])


def batch(frame: pl.DataFrame) -> Batch:
    return Batch(frame, [], 0, 0, 0, 0)


def test_shards_hold_the_rows_of_the_corpus_in_their_order(tmp_path: Path, samples_path: str) -> None:
    made = written([samples_path], tmp_path / "to", SMALL)
    corpus = load_corpus([samples_path])
    assert len(made.shards) > 3
    assert read_back(tmp_path / "to").equals(corpus.frame)
    assert made.rows == len(corpus)
    assert sum(shard.characters for shard in made.shards) == corpus.frame["characters"].sum()
    first, last = corpus.first_and_last_day or (None, None)
    assert min(shard.first_day for shard in made.shards if shard.first_day) == first
    assert max(shard.last_day for shard in made.shards if shard.last_day) == last
    for shard in made.shards[:-1]:
        frame = corpus.frame[shard.first : shard.end]
        text = frame.select(pl.col("title", "body").str.len_bytes()).sum_horizontal()
        assert text.sum() == shard.text >= SMALL > text[:-1].sum()


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 200), max_size=6), broken_at=st.integers(0, 6))
def test_neither_batches_nor_a_broken_run_make_other_shards(
    tmp_path_factory: pytest.TempPathFactory, frame: pl.DataFrame, cuts: list[int], broken_at: int
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    bounds = sorted({0, frame.height, *(cut % frame.height for cut in cuts)})
    batches = [batch(frame[start:end]) for start, end in pairwise(bounds)]
    place = Folder(str(folder))

    def broken() -> Iterator[Batch]:
        yield from batches[:broken_at]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Writing(place, (), "the same", SMALL).write(broken(), lambda _batch: None)
    assert place.read(NAME) is None
    names = {*os.listdir(folder)}
    again = Writing(place, (), "the same", SMALL)
    again.resume()
    again.write(batches, lambda _batch: None)
    made = again.finish([])
    assert read_back(folder).equals(frame)
    assert names - {"manifest.part"} <= {shard.name for shard in made.shards}
    assert {*os.listdir(folder)} == {NAME, *(shard.name for shard in made.shards)}


@pytest.fixture(scope="module")
def frame(samples_path: str) -> pl.DataFrame:
    return load_corpus([samples_path]).frame


def test_what_is_made_otherwise_is_not_gone_on_with(tmp_path: Path, frame: pl.DataFrame) -> None:
    first = Writing(place_of(str(tmp_path)), (), "one recipe", SMALL)
    first.write([batch(frame)], lambda _batch: None)
    other = Writing(place_of(str(tmp_path)), (), "another", SMALL)
    assert other.resume() == 0
    assert other.new == []


def test_a_recipe_goes_by_files_and_options(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(record("上海", "", "正文"), encoding="utf-8")
    one = recipe_of([str(path)], AS_DETECTED)
    assert (
        one == recipe_of([str(path)], AS_DETECTED) != recipe_of([str(path)], replace(AS_DETECTED, encoding="gb18030"))
    )
    path.write_text(record("上海", "", "正文变了"), encoding="utf-8")
    assert recipe_of([str(path)], AS_DETECTED) != one
    assert recipe_of([STDIN], AS_DETECTED) == ""


def test_shards_are_added_behind_those_that_are_there(tmp_path: Path, samples_path: str) -> None:
    before = written([samples_path], tmp_path / "to", SMALL)
    more = tmp_path / "more.txt"
    more.write_text(record("新来的", "", "上海博览会"), encoding="utf-8")
    place = place_of(str(tmp_path / "to"))
    with pytest.raises(WriteError, match="--add"):
        check_place(place, add=False, force=False)
    assert check_place(place, add=False, force=True) == ()
    writing = Writing(place, check_place(place, add=True, force=False), "", SMALL)
    writing.write(load([str(more)]), lambda _batch: None)
    after = writing.finish([])
    assert after.shards[:-1] == before.shards
    assert after.rows == before.rows + 1
    assert read_back(tmp_path / "to")["title"][-1] == "新来的"


def test_days_that_only_the_whole_can_tell_are_written_in(tmp_path: Path) -> None:
    dump = tmp_path / "a.txt"
    days = ["03-04-18", "05-06-18", "25-12-17"]
    dump.write_text(
        "".join(record(f"第{day}", f"http://a/{day}/1.html", "正文" * 900) for day in days), encoding="utf-8"
    )
    corpus = load_corpus([str(dump)])
    made = written([str(dump)], tmp_path / "to", SMALL)
    assert len(made.shards) > 1
    assert read_back(tmp_path / "to")["date"].to_list() == corpus.frame["date"].to_list()
    assert [shard.first_day for shard in made.shards] == corpus.frame["date"].to_list()
    assert len(os.listdir(tmp_path / "to")) == len(made.shards) + 1


def test_a_late_day_makes_another_file_and_the_old_one_goes(tmp_path: Path, frame: pl.DataFrame) -> None:
    import datetime

    day = datetime.date(1999, 9, 9)
    writing = Writing(place_of(str(tmp_path)), (), "", SMALL)
    writing.write([batch(frame)], lambda _batch: None)
    row = writing.new[1].first
    names = [shard.name for shard in writing.new]
    writing.redate(pl.DataFrame({"row": [row], "date": [day]}, schema={"row": pl.UInt32, "date": pl.Date}))
    made = writing.finish([])
    assert [one == other.name for one, other in zip(names, made.shards, strict=True)].count(False) == 1
    assert read_back(tmp_path)["date"][row] == day
    assert made.shards[1].first_day == day
    assert not (tmp_path / names[1]).exists()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "damaged"),
        (lambda path: path.write_bytes(b"\0" + path.read_bytes()[1:]), "damaged"),
    ],
)
def test_a_shard_that_is_not_what_it_was_is_refused(
    tmp_path: Path, samples_path: str, spoil: object, reason: str
) -> None:
    made = written([samples_path], tmp_path, SMALL)
    spoil(tmp_path / made.shards[1].name)  # type: ignore[operator]
    place, _made = manifest.read(str(tmp_path))
    assert rows_of(place, made.shards[0]).height == made.shards[0].rows
    with pytest.raises(ShardError, match=reason) as raised:
        rows_of(place, made.shards[1])
    assert raised.value.name == made.shards[1].name


def test_a_shard_of_other_columns_is_refused(tmp_path: Path, samples_path: str) -> None:
    made = written([samples_path], tmp_path, SMALL)
    path = tmp_path / made.shards[0].name
    pl.read_parquet(path).drop("source").write_parquet(path)
    shard = replace_hash(made, path.read_bytes())
    with pytest.raises(ShardError, match="other columns"):
        rows_of(place_of(str(tmp_path)), shard)


def replace_hash(made: Manifest, data: bytes) -> manifest.Shard:
    import msgspec

    return msgspec.structs.replace(made.shards[0], hash=digest(data))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no manifest"),
        ("[]", "is no manifest"),
        ('{"form": 1}', "is no manifest"),
        ('{"form": 99}', "form 99"),
        ("\0\xff", "is no manifest"),
    ],
)
def test_what_is_no_manifest_is_told_as_such(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="latin-1")
    with pytest.raises(SourceError, match=reason):
        manifest.read(str(tmp_path))
    with pytest.raises(SourceError, match=reason):
        manifest.read(str(tmp_path / NAME))


@pytest.mark.parametrize("name", ["../a.parquet", "/etc/passwd", "a\\b", "", "..", "a\0", "s3://b/c", "a\x1b[31m"])
def test_a_manifest_names_files_beside_it_and_no_others(tmp_path: Path, samples_path: str, name: str) -> None:
    import msgspec

    made = written([samples_path], tmp_path, SMALL)
    first = msgspec.structs.replace(made.shards[0], name=name)
    made = msgspec.structs.replace(made, shards=(first, *made.shards[1:]))
    (tmp_path / NAME).write_bytes(manifest.encoded(made))
    with pytest.raises(SourceError, match=r"do not follow|no manifest"):
        manifest.read(str(tmp_path))


def test_shards_that_leave_rows_out_are_refused(tmp_path: Path, samples_path: str) -> None:
    import msgspec

    made = written([samples_path], tmp_path, SMALL)
    made = msgspec.structs.replace(made, shards=(made.shards[0], *made.shards[2:]))
    (tmp_path / NAME).write_bytes(manifest.encoded(made))
    with pytest.raises(SourceError, match="do not follow"):
        manifest.read(str(tmp_path))


def test_a_folder_without_a_manifest(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"manifest\.json"):
        manifest.read(str(tmp_path))


def test_the_columns_are_those_of_the_table() -> None:
    assert list(manifest.OUR_SCHEMA) == list(SCHEMA)
