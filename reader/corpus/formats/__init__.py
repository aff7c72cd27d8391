"""One module a format, one table of them: a new format is a module and a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.corpus.formats import columnar, csv_table, dump, html, json_array, jsonl, markdown, plain_text, xml
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume
from reader.corpus.records import Records, Rows
from reader.corpus.streams import PeekedStream, Sample


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is told and read."""

    name: str
    """What `--format` calls it."""
    fits: Callable[[Sample], bool]
    """True where a stream's head looks like it."""
    read: Callable[[PeekedStream, str, ReadOptions], Iterator[Records | Rows]]
    """All records of a stream, block by block; the path names it to people."""
    read_on: Callable[[PeekedStream, str, ReadOptions, Resume], Iterator[Records | Rows]] | None = None
    """Those of a file from a place on, which its `Records.resume` told; None where it tells none."""


FORMATS = (
    Format("parquet", columnar.is_parquet, columnar.read_parquet),
    Format("arrow", columnar.is_arrow, columnar.read_arrow),
    Format("jsonl", jsonl.fits, jsonl.read, jsonl.read_on),
    Format("json", json_array.fits, json_array.read),
    Format("xml", xml.fits, xml.read),
    Format("html", html.fits, html.read),
    Format("dump", dump.fits, dump.read, dump.read_on),
    Format("csv", csv_table.fits, csv_table.read),
    Format("tsv", csv_table.fits_tabs, csv_table.read_tabs),
    Format("markdown", markdown.fits, markdown.read),
    Format("text", plain_text.fits, plain_text.read),
)
"""The first that fits is taken."""


def format_of(sample: Sample) -> Format | None:
    """The format of a stream, or None where it is none that is known."""
    return next((each for each in FORMATS if each.fits(sample)), None)


def format_named(name: str) -> Format:
    """The format of that name. Raises KeyError."""
    return {each.name: each for each in FORMATS}[name]
