"""The dump format: title, URL, a rule of dashes, the body, a rule of equals signs. Bytes to records.

A rule is 60 or more of its character on a line. A record's head is a title line, a line with a URL or nothing,
and a rule of dashes; a rule of equals signs closes a body only before another head or the end of the file.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

import nanoarrow as na
import polars as pl
from nanoarrow.c_array import c_array_from_buffers

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, Records, undecodable
from reader.corpus.streams import PeekedStream, Sample

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 8 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""
_RECORDS_OF_A_BLOCK = 20_000
"""About so many records at most, so that a block of tiny ones takes no longer than one of long ones."""

RULE_LENGTH, _SHORTEST_RULE = 120, 60
"""Characters of a rule as it is written, and of the shortest that is read as one."""
UNSEEN = "\u200b"
"""A zero-width space: what begins with it is no rule, and cleaning takes it out. It makes anything a URL line."""
URL_LINE = (
    rf"[ \t]*+(?:(?:[A-Za-z][A-Za-z0-9+.-]*+:|[/?#]|www\.|{UNSEEN})[^\s]*+"
    r"|[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++/[^\s]*+)?[ \t]*+"
)
"""What may stand under a title: a URL with or without its beginning, or nothing. It never backtracks: that took
the square of the line's length."""

_DASHES, _EQUALS = b"-" * _SHORTEST_RULE, b"=" * _SHORTEST_RULE
_RULE_LINE = re.compile(r"^(?:-{60,}|={60,})$", re.MULTILINE)
_OPENING = b"([^\\n]*)\\n(" + URL_LINE.encode() + b")\\n(-{60,})(?=\\n|\\Z)"
_HEAD = re.compile(b"\\n={60,}\\n" + _OPENING)
"""A closing rule and the head that makes it one."""
_FIRST_HEAD = re.compile(_OPENING)
"""A head with anything or nothing before it."""
_BROKEN_HEAD = re.compile(
    rb"\n={60,}(?P<closed>\n)[^\n]*\n(?:[^\n]*\n(?P<rule>-{60,})|[A-Za-z][A-Za-z0-9+.-]*://[^\n]*\n)"
    rb"|(?P<unclosed>\n)[^\n]+\n[A-Za-z][A-Za-z0-9+.-]*://[^\n]*\n-{60,}(?=\n|\Z)"
)
"""What looks like a head that lacks its URL line, its rule of dashes, or the closing rule before it."""
_LINE_ENDS = re.compile(rb"\n*+")
_OTHER_SUFFIXES = ("csv", "tsv", "tab", "md", "markdown", "html", "htm", "xhtml")
"""Of formats in whose texts a rule may stand on a line."""
_FIELDS = 6
"""Stretches of a buffer a record is cut into: gap, title, newline, URL, rule, body."""
_LINES_ABOVE = {"title": 0, "url": 1, "body": 3}
"""Lines of a record above each of its fields."""


@dataclass(slots=True)
class _Cuts:
    """Where the records of a buffer lie."""

    next_line: int
    """The first line that need not be looked at again, counted from 1."""
    bounds: "array[int]" = field(default_factory=lambda: array("q", [0]))
    """Byte offsets, six stretches a record."""
    lines: list[int] = field(default_factory=list)
    """The title line of each, counted from 1."""
    consumed: int = 0
    """Bytes that need not be looked at again."""


