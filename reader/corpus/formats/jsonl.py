"""JSON Lines: an object a line. Bytes to records, block by block; a broken line is a Problem and the rest loads."""

from collections.abc import Iterator

from reader.corpus.blocks import Blocks
from reader.corpus.formats.json_look import LINES_SUFFIXES
from reader.corpus.formats.json_objects import JsonObjects, NotAnObject, begins_object, parsed
from reader.corpus.options import ReadOptions
from reader.corpus.records import Records
from reader.corpus.streams import PeekedStream, Sample


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
    blocks = Blocks(stream, options.encoding)
    objects = JsonObjects(path, options, transcoded=blocks.transcoded)
    while blocks.advance():
        end = len(blocks.buffer) if blocks.is_final else blocks.buffer.rfind(b"\n") + 1
        lines = bytes(memoryview(blocks.buffer)[:end]).split(b"\n")
        filled = [place for place, text in enumerate(lines) if text and not text.isspace()]
        if filled:
            yield objects.records([lines[place] for place in filled], [blocks.line + place for place in filled])
        blocks.consume(end)


def _is_object(line: str) -> bool:
    try:
        parsed(line)
    except NotAnObject:
        return False
    return True
