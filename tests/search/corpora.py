"""Corpora to search in tests: rows as a format would read them, finished as loading finishes them."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.corpus.records import records_of
from reader.corpus.table import Table, finish


class Row(NamedTuple):
    """One article as a file has it."""

    title: str = "题"
    body: str = ""
    url: str = ""
    date: str | None = None
    source: str = ""


def corpus_of_rows(rows: Sequence[Row], before: Table | None = None) -> Table:
    """A corpus of these articles, behind those of another."""
    raw = [(row.title, row.url, row.date, row.source, row.body, number + 1) for number, row in enumerate(rows)]
    frame, problems = finish(records_of("dump.txt", raw, []).frame)
    assert not problems
    return (before or Table.empty()).extended(frame)
