"""The shelf: what is kept is bounded, the least recently opened goes first, and one can be rid of it."""

import os
import time
from pathlib import Path

import pytest

from reader.corpus import volumes
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.store import manifest, opening, shelf
from reader.store.shelf import Shelf
from tests.dumps import record
from tests.store.test_warm_and_cold import opened


@pytest.fixture(autouse=True)
def _everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "WORTH_KEEPING", 0.0)
    monkeypatch.setattr(opening, "SETTLED", 0.0)


def _dump(path: Path, articles: int = 1) -> list[str]:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(record(f"第{n}篇", "", "正文" * 50) for n in range(articles)), encoding="utf-8")
    time.sleep(0.01)
    return [str(path)]


def _names(shelf: Shelf) -> list[str]:
    return [Path(each.manifest.paths[0]).name for each in shelf.stores()]


def test_the_least_recently_opened_goes_first(tmp_path: Path) -> None:
    three = Shelf(tmp_path / "shelf")
    for age, name in enumerate(("c", "b", "a")):
        opened(_dump(tmp_path / name), three)
        os.utime(three.stores()[0].folder / manifest.NAME, (1000.0 + age,) * 2)
    sizes = [each.manifest.size for each in three.stores()]
    opened([str(tmp_path / "c")], three)
    assert _names(three) == ["c", "a", "b"]
    opened(_dump(tmp_path / "d"), Shelf(tmp_path / "shelf", sum(sizes)))
    assert _names(three) == ["d", "c", "a"]


def test_what_is_larger_than_all_may_be_is_not_kept(tmp_path: Path) -> None:
    small = Shelf(tmp_path / "shelf", 100)
    opened(_dump(tmp_path / "a"), small)
    assert not small.stores()


def test_the_limit_is_ten_gigabytes_or_a_fifth_of_what_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, limit in ((10**12, 10 * 10**9), (10 * 10**9, 2 * 10**9)):
        monkeypatch.setattr(shelf, "_free", lambda _folder, free=free: free)
        assert Shelf(tmp_path).limit == limit
    assert Shelf(tmp_path, 5).limit == 5


def test_clearing_all_or_what_lies_under_a_path(tmp_path: Path) -> None:
    three = Shelf(tmp_path / "shelf")
    for name in ("a", "folder/b", "folder2/c"):
        opened(_dump(tmp_path / name), three)
    assert three.clear([str(tmp_path / "folder")]) > 0
    assert sorted(_names(three)) == ["a", "c"]
    assert three.clear([str(tmp_path / "nothing")]) == 0
    assert three.clear() > 0
    assert not _names(three)
    assert not [*(tmp_path / "shelf").iterdir()]


def test_each_way_of_reading_has_a_store_of_its_own(tmp_path: Path) -> None:
    one, paths = Shelf(tmp_path), ["a.txt"]
    ways = [AS_DETECTED, ReadOptions(encoding="gb18030"), ReadOptions(format="text"), ReadOptions(fields={"body": "x"})]
    assert len({one.place_of(paths, way) for way in ways}) == 4
    assert one.place_of(paths, AS_DETECTED) == one.place_of(paths, ReadOptions(standard_input=7))


def test_a_relative_path_is_of_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        places.add(Shelf(tmp_path).place_of(["c.txt"], AS_DETECTED))
    assert len(places) == 2


def test_a_name_that_is_no_text_is_not_kept(tmp_path: Path) -> None:
    assert Shelf(tmp_path).place_of(["\udcff.txt"], AS_DETECTED) is None
