"""The library as plain records, for other programs. Reading it changes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from reader.errors import SourceError, system_words
from reader.library.files import no_file
from reader.library.opening import read_only
from reader.library.schema import FAILURES
from reader.wording import _


def article_records(path: Path) -> Iterator[dict[str, Any]]:
    """Each marked article with all its marks, in the order they were first marked. Raises SourceError."""
    with _connected(path) as connection:
        tags: dict[str, list[str]] = {}
        for id, tag in connection.execute("SELECT article, tag FROM tag ORDER BY tag"):
            tags.setdefault(id, []).append(tag)
        for id, title, url, read, starred, note, place in connection.execute(
            "SELECT id, title, url, read, starred, note, place FROM article ORDER BY rowid"
        ):
            yield {
                "id": id,
                "title": title,
                "url": url,
                "read": bool(read),
                "starred": bool(starred),
                "tags": tags.get(id, []),
                "note": note,
                "place": place,
            }


def search_records(path: Path) -> Iterator[dict[str, str]]:
    """The history, most recent first, each as `search`; then what was saved, as `saved_search` and `query`."""
    with _connected(path) as connection:
        for (text,) in connection.execute("SELECT text FROM search ORDER BY turn DESC"):
            yield {"search": text}
        for name, query in connection.execute("SELECT name, query FROM saved_search ORDER BY name"):
            yield {"saved_search": name, "query": query}


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    if words := no_file(path):
        raise SourceError(str(path), words)
    try:
        with closing(read_only(path)) as connection:
            yield connection
    except (*FAILURES, OSError) as error:
        raise SourceError(
            str(path), _("the library cannot be read ({error})").format(error=system_words(error))
        ) from error
