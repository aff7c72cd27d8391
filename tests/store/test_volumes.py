"""What was worked out of a corpus is kept beside its rows, goes on where these go on, and is never another corpus's."""

import errno
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus import derived, volumes
from reader.corpus.options import AS_DETECTED
from reader.corpus.table import Table
from reader.corpus.volumes import Recipe, Volume
from reader.insight import bodies, shingles
from reader.insight.reprints import reprints
from reader.insight.word_counts import WordCounts
from reader.language import pinyin
from reader.progress import Stopped, never
from reader.store import opening
from reader.store.opening import Opening
from reader.store.shelf import Shelf, written_by_us
from tests.dumps import EQUALS, record
from tests.insight.corpora import spellings
from tests.store.test_warm_and_cold import _CHANGES, _TICK, _change

_RECIPE = Recipe(
    "texts",
    ("a test",),
    {
        "texts": pl.Schema([("row", pl.UInt32()), ("texts", pl.List(pl.UInt32()))]),
        "titles": pl.Schema([("title", pl.String())]),
    },
)


@pytest.fixture(autouse=True, scope="module")
def _everything_is_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "WORTH_KEEPING", 0.0)
        patch.setattr(opening, "SETTLED", _TICK / 2)
        yield


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    for number in range(4):
        _write(folder, number)
    time.sleep(_TICK)
    return folder


