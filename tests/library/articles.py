"""Articles to mark, and a look at the rows of a library."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from reader.article import Article

CHECKOUT = Path(__file__).parents[2]
"""Where child processes find `reader` and `tests`."""


def article(number: int = 1, title: str = "上海开博览会") -> Article:
    """One of many articles; the number makes its URL."""
    return Article(title, False, f"http://news.example.com/{number}.html", None, "", "正文", "dump.txt", 1)


def rows(path: Path, query: str) -> list[Any]:
    """What a query finds in the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
