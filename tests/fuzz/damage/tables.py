"""Articles as Parquet and Arrow files."""

import io
from collections.abc import Callable, Sequence

import polars as pl

from tests.fuzz.damage.stories import Story


def _frame(stories: Sequence[Story]) -> pl.DataFrame:
    rows = [(each.title, each.url, each.body) for each in stories]
    return pl.DataFrame(rows, schema=("title", "url", "content"), orient="row")


def _parquet(stories: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    _frame(stories).write_parquet(file)
    return file.getvalue()


def _arrow(stories: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    _frame(stories).write_ipc(file)
    return file.getvalue()


def _arrow_stream(stories: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    _frame(stories).write_ipc_stream(file)
    return file.getvalue()


TABLES: tuple[tuple[str, Callable[[Sequence[Story]], bytes]], ...] = (
    (".parquet", _parquet),
    (".arrow", _arrow),
    (".arrows", _arrow_stream),
)
"""Endings, and how such a file is written."""
