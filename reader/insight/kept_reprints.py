"""Kept reprints: the groups of a whole corpus as tables, so that they need not be found again while it is as it was."""

from collections.abc import Sequence
from dataclasses import astuple
from itertools import groupby
from operator import itemgetter

import polars as pl

from reader.corpus.questions import Corpus
from reader.corpus.volumes import Recipe, Volume
from reader.insight.groups import Cut, Reprint, ReprintGroup

_TABLES = {  # as the fields of ReprintGroup and of what it is made of
    "members": pl.Schema(
        [("group", pl.UInt32()), ("row", pl.UInt32()), ("nearest", pl.UInt32()), ("similarity", pl.Float64())]
    ),
    "cuts": pl.Schema(
        [("group", pl.UInt32()), ("row", pl.UInt32()), ("beyond", pl.UInt32()), ("similarity", pl.Float64())]
    ),
}


def recalled(corpus: Corpus, least: float) -> list[ReprintGroup] | None:
    """The groups of a corpus by a least similarity; None where they are not known."""
    known = corpus.keeper.recall(_recipe(corpus, least))
    if not known or known[-1].end != len(corpus):
        return None
    members, cuts = ([*known[-1].tables[name].iter_rows()] for name in _TABLES)
    cuts_of = {group: [Cut(*each) for _group, *each in some] for group, some in groupby(cuts, itemgetter(0))}
    return [
        ReprintGroup(tuple(Reprint(*each) for _group, *each in some), tuple(cuts_of.get(group, ())))
        for group, some in groupby(members, itemgetter(0))
    ]


def offer(corpus: Corpus, least: float, groups: Sequence[ReprintGroup]) -> None:
    """Have them kept."""
    tables = {
        name: pl.DataFrame(
            [(number, *astuple(each)) for number, group in enumerate(groups) for each in getattr(group, name)],
            schema=schema,
            orient="row",
        )
        for name, schema in _TABLES.items()
    }
    corpus.keeper.offer(_recipe(corpus, least), Volume(0, len(corpus), tables))


def _recipe(corpus: Corpus, least: float) -> Recipe:
    """The groups of fewer articles are no part of those of more, so these take their place."""
    return Recipe("reprints", (str(len(corpus)), str(least)), _TABLES)