def _write(folder: Path, number: int) -> None:
    text = record(f"上海第{number}篇", "", f"正文{number}，臺北的博览会。")
    (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def _opened(folder: Path, shelf: Shelf | None) -> tuple[Table, Opening]:
    one = Opening([str(folder)], AS_DETECTED, shelf)
    corpus = Table.empty(one)
    for batch in one.batches():
        corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
    time.sleep(_TICK)
    return corpus, one


def _volume(corpus: Table, first: int, end: int | None = None) -> Volume:
    rows = corpus.frame.slice(first, None if end is None else end - first)
    codes = pl.Series([[*map(ord, body)] for body in rows["body"]], dtype=pl.List(pl.UInt32))
    numbers = pl.int_range(first, first + rows.height, dtype=pl.UInt32, eager=True)
    return Volume(
        first,
        first + rows.height,
        {"texts": pl.DataFrame({"row": numbers, "texts": codes}), "titles": rows.select("title")},
    )


def _recalled(one: Opening, corpus: Table) -> int:
    """How many rows the volumes of an opening reach, which are those of the corpus."""
    place = 0
    for volume in one.recall(_RECIPE):
        assert volume.first == place
        expected = _volume(corpus, volume.first, volume.end)
        for name, table in expected.tables.items():
            assert volume.tables[name].equals(table)
        place = volume.end
    return place


def _kept(folder: Path, shelf: Shelf) -> None:
    corpus, one = _opened(folder, shelf)
    one.offer(_RECIPE, _volume(corpus, 0))
    one.keep()


@pytest.mark.parametrize("is_late", [False, True], ids=["offered before the rows are kept", "offered afterwards"])
def test_what_was_offered_is_there_again(folder: Path, shelf: Shelf, is_late: bool) -> None:
    corpus, one = _opened(folder, shelf)
    if is_late:
        one.keep()
    one.offer(_RECIPE, _volume(corpus, 0))
    if not is_late:
        one.keep()
    again, second = _opened(folder, shelf)
    assert _recalled(second, again) == len(again) == 4
    assert second.recall(Recipe("texts", ("another test",), _RECIPE.tables)) == []
    assert second.recall(Recipe("words", ("a test",), _RECIPE.tables)) == []


def test_rows_that_loaded_fast_are_kept_with_what_took_long(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "WORTH_KEEPING", 3600.0)
    corpus, one = _opened(folder, shelf)
    one.keep()
    assert not shelf.stores()
    one.offer(_RECIPE, _volume(corpus, 0))
    again, second = _opened(folder, shelf)
    assert second.is_warm
    assert _recalled(second, again) == 4


def test_it_goes_on_where_the_corpus_grew(folder: Path, shelf: Shelf) -> None:
    _kept(folder, shelf)
    _write(folder, 5)
    time.sleep(_TICK)
    corpus, one = _opened(folder, shelf)
    assert _recalled(one, corpus) == 4
    one.offer(_RECIPE, _volume(corpus, 4))
    one.offer(_RECIPE, _volume(corpus, 3))  # goes on from nowhere
    one.keep()
    corpus, one = _opened(folder, shelf)
    assert _recalled(one, corpus) == len(corpus) == 5
    one.keep()
    one.offer(Recipe("texts", ("another test",), _RECIPE.tables), _volume(corpus, 0))
    corpus, one = _opened(folder, shelf)
    assert _recalled(one, corpus) == 0, "what is made otherwise takes the place of what was"
    assert len(shelf.stores()[0].manifest.volumes) == 1


def test_it_ends_where_a_file_changed(folder: Path, shelf: Shelf) -> None:
    _kept(folder, shelf)
    _write(folder, 0)
    time.sleep(_TICK)
    corpus, one = _opened(folder, shelf)
    assert _recalled(one, corpus) == 0
    one.keep()
    assert not shelf.stores()[0].manifest.volumes
    assert len(list(shelf.stores()[0].folder.glob("*.arrow"))) == len(shelf.stores()[0].manifest.segments)


def test_it_ends_where_a_file_is_gone(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.batches._LARGE", -1)
    corpus, one = _opened(folder, shelf)
    one.offer(_RECIPE, _volume(corpus, 0, 1))
    one.offer(_RECIPE, _volume(corpus, 1, 2))
    one.keep()
    (folder / "1.txt").unlink()
    corpus, one = _opened(folder, shelf)
    assert (_recalled(one, corpus), len(corpus)) == (1, 3)


@pytest.mark.parametrize(("last", "reached"), [("", 24), (" more", 23)], ids=["a new line", "a longer last line"])
def test_it_goes_on_in_a_file_that_grew(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, last: str, reached: int
) -> None:
    """The last record is read again; where it is as it was, so is what was made of it."""
    monkeypatch.setattr("reader.corpus.batches._LARGE", -1)
    dump = tmp_path / "dump.txt"
    records, rule = [record(f"第{n}篇", "", f"正文{n}") for n in range(26)], f"\n{EQUALS}\n"
    begun = "".join(records[:24]).removesuffix(rule)
    dump.write_text(begun, encoding="utf-8")
    time.sleep(_TICK)
    corpus, one = _opened(dump, shelf)
    one.offer(_RECIPE, _volume(corpus, 0, 23))
    one.offer(_RECIPE, _volume(corpus, 23))
    one.keep()
    dump.write_text("".join([begun, last, rule, *records[24:]]), encoding="utf-8")
    time.sleep(_TICK)
    corpus, one = _opened(dump, shelf)
    assert (_recalled(one, corpus), len(corpus)) == (reached, 26)
    one.offer(_RECIPE, _volume(corpus, reached))
    one.keep()
    corpus, one = _opened(dump, shelf)
    assert _recalled(one, corpus) == 26


@settings(max_examples=15)
@given(changes=st.lists(st.lists(_CHANGES, min_size=1, max_size=3), min_size=2, max_size=4), ends=st.randoms())
def test_whatever_becomes_of_the_files(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[list[tuple[str, str, list[tuple[int, int, int]]]]],
    ends: random.Random,
) -> None:
    folder, shelf = tmp_path_factory.mktemp("corpus"), Shelf(tmp_path_factory.mktemp("shelf"))
    (folder / "0.txt").write_text(record("第一篇", "", "正文"), encoding="utf-8")
    for some in changes:
        for change in some:
            _change(folder, *change)
        time.sleep(_TICK)
        for _again in range(2):
            corpus, one = _opened(folder, shelf)
            reached = _recalled(one, corpus)
            if reached < len(corpus):
                one.offer(_RECIPE, _volume(corpus, reached, ends.randint(reached + 1, len(corpus))))
            one.keep()


def test_another_who_wrote_meanwhile_is_not_written_over(folder: Path, shelf: Shelf) -> None:
    corpus, one = _opened(folder, shelf)
    one.keep()
    _write(folder, 0)
    time.sleep(_TICK)
    _kept(folder, shelf)
    before = shelf.stores()[0].manifest
    one.offer(_RECIPE, _volume(corpus, 0))
    assert shelf.stores()[0].manifest == before


def test_what_cannot_be_written_now_is_let_go_of(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    corpus, one = _opened(folder, shelf)
    one.keep()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        one.offer(_RECIPE, _volume(corpus, 0))
    (store,) = shelf.stores()
    assert not store.manifest.volumes
    assert {file.name for file in store.folder.glob("*.arrow")} == store.manifest.names
    with written_by_us(store.folder):
        one.offer(_RECIPE, _volume(corpus, 0))
    assert not shelf.stores()[0].manifest.volumes
    one.offer(_RECIPE, _volume(corpus, 0))
    assert shelf.stores()[0].manifest.volumes
    monkeypatch.setattr(Shelf, "limit", property(lambda _self: store.manifest.size))
    one.offer(Recipe("more", (), _RECIPE.tables), _volume(corpus, 0))
    assert len(shelf.stores()[0].manifest.volumes) == 1


def test_every_damaged_range_of_a_volume_is_noticed(folder: Path, shelf: Shelf) -> None:
    _kept(folder, shelf)
    (store,) = shelf.stores()
    for _name, segment in store.manifest.volumes[0].tables:
        file = store.folder / segment.name
        whole = file.read_bytes()
        for start in range(0, len(whole), 8):
            damaged = bytearray(whole)
            damaged[start : start + 8] = bytes(byte ^ 0x5A for byte in damaged[start : start + 8])
            file.write_bytes(damaged)
            corpus, one = _opened_quickly(folder, shelf)
            assert one.is_warm
            assert one.recall(_RECIPE) == [], f"{file.name}, {start}"
        file.write_bytes(whole)
    corpus, one = _opened(folder, shelf)
    assert _recalled(one, corpus) == 4


def _opened_quickly(folder: Path, shelf: Shelf) -> tuple[Table, Opening]:
    one = Opening([str(folder)], AS_DETECTED, shelf)
    return Table.empty(one).extended(next(one.batches()).frame), one


_NEW = {5: "學校 ＡＢＣ", 6: "医院 經濟 Cafe", 7: "abc 学校 公园"}
"""Of files that come one after another: words whose normalized form stands nowhere yet, and others behind them."""


@pytest.mark.parametrize("most_entries", [1 << 20, 30])
def test_counted_words_are_those_of_a_count_from_the_start(folder: Path, shelf: Shelf, most_entries: int) -> None:
    """Also where a corpus grew twice, and where not all are kept one by one."""
    for number in (5, 6, 7):
        _write(folder, number)
        (folder / f"{number}b.txt").write_text(
            record("臺灣", "", f"{_NEW[number]} 臺灣 台湾 Taiwan ＴＡＩＷＡＮ"), encoding="utf-8"
        )
        time.sleep(_TICK)
        corpus, one = _opened(folder, shelf)
        warm, cold = WordCounts(most_entries), WordCounts(most_entries)
        assert warm.count(corpus)
        one.keep()
        assert cold.count(Table(corpus.frame))
        assert warm.counted == cold.counted == len(corpus)
        every = pl.int_range(len(corpus), dtype=pl.UInt32, eager=True)
        for rows in (every, every.tail(2), every.head(1)):
            assert _told(warm, warm.of(corpus, rows)) == _told(cold, cold.of(corpus, rows))
        assert _told(warm, warm.totals()) == _told(cold, cold.totals())
        for row in range(warm.kept):
            one_row = pl.Series([row], dtype=pl.UInt32)
            assert _told(warm, warm.of(corpus, one_row)) == _told(cold, cold.of(corpus, one_row))
    assert [bound.name for bound in shelf.stores()[0].manifest.volumes] == ["words"] * 3


def _told(counts: WordCounts, table: pl.DataFrame | None) -> list[tuple[object, ...]]:
    assert table is not None
    return sorted(zip(spellings(counts, table["word"]), *table.drop("word").get_columns(), strict=True))


def test_words_are_not_counted_again(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, one = _opened(folder, shelf)
    WordCounts().count(corpus)
    one.keep()
    monkeypatch.setattr("reader.insight.word_counts.cut_many", lambda _texts: pytest.fail("a text is cut again"))
    corpus, _one = _opened(folder, shelf)
    assert WordCounts().count(corpus)


def test_own_words_make_other_counts(folder: Path, shelf: Shelf) -> None:
    from reader.language.words import use_words

    corpus, one = _opened(folder, shelf)
    WordCounts().count(corpus)
    one.keep()
    try:
        use_words([("的博览会", None)])
        corpus, one = _opened(folder, shelf)
        counts = WordCounts()
        counts.count(corpus)
        assert ("的博览会", 4, 4) in _told(counts, counts.totals())
    finally:
        use_words([])


def test_columns_that_were_derived_are_there_again(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "BLOCK_ROWS", 3)
    for number in (4, 5):
        corpus, one = _opened(folder, shelf)
        warm = corpus.derived.added_to(corpus.frame, sorted(derived.NAMES), never)
        cold = Table(corpus.frame).derived.added_to(corpus.frame, sorted(derived.NAMES), never)
        assert warm is not None
        assert cold is not None
        assert warm.equals(cold)
        one.keep()
        _write(folder, number)
        time.sleep(_TICK)
    monkeypatch.setattr(
        derived, "_MAKERS", {name: (pytest.fail, kind) for name, (_make, kind) in derived._MAKERS.items()}
    )
    corpus, _one = _opened(folder, shelf)
    again = corpus.derived.added_to(corpus.frame.head(5), sorted(derived.NAMES), never)
    assert again is not None
    assert cold is not None
    assert again.equals(cold)


def test_a_column_that_is_stopped_goes_on_where_it_was() -> None:
    corpus = Table.empty().extended(pl.DataFrame({"title": ["上海", "北京", "天津"]}))
    asked = iter([False, True, False, False, False])
    column = corpus.derived
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived, "BLOCK_ROWS", 1)
        assert column.added_to(corpus.frame, ["sounds"], lambda: next(asked)) is None
        found = column.added_to(corpus.frame, ["sounds"], lambda: next(asked))
    assert found is not None
    assert found["sounds"].to_list() == [pinyin.sounds(title) for title in corpus.frame["title"]]
    assert next(asked, None) is False


_TEXT = "临江大桥今天通车。大桥全长三公里，两岸居民过江只要五分钟。参加建设的工人代表剪彩，第一批车辆从桥上开过。"
_ADDED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8), st.integers(1, 9)), min_size=1, max_size=6)


