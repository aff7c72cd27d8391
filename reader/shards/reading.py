"""Reading a shard: its rows, if it is as its manifest says."""

from io import BytesIO

import polars as pl

from reader.corpus.table import SCHEMA
from reader.errors import DuwenError, SourceError, system_words
from reader.shards.manifest import Shard, digest
from reader.shards.places import Place
from reader.wording import _


class ShardError(DuwenError):
    """A shard that cannot be read as it stands."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason

    def __reduce__(self) -> tuple[type["ShardError"], tuple[str, str]]:
        """It is raised again in another process."""
        return ShardError, (self.name, self.reason)


def rows_of(place: Place, shard: Shard) -> pl.DataFrame:
    """All rows of a shard; see table.SCHEMA. Raises ShardError."""
    try:
        data = place.read(shard.name)
    except SourceError as error:
        raise ShardError(shard.name, error.reason) from error
    if data is None:
        raise ShardError(shard.name, _("is missing"))
    if digest(data) != shard.hash:
        raise ShardError(shard.name, _("is damaged: it is not what its manifest says"))
    try:
        frame = pl.read_parquet(BytesIO(data), use_pyarrow=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ShardError(shard.name, system_words(error)) from error
    if dict(frame.schema) != SCHEMA or frame.height != shard.rows:
        raise ShardError(shard.name, _("has other columns or rows than its manifest says"))
    return frame
