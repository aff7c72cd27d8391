"""Unpacking: every compression and archive is read by what it is, and nothing hostile in it does harm."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.article import Problem
from reader.corpus import layers
from reader.corpus.layers import Limits
from reader.corpus.loading import load, load_corpus
from reader.corpus.options import ReadOptions
from reader.corpus.sources import CountedFile
from reader.corpus.table import Table
from reader.corpus.unpacking import Member, unpack
from reader.errors import SourceError
from tests.dumps import record

Compress = Callable[[bytes], bytes]

COMPRESSIONS: dict[str, Compress] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE),
    "zst": lambda data: zstandard.ZstdCompressor(write_checksum=True).compress(data),
}
each_compression = pytest.mark.parametrize("suffix", COMPRESSIONS)


def article(title: str, body: str = "文") -> bytes:
    """A dump of one article."""
    return record(title, "", body).encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], *others: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; the others come first."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form, encoding="utf-8") as archive:
        for info in others:
            archive.addfile(info)
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def loaded(folder: Path, data: bytes, name: str = "news") -> Table:
    """The corpus of one file that is named."""
    path = folder / name
    path.write_bytes(data)
    return load_corpus([str(path)])


def noise() -> str:
    """Text that hardly compresses, of 900 kB."""
    return "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9000), k=300_000)))


def titles(corpus: Table) -> list[str]:
    """All titles, in order."""
    found: list[str] = corpus.frame["title"].to_list()
    return found


def paths(corpus: Table, folder: Path) -> list[str]:
    """Where the articles are, below a folder."""
    return [path.removeprefix(f"{folder}/") for path in corpus.frame["path"]]


def reasons(corpus: Table) -> list[str]:
    """What the problems are."""
    return [problem.reason for problem in corpus.problems]


def parts(data: bytes, folder: Path, limits: Limits) -> list[tuple[str, int | str]]:
    """The members and problems of a source: name, and length in bytes or reason."""
    path = folder / "source"
    path.write_bytes(data)
    found: list[tuple[str, int | str]] = []
    with CountedFile(str(path)) as file:
        for part in unpack(file, "source", limits=limits):
            if isinstance(part, Problem):
                found.append((part.path, part.reason))
            else:
                found.append((part.path, len(part.stream.read())))
                if part.failure is not None:
                    found.append((part.path, part.failure))
    return found


# Compressions


@each_compression
def test_a_compression_is_told_by_its_first_bytes(tmp_path: Path, suffix: str) -> None:
    assert titles(loaded(tmp_path, COMPRESSIONS[suffix](article("甲")), "misnamed.txt")) == ["甲"]


@each_compression
def test_what_is_compressed_several_times_is_read(tmp_path: Path, suffix: str) -> None:
    compress = COMPRESSIONS[suffix]
    assert titles(loaded(tmp_path, compress(compress(article("甲"))))) == ["甲"]


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz", "zst"])
def test_all_members_of_a_compressed_file_are_read(tmp_path: Path, suffix: str) -> None:
    compress = COMPRESSIONS[suffix]
    assert titles(loaded(tmp_path, compress(article("甲")) + compress(article("乙")))) == ["甲", "乙"]


def test_the_suffix_of_a_compression_is_no_part_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "新闻.txt.gz"
    path.write_bytes(gzip.compress(b"a"))
    with CountedFile(str(path)) as file:
        part = next(unpack(file, str(path)))
        assert isinstance(part, Member)
        assert part.name == "新闻.txt"


@each_compression
def test_what_comes_before_a_truncation_is_kept(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](article("甲") + article("乙", noise()) + article("丙", noise()))
    corpus = loaded(tmp_path, data[: len(data) - 1000])
    assert titles(corpus)[:2] == ["甲", "乙"]
    assert reasons(corpus)[-1] == "the compressed data end early"


@each_compression
def test_a_named_file_truncated_before_its_first_article_is_an_error(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](article("甲"))
    with pytest.raises(SourceError, match="the compressed data end early"):
        loaded(tmp_path, data[: 14 if suffix == "lzma" else 11])


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz", "zst"])
def test_damaged_data_are_named_so(tmp_path: Path, suffix: str) -> None:
    data = bytearray(COMPRESSIONS[suffix](article("甲") + article("乙", noise() * 3)))
    data[len(data) // 2 : len(data) // 2 + 64] = b"\xff" * 64
    assert reasons(loaded(tmp_path, bytes(data)))[-1] == "the compressed data are damaged"


def test_what_compresses_itself_endlessly_ends(tmp_path: Path) -> None:
    data = article("甲")
    for _ in range(4):
        data = gzip.compress(data)
    with pytest.raises(SourceError, match="more than 3 times over"):
        loaded(tmp_path, data)


@pytest.mark.parametrize(("head", "packer"), [(b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07\0", "RAR")])
def test_an_archive_that_is_not_opened_is_named(tmp_path: Path, head: bytes, packer: str) -> None:
    with pytest.raises(SourceError, match=packer):
        loaded(tmp_path, head + bytes(100))


# Archives


def test_members_of_a_zip_come_in_name_order_with_the_path_through_it(tmp_path: Path) -> None:
    corpus = loaded(tmp_path, zipped({"2018/b.txt": article("乙"), "2018/a.txt": article("甲")}), "news.zip")
    assert paths(corpus, tmp_path) == ["news.zip/2018/a.txt", "news.zip/2018/b.txt"]
    assert titles(corpus) == ["甲", "乙"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zips_of_any_method_are_read(tmp_path: Path, method: int) -> None:
    assert titles(loaded(tmp_path, zipped({"a.txt": article("甲")}, method))) == ["甲"]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_come_in_its_order(tmp_path: Path, form: int) -> None:
    long = "很长的名字" * 20 + ".txt" if form != tarfile.USTAR_FORMAT else "b.txt"
    corpus = loaded(tmp_path, tarred({long: article("乙"), "./a.txt": article("甲")}, form=form), "news.tar")
    assert paths(corpus, tmp_path) == [f"news.tar/{long}", "news.tar/./a.txt"]
    assert not corpus.problems
    assert titles(corpus) == ["乙", "甲"]


@each_compression
def test_a_compressed_tar_is_read(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](tarred({"a.txt": article("甲"), "b.txt": article("乙")}))
    assert titles(loaded(tmp_path, data, f"news.tar.{suffix}")) == ["甲", "乙"]


@each_compression
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_compressed_members_are_read(tmp_path: Path, suffix: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    assert titles(loaded(tmp_path, pack({"a": COMPRESSIONS[suffix](article("甲"))}))) == ["甲"]


def test_archives_within_archives_are_read_three_deep(tmp_path: Path) -> None:
    inner = zipped({"a.txt": article("甲")})
    corpus = loaded(tmp_path, zipped({"b.tar.gz": gzip.compress(tarred({"c.zip": inner}))}), "d.zip")
    assert paths(corpus, tmp_path) == ["d.zip/b.tar.gz/c.zip/a.txt"]


def test_archives_nested_deeper_are_a_problem(tmp_path: Path) -> None:
    data = article("深")
    for name in "dcba":
        data = zipped({f"{name}": data, f"{name}.txt": article(name)})
    corpus = loaded(tmp_path, data, "0")
    assert titles(corpus) == ["c", "b", "a"]
    assert [problem.path for problem in corpus.problems] == [f"{tmp_path}/0/a/b/c"]


def test_what_is_hidden_in_an_archive_is_skipped_silently(tmp_path: Path) -> None:
    names = [".DS_Store", "__MACOSX/._a.txt", "b/.git/c.txt", "a.txt", "../d.txt"]
    for pack in (zipped, tarred):
        corpus = loaded(tmp_path, pack({name: article(name) for name in names}))
        assert sorted(titles(corpus)) == ["../d.txt", "a.txt"]
        assert not corpus.problems


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_without_files_is_an_error(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    with pytest.raises(SourceError, match="holds no file"):
        loaded(tmp_path, pack({".DS_Store": b"x"}))


def test_an_office_document_is_no_archive_of_texts(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Office"):
        loaded(tmp_path, zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))


def test_a_member_that_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    corpus = loaded(tmp_path, zipped({"a": b"\0\1" * 100, "b": article("乙"), "c": b""}))
    assert titles(corpus) == ["乙"]
    assert [problem.path.rpartition("/")[2] for problem in corpus.problems] == ["a", "c"]


def test_an_archive_of_nothing_readable_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a: binary data"):
        loaded(tmp_path, zipped({"a": b"\0\1" * 100, "b": b""}))


def test_encrypted_members_are_problems(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": article("甲"), "b.txt": article("乙")}))
    data[data.index(b"PK\1\2") + 8] |= 1
    corpus = loaded(tmp_path, bytes(data))
    assert titles(corpus) == ["乙"]
    assert reasons(corpus) == ["is encrypted"]


def test_an_unknown_zip_method_is_a_problem(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": article("甲"), "b.txt": article("乙")}))
    for mark, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        data[data.index(mark) + offset] = 99
    assert reasons(loaded(tmp_path, bytes(data))) == ["is compressed in a way that cannot be read"]


def test_damage_in_one_member_of_a_zip_spares_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": os.urandom(1000), "b.txt": article("乙")}, zipfile.ZIP_STORED))
    data[500] ^= 0xFF
    corpus = loaded(tmp_path, bytes(data))
    assert titles(corpus) == ["乙"]
    assert reasons(corpus) == ["the compressed data are damaged"]


def test_a_zip_without_its_end_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the archive is damaged"):
        loaded(tmp_path, zipped({"a.txt": article("甲")})[:-30])


def test_a_truncated_tar_keeps_what_came_before(tmp_path: Path) -> None:
    data = tarred({"a.txt": article("甲"), "b.txt": article("乙") + article("丙")})
    corpus = loaded(tmp_path, data[: data.index("丙".encode())])
    assert titles(corpus)[0] == "甲"
    assert reasons(corpus) == ["the archive ends early"]


def test_a_damaged_header_amid_a_tar_is_a_problem(tmp_path: Path) -> None:
    data = bytearray(tarred({"a.txt": article("甲"), "b.txt": article("乙")}, form=tarfile.USTAR_FORMAT))
    data[data.index(b"b.txt")] ^= 0xFF
    corpus = loaded(tmp_path, bytes(data))
    assert titles(corpus) == ["甲"]
    assert reasons(corpus) == ["the archive is damaged"]


def test_a_truncated_compressed_tar_says_so_once(tmp_path: Path) -> None:
    data = gzip.compress(tarred({"a.txt": article("甲"), "b.txt": os.urandom(100_000)}))
    corpus = loaded(tmp_path, data[:-50_000])
    assert titles(corpus) == ["甲"]
    assert reasons(corpus) == ["the compressed data end early"]


def test_links_devices_and_folders_in_a_tar_are_skipped_silently(tmp_path: Path) -> None:
    others = []
    for name, kind in (
        ("link", tarfile.SYMTYPE),
        ("hard", tarfile.LNKTYPE),
        ("device", tarfile.CHRTYPE),
        ("disk", tarfile.BLKTYPE),
        ("pipe", tarfile.FIFOTYPE),
        ("folder", tarfile.DIRTYPE),
    ):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        others.append(info)
    corpus = loaded(tmp_path, tarred({"a.txt": article("甲")}, *others))
    assert titles(corpus) == ["甲"]
    assert not corpus.problems


def test_a_tar_that_claims_a_length_beyond_all_bytes_ends(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = 2**60
    head = info.tobuf(tarfile.GNU_FORMAT)
    assert parts(head + b"x" * 1000, tmp_path, Limits(member=2**62)) == [
        ("source/a.txt", 1000),
        ("source/a.txt", "the archive ends early"),
    ]


def test_a_tar_header_cannot_fill_the_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 2**40
    data = tarred({"a.txt": article("甲")})[:1024] + info.tobuf(tarfile.GNU_FORMAT) + bytes(20_000_000)
    assert reasons(loaded(tmp_path, data)) == ["the archive is damaged"]
    with CountedFile(str(tmp_path / "news")) as file:
        for part in unpack(file, "news"):
            assert isinstance(part, Problem) or part.stream.readall()
        assert file.position < 6_000_000


# Names


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "a\x1b[2J\n\u202eb.txt", "a" * 5000])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_are_only_shown(
    tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    (path,) = loaded(tmp_path, pack({name: article("甲")})).frame["path"]
    assert path.isprintable()
    assert path.startswith(str(tmp_path / "news") + "/")
    assert [each.name for each in tmp_path.iterdir()] == ["news"]


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8"])
def test_unmarked_names_in_a_zip_are_shown_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    name = "新聞報導/臺灣選舉.txt" if encoding == "big5" else "新闻/中国的发展.txt"
    raw = name.encode(encoding)
    data = zipped({"x" * len(raw): article("甲")}).replace(b"x" * len(raw), raw)
    assert paths(loaded(tmp_path, data), tmp_path) == [f"news/{name}"]


def test_western_names_in_a_zip_are_not_taken_for_chinese(tmp_path: Path) -> None:
    data = zipped({"xxxx.txt": article("甲")}).replace(b"xxxx", "café".encode("cp437"))
    assert paths(loaded(tmp_path, data), tmp_path) == ["news/café.txt"]


def test_names_in_a_tar_may_be_in_gbk(tmp_path: Path) -> None:
    raw = "新闻.txt".encode("gbk").decode("utf-8", "surrogateescape")
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT, errors="surrogateescape") as archive:
        info = tarfile.TarInfo(raw)
        info.size = len(article("甲"))
        archive.addfile(info, io.BytesIO(article("甲")))
    assert paths(loaded(tmp_path, file.getvalue()), tmp_path) == ["news/新闻.txt"]


# Bombs

SMALL = Limits(member=2_000_000, ratio=200, free=1_000_000)


@each_compression
def test_a_bomb_is_refused_as_soon_as_it_shows(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](bytes(100_000_000))
    (_, length), (_, reason) = parts(data, tmp_path, Limits(free=1_000_000))
    assert isinstance(length, int)
    assert length < 70_000_000
    assert str(reason).startswith("expands to more than 200 times")


def test_a_bomb_in_a_zip_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    random_bytes = os.urandom(900_000)
    found = parts(zipped({"a": random_bytes, "b": bytes(1_900_000), "c": random_bytes}), tmp_path, SMALL)
    assert [path for path, what in found if isinstance(what, str)] == ["source/b"]
    assert ("source/c", 900_000) in found


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_over_the_limit_is_named_and_the_rest_goes_on(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    data = pack({"a": os.urandom(2_000_001), "b": b"text"})
    found = dict(parts(data, tmp_path, SMALL))
    assert str(found["source/a"]).startswith("is larger than")
    assert found["source/b"] == 4


def test_a_compressed_member_may_not_become_larger_than_a_member_may_be(tmp_path: Path) -> None:
    found = parts(zipped({"a.gz": gzip.compress(bytes(2_000_001))}), tmp_path, Limits(member=2_000_000))
    assert found[-1] == ("source/a.gz", layers.too_large())


def test_many_small_bombs_are_one_bomb(tmp_path: Path) -> None:
    found = parts(zipped({f"{number:03}": bytes(900_000) for number in range(100)}), tmp_path, SMALL)
    assert len(found) < 30
    assert found[-1][0] == "source"


def test_ordinary_text_may_expand_as_it_likes_at_first(tmp_path: Path) -> None:
    assert parts(gzip.compress(bytes(1_000_000)), tmp_path, SMALL) == [("source", 1_000_000)]


def test_the_limits_are_those_that_are_promised() -> None:
    assert Limits() == Limits(member=8 * 1024**3, ratio=200, free=100_000_000)
    assert layers.too_large().startswith("is larger than 8 GB")


# Pipes


def through_fifo(data: bytes, folder: Path) -> Iterator[str]:
    """A FIFO that a thread writes data to."""
    path = folder / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(data))
    writer.start()
    yield str(path)
    writer.join()


@pytest.mark.parametrize(
    "data",
    [
        article("甲"),
        gzip.compress(article("甲")),
        tarred({"a.txt": article("甲")}),
        zipped({"a.txt": article("甲")}),
        zipped({"b.zip": zipped({"a.txt": article("甲")})}),
    ],
    ids=["text", "gz", "tar", "zip", "zip in zip"],
)
def test_a_pipe_that_is_named_is_read_as_a_file_would_be(tmp_path: Path, data: bytes) -> None:
    for path in through_fifo(data, tmp_path):
        assert titles(load_corpus([path])) == ["甲"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_standard_input_may_be_an_archive(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    reading, writing = os.pipe()
    os.write(writing, pack({"a.txt": article("甲")}))
    os.close(writing)
    corpus = load_corpus(["-"], ReadOptions(standard_input=reading))
    os.close(reading)
    assert corpus.frame["path"].to_list() == ["<stdin>/a.txt"]


def test_a_zip_from_a_pipe_that_is_too_large_is_refused(tmp_path: Path) -> None:
    inner = zipped({"a": os.urandom(2_000_100)}, zipfile.ZIP_STORED)
    for path in through_fifo(inner, tmp_path):
        with CountedFile(path) as file:
            (part,) = unpack(file, "pipe", limits=SMALL)
    assert isinstance(part, Problem)
    assert part.reason.startswith("is larger than")


def test_no_room_for_the_copy_of_a_piped_zip_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", full)
    for path in through_fifo(zipped({"a.txt": article("甲")}), tmp_path):
        with pytest.raises(SourceError, match="No space left"):
            load_corpus([path])


# Progress and stopping


@pytest.mark.parametrize("kind", ["gz", "zip", "tar.gz"])
def test_progress_counts_bytes_on_disk(tmp_path: Path, kind: str) -> None:
    text = b"".join(article(f"{number}", os.urandom(2000).hex()) for number in range(1000))
    data = {"gz": gzip.compress(text), "zip": zipped({"a": text}), "tar.gz": gzip.compress(tarred({"a": text}))}[kind]
    path = tmp_path / "a"
    path.write_bytes(data)
    read = [batch.bytes_read for batch in load([str(path)])]
    assert read == sorted(read)
    assert read[-1] == len(data)


@pytest.mark.parametrize("suffix", ["gz", "zst", "zip", "tar"])
def test_stopping_is_obeyed_within_a_stream(tmp_path: Path, suffix: str) -> None:
    data = os.urandom(4_000_000).hex().encode()
    packed: dict[str, Compress] = {
        **COMPRESSIONS,
        "zip": lambda text: zipped({"a": text}),
        "tar": lambda text: tarred({"a": text}),
    }
    path = tmp_path / "a"
    path.write_bytes(packed[suffix](data))
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 20

    assert list(load([str(path)], stopped=stopped)) == []
    assert asked == 21


def test_stopping_is_obeyed_while_much_comes_out_of_little(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(zipped({"a": b"x\n" * 20_000_000}))
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 20

    assert list(load([str(tmp_path / "a")], stopped=stopped)) == []
    assert asked == 21


# Anything at all


def seeds() -> list[bytes]:
    """One small source of each kind."""
    text = article("甲") + article("乙")
    return [
        *(compress(text) for compress in COMPRESSIONS.values()),
        *(zipped({"a.txt": text, "b/c": text}, method) for method in (0, 8, 12, 14)),
        *(tarred({"a.txt": text, "长" * 120: text}, form=form) for form in (1, 2)),
        gzip.compress(tarred({"a.zip": zipped({"a.txt": text})})),
    ]


SEEDS = seeds()
mutations = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=12)


def assert_harmless(data: bytes) -> None:
    """Loading raises nothing but SourceError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(data)
        with suppress(SourceError):
            load_corpus([str(path)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.sampled_from(SEEDS), changes=mutations, cut=st.integers(0, 1 << 16))
def test_a_mutated_archive_does_no_harm(seed: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(seed)
    for place, value in changes:
        data[place % len(data)] = value
    assert_harmless(bytes(data[: len(data) - cut % len(data)] if cut % 3 == 0 else data))


@settings(max_examples=80, deadline=None)
@given(head=st.sampled_from([seed[:6] for seed in SEEDS]), rest=st.binary(max_size=600))
def test_random_bytes_behind_any_mark_do_no_harm(head: bytes, rest: bytes) -> None:
    assert_harmless(head + rest)


@settings(max_examples=60, deadline=None)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "size",
                "mtime",
                "uid",
                "GNU.sparse.size",
                "GNU.sparse.map",
                "GNU.sparse.major",
                "GNU.sparse.minor",
                "GNU.sparse.name",
                "path",
                "hdrcharset",
            ]
        ),
        st.text(max_size=20),
    )
)
def test_hostile_extended_headers_do_no_harm(fields: dict[str, str]) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(article("甲"))
        info.pax_headers = fields
        archive.addfile(info, io.BytesIO(article("甲")))
    assert_harmless(file.getvalue())