def fits(sample: Sample) -> bool:
    """True where a rule is in sight; a broken head is this format's to report."""
    return sample.suffix not in _OTHER_SUFFIXES and _RULE_LINE.search(sample.text) is not None


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block."""
    reader = TextReader(stream, options.encoding)
    carry: memoryview | bytes = b""
    size, line, final = FIRST_BLOCK, 1, False
    while not final:
        buffer, final = reader.read_after(carry, max(size, len(carry)))
        problems: list[Problem] = []
        cuts = _cut(buffer, line, final, path, problems)
        size = _next_size(size, len(cuts.lines))
        line = cuts.next_line
        yield Records(_frame(buffer, cuts, path, reader.transcoded, problems), problems)
        carry = memoryview(buffer)[cuts.consumed :]


def _next_size(size: int, records: int) -> int:
    """Bytes of the block after one of that size which held so many records."""
    growth = min(4.0, _RECORDS_OF_A_BLOCK / max(records, 1))
    return min(max(int(size * growth), FIRST_BLOCK), LARGEST_BLOCK)


def _cut(data: bytearray, line: int, final: bool, path: str, problems: list[Problem]) -> _Cuts:
    """Find the records that are complete in `data`, whose first line is number `line`."""
    cuts, counted = _Cuts(next_line=line), 0
    heads = _heads(data, final)
    if heads and data[: heads[0].start(1)].strip():
        problems.append(Problem(path, line, "text before the first article's title line is left out"))
    for head, following in zip_longest(heads, heads[1:]):
        title, (url, _), (rule, end) = head.start(1), head.span(2), head.span(3)
        cuts.next_line += data.count(b"\n", counted, title)
        cuts.consumed = counted = title
        if following is None and not final:
            break
        body = min(end + 1, len(data))
        body_end = following.start() if following is not None else _last_rule(data, body)
        cuts.bounds.extend((title, url - 1, url, rule - 1, *_trim(data, body, body_end)))
        cuts.lines.append(cuts.next_line)
    if final:
        cuts.consumed = len(data)
    if cuts.lines and _has_more_rules(data, cuts):
        problems.extend(_broken_heads(data, cuts, path))
    return cuts


def _heads(data: bytearray, final: bool) -> list[re.Match[bytes]]:
    """The heads in `data`: groups title, URL, rule. One that `data` may hold only in part is left out."""
    first = _first_head(data)
    if first is None:
        return []
    heads = [first, *_HEAD.finditer(data, first.end())]
    if not final and heads[-1].end() == len(data):
        heads.pop()
    return heads


def _first_head(data: bytearray) -> re.Match[bytes] | None:
    """The head of the first rule of dashes that ends one."""
    dash = data.find(b"\n" + _DASHES)
    while dash >= 0:
        url = data.rfind(b"\n", 0, dash) + 1
        title = data.rfind(b"\n", 0, max(url - 1, 0)) + 1
        if url and (head := _FIRST_HEAD.match(data, title)):
            return head
        dash = data.find(b"\n" + _DASHES, dash + 1)
    return None


def _has_more_rules(data: bytearray, cuts: _Cuts) -> bool:
    """True where bodies hold rules, so that a record may be broken."""
    start, end, records = cuts.bounds[1], cuts.bounds[-1], len(cuts.lines)
    return data.count(b"\n" + _EQUALS, start, end) >= records or data.count(b"\n" + _DASHES, start, end) > records


def _is_rule(data: bytearray, start: int, end: int) -> bool:
    return end - start >= 60 and data.count(b"=", start, end) == end - start


def _trim(data: bytearray, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the line ends around it."""
    end = _before(b"\n", data, start, end)
    beyond = _LINE_ENDS.match(data, start, end)
    return beyond.end() if beyond else start, end


def _before(ends: bytes, data: bytearray, start: int, end: int) -> int:
    """Where the stretch ends without those bytes at its end."""
    while end > start and data[end - 1] in ends:
        piece = data[max(start, end - 4096) : end]
        end -= len(piece) - len(piece.rstrip(ends))
    return end


def _last_rule(data: bytearray, body: int) -> int:
    """Where the body that reaches the end of the file ends: before a closing rule, if there is one."""
    end = _before(b"\n \t", data, body, len(data))
    start = max(data.rfind(b"\n", 0, end) + 1, body)
    return start if _is_rule(data, start, end) else len(data)


def _broken_heads(data: bytearray, cuts: _Cuts, path: str) -> Iterator[Problem]:
    """Stretches of a body that look as if a record began there whose head is damaged."""
    for record, line in enumerate(cuts.lines):
        head, start, end = (cuts.bounds[record * _FIELDS + place] for place in (1, 5, 6))
        for found in _BROKEN_HEAD.finditer(data, max(start - 1, 0), end):
            title = max(found.end("closed"), found.end("unclosed"))
            line, head = line + data.count(b"\n", head, title), title
            yield Problem(path, line, f"a record without {_missing(found)}: read as text of the article before")


def _missing(broken: re.Match[bytes]) -> str:
    if broken["unclosed"] is not None:
        return "a closing rule before it"
    return "a URL or an empty line in its head" if broken["rule"] is not None else "the rule of dashes in its head"


def _frame(buffer: bytearray, cuts: _Cuts, path: str, transcoded: bool, problems: list[Problem]) -> pl.DataFrame:
    """The records as views into the buffer: the text is not copied."""
    array = c_array_from_buffers(na.large_binary(), len(cuts.bounds) - 1, [None, cuts.bounds, buffer])
    piece = pl.col("piece")
    columns = (
        pl.Series(array)
        .to_frame("piece")
        .select(
            piece.gather_every(_FIELDS, place).alias(name) for name, place in (("title", 1), ("url", 3), ("body", 5))
        )
    )
    lines = pl.Series("line", cuts.lines, dtype=pl.UInt32)
    texts = [_text(column.name, column, lines, path, problems) for column in columns]
    constant = {"date": pl.lit(None, pl.String), "source": pl.lit(None, pl.String), "path": pl.lit(path)}
    frame = pl.DataFrame([*texts, lines]).select(constant.get(name, pl.col(name)).alias(name) for name in RAW_SCHEMA)
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
