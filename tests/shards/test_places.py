"""Places: a folder, and object storage with a real server behind it."""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from reader.corpus.loading import load_corpus
from reader.errors import DuwenError, SourceError, WriteError
from reader.shards import manifest
from reader.shards.places import place_of
from reader.shards.reading import rows_of
from tests.shards.made import written


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a server on this machine that speaks S3."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    before = dict(os.environ)
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        yield "s3://news/crawl"
    finally:
        os.environ.clear()
        os.environ |= before
        server.stop()


def test_shards_go_through_object_storage(bucket: str, samples_path: str) -> None:
    made = written([samples_path], bucket, 3_000)
    place, found = manifest.read(bucket)
    assert found == made
    whole = pl.concat([rows_of(place, shard) for shard in found.shards])
    assert whole.equals(load_corpus([samples_path]).frame)
    assert manifest.read(f"{bucket}/manifest.json")[1] == made


def test_what_is_not_in_a_bucket(bucket: str) -> None:
    with pytest.raises(SourceError, match=r"manifest\.json"):
        manifest.read(f"{bucket}/elsewhere")
    place = place_of(bucket)
    place.put("a", b"one")
    place.put("a", b"two")
    assert place.read("a") == b"two"
    place.remove("a")
    place.remove("a")
    assert place.read("a") is None


def test_a_place_that_nothing_reaches() -> None:
    with pytest.raises(DuwenError, match="nowhere://a"):
        place_of("nowhere://a/b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError):
        place_of(str(tmp_path / "to")).put("a", b"")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "to").write_text("")
    with pytest.raises(WriteError):
        place_of(str(tmp_path / "to")).put("a", b"")
