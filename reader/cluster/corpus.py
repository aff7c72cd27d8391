"""A corpus on a cluster: its shards are asked, and what they answer is put together here."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

import polars as pl

from reader.article import Article, Problem
from reader.cluster.asking import Answers, Asking
from reader.cluster.connection import Connection
from reader.corpus.questions import Columns, Partly, Question, Rows, Size
from reader.corpus.table import SCHEMA
from reader.corpus.volumes import Forgetful, Keeper
from reader.errors import Incomplete
from reader.progress import Progress, Stopped, never, silent
from reader.shards.manifest import Manifest, Shard

_ARTICLE = tuple(name for name in SCHEMA if name != "characters")


@dataclass(frozen=True, eq=False)
class ClusterCorpus:
    """All articles of a manifest, or those of the shards that are there."""

    connection: Connection
    manifest: Manifest
    location: str
    """Where the shards lie, as the workers reach it."""
    missing: dict[str, str] = field(default_factory=dict)
    """Shards that are left out, by their names, and why."""

    redated: int = 0
    """Rows keep their dates."""
    is_far: bool = True
    """Rows that are asked about travel."""

    def __len__(self) -> int:
        return self.manifest.rows

    @cached_property
    def lineage(self) -> object:
        """This object: nothing grows from it."""
        return object()

    @property
    def keeper(self) -> Keeper:
        """Keeps nothing: workers hold what they worked out."""
        return Forgetful()

    @cached_property
    def shards(self) -> Sequence[Shard]:
        """Those that are asked."""
        return [shard for shard in self.manifest.shards if shard.name not in self.missing]

    @cached_property
    def articles_there(self) -> int:
        """How many articles are in the shards that are asked."""
        return sum(shard.rows for shard in self.shards)

    @cached_property
    def average_length(self) -> float:
        """Code points of a body, the mean over all articles that are there."""
        return sum(shard.characters for shard in self.shards) / max(self.articles_there, 1)

    @cached_property
    def first_and_last_day(self) -> tuple[datetime.date, datetime.date] | None:
        """The span of days the articles are of."""
        first = [shard.first_day for shard in self.shards if shard.first_day is not None]
        last = [shard.last_day for shard in self.shards if shard.last_day is not None]
        return (min(first), max(last)) if first and last else None

    @cached_property
    def sorted_problems(self) -> Sequence[Problem]:
        """What could not be read when the shards were written, what is missing now, and workers that are not asked."""
        now = self.missing | self.connection.refused
        problems = [Problem(name, 0, reason) for name, reason in now.items()]
        return sorted([*problems, *self.manifest.told], key=attrgetter("path", "line", "reason"))

    @cached_property
    def problem_count(self) -> int:
        """How many problems there are."""
        return sum(problem.count for problem in self.sorted_problems)

    @cached_property
    def rows(self) -> Sequence[range]:
        """Those of the shards that are there."""
        return [range(shard.first, shard.end) for shard in self.shards]

    @property
    def parts(self) -> tuple[int, int]:
        """How many shards answer, and how many there are."""
        return len(self.shards), len(self.manifest.shards)

    def recovered(self, stopped: Stopped = never) -> "ClusterCorpus | None":
        """The same with the shards that can be asked again. Raises Cancelled and ClusterError."""
        lost = [shard for shard in self.manifest.shards if shard.name in self.missing]
        try:
            asking = Asking(self.connection, self.location, self.manifest.shards, Size(), stopped)
            asking.answers(lost or self.shards, lambda _shard: range(0), lambda *_: None)
        except Incomplete as error:
            still = {name: error.reasons[name] for name in self.missing if name in error.reasons}
            return replace(self, missing=still) if len(still) < len(self.missing) else None
        return replace(self, missing={})

    def without(self, reasons: Mapping[str, str]) -> "ClusterCorpus":
        """The same without some shards more."""
        return replace(self, missing=self.missing | dict(reasons))

    def ask(
        self,
        question: Question,
        rows: Rows | None = None,
        stopped: Stopped = never,
        progress: Progress = silent,
        partly: Partly | None = None,
    ) -> pl.DataFrame:
        """What some rows answer, or all of them. Raises Cancelled, Incomplete and ClusterError."""
        if not self.shards:
            raise Incomplete(self.missing)
        wanted = {shard.hash: part for shard in self.shards if (part := _part(shard, rows)) is not _NOTHING}
        shards = [shard for shard in self.shards if shard.hash in wanted] or self.shards[:1]
        asking = Asking(self.connection, self.location, self.manifest.shards, question, stopped)

        def arrived(answers: Answers, there: int) -> None:
            progress(there, len(shards))
            if partly is not None and there < len(shards):
                partly(self._together(question, answers, rows), there, len(shards))

        found = asking.answers(shards, lambda shard: wanted.get(shard.hash, range(0)), arrived)
        return self._together(question, found, rows)

    def _together(self, question: Question, found: Answers, rows: Rows | None) -> pl.DataFrame:
        in_order = [found[shard.hash] for shard in self.shards if shard.hash in found]
        whole = question.total(in_order)
        if "row" not in whole.columns or not isinstance(rows, pl.Series):
            return whole
        place = pl.DataFrame({"row": rows}).with_row_index("place")
        return whole.join(place, on="row", how="left").sort("place", maintain_order=True).drop("place")

    def article(self, row: int) -> Article:
        """The article of a row."""
        return self.articles(pl.Series([row], dtype=pl.UInt32))[0]

    def articles(self, rows: pl.Series) -> list[Article]:
        """The articles of some rows, in that order."""
        found = self.ask(Columns(_ARTICLE), rows)
        return [Article(**values) for values in found.drop("row").iter_rows(named=True)]


_NOTHING = pl.Series(dtype=pl.UInt32)


def _part(shard: Shard, rows: Rows | None) -> pl.Series | range | None:
    """Which rows of a shard are asked, counted from its first: None for all, _NOTHING for none."""
    if rows is None:
        return None
    if isinstance(rows, range):
        first, end = max(rows.start, shard.first), min(rows.stop, shard.end)
        if first >= end:
            return _NOTHING
        return None if (first, end) == (shard.first, shard.end) else range(first - shard.first, end - shard.first)
    part = rows.filter(rows.is_between(shard.first, shard.end - 1))
    return part - shard.first if len(part) else _NOTHING
