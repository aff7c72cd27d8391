"""JSON that is not a line an object: an array, an array inside an object, objects one after another. Bytes to records.

The text is cut where an object ends and the next begins, block by block; the cuts are sound where each piece turns
out to be an object, and only where one does not are the brackets counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reader.article import Problem
from reader.corpus.encoding import TextReader
from reader.corpus.fields import all_standard_names, has_body
from reader.corpus.formats import jsonl
from reader.corpus.formats.json_objects import JsonObjects, NotAnObject, begins_object, parsed
from reader.corpus.options import ReadOptions
from reader.corpus.records import Records
from reader.corpus.streams import PeekedStream, Sample
from reader.wording import _

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 8 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""
_MOST_LOST_PLACES = 100
"""So often a new beginning is looked for in what brackets do not close."""

_BETWEEN = re.compile(rb"\}\s*,?\s*\{")
_LAYOUT = re.compile(rb"\n(?:(?<=[,{\[:]\n)\s*|\s*(?=[}\]]))")
"""Line ends that stand between values, not inside one."""
_OPENED = re.compile(rb"\s*\{")
_NAMED = re.compile(rb"\s*:")
_GAP = re.compile(rb"[\s,\[\]]*")
_TOKEN = re.compile(rb'[{}\[\]]|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)


_Kind = Literal["array", "member", "objects"]
"""Objects in an array, in an array inside an object, or one after another."""


@dataclass(slots=True)
class _Cut:
    """Where the objects of a buffer lie."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    """Byte offsets, half-open."""
    lost: list[tuple[int, str]] = field(default_factory=list)
    """Offsets of what is none, and why."""
    consumed: int = 0
    """Bytes that need not be looked at again."""
    ended: bool = False
    """True where the array is over."""


def fits(sample: Sample) -> bool:
    """True where the text is an array whose first value is an object, or an object that more than a line holds."""
    text = sample.text.removeprefix("\ufeff").lstrip()
    if text.startswith("["):
        text = text[1:].strip()
        return begins_object(text) or text == "]"
    return begins_object(text) and not jsonl.fits(sample)


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block."""
    reader = TextReader(stream, options.encoding)
    objects = JsonObjects(path, options, transcoded=reader.transcoded)
    buffer, final = reader.read_after(b"", FIRST_BLOCK)
    size, line = FIRST_BLOCK, 1
    kind, start = _kind(buffer, options)
    while True:
        cut = _cut_between(buffer, start, final, kind)
        numbers = _lines(buffer, line, cut)
        records = objects.records_at_once(_pieces(buffer, cut), numbers) if cut.bounds else None
        if records is None:
            cut = _cut_by_brackets(buffer, start, final, kind)
            numbers = _lines(buffer, line, cut)
            records = objects.records(_pieces(buffer, cut), numbers)
        lost = [Problem(path, line + buffer.count(b"\n", 0, place), reason) for place, reason in cut.lost]
        yield Records(records.frame, records.problems + lost)
        if final or cut.ended:
            return
        line += buffer.count(b"\n", 0, cut.consumed)
        size = min(size * 4, LARGEST_BLOCK)
        carry = memoryview(buffer)[cut.consumed :]
        buffer, final = reader.read_after(carry, max(size, len(carry)))
        start = 0


def _kind(data: bytearray, options: ReadOptions) -> tuple[_Kind, int]:
    """How the objects are held together, and where the first may begin."""
    first = len(data) - len(data.lstrip())
    if data.startswith(b"[", first):
        return "array", first + 1
    names, arrays, depth = [], [], 0
    for token in _TOKEN.finditer(data, first):
        match token[0][:1]:
            case b"{" | b"[" as bracket:
                if bracket == b"[" and depth == 1 and _OPENED.match(data, token.end()):
                    arrays.append(token.end())
                depth += 1
            case b"}" | b"]":
                depth -= 1
                if depth <= 0:
                    break
            case _ if depth == 1 and _NAMED.match(data, token.end()):
                names.append(token[0][1:-1].decode("utf-8", "replace"))
    if has_body(names) or options.fields.get("body") in names:
        return "objects", first
    place = next((place for place in arrays if _holds_articles(data, place, names, options)), None)
    return ("objects", first) if place is None else ("member", place)


def _holds_articles(data: bytearray, place: int, names_around: list[str], options: ReadOptions) -> bool:
    opening = data.find(b"{", place)
    end = _end(data, opening)
    if end is None:
        return True
    try:
        names = all_standard_names(parsed(bytes(data[opening:end])), options)
    except NotAnObject:
        return False
    return "body" in names or ("title" in names and "title" not in all_standard_names(names_around, options))


def _cut_between(data: bytearray, start: int, final: bool, kind: _Kind) -> _Cut:
    """Cut wherever an object seems to end and another to begin, be it inside of a text."""
    cut = _Cut(consumed=start)
    first = data.find(b"{", start)
    if first < 0 or data[start:first].strip():
        return cut
    for between in _BETWEEN.finditer(data, first):
        cut.bounds.append((first, between.start() + 1))
        first = between.end() - 1
    cut.consumed = first
    if final:
        end = len(data.rstrip())
        if kind == "array" and data.endswith(b"]", first, end):
            end -= 1
        cut.bounds.append((first, end))
        cut.consumed = len(data)
    return cut


def _cut_by_brackets(data: bytearray, start: int, final: bool, kind: _Kind) -> _Cut:
    """Cut where the brackets of each object close; after what does not close, go on where an object seems to begin."""
    cut = _Cut(consumed=start)
    place = start
    while True:
        opening = _GAP.match(data, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        if kind == "member" and data.find(b"]", place, opening) >= 0:
            cut.ended = True
            return cut
        cut.consumed = opening
        if opening < len(data) and data[opening] != ord("{"):
            other, opening = opening, data.find(b"{", opening)
            if opening < 0 and not final:
                return cut
            if kind != "objects" or data[other:].strip(b"}] \n"):
                cut.lost.append((other, _("what is not an object in braces is left out")))
        if not 0 <= opening < len(data):
            return cut
        end = _end(data, opening)
        if end is not None:
            cut.bounds.append((opening, end))
            cut.consumed = place = end
            continue
        cut.consumed = opening
        following = _BETWEEN.search(data, opening) if final else None
        if final:
            cut.lost.append((opening, _("no article, a brace or a double quote is never closed")))
        if following is None or len(cut.lost) > _MOST_LOST_PLACES:
            return cut
        place = following.end() - 1


def _end(data: bytearray, opening: int) -> int | None:
    """One past the brace that closes the one at `opening`."""
    depth = 0
    for token in _TOKEN.finditer(data, opening):
        match token[0][:1]:
            case b"{":
                depth += 1
            case b"}":
                depth -= 1
                if not depth:
                    return token.end()
    return None


def _pieces(data: bytearray, cut: _Cut) -> list[bytes]:
    with memoryview(data) as view:
        return [_LAYOUT.sub(b"", view[first:end]) for first, end in cut.bounds]


def _lines(data: bytearray, line: int, cut: _Cut) -> list[int]:
    """The line each object begins on; `line` is the buffer's first."""
    lines, counted = [], 0
    for first, _last in cut.bounds:
        line += data.count(b"\n", counted, first)
        counted = first
        lines.append(line)
    return lines
