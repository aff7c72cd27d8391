"""SQLite's full text index in a fresh process: `python -m tests.bench.inside_sqlite DUMP DATABASE`.

It answers first with the seconds that building took and the megabytes of the index, then to each word of standard
input, a line each, with milliseconds of the search, ranked by BM25.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.corpus.loading import load_corpus


def serve(dump: str, database: str) -> Iterator[dict[str, Any]]:
    """Build, then search."""
    frame = load_corpus([dump]).frame.select("title", "body")
    connection = sqlite3.connect(database)
    started = time.perf_counter()
    connection.execute("PRAGMA synchronous = off")
    connection.execute("CREATE VIRTUAL TABLE articles USING fts5(title, body, tokenize = 'trigram')")
    connection.executemany("INSERT INTO articles VALUES (?, ?)", frame.iter_rows())
    connection.commit()
    yield {"seconds": time.perf_counter() - started, "megabytes": Path(database).stat().st_size / 1e6}
    for line in sys.stdin:
        started = time.perf_counter()
        asked = ('"' + line.rstrip("\n") + '"',)
        found = connection.execute("SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank", asked).fetchall()
        yield {"search": (time.perf_counter() - started) * 1e3, "articles": len(found)}


if __name__ == "__main__":
    for answer in serve(*sys.argv[1:]):
        print(json.dumps(answer), flush=True)
