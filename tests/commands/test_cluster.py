"""duwen convert --to and duwen cluster: what they write, what they say, and how they end."""

import os
import stat
from pathlib import Path

import pytest

from reader.corpus.loading import load_corpus
from reader.shards import manifest
from reader.shards.reading import rows_of
from tests.commands.test_corpus_commands import duwen
from tests.dumps import record


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    records = (record(f"第{number}篇", f"http://a.cn/2018-09-0{number}/1", "上海博览会") for number in range(1, 8))
    path.write_text("碎片\n" + "".join(records), encoding="utf-8")
    return str(path)


def test_shards_are_written_and_told(dump: str, tmp_path: Path) -> None:
    done = duwen("convert", dump, "--to", str(tmp_path / "to"))
    assert (done.returncode, done.stdout) == (0, "")
    assert "7 articles written to" in done.stderr
    assert "1 shard in all" in done.stderr
    assert f"{dump}:1:" in done.stderr
    place, made = manifest.read(str(tmp_path / "to"))
    assert rows_of(place, made.shards[0]).equals(load_corpus([dump]).frame)
    assert [problem.path for problem in made.told] == [dump]


def test_shards_that_are_there_are_not_replaced_unasked(dump: str, tmp_path: Path) -> None:
    target = str(tmp_path / "to")
    assert duwen("convert", dump, "--to", target).returncode == 0
    before = manifest.read(target)[1]
    refused = duwen("convert", dump, "--to", target)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--add adds to them" in refused.stderr
    assert duwen("convert", dump, "--to", target, "--add").returncode == 0
    added = manifest.read(target)[1]
    assert added.rows == 14
    assert added.shards[0] == before.shards[0]
    assert duwen("convert", dump, "--to", target, "--force").returncode == 0
    assert manifest.read(target)[1].rows == 7


@pytest.mark.parametrize(
    "options",
    [[], ["-o", "a.txt", "--to", "b"], ["-o", "a.txt", "--add"], ["--to", "b", "--add", "--force"]],
)
def test_options_that_do_not_go_together(dump: str, options: list[str], tmp_path: Path) -> None:
    refused = duwen("convert", dump, *options)
    assert refused.returncode == 2
    assert "--to DIR_OR_URL" in refused.stderr
    assert not (tmp_path / "b").exists()


def test_a_path_that_is_not_there_is_told_and_the_others_are_written(dump: str, tmp_path: Path) -> None:
    done = duwen("convert", dump, str(tmp_path / "none.txt"), "--to", str(tmp_path / "to"))
    assert done.returncode == 2
    assert "none.txt" in done.stderr
    assert manifest.read(str(tmp_path / "to"))[1].rows == 7
    nothing = duwen("convert", str(tmp_path / "none.txt"), "--to", str(tmp_path / "other"))
    assert nothing.returncode == 2
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "上海", "--cluster", "tcp://127.0.0.1:1", "{shards}"], "no scheduler answers at tcp://127.0.0.1:1"),
        (["search", "上海", "--cluster", "tcp://head:8786", "{shards}"], "not encrypted"),
        (["search", "上海", "--cluster", "tls://head:8786", "{shards}"], "--certificates DIR"),
        (["search", "上海", "--cluster", "head", "{shards}"], "tls://HOST:8786"),
        (["search", "上海", "--cluster", "tls://head:8786", "--certificates", "{folder}", "{shards}"], "ca.pem"),
        (["search", "上海", "--cluster", "tcp://127.0.0.1:1", "{folder}"], "manifest.json"),
        (["search", "上海", "--cluster", "tcp://127.0.0.1:1", "{shards}", "{shards}"], "one PATH"),
        (["search", "上海", "--cluster", "tcp://127.0.0.1:1", "--follow", "{shards}"], "--follow"),
        (["cluster", "try", "{folder}"], "manifest.json"),
        (["cluster", "scheduler", "--host", "0.0.0.0"], "not encrypted"),
        (["cluster", "worker", "tcp://head:8786"], "not encrypted"),
        (["cluster", "scheduler", "--certificates", "{folder}"], "ca.pem"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(dump: str, tmp_path: Path, words: list[str], said: str) -> None:
    shards = tmp_path / "to"
    (tmp_path / "empty").mkdir()
    assert duwen("convert", dump, "--to", str(shards)).returncode == 0
    done = duwen(*(word.format(shards=shards, folder=tmp_path / "empty") for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_certificates_are_written_once_and_keys_are_secret(tmp_path: Path) -> None:
    folder = tmp_path / "certs"
    done = duwen("cluster", "certificates", str(folder), "--host", "head", "--host", "10.0.0.7", "--days", "3")
    assert done.returncode == 0
    assert {*os.listdir(folder)} == {"ca.pem", "server.pem", "server-key.pem", "client.pem", "client-key.pem"}
    for name in os.listdir(folder):
        is_secret = not stat.S_IMODE((folder / name).stat().st_mode) & 0o077
        assert is_secret == name.endswith("-key.pem")
    again = duwen("cluster", "certificates", str(folder))
    assert again.returncode == 2
    assert "already exists" in again.stderr


def test_nothing_of_a_cluster_is_imported_unless_one_is_named(dump: str, tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['duwen', 'search', '上海', {dump!r}, '--count']\n"
        "from reader.commands import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({{'distributed', 'dask', 'fsspec', 'cryptography', 'reader.cluster'}} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code.format(dump=dump)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == ["7", "[]"]
