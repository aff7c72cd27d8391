"""JSON Lines: an object a line. Bytes to records, block by block; a broken line is a Problem and the rest loads."""

from collections.abc import Iterator

from reader.corpus.encoding import TextReader
from reader.corpus.formats.json_look import LINES_SUFFIXES
from reader.corpus.formats.json_objects import JsonObjects, NotAnObject, begins_object, parsed
from reader.corpus.options import ReadOptions
from reader.corpus.records import Records
from reader.corpus.streams import PeekedStream, Sample

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 8 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""


def fits(sample: Sample) -> bool:
    """True where the first lines are objects, each for itself; one of them may be broken."""
    if "{" not in sample.text:
        return False
    lines = [line for line in sample.text.removeprefix("\ufeff").split("\n", 50)[:50] if line.strip()]
    if sample.suffix in LINES_SUFFIXES:
        return any(begins_object(line) for line in lines)
    if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
        return False
    return begins_object(lines[1]) and (lines[1].startswith("{") or _is_object(lines[0]))


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records]:
    """All records of a stream, block by block."""
    reader = TextReader(stream, options.encoding)
    objects = JsonObjects(path, options, transcoded=reader.transcoded)
    carry: memoryview | bytes = b""
    size, line, final = FIRST_BLOCK, 1, False
    while not final:
        buffer, final = reader.read_after(carry, max(size, len(carry)))
        size = min(size * 4, LARGEST_BLOCK)
        end = len(buffer) if final else buffer.rfind(b"\n") + 1
        lines = bytes(memoryview(buffer)[:end]).split(b"\n")
        filled = [place for place, text in enumerate(lines) if text and not text.isspace()]
        if filled:
            yield objects.records([lines[place] for place in filled], [line + place for place in filled])
        line += len(lines) - 1
        carry = memoryview(buffer)[end:]


def _is_object(line: str) -> bool:
    try:
        parsed(line)
    except NotAnObject:
        return False
    return True
