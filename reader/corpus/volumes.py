"""Volumes: tables that took long to work out of the rows of a corpus, kept from one opening to the next by a Keeper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

WORTH_KEEPING = 0.5
"""Seconds of reading, or of other work, from which on what was made is kept."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How some tables are made. What is kept under another recipe is not theirs."""

    name: str
    """One volume follows another of the same name."""
    made_by: tuple[str, ...]
    """Whatever makes them others though the rows are the same: versions, word lists, limits."""
    tables: Mapping[str, pl.Schema]
    """By name."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Tables that go by titles, URLs and texts of rows alone; rows are numbered from the first of the corpus."""

    first: int
    """The first row they were made of: where the volume before ended."""
    end: int
    """One past the last."""
    tables: Mapping[str, pl.DataFrame]
    """By name, as the recipe has them."""


class Keeper(Protocol):
    """Keeps volumes. May be asked from any thread."""

    def recall(self, recipe: Recipe) -> Sequence[Volume]:
        """What is kept of the first rows of the corpus that is open, in order."""

    def offer(self, recipe: Recipe, volume: Volume) -> None:
        """Keep one more, behind those that are kept; or not, where there is no room or it does not work.

        Who offers it has worked for WORTH_KEEPING to make it.
        """


class Forgetful:
    """The keeper where nothing is kept."""

    def recall(self, recipe: Recipe) -> Sequence[Volume]:
        """Nothing."""
        return ()

    def offer(self, recipe: Recipe, volume: Volume) -> None:
        """Let go of it."""
