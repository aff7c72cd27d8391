"""The dump format: title, URL, a rule of dashes, the body, a rule of equals signs. Bytes to records.

A rule is 60 or more of its character on a line. A record's head is a title line, a line with a URL or nothing,
and a rule of dashes; a rule of equals signs closes a body only before another head or the end of the file.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import nanoarrow as na
import polars as pl
from nanoarrow.c_array import c_array_from_buffers

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, Records, undecodable
from reader.corpus.streams import PeekedStream, Sample

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 32 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""

_DASHES, _EQUALS = b"-" * 60, b"=" * 60
_RULE_LINE = re.compile(r"^(?:-{60,}|={60,})$", re.MULTILINE)
_URL = re.compile(rb"\s*(?:(?:[A-Za-z][A-Za-z0-9+.-]*:|[/?#]|www\.)\S*|[\w-]+(?:\.[\w-]+)+/\S*)?\s*")
_FIELDS = 6
"""Stretches of a buffer a record is cut into: gap, title, newline, URL, rule, body."""


_LINES_ABOVE = {"title": 0, "url": 1, "body": 3}
"""Lines of a record above each of its fields."""


@dataclass(slots=True)
class _Cuts:
    """Where the records of a buffer lie."""

    bounds: "array[int]" = field(default_factory=lambda: array("q", [0]))
    """Byte offsets, six stretches a record."""
    lines: list[int] = field(default_factory=list)
    """The title line of each, counted from 1."""
    consumed: int = 0
    """Bytes that need not be looked at again."""


def fits(sample: Sample) -> bool:
    """True where a rule is in sight; a broken head is this format's to report."""
    return sample.suffix not in ("md", "markdown", "html", "htm") and _RULE_LINE.search(sample.text) is not None


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block."""
    reader = TextReader(stream, options.encoding)
    carry: memoryview | bytes = b""
    size, line, started, final = FIRST_BLOCK, 1, False, False
    while not final:
        buffer, final = reader.read_after(carry, max(size, len(carry)))
        size = min(size * 4, LARGEST_BLOCK)
        problems: list[Problem] = []
        cuts = _cut(buffer, line, started, final, path, problems)
        started = started or bool(cuts.lines)
        line += buffer.count(b"\n", 0, cuts.consumed)
        yield Records(_frame(buffer, cuts, path, reader.transcoded, problems), problems)
        carry = memoryview(buffer)[cuts.consumed :]


def _cut(data: bytearray, line: int, started: bool, final: bool, path: str, problems: list[Problem]) -> _Cuts:
    """Find the records that are complete in `data`, whose first line is number `line`."""
    cuts = _Cuts()
    bounds, find, count = cuts.bounds, data.find, data.count
    title = url = rule = body = -1
    closed = counted = 0
    dash = find(b"\n" + _DASHES)
    while dash >= 0:
        end = find(b"\n", dash + 1)
        if end < 0:
            if not final:
                break
            end = len(data)
        head = _head(data, dash, end, body, started or title >= 0)
        if head is not None:
            next_title, next_url, previous_rule = head
            if title >= 0:
                bounds.extend((title, url - 1, url, rule, *_trim(data, body, previous_rule)))
                closed += 1
            elif not started and data[: max(previous_rule, 0)].strip():
                problems.append(Problem(path, line, "text before the first article's title line is left out"))
            line += count(b"\n", counted, next_title)
            counted = next_title
            cuts.lines.append(line)
            title, url, rule, body = next_title, next_url, dash, min(end + 1, len(data))
            cuts.consumed = title
        dash = find(b"\n" + _DASHES, end)
    if title >= 0:
        if final:
            bounds.extend((title, url - 1, url, rule, *_trim(data, body, _last_rule(data, body))))
            cuts.consumed = len(data)
        else:
            cuts.lines.pop()
    elif final:
        cuts.consumed = len(data)
    if count(b"\n" + _EQUALS, 0, cuts.consumed) > closed:
        problems.extend(_broken_heads(data, cuts, path))
    return cuts


def _head(data: bytearray, dash: int, end: int, body: int, started: bool) -> tuple[int, int, int] | None:
    """Offsets of title line, URL line and the closing rule before them, if the rule at `dash` ends a head."""
    if data.count(b"-", dash + 1, end) != end - dash - 1:
        return None
    url = data.rfind(b"\n", 0, dash) + 1
    if url == 0 or not _URL.fullmatch(data, url, dash):
        return None
    title = data.rfind(b"\n", 0, url - 1) + 1
    if title == 0:
        return (0, url, 0) if body < 0 else None
    previous = data.rfind(b"\n", 0, title - 1) + 1
    if _is_rule(data, previous, title - 1) and previous >= body:
        return title, url, previous
    return (title, url, title) if not started else None


def _is_rule(data: bytearray, start: int, end: int) -> bool:
    return end - start >= 60 and data.count(b"=", start, end) == end - start


def _trim(data: bytearray, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the line ends around it."""
    while end > start and data[end - 1] == 10:
        end -= 1
    while start < end and data[start] == 10:
        start += 1
    return start, end


