"""Dumps to read in tests, built from their parts."""

from pathlib import Path

from reader.corpus.loading import load_corpus
from reader.corpus.table import Table

DASHES, EQUALS = "-" * 120, "=" * 120


def record(title: str, url: str, body: str) -> str:
    """One record, with its closing rule."""
    return f"{title}\n{url}\n{DASHES}\n{body}\n\n{EQUALS}\n"


def corpus_of(folder: Path, text: str | bytes, name: str = "dump.txt") -> Table:
    """The corpus of one file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_corpus([str(path)])


def small_corpus(folder: Path, *texts: str) -> Table:
    """A corpus of one article a text; the title is the text's first line where it has several."""
    records = []
    for number, text in enumerate(texts):
        title, _, body = text.partition("\n")
        records.append(record(title if body else f"第{number}篇", f"http://example.com/{number}", body or text))
    return corpus_of(folder, "".join(records))
