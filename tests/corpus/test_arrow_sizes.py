"""False sizes in Arrow files and streams: Polars ends the whole program over some, so these must never reach it."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest

from reader.corpus.arrow_sizes import check_file, check_stream
from reader.corpus.loading import load
from reader.corpus.options import ReadOptions

_FRAME = pl.DataFrame(
    {
        "title": [f"渡船第{row}班" for row in range(20)],
        "content": ["各地的人都来渡口，早晨的街上很安静。" * 3] * 20,
        "kind": pl.Series(["news", "notice"] * 10, dtype=pl.Categorical),
        "of": [{"day": row, "tags": ["a", "b"]} for row in range(20)],
    }
)
_HUGE = 1 << 58
Packing = Literal["uncompressed", "lz4", "zstd"]
Check = Callable[[memoryview], None]


def _file(frame: pl.DataFrame, **how: Any) -> bytes:
    file = io.BytesIO()
    frame.write_ipc(file, **how)
    return file.getvalue()


def _stream(frame: pl.DataFrame, **how: Any) -> bytes:
    file = io.BytesIO()
    frame.write_ipc_stream(file, **how)
    return file.getvalue()


KINDS = [
    pytest.param(_file, check_file, ".arrow", id="file"),
    pytest.param(_stream, check_stream, ".arrows", id="stream"),
]


@pytest.mark.parametrize(("write", "check", "suffix"), KINDS)
@pytest.mark.parametrize("packing", ["uncompressed", "lz4", "zstd"])
@pytest.mark.parametrize("views", [True, False])
def test_sound_tables_pass(
    write: Callable[..., bytes], check: Check, suffix: str, packing: Packing, *, views: bool
) -> None:
    level = pl.CompatLevel.newest() if views else pl.CompatLevel.oldest()
    for frame in (_FRAME, _FRAME.head(0)):
        check(memoryview(write(frame, compression=packing, compat_level=level)))


@pytest.mark.parametrize(("write", "check", "suffix"), KINDS)
@pytest.mark.parametrize("packing", ["uncompressed", "zstd"])
def test_a_huge_number_anywhere_is_damage_or_means_nothing(
    write: Callable[..., bytes], check: Check, suffix: str, packing: Packing, tmp_path: Path
) -> None:
    sound = write(_FRAME.select("title", "kind").head(3), compression=packing)
    path, refused = tmp_path / f"a{suffix}", 0
    for place in range(8, len(sound) - 8, 24):
        damaged = bytearray(sound)
        damaged[place : place + 8] = struct.pack("<q", _HUGE)
        try:
            check(memoryview(damaged))
        except ValueError:
            refused += 1
        else:
            path.write_bytes(damaged)
            assert list(load([str(tmp_path)], ReadOptions()))
    assert refused > 5


@pytest.mark.parametrize(("write", "check", "suffix"), KINDS)
def test_a_table_that_is_cut_is_damage(write: Callable[..., bytes], check: Check, suffix: str) -> None:
    sound = write(_FRAME)
    last = len(sound) - (0 if check is check_file else 8)  # a stream may end without saying so
    for end in (*range(16, last, 40), last - 1):
        with pytest.raises(ValueError, match="Arrow"):
            check(memoryview(sound[:end]))


@pytest.mark.parametrize(("write", "check", "suffix"), KINDS)
def test_the_file_is_named_and_the_others_are_read(
    write: Callable[..., bytes], check: Check, suffix: str, tmp_path: Path
) -> None:
    sound = write(_FRAME)
    length = struct.pack("<q", len(_FRAME))
    place = sound.rindex(length) if check is check_stream else sound.index(length)
    (tmp_path / f"a{suffix}").write_bytes(sound[:place] + struct.pack("<q", _HUGE) + sound[place + 8 :])
    (tmp_path / f"b{suffix}").write_bytes(sound)
    batches = list(load([str(tmp_path)], ReadOptions()))
    assert sum(batch.frame.height for batch in batches) == len(_FRAME)
    [problem] = [str(problem) for batch in batches for problem in batch.problems]
    assert f"a{suffix}: damaged or unsupported Arrow file" in problem
