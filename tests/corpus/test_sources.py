"""Sources: what a person names becomes readable files, each once, in a steady order; nothing else hangs or harms."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.article import Problem
from reader.corpus.loading import load, load_corpus
from reader.corpus.options import ReadOptions
from reader.corpus.sources import CountedFile, find_sources, shown
from reader.errors import SourceError
from reader.progress import Cancelled
from tests.dumps import record

REPOSITORY = Path(__file__).parents[2]


def write(path: Path, title: str = "甲") -> Path:
    """A dump of one article, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record(title, "", "文"), encoding="utf-8")
    return path


def names(*paths: Path | str) -> list[str]:
    """The file names of the sources under some paths."""
    return [os.path.basename(source.path) for source in find_sources([str(path) for path in paths])[0]]


def problems(*paths: Path | str) -> list[Problem]:
    """What is wrong under some paths."""
    return find_sources([str(path) for path in paths])[1]


# Folders


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt"]


def test_links_to_folders_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "b.txt")
    write(tmp_path / "folder" / "a.txt")
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "folder") == ["a.txt"]
    assert problems(tmp_path / "folder") == []


def test_a_link_to_a_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    write(tmp_path / "folder" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert names(tmp_path / "link") == ["a.txt"]


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b").symlink_to(tmp_path / "b")
    assert [Path(problem.path).name for problem in problems(tmp_path)] == ["b"]


def test_pipes_and_sockets_in_a_folder_are_skipped_silently(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert names(tmp_path) == ["a.txt"]
    assert problems(tmp_path) == []


def test_devices_in_a_folder_are_skipped_silently() -> None:
    with pytest.raises(SourceError, match="matches no file"):
        find_sources(["/dev/nul[l]"])


def test_a_file_replaced_by_a_pipe_after_the_walk_does_not_hang(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (source,) = find_sources([str(tmp_path)])[0]
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(SourceError, match="is a device"):
        source.open()


def test_a_file_that_vanishes_after_the_walk_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "甲" * 10)
    gone = write(tmp_path / "b.txt")
    asked = iter([False, False])

    def stopped() -> bool:
        if next(asked, None) is None:
            gone.unlink(missing_ok=True)
        return False

    batches = list(load([str(tmp_path)], stopped=stopped))
    assert sum(batch.frame.height for batch in batches) == 1
    assert [problem.reason for batch in batches for problem in batch.problems] == ["no such file or folder"]


def test_folders_may_be_nested_very_deep(tmp_path: Path) -> None:
    depths = [os.path.join(tmp_path, *"a" * depth) for depth in range(1, 1200)]
    for folder in depths:
        os.mkdir(folder)
    path = write(Path(depths[-1], "a.txt"))
    assert names(tmp_path) == ["a.txt"]
    path.unlink()
    for folder in reversed(depths):
        os.rmdir(folder)


def test_ten_thousand_files_are_found_at_once(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.txt").touch()
    started = time.perf_counter()
    assert len(names(tmp_path)) == 10_000
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("name", [b"a\nb\x1b[2J.txt", b"\xd0\xc2\xce\xc5.txt", "\u202egnp.txt".encode()])
def test_any_file_name_works_and_is_shown_safely(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(record("甲", "", "文"), encoding="utf-8")
    (path,) = load_corpus([str(tmp_path)]).frame["path"]
    assert path.isprintable()
    assert path.endswith(".txt")


def test_a_full_width_space_in_a_name_stays() -> None:
    assert shown("新\u3000闻\n.txt") == "新\u3000闻\ufffd.txt"


def test_what_one_may_not_read_in_a_folder_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt").chmod(0)
    write(tmp_path / "c" / "d.txt")
    (tmp_path / "c").chmod(0)
    tmp_path.chmod(0o755)
    code = (
        "import os\n"
        "from reader.corpus.loading import load_corpus\n"
        "load_corpus(['.'])  # imports all that it needs from where another user may not read\n"
        "os.setuid(65534) if os.getuid() == 0 else None\n"
        "corpus = load_corpus(['.'])\n"
        "print(len(corpus), *sorted(str(problem) for problem in corpus.problems), sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    (tmp_path / "c").chmod(0o755)
    assert done.stdout.splitlines() == ["1", "./b.txt: permission denied", "./c: permission denied"], done.stderr


# Files that are named


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "/dev/urandom"])
def test_a_device_that_is_named_is_refused(path: str) -> None:
    with pytest.raises(SourceError, match="is a device"):
        load_corpus([path])


def test_standard_input_without_anything_is_an_error() -> None:
    with open("/dev/null") as nothing, pytest.raises(SourceError, match="empty"):
        load_corpus(["-"], ReadOptions(standard_input=nothing.fileno()))


def test_standard_input_that_is_closed_is_an_error() -> None:
    with pytest.raises(SourceError, match="<stdin>"):
        load_corpus(["-"], ReadOptions(standard_input=987))


def test_a_pipe_is_waited_for_until_stopped(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    asked = iter([False, False, False])
    with CountedFile(str(path), lambda: next(asked, True)) as file, pytest.raises(Cancelled):
        file.readinto(bytearray(10))


def test_a_pipe_may_come_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    going_on = threading.Event()

    def write_slowly() -> None:
        data = record("甲", "", "文").encode()
        with open(path, "wb", buffering=0) as pipe:
            pipe.write(data[:20])
            going_on.wait(10)
            pipe.write(data[20:])

    writer = threading.Thread(target=write_slowly)
    writer.start()
    with CountedFile(str(path)) as file:
        assert file.readinto(bytearray(1000)) == 20
        going_on.set()
        assert file.readinto(bytearray(1000)) == len(record("甲", "", "文").encode()) - 20
        assert file.readinto(bytearray(1000)) == 0
    writer.join()


def test_a_read_that_fails_ends_the_file_and_says_why(tmp_path: Path) -> None:
    with CountedFile(str(write(tmp_path / "a.txt"))) as file:
        os.close(file.fileno())
        assert file.readinto(bytearray(10)) == 0
        assert file.failure == "Bad file descriptor"
        os.dup2(os.open(os.devnull, os.O_RDONLY), file.fileno())


def _cut(path: Path) -> None:
    os.truncate(path, 400)


def _grow(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(record("丙", "", "文"))


def _write_over(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"!")
    os.utime(path, ns=(0, 0))


def _replace(path: Path) -> None:
    os.replace(write(path.parent / "other"), path)


@pytest.mark.parametrize(
    ("change", "articles", "reason"),
    [
        (_cut, 1, "became shorter while it was read: 400 of 1,500,501 bytes are left; open it again"),
        (_grow, 3, "grew while it was read; open it again to read all of it"),
        (_write_over, 2, "was changed while it was read; open it again"),
        (_replace, 2, "was replaced while it was read; open it again"),
        (Path.unlink, 2, None),
        (Path.touch, 2, "was changed while it was read; open it again"),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_a_problem(
    tmp_path: Path, change: Callable[[Path], object], articles: int, reason: str | None
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(record("甲", "", "文" * 500_000) + record("乙", "", "文"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    asked = iter(range(100))

    def stopped() -> bool:
        if next(asked) == 3:
            change(path)
        return False

    batches = list(load([str(path)], stopped=stopped))
    assert sum(batch.frame.height for batch in batches) == articles
    found = [problem.reason for batch in batches for problem in batch.problems]
    assert [each for each in found if "while it was read" in each] == ([reason] if reason else [])


# Twice


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert names(path, path) == ["a.txt"]


def test_overlapping_folder_glob_and_link_give_each_file_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b" / "c.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "a.txt")
    assert names(tmp_path / "b", tmp_path, tmp_path / "*.txt", f"{tmp_path}/b/../a.txt") == ["c.txt", "a.txt"]


def test_a_file_given_by_folder_and_by_name_is_a_named_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (source,) = find_sources([str(tmp_path), str(path)])[0]
    assert source.named


def test_hard_links_are_several_files(tmp_path: Path) -> None:
    (tmp_path / "b.txt").hardlink_to(write(tmp_path / "a.txt"))
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_standard_input_given_twice_is_read_once() -> None:
    assert names("-", "-") == ["<stdin>"]


# Globs


def test_two_stars_reach_every_depth_and_no_hidden_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/d/e.txt", ".f.txt", ".g/h.txt", "b/i.md"):
        write(tmp_path / name)
    assert sorted(names(f"{tmp_path}/**/*.txt")) == ["a.txt", "c.txt", "e.txt"]


def test_a_hidden_file_that_is_asked_for_is_found(tmp_path: Path) -> None:
    write(tmp_path / ".a.txt")
    assert names(f"{tmp_path}/.*.txt") == [".a.txt"]


@pytest.mark.parametrize("name", ["[2018].txt", "a*.txt", "what?.txt"])
def test_an_existing_file_wins_over_the_pattern(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    write(tmp_path / "2.txt")
    write(tmp_path / "ab.txt")
    assert names(tmp_path / name) == [name]


def test_an_existing_folder_wins_over_the_pattern_before_a_pattern(tmp_path: Path) -> None:
    write(tmp_path / "[2018]" / "a.txt")
    write(tmp_path / "2" / "b.txt")
    assert names(f"{tmp_path}/[2018]/*.txt") == ["a.txt"]


def test_folders_that_a_pattern_matches_are_walked(tmp_path: Path) -> None:
    write(tmp_path / "2018" / "a.txt")
    write(tmp_path / "2019" / "b.txt")
    assert names(f"{tmp_path}/201*") == ["a.txt", "b.txt"]


def test_what_a_pattern_matches_and_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "c.txt").write_bytes(b"\0\1" * 100)
    corpus = load_corpus([f"{tmp_path}/*.txt"])
    assert len(corpus) == 1
    assert [Path(problem.path).name for problem in corpus.problems] == ["b.txt", "c.txt"]


def test_finding_stops_when_asked(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(Cancelled):
        find_sources([str(tmp_path)], lambda: True)
