"""Names in archives: whatever their encoding, no member is lost for its name, and most are shown as they were meant."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.article import Problem
from reader.corpus.archive_names import is_hidden, names_of
from reader.corpus.sources import CountedFile
from reader.corpus.unpacking import unpack

UTF8 = 0x800
"""The flag that marks a name as UTF-8."""


def zipped(
    names: list[bytes], flags: int = 0, others: list[bytes] | None = None, contents: str = "0123456789"
) -> bytes:
    """A zip with a member for each raw name, a character each; `others` stand before the members themselves."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr("x" * (len(name) - 1) + chr(0x21 + number), contents[number : number + 1])
    data = bytearray(file.getvalue())
    for number, name in enumerate(names):
        placeholder = b"x" * (len(name) - 1) + bytes((0x21 + number,))
        local, entry = data.index(placeholder), data.rindex(placeholder)
        data[local : local + len(name)] = others[number] if others else name
        data[entry : entry + len(name)] = name
        for place in (local - 30 + 6, entry - 46 + 8):
            data[place : place + 2] = (int.from_bytes(data[place : place + 2], "little") | flags).to_bytes(2, "little")
    return bytes(data)


def members(folder: Path, data: bytes) -> list[tuple[str, bytes]]:
    """What is read of an archive: path within it and content; a problem fails."""
    (folder / "a").write_bytes(data)
    found = []
    with CountedFile(str(folder / "a")) as file:
        for part in unpack(file, "a"):
            assert not isinstance(part, Problem), part
            content = part.stream.read()
            assert part.failure is None
            found.append((part.path.removeprefix("a/"), content))
    return found


@pytest.mark.parametrize("flags", [0, UTF8])
def test_no_character_that_ends_in_a_backslash_loses_its_member(tmp_path: Path, flags: int) -> None:
    for lead in range(0x81, 0xFF):
        raw = bytes((lead, 0x5C))
        for name in (raw + b".txt", b"2018/" + raw + b".txt", raw, raw + raw + b".txt"):
            ((_, content),) = members(tmp_path, zipped([name], flags))
            assert content == b"0"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gbk", "新闻/渡船.txt"),
        ("gbk", "新闻/誠報.txt"),
        ("gbk", "新闻/中国的俓.txt"),
        ("big5", "新聞/功許蓋.txt"),
        ("cp932", "ニュース/表ソ能.txt"),
        ("utf-8", "新闻/渡船.txt"),
        ("utf-8", "한국/표.txt"),
        ("cp437", "château/é.txt"),
    ],
)
@pytest.mark.parametrize("flags", [0, UTF8])
def test_a_name_is_shown_as_it_was_meant_whatever_its_mark_says(
    tmp_path: Path, encoding: str, name: str, flags: int
) -> None:
    assert members(tmp_path, zipped([name.encode(encoding)], flags)) == [(name, b"0")]


def test_names_in_two_encodings_stand_in_one_archive(tmp_path: Path) -> None:
    names = ["新闻/甲.txt".encode(), "新闻/中国的发展.txt".encode("gbk"), b"a.txt"]
    assert [name for name, _ in members(tmp_path, zipped(names))] == ["a.txt", "新闻/中国的发展.txt", "新闻/甲.txt"]


def test_a_member_whose_own_header_has_another_name_is_read(tmp_path: Path) -> None:
    data = zipped(["新闻.txt".encode()], UTF8, others=["新闻".encode("gbk") + b"\xff\xff.txt"])
    assert members(tmp_path, data) == [("新闻.txt", b"0")]


@pytest.mark.parametrize(("name", "shown"), [(b"a\\b.txt", "a/b.txt"), (b"x\\.txt", "x/.txt"), (b"a/", "a/")])
def test_what_has_content_is_no_folder_and_not_hidden_by_a_backslash(tmp_path: Path, name: bytes, shown: str) -> None:
    assert members(tmp_path, zipped([name])) == [(shown, b"0")]


@pytest.mark.parametrize("name", [b"a/", b"a\\", "新闻\\".encode("gbk")])
def test_a_name_alone_is_a_folder(tmp_path: Path, name: bytes) -> None:
    assert [content for _, content in members(tmp_path, zipped([name, name + b"x"], contents=""))] == [b""]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    raw=st.lists(st.binary(min_size=3, max_size=12).filter(lambda raw: not is_hidden(raw)), min_size=1, max_size=9),
    flags=st.sampled_from([0, UTF8]),
)
def test_no_name_at_all_loses_a_member(tmp_path: Path, raw: list[bytes], flags: int) -> None:
    contents = sorted(content for _, content in members(tmp_path, zipped(raw, flags)))
    assert contents == [f"{number}".encode() for number in range(len(raw))]


@given(st.lists(st.tuples(st.binary(max_size=12), st.booleans())))
def test_every_name_has_a_text(names: list[tuple[bytes, bool]]) -> None:
    raw, marked = [name for name, _ in names], [mark for _, mark in names]
    assert len(names_of(raw, marked)) == len(names)


@pytest.mark.parametrize("encoding", ["gbk", "big5", "cp932", "cp949"])
def test_a_name_in_a_tar_loses_no_member(tmp_path: Path, encoding: str) -> None:
    raw = {"gbk": "俓", "big5": "功", "cp932": "表", "cp949": "봄"}[encoding].encode(encoding) + b".txt"
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT, errors="surrogateescape") as archive:
        info = tarfile.TarInfo(raw.decode("utf-8", "surrogateescape"))
        info.size = 1
        archive.addfile(info, io.BytesIO(b"0"))
    ((_, content),) = members(tmp_path, file.getvalue())
    assert content == b"0"
