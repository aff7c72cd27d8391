"""Bodies: the different texts of some articles, sketched and measured; what is known of them from before is not again.

Each stands for all articles that hold it, and is known by the first row of these.
"""

from importlib.metadata import version

import polars as pl

from reader.corpus.volumes import Keeper, Recipe, Volume
from reader.insight.shingles import resemblances
from reader.insight.sketches import SLOTS, sketches
from reader.progress import Progress, Stopped

SHORTEST = 20
"""Letters and digits below which a body says too little to be compared."""

_SKETCHES = pl.Schema([("row", pl.UInt32()), *((slot, pl.UInt16()) for slot in SLOTS)])
_RESEMBLANCES = pl.Schema([("row", pl.UInt32()), ("other_row", pl.UInt32()), ("similarity", pl.Float64())])


class Bodies:
    """The bodies of one comparison, by their numbers (items). Where `stopped` comes true, Cancelled is raised."""

    def __init__(self, texts: pl.Series, rows: pl.Series, keeper: Keeper, stopped: Stopped) -> None:
        """`texts` are different, and `rows` (UInt32) the first that each stands in."""
        self._texts, self._keeper, self._stopped = texts, keeper, stopped
        self._items = pl.DataFrame({"row": rows, "item": pl.int_range(len(rows), dtype=pl.UInt32, eager=True)})
        tables = {"sketches": _SKETCHES, "resemblances": _RESEMBLANCES}
        self._recipe = Recipe("bodies", (version("rensa"), str(SHORTEST)), tables)
        known = keeper.recall(self._recipe)
        self._end = known[-1].end if known else 0
        self._sketched = pl.concat([pl.DataFrame(schema=_SKETCHES), *(each.tables["sketches"] for each in known)])
        self._measured = pl.concat(
            [pl.DataFrame(schema=_RESEMBLANCES), *(each.tables["resemblances"] for each in known)]
        )
        self._new_sketches = self._sketched.clear()
        self._new_resemblances = [self._measured.clear()]

    def sketches(self, progress: Progress) -> pl.DataFrame:
        """item (of a body with enough letters) and its slots, in order."""
        new = self._items.filter(pl.col("row") >= self._end)
        found = sketches(self._texts.gather(new["item"]), SHORTEST, progress, self._stopped)
        self._new_sketches = found.select(new["row"].gather(found["item"]).alias("row"), *SLOTS)
        whole = pl.concat([self._sketched, self._new_sketches])
        return whole.join(self._items, on="row").sort("item").select("item", *SLOTS)

    def resemblances(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Pairs (item, other: the lower first) with similarity, the Jaccard index of their sets of shingles."""
        asked = pairs.select(
            "item", "other", row=self._rows_of(pairs["item"]), other_row=self._rows_of(pairs["other"])
        ).with_columns(row=pl.min_horizontal("row", "other_row"), other_row=pl.max_horizontal("row", "other_row"))
        known = asked.join(self._measured, on=["row", "other_row"]).select("item", "other", "similarity")
        unknown = asked.join(self._measured, on=["row", "other_row"], how="anti")
        measured = resemblances(self._texts, unknown, self._stopped)
        rows = measured.join(unknown, on=["item", "other"]).select("row", "other_row", "similarity")
        self._new_resemblances.append(rows)
        return pl.concat([known, measured])

    def offer(self, end: int) -> None:
        """Have kept what was found out, which goes by the first rows of the corpus up to `end`."""
        tables = {"sketches": self._new_sketches, "resemblances": pl.concat(self._new_resemblances)}
        self._keeper.offer(self._recipe, Volume(self._end, end, tables))

    def _rows_of(self, items: pl.Series) -> pl.Series:
        return self._items["row"].gather(items)
