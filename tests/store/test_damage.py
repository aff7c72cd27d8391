"""A store that is damaged, cut, half written or without room is noticed or harmless, and made again."""

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from reader.corpus import volumes
from reader.corpus.options import AS_DETECTED
from reader.store import manifest, opening, segments, stored, writing
from reader.store.shelf import Shelf
from tests.dumps import record
from tests.store.test_warm_and_cold import assert_same, opened

_STEP = 64
"""Bytes that are damaged at a time."""


@pytest.fixture(autouse=True)
def _everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "WORTH_KEEPING", 0.0)
    monkeypatch.setattr(opening, "SETTLED", 0.0)


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    dump = tmp_path / "a.txt"
    text = "".join(record(f"第{n}篇", f"http://a.example/18/090{n}/", f"正文{n}，上海。") for n in range(1, 6))
    dump.write_text(text + "x", encoding="utf-8")
    time.sleep(0.01)
    return [str(dump)]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def _store(shelf: Shelf, paths: list[str]) -> Path:
    opened(paths, shelf)
    (one,) = shelf.stores()
    return one.folder


def test_every_damaged_range_is_noticed(paths: list[str], shelf: Shelf) -> None:
    cold, _one = opened(paths, None)
    place = _store(shelf, paths)
    (segment,) = shelf.stores()[0].manifest.segments
    for file in (place / manifest.NAME, place / segment.name):
        whole = file.read_bytes()
        for start in range(0, len(whole), _STEP):
            damaged = bytearray(whole)
            for at in range(start, min(start + _STEP, len(whole))):
                damaged[at] ^= 0x5A
            file.write_bytes(damaged)
            maker = manifest.maker_of(AS_DETECTED, "en")
            assert stored.stored_at(place, maker) is None, f"{file.name}, {start}"
        file.write_bytes(whole)
    assert stored.stored_at(place, manifest.maker_of(AS_DETECTED, "en")) is not None
    assert_same(opened(paths, shelf)[0], cold)


def test_rows_are_never_taken_from_a_large_store_whose_frame_is_damaged(
    paths: list[str], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one is not summed up first, but where texts begin and end is; the texts are looked at afterwards."""
    cold, _one = opened(paths, None)
    place = _store(shelf, paths)
    monkeypatch.setattr(stored, "CHECKED_FIRST", -1)
    (segment,) = shelf.stores()[0].manifest.segments
    whole = (place / segment.name).read_bytes()
    noticed = {"at once": 0, "afterwards": 0}
    for start in range(0, len(whole), _STEP):
        damaged = bytearray(whole)
        for at in range(start, min(start + _STEP, len(whole))):
            damaged[at] ^= 0x01
        (place / segment.name).write_bytes(damaged)
        one = opening.Opening(paths, AS_DETECTED, shelf)
        list(one.batches())
        if not one.is_warm:
            noticed["at once"] += 1
            continue
        assert not one.is_sound(), f"{start} is damaged and nobody notices"
        assert not place.exists()
        noticed["afterwards"] += 1
        _store(shelf, paths)
        (segment,) = shelf.stores()[0].manifest.segments
    assert all(noticed.values())
    assert_same(opened(paths, shelf)[0], cold)


@pytest.mark.parametrize("left", [0, 1, 7, 100, -1])
def test_a_file_that_is_cut(paths: list[str], shelf: Shelf, left: int) -> None:
    cold, _one = opened(paths, None)
    place = _store(shelf, paths)
    for file in [*place.glob(f"*{segments.SUFFIX}"), place / manifest.NAME]:
        file.write_bytes(file.read_bytes()[:left])
        warm, one = opened(paths, shelf)
        assert not one.is_warm
        assert_same(warm, cold)
        assert opened(paths, shelf)[1].is_warm


def test_a_segment_that_is_gone(paths: list[str], shelf: Shelf) -> None:
    cold, _one = opened(paths, None)
    place = _store(shelf, paths)
    for file in place.glob(f"*{segments.SUFFIX}"):
        file.unlink()
    warm, one = opened(paths, shelf)
    assert not one.is_warm
    assert_same(warm, cold)


def test_without_room_there_is_no_store_and_no_harm(
    paths: list[str], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            opened(paths, shelf)
        assert not shelf.stores()
        place = shelf.place_of(paths, AS_DETECTED)
        assert place is not None
        assert [file.name for file in place.iterdir()] == ["lock"]
    place = _store(shelf, paths)
    Path(paths[0]).write_text(record("另一篇", "", "别的"), encoding="utf-8")
    time.sleep(0.01)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_names: full(0))
        with pytest.raises(OSError, match="No space left"):
            opened(paths, shelf)
    assert len([*place.glob(f"*{segments.SUFFIX}")]) == len(shelf.stores()[0].manifest.segments) == 1


def test_nobody_else_can_read_it(paths: list[str], shelf: Shelf) -> None:
    place = _store(shelf, paths)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()} == {0o600}


def test_two_who_write_at_once_share_one(paths: list[str], shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second leaves the writing to the first."""
    finish = writing.Writing.finish

    def interrupted(self: writing.Writing, *args: object) -> manifest.Manifest:
        with monkeypatch.context() as patch:
            patch.setattr(writing.Writing, "finish", finish)
            opened(paths, shelf)
        assert not shelf.stores()
        return finish(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(writing.Writing, "finish", interrupted)
    opened(paths, shelf)
    assert opened(paths, shelf)[1].is_warm


def test_what_is_mapped_stays_when_the_store_is_removed(paths: list[str], shelf: Shelf) -> None:
    cold, _one = opened(paths, None)
    _store(shelf, paths)
    warm, _one = opened(paths, shelf)
    shelf.clear()
    assert not shelf.stores()
    assert_same(warm, cold)
