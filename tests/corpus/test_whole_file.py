"""A file appears whole or not at all, and what stood there before is respected."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reader.corpus.whole_file import check_place, whole_file
from reader.errors import WriteError


def _write(target: Path, text: str = "新") -> None:
    check_place(target, replace=True)
    with whole_file(target) as file:
        file.write(text.encode())


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_rights_of_what_is_replaced_stay(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("旧", encoding="utf-8")
    target.chmod(0o600)
    _write(target)
    assert target.read_text(encoding="utf-8") == "新"
    assert _rights(target) == 0o600


def test_rights_of_a_new_file_go_by_the_mask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        _write(tmp_path / "a.csv")
    finally:
        os.umask(before)
    assert _rights(tmp_path / "a.csv") == 0o640


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "a.csv", tmp_path / "link.csv"
    target.write_text("旧", encoding="utf-8")
    link.symlink_to(target)
    _write(link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "新"
    assert os.listdir(tmp_path / "there") == ["a.csv"]


def test_a_link_to_nothing_is_replaced_only_with_force(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "a.csv")
    with pytest.raises(WriteError, match="already exists"):
        check_place(link, replace=False)
    _write(link)
    assert link.is_symlink()
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "新"


@pytest.mark.parametrize("replace", [False, True])
def test_what_is_no_file_is_refused(tmp_path: Path, replace: bool) -> None:
    fifo = tmp_path / "fifo.csv"
    os.mkfifo(fifo)
    for place, reason in ((fifo, "a pipe"), (Path("/dev/null"), "a device"), (tmp_path, "a folder")):
        with pytest.raises(WriteError, match=reason):
            check_place(place, replace=replace)


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(link)
    with pytest.raises(WriteError, match="symbolic links"):
        check_place(link, replace=True)


def test_a_failure_leaves_nothing_and_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), whole_file(target) as file:
        file.writelines([b"new", "\ud800".encode()])
    assert os.listdir(tmp_path) == ["a.csv"]
    assert target.read_text(encoding="utf-8") == "旧"


def test_what_a_killed_program_left_is_taken_away_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from reader.corpus.whole_file import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); print('written', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "a.csv")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        with whole_file(tmp_path / "b.csv") as other:
            other.write(b"whole")
            assert len(os.listdir(tmp_path)) == 2
        assert len(os.listdir(tmp_path)) == 2
        writer.send_signal(signal.SIGKILL)
    assert len(os.listdir(tmp_path)) == 2
    _write(tmp_path / "c.csv")
    assert sorted(os.listdir(tmp_path)) == ["b.csv", "c.csv"]
