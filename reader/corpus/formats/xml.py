"""Records in tags, well-formed or not: SogouCA and SogouCS, WikiExtractor, and XML with an element an article.

A scanner, not a parser: it looks for the tags of records and of known fields and takes everything else for text, so
that a stray `<` or `&` harms nothing. Entities stay as they are; cleaning decodes them.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import nanoarrow as na
import polars as pl
from nanoarrow.c_array import c_array_from_buffers

from reader.article import Problem
from reader.corpus.blocks import Blocks
from reader.corpus.fields import OUR_FIELDS, check_names, standard_names
from reader.corpus.formats import html
from reader.corpus.formats.declared import declared_encoding
from reader.corpus.options import ReadOptions
from reader.corpus.records import RAW_SCHEMA, Records, decoded, undecodable
from reader.corpus.streams import PeekedStream, Sample
from reader.wording import _, later

_LARGEST_BLOCK = 16 * 1024 * 1024
"""Bytes."""

_RECORD = r"<(doc|article|item|news|record|page)(?=[\s>/])"
_RECORD_TAG = re.compile(_RECORD.encode(), re.IGNORECASE)
_RECORD_IN_TEXT = re.compile(rf"\s*(?=<)[\s\S]*?{_RECORD}|[\s\S]*?</doc>\s*<doc(?=[\s>])", re.IGNORECASE)
_NEAR = 8192
"""Characters in which the first record must begin."""
_REST_OF_TAG = rb"""(?=[\s>/])(?:(?:"[^"<]*"|'[^'<]*'|[^<>"'])*>|[^<>]*>)"""
_REST_OF_FIELD_TAG = rb"(?:\s[^<>]*)?>"
_ATTRIBUTE = re.compile(rb"""([^\s=<>"'/]+)\s*=\s*(["'])(.*?)\2(?=\s+[^\s=<>"']+\s*=|\s*/?>\Z|\s*/?\Z)""", re.DOTALL)
_LONGEST_TAG = 2048
"""Bytes; a longer tag is not searched for attributes."""
_ELEMENT = re.compile(rb"<([^\s<>/!?]+)" + _REST_OF_FIELD_TAG)
_ENDS_ITSELF = re.compile(rb"""<\w+(?:.*["'\s])?/>""", re.DOTALL)
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_LONGEST_CDATA = 64 * 1024 * 1024
"""Bytes; where no end is in sight by then, its beginning is taken for text."""
_REPLACEMENT = "\ufffd"
_NAMES_IN_TAGS = {"contenttitle": "title", "content:encoded": "body", "dc:date": "date"}
"""Names that only files of this kind have; they go before the common ones."""
_BODY = OUR_FIELDS.index("body") * 2
_NEWLINE, _SLASH = b"\n/"
_INNER_TEXT = "text"
"""What a person may call the text that stands in a record without a tag of its own."""
_TO_MEND = {
    "(?s)<!\\[CDATA\\[(.*?)(?:\\]\\]>|\\z)": "$1",
    "\ue40c": "\n",  # Sogou's mark between paragraphs
    "(?i)(?:[ \\t\\n]*</?(?:p|br)(?:\\s[^<>]*)?/?>)+[ \\t\\n]*": "\n",
}
"""Regular expressions, in Rust's syntax, of what is no text, and what becomes of it."""
_UNCLOSED = later("record without a closing tag: read to the end")
_BEHIND = later("text after the last record is left out")
_TEXT_BEHIND = re.compile(rb"[^\s<>][^<>]{198,}[^\s<>]")
"""So much without a tag is no end of a file."""
_STRAY = later("closing tag without an opening one: the text before it is left out")


@dataclass(frozen=True, slots=True)
class _Tags:
    """What to look for in a file."""

    boundary: re.Pattern[bytes]
    """Opening and closing tags of records; group 1 is the slash."""
    any: re.Pattern[bytes]
    """The same as the first group, then whole fields, a group each, then opening tags of fields, then CDATA."""
    slots: dict[bytes, int]
    """Tag or attribute in lower case to where its span stands among those of a record."""
    slots_of_groups: list[int]
    """The same for the groups of `any`."""
    has_body_field: bool
    """False where a record's own text is the body."""


@dataclass(slots=True)
class _Found:
    """The records of a buffer, in byte offsets."""

    starts: list[int] = field(default_factory=list)
    """Of their opening tags."""
    spans: "array[int]" = field(default_factory=lambda: array("q"))
    """Start and end of each of our fields, ten numbers a record; a field that is missing is empty."""
    unclosed: list[int] = field(default_factory=list)
    """Starts of those that have no closing tag."""
    strays: list[int] = field(default_factory=list)
    """Closing tags without a record."""
    behind: list[int] = field(default_factory=list)
    """Where text begins that no record at the end of the file holds, if there is any."""
    consumed: int = 0
    """Bytes that need not be looked at again."""


def fits(sample: Sample) -> bool:
    """True where a record's tag is near the start of what is no page."""
    if "<" not in sample.text or not sample.is_text or sample.suffix in ("md", "markdown") or html.fits(sample):
        return False
    near = len(sample.text) if sample.suffix == "xml" else _NEAR
    return _RECORD_IN_TEXT.match(sample.text[:near]) is not None


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block."""
    blocks = Blocks(stream, options.encoding or declared_encoding(stream.head), _LARGEST_BLOCK)
    tags: _Tags | None = None
    while blocks.advance():
        buffer, line, final = blocks.buffer, blocks.line, blocks.is_final
        tags = tags or _tags(buffer, final, path, options)
        found = _scan(buffer, tags, final) if tags else _Found(consumed=_before_half_tag(buffer) if not final else 0)
        problems = [
            Problem(path, at, _(reason))
            for places, reason in ((found.strays, _STRAY), (found.unclosed, _UNCLOSED), (found.behind, _BEHIND))
            for at in _lines(buffer, places, line)
        ]
        yield Records(_frame(buffer, found, line, path, blocks.transcoded, problems), problems)
        blocks.consume(found.consumed)


def _tags(data: bytearray, final: bool, path: str, options: ReadOptions) -> _Tags | None:
    """What the first records of a file hold, or None where not even one of them is in sight.

    Raises SourceError where a field that was asked for is missing.
    """
    record = _record_tag(data)
    boundary = re.compile(rb"<(/?)" + record + _REST_OF_TAG, re.IGNORECASE)
    heads = [match for match in boundary.finditer(data) if record and not match[1]]
    if not heads or (not final and len(data) < _LARGEST_BLOCK and boundary.search(data, heads[0].end()) is None):
        return None
    found = [match[1] for head in heads for match in _attributes(data, *head.span())]
    found += [match[1] for match in _ELEMENT.finditer(data, heads[0].end())]
    names = dict.fromkeys(name.lower().decode("utf-8", "replace") for name in found if name.lower() != record)
    check_names(path, [*names, _INNER_TEXT], options)
    theirs = standard_names(names, options)
    theirs |= {ours: name for name, ours in _NAMES_IN_TAGS.items() if name in names and ours not in options.fields}
    slots = {name.encode(): OUR_FIELDS.index(ours) * 2 for ours, name in theirs.items()}
    fields = [re.escape(name) for name in slots]
    whole = [rb"<" + name + _REST_OF_FIELD_TAG + rb"([^<]*)</" + name + rb">" for name in fields]
    opening = rb"<(" + (rb"|".join(fields) or rb"(?!)") + rb")" + _REST_OF_FIELD_TAG
    either = rb"|".join([boundary.pattern, *whole, opening, re.escape(_CDATA)])
    return _Tags(boundary, re.compile(either, re.IGNORECASE), slots, [0, 0, *slots.values()], "body" in theirs)


def _record_tag(data: bytearray) -> bytes:
    """The element that is a record: `doc`, else the first that comes twice, else the first; nothing where none is."""
    names = [match[1].lower() for match in _RECORD_TAG.finditer(data)]
    often = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return b"doc" if b"doc" in names else (often or names or [b""])[0]


def _before_half_tag(data: bytearray, start: int = 0) -> int:
    """Where a tag may begin whose end is not yet read, else the end."""
    half_tag = data.rfind(b"<", start)
    return half_tag if half_tag >= 0 and len(data) - half_tag < _LARGEST_BLOCK else len(data)


def _attributes(data: bytearray, start: int, end: int) -> Iterable[re.Match[bytes]]:
    if end - start < _LONGEST_TAG and data.find(b"=", start, end) >= 0:
        return _ATTRIBUTE.finditer(data, start, end)
    return ()


def _scan(data: bytearray, tags: _Tags, final: bool) -> _Found:
    """The records that are whole in `data`, at its end also one that is not."""
    found = _Found()
    search, slots = tags.any.search, tags.slots_of_groups
    last_cdata_end = data.rfind(_CDATA_END)
    position = rest = 0
    start = -1
    spans: list[int] = []

    def close(end: int) -> None:
        if not tags.has_body_field:
            spans[_BODY : _BODY + 2] = rest, end
        spans[_BODY : _BODY + 2] = _without_line_ends(data, spans[_BODY], spans[_BODY + 1])
        found.starts.append(start)
        found.spans.extend(spans)

    while match := search(data, position):
        position = match.end()
        group = match.lastindex
        if group == 1:
            closing = bool(match[1])
            if start >= 0:
                close(match.start())
                if not closing:
                    found.unclosed.append(start)
            elif closing:
                found.strays.append(match.start())
            start, rest, found.consumed = -1, position, position
            if not closing:
                start, found.consumed = match.start(), match.start()
                spans = [start] * (2 * len(OUR_FIELDS))
                for attribute in _attributes(data, start, position):
                    slot = tags.slots.get(attribute[1].lower(), -1)
                    if slot >= 0:
                        spans[slot : slot + 2] = attribute.span(3)
                if data[position - 2] == _SLASH and _ENDS_ITSELF.fullmatch(match[0]):
                    close(position)
                    start, found.consumed = -1, position
        elif group is None:
            end = _end_of_cdata(data, position, tags) if position <= last_cdata_end else -1
            if end == -1 and not final and len(data) - position < _LONGEST_CDATA:
                break
            position = max(end, position)
        elif start >= 0:
            slot = slots[group] if group < len(slots) else tags.slots[match[group].lower()]
            if spans[slot] != start:
                continue
            if group < len(slots):
                spans[slot : slot + 2] = match.span(group)
            else:
                end, position = _end_of_field(data, match[group], position, last_cdata_end, tags)
                spans[slot : slot + 2] = match.end(), end
            rest = position
    if final:
        if start >= 0:
            close(len(data))
            found.unclosed.append(start)
        elif behind := _TEXT_BEHIND.search(data, found.consumed):
            found.behind.append(behind.start())
        found.consumed = len(data)
    elif start < 0 and match is None:
        found.consumed = _before_half_tag(data, found.consumed)
    return found


def _without_line_ends(data: bytearray, start: int, end: int) -> tuple[int, int]:
    while end > start and data[end - 1] == _NEWLINE:
        end -= 1
    while start < end and data[start] == _NEWLINE:
        start += 1
    return start, end


def _end_of_cdata(data: bytearray, start: int, tags: _Tags) -> int:
    """Where CDATA ends whose text begins there: -1 where no end is in sight, -2 where it was never closed.

    An end behind a record's tag and the beginning of other CDATA is that one's.
    """
    end = data.find(_CDATA_END, start)
    other = data.find(_CDATA, start, end) if end >= 0 else -1
    return end if other < 0 or tags.boundary.search(data, start, other) is None else -2


def _end_of_field(data: bytearray, name: bytes, start: int, last_cdata_end: int, tags: _Tags) -> tuple[int, int]:
    """Where a field's text ends and where its closing tag does; without one, both where the next tag begins."""
    in_cdata = start <= last_cdata_end and data[start : start + 64].lstrip().startswith(_CDATA)
    behind_cdata = max(_end_of_cdata(data, data.find(_CDATA, start) + len(_CDATA), tags), start) if in_cdata else start
    boundary = tags.boundary.search(data, behind_cdata)
    end = boundary.start() if boundary else len(data)
    close = data.find(b"</" + name + b">", behind_cdata, end)
    if close >= 0:
        return close, close + len(name) + 3
    if match := re.compile(rb"</" + re.escape(name) + rb"\s*>", re.IGNORECASE).search(data, behind_cdata, end):
        return match.span()
    following = tags.any.search(data, behind_cdata, end)
    return (following.start() if following else end,) * 2


def _frame(
    data: bytearray, found: _Found, line: int, path: str, transcoded: bool, problems: list[Problem]
) -> pl.DataFrame:
    """The records as views into the buffer, whose first line is number `line`: most of the text is not copied."""
    lines = list(_lines(data, found.starts, line))
    columns, bad = {}, set[int]()
    for number, name in enumerate(OUR_FIELDS):
        columns[name], undecoded = decoded(
            _views(data, found.spans[2 * number :: 10], found.spans[2 * number + 1 :: 10])
        )
        bad.update(undecoded)
        if transcoded:
            bad.update(columns[name].str.contains(_REPLACEMENT, literal=True).arg_true())
        columns[name] = _mended(columns[name])
    for row in sorted(bad):
        end = found.starts[row + 1] if row + 1 < len(found.starts) else len(data)
        place = _first_bad(data, found.starts[row], end, transcoded)
        problems.append(undecodable(path, lines[row] + data.count(b"\n", found.starts[row], place)))
    frame = pl.DataFrame({**columns, "line": pl.Series(lines, dtype=pl.UInt32)})
    return frame.with_columns(path=pl.lit(path)).select(RAW_SCHEMA.keys())


def _lines(data: bytearray, places: list[int], line: int) -> Iterator[int]:
    """The lines of places in a buffer, in its order, whose first line is number `line`."""
    counted = 0
    for place in places:
        line += data.count(b"\n", counted, place)
        counted = place
        yield line


def _views(data: bytearray, starts: "array[int]", ends: "array[int]") -> pl.Series:
    """The stretches of the buffer, without a copy."""
    bounds = array("q", bytes(16 * len(starts)))
    bounds[0::2], bounds[1::2] = starts, ends
    if not bounds:
        return pl.Series([], dtype=pl.Binary)
    return pl.Series(c_array_from_buffers(na.large_binary(), len(bounds) - 1, [None, bounds, data])).gather_every(2)


def _first_bad(data: bytearray, start: int, end: int, transcoded: bool) -> int:
    """Where the first bytes of a record are that were no text."""
    if transcoded:
        return data.find(_REPLACEMENT.encode(), start, end)
    try:
        data[start:end].decode()
    except UnicodeDecodeError as error:
        return start + error.start
    return start


def _mended(column: pl.Series) -> pl.Series:
    """The texts without what is no text; rows in which there is no such thing keep their bytes where they lie."""
    rows = column.str.contains("|".join(_TO_MEND)).arg_true() if column.len() else column
    if rows.is_empty():
        return column
    mended = column.gather(rows)
    for pattern, replacement in _TO_MEND.items():
        mended = mended.str.replace_all(pattern, replacement)
    return column.scatter(rows, mended.str.strip_chars("\n"))
