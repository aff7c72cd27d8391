"""Plain text: a file that is one article. Its first line is the title where it looks like one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.corpus.formats.json_look import is_named_json
from reader.corpus.formats.whole_text import whole_text
from reader.corpus.options import ReadOptions
from reader.corpus.records import Rows
from reader.corpus.streams import PeekedStream, Sample

LONGEST_TITLE = 60
"""Characters; a longer first line is a paragraph."""

_PARAGRAPH_END = re.compile(r"[。！？!?…，,、；;：:][”’」』）)\"']*$")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[T\s]*\d{1,2}[:：时]\d{2}\S*)?|(?:19|20)\d{6}"
)


class Head(NamedTuple):
    """What stands above the text of an article."""

    title: str
    """Empty where the first line is none."""
    url: str
    """Of a line that is only a URL, or empty."""
    date: str
    """Of a line that is only a date, or empty."""
    body: str
    """The rest."""


def fits(sample: Sample) -> bool:
    """True for any text in which something can be seen and that is not named as JSON: the last format in the table."""
    return sample.is_text and bool(sample.text.strip()) and not is_named_json(sample)


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Rows]:
    """One record, or none where the file is blank."""
    text, problems = whole_text(stream, path, options.encoding)
    head = split_head(text)
    rows = [(head.title, head.url, head.date, None, head.body.strip("\n"), 1)] if text.strip() else []
    yield Rows(path, rows, problems)


def split_head(text: str) -> Head:
    """Title, and below it a line with a URL and one with a date, where they are there; else all is body."""
    title, rest = _first_line(text)
    if not title or len(title) > LONGEST_TITLE or _PARAGRAPH_END.search(title):
        return Head("", "", "", text)
    found = {"url": "", "date": ""}
    if name := _kind(title):
        found[name], title = title, ""
    while (name := _kind((line_and_rest := _first_line(rest))[0])) and not found[name]:
        found[name], rest = line_and_rest
    return Head(title, found["url"], found["date"], rest) if rest.strip() else Head("", "", "", text)


def _first_line(text: str) -> tuple[str, str]:
    """The first line with something on it, trimmed, and what stands below."""
    line, _, rest = text.lstrip().partition("\n")
    return line.rstrip(), rest


def _kind(line: str) -> str:
    return "url" if _URL.fullmatch(line) else "date" if _DATE.fullmatch(line) else ""