def _last_rule(data: bytearray, body: int) -> int:
    """Where the body that reaches the end of the file ends: before a closing rule, if there is one."""
    end = len(data)
    while end > body and data[end - 1] in b"\n \t":
        end -= 1
    start = max(data.rfind(b"\n", 0, end) + 1, body)
    return start if _is_rule(data, start, end) else len(data)


def _broken_heads(data: bytearray, cuts: _Cuts, path: str) -> Iterator[Problem]:
    """Rules of equals signs inside a body that look as if a record whose head is damaged followed."""
    for record, line in enumerate(cuts.lines):
        if (record + 1) * _FIELDS >= len(cuts.bounds):
            return
        start, end = cuts.bounds[record * _FIELDS + 5], cuts.bounds[record * _FIELDS + 6]
        rule = data.find(b"\n" + _EQUALS, start, end)
        while rule >= 0:
            lines = data[rule + 1 : end].split(b"\n", 4)
            looks_like_url = len(lines) > 2 and lines[2].strip() and _URL.fullmatch(lines[2])
            looks_like_rule = len(lines) > 3 and lines[3].startswith(_DASHES)
            if not lines[0].strip(b"=") and (looks_like_url or looks_like_rule):
                missing = "a URL or an empty line" if looks_like_rule else "the rule of dashes"
                head = cuts.bounds[record * _FIELDS + 1]
                place = line + data.count(b"\n", head, rule + 1) + 1
                yield Problem(
                    path, place, f"a record without {missing} in its head: read as text of the article before"
                )
            rule = data.find(b"\n" + _EQUALS, rule + 1, end)


def _frame(buffer: bytearray, cuts: _Cuts, path: str, transcoded: bool, problems: list[Problem]) -> pl.DataFrame:
    """The records as views into the buffer: the text is not copied."""
    pieces = pl.Series(c_array_from_buffers(na.large_binary(), len(cuts.bounds) - 1, [None, cuts.bounds, buffer]))
    columns = {name: pieces.gather_every(_FIELDS, place) for name, place in (("title", 1), ("url", 3), ("body", 5))}
    lines = pl.Series("line", cuts.lines, dtype=pl.UInt32)
    texts = {name: _text(name, column, lines, path, problems) for name, column in columns.items()}
    absent = pl.lit(None, pl.String)
    frame = pl.DataFrame({**texts, "line": lines}).with_columns(date=absent, source=absent, path=pl.lit(path))
    frame = frame.select(RAW_SCHEMA.keys())
    if transcoded:
        broken = frame.filter(pl.any_horizontal(pl.col("title", "url", "body").str.contains("\ufffd", literal=True)))
        problems.extend(undecodable(path, line) for line in broken["line"])
    return frame


def _text(name: str, column: pl.Series, lines: pl.Series, path: str, problems: list[Problem]) -> pl.Series:
    """Bytes as text; bytes that are no UTF-8 become U+FFFD and a Problem."""
    try:
        return column.cast(pl.String).alias(name)
    except pl.exceptions.ComputeError:
        texts = []
        for raw, line in zip(column, lines, strict=True):
            try:
                texts.append(raw.decode())
            except UnicodeDecodeError as error:
                place = line + _LINES_ABOVE[name] + raw.count(b"\n", 0, error.start)
                problems.append(undecodable(path, place))
                texts.append(raw.decode("utf-8", "replace"))
        return pl.Series(name, texts, dtype=pl.String)
