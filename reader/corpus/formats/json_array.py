"""JSON that is not a line an object: an array, an array inside an object, objects one after another. Bytes to records.

The text is cut where an object ends and the next begins, block by block; the cuts are sound where each piece turns
out to be an object, and only where one does not are the brackets counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reader.article import Problem
from reader.corpus.blocks import Blocks
from reader.corpus.fields import containers, within, worth
from reader.corpus.formats import jsonl
from reader.corpus.formats.json_look import beginning, is_json, is_named_json, unwrapped, without_closing
from reader.corpus.formats.json_objects import JsonObjects, begins_object
from reader.corpus.formats.json_outline import TOKEN, outline_of
from reader.corpus.nesting import LIST, beneath
from reader.corpus.options import ReadOptions
from reader.corpus.records import Records, records_of
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from reader.wording import _, later

_MOST_LOST_PLACES = 100
"""So often a new beginning is looked for in what brackets do not close."""

_BETWEEN = re.compile(rb"\}\s*,?\s*\{")
_LAYOUT = re.compile(rb"\n(?:(?<=[,{\[:]\n)\s*|\s*(?=[}\]]))")
"""Line ends that stand between values, not inside one."""
_GAP = re.compile(rb"[\s,\[\]]*")
_OPENED = re.compile(rb"\s*+\{")
_NEXT = re.compile(rb'[},]\s*+\{\s*+"')
"""The beginning of another object, as it can stand in no text."""
_NO_OBJECT = later("values that are not objects are left out")


_Shape = Literal["array", "member", "objects"]
"""Objects in an array, in arrays somewhere inside an object, or one after another."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the objects of a text are held together."""

    kind: _Shape
    start: int
    """Byte where the first may begin."""
    options: ReadOptions
    """With the names that fields have in the objects."""
    worth: int = 0
    """Of the first array inside an object; see `fields.worth`."""


@dataclass(slots=True)
class _Cut:
    """Where the objects of a buffer lie."""

    bounds: list[tuple[int, int]] = field(default_factory=list)
    """Byte offsets, half-open."""
    lost: list[tuple[int, str]] = field(default_factory=list)
    """Offsets of what is none, and why."""
    consumed: int = 0
    """Bytes that need not be looked at again."""
    is_over: bool = False
    """True where the array inside an object is over, and another may follow."""


def fits(sample: Sample) -> bool:
    """True where the text is JSON, by its name or by what it looks like, and not an object a line."""
    if jsonl.fits(sample):
        return False
    if is_named_json(sample):
        return sample.is_text and bool(sample.text.strip())
    text = unwrapped(sample.text)
    return text.startswith(("[", "{")) and (begins_object(text.removeprefix("[").lstrip()) or is_json(sample))


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block. Raises SourceError where there is no object in it."""
    blocks = Blocks(stream, options.encoding)
    blocks.advance()
    start, is_wrapped = beginning(blocks.buffer)
    layout = _layout(blocks.buffer, start, options)
    objects = JsonObjects(path, layout.options, transcoded=blocks.transcoded)
    start, is_over, found, lost = layout.start, False, False, list[Problem]()
    while True:
        buffer, line, final = blocks.buffer, blocks.line, blocks.is_final
        if final and is_wrapped:
            buffer = without_closing(buffer)
        cut = _Cut() if is_over else _cut_between(buffer, start, final, layout.kind)
        numbers = _lines(buffer, line, cut)
        records = objects.records_at_once(_pieces(buffer, cut), numbers) if cut.bounds else None
        if records is None:
            cut = _cut_by_brackets(buffer, start, final, layout, is_over)
            numbers = _lines(buffer, line, cut)
            records = objects.records(_pieces(buffer, cut), numbers)
        lost += (Problem(path, line + buffer.count(b"\n", 0, place), reason) for place, reason in cut.lost)
        found = found or bool(cut.bounds)
        if found:
            yield Records(records.frame, records.problems + lost)
            lost = []
        blocks.consume(cut.consumed)
        if not blocks.advance():
            break
        start, is_over = 0, cut.is_over
    if not found:
        yield _nothing(path, lost)


def _nothing(path: str, lost: list[Problem]) -> Records:
    """What is told of a text without an object. Raises SourceError where it has not even the beginning of one."""
    unclosed = [problem for problem in lost if problem.reason != _(_NO_OBJECT)]
    if not unclosed:
        raise SourceError(path, _("no JSON object, so no article; --format text reads it as text"))
    return records_of(path, [], unclosed)


def _layout(data: bytearray, start: int, options: ReadOptions) -> _Layout:
    """How the objects of a text are held together, going by its first bytes."""
    if data.startswith(b"[", start):
        return _Layout("array", start + 1, options)
    outline = outline_of(data, start)
    lists = containers(outline.names, options)
    if not lists:
        return _Layout("objects", start, options)
    first = min(lists, key=lambda name: outline.lists[name])
    options = within(options, first)
    return _Layout("member", outline.lists[first], options, worth(beneath(outline.names, f"{first}."), options))


def _next_list(data: bytearray, start: int, final: bool, layout: _Layout) -> tuple[int | None, int]:
    """Where the next array of articles begins, None where none is in sight, and what need not be looked at again."""
    for token in TOKEN.finditer(data, start):
        if token[0] == b"[" and _OPENED.match(data, token.end()):
            names = beneath(outline_of(data, token.start()).names, f"{LIST}.")
            if worth(names, layout.options) >= layout.worth:
                return token.end(), token.end()
            if not final and _end(data, token.end()) is None:
                return None, token.start()
        elif not final and token.end() == len(data):
            return None, token.start()
    return None, len(data)


def _cut_between(data: bytearray, start: int, final: bool, kind: _Shape) -> _Cut:
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


def _cut_by_brackets(data: bytearray, start: int, final: bool, layout: _Layout, is_over: bool) -> _Cut:
    """Cut where the brackets of each object close; after what does not close, go on where an object seems to begin."""
    kind, cut = layout.kind, _Cut(consumed=start, is_over=is_over)
    place: int | None = start
    while True:
        if cut.is_over:
            place, cut.consumed = _next_list(data, cut.consumed, final, layout)
            cut.is_over = place is None
        if place is None:
            return cut
        opening = _GAP.match(data, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        bracket = data.find(b"]", place, opening) if kind == "member" else -1
        if bracket >= 0:
            cut.consumed, cut.is_over = bracket + 1, True
            continue
        cut.consumed = opening
        if opening < len(data) and data[opening] != ord("{"):
            other, opening = opening, data.find(b"{", opening)
            if opening < 0 and not final:
                return cut
            if kind != "objects" or data[other:].strip(b"}] \n"):
                cut.lost.append((other, _(_NO_OBJECT)))
        if not 0 <= opening < len(data):
            return cut
        end = _end(data, opening)
        if end is not None:
            cut.bounds.append((opening, end))
            cut.consumed = place = end
            continue
        cut.consumed = opening
        following = _NEXT.search(data, opening) if final else None
        if final:
            cut.lost.append((opening, _("skipped: unclosed brace or double quote")))
        if following is None or len(cut.lost) > _MOST_LOST_PLACES:
            return cut
        place = data.find(b"{", following.start())


def _end(data: bytearray, opening: int) -> int | None:
    """One past the brace that closes the one at `opening`."""
    depth = 0
    for token in TOKEN.finditer(data, opening):
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
