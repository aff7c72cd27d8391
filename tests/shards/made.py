"""Shards that are made for a test."""

from collections.abc import Sequence
from pathlib import Path

from reader.corpus.loading import Batch, load
from reader.corpus.table import Table
from reader.shards.manifest import Manifest
from reader.shards.places import place_of
from reader.shards.writing import Writing


def written(paths: Sequence[str], folder: Path | str, shard_text: int) -> Manifest:
    """The articles under the paths, in shards of at least so many bytes of text."""
    writing = Writing(place_of(str(folder)), (), "", shard_text)
    problems, late_days = writing.write(load(paths), lambda _batch: None)
    writing.redate(late_days)
    return writing.finish(problems)


def written_table(table: Table, folder: Path, shard_text: int) -> Manifest:
    """A table in shards."""
    writing = Writing(place_of(str(folder)), (), "", shard_text)
    writing.write([Batch(table.frame, [], 0, 0, 0, 0)], lambda _batch: None)
    return writing.finish([])