@settings(max_examples=12)
@given(added=st.lists(_ADDED, min_size=2, max_size=4))
def test_reprints_are_those_that_measuring_anew_finds(
    tmp_path_factory: pytest.TempPathFactory, added: list[list[tuple[int, int, int]]]
) -> None:
    """Bodies that come behind others, of an older day or a newer, also the very same again."""
    folder, shelf = tmp_path_factory.mktemp("corpus"), Shelf(tmp_path_factory.mktemp("shelf"))
    for number, some in enumerate(added):
        texts = [
            record("题", f"http://a.example/2018/09/0{day}/", str(model) * 9 + _TEXT[cut:] + _TEXT[: 3 * model])
            for model, cut, day in some
        ]
        (folder / f"{number}.txt").write_text("".join(texts), encoding="utf-8")
        time.sleep(_TICK)
        corpus, one = _opened(folder, shelf)
        cold = reprints(Table(corpus.frame))
        assert reprints(corpus) == cold
        one.keep()
        corpus, _one = _opened(folder, shelf)
        assert reprints(corpus) == cold


def test_what_was_compared_is_not_compared_again(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(name: str, *texts: str) -> None:
        (folder / name).write_text("".join(record("题", "", text) for text in texts), encoding="utf-8")
        time.sleep(_TICK)

    measured = list[int]()
    cut = shingles.resemblances

    def counting(texts: pl.Series, pairs: pl.DataFrame, stopped: Stopped) -> pl.DataFrame:
        measured.append(pairs.height)
        return cut(texts, pairs, stopped)

    monkeypatch.setattr(bodies, "resemblances", counting)
    write("5.txt", _TEXT, _TEXT[3:], _TEXT[6:])
    corpus, one = _opened(folder, shelf)
    assert [len(group.members) for group in reprints(corpus) or ()] == [3]
    assert sum(measured) == 3
    one.keep()
    write("6.txt", _TEXT[2:], _TEXT)
    corpus, one = _opened(folder, shelf)
    assert [len(group.members) for group in reprints(corpus) or ()] == [5]
    assert sum(measured) == 6, "the new body with each of those before"
    one.keep()
    corpus, one = _opened(folder, shelf)
    monkeypatch.setattr("reader.insight.reprints._by_age", lambda *_args: pytest.fail("all are compared again"))
    assert [len(group.members) for group in reprints(corpus) or ()] == [5]
