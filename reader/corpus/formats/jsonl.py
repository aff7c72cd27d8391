"""JSON Lines: an object a line. Bytes to records, block by block; a broken line is a Problem and the rest loads."""

from collections.abc import Iterator
from dataclasses import replace

from reader.corpus.blocks import Blocks
from reader.corpus.formats.json_look import LINES_SUFFIXES
from reader.corpus.formats.json_objects import JsonObjects, NotAnObject, begins_object, parsed
from reader.corpus.options import ReadOptions
from reader.corpus.reading_on import Resume
from reader.corpus.records import FEW, Records, Rows
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


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Records | Rows]:
    """All records of a stream, block by block."""
    blocks = Blocks(stream, options.encoding)
    yield from _records(blocks, JsonObjects(path, options, transcoded=blocks.transcoded))


def read_on(stream: PeekedStream, path: str, options: ReadOptions, resume: Resume) -> Iterator[Records | Rows]:
    """The records of a file from a place on; which fields they have, its first block tells."""
    beginning = Blocks(stream, options.encoding)
    objects = JsonObjects(path, options, transcoded=False)
    beginning.advance()
    objects.look_at([*_Lines(beginning).filled.values()])
    stream.skip_to(resume.offset)
    yield from _records(Blocks(stream, resume=resume), objects)


class _Lines:
    """The lines of a block that are whole, of which some are filled."""

    def __init__(self, blocks: Blocks) -> None:
        self.end = len(blocks.buffer) if blocks.is_final else blocks.buffer.rfind(b"\n") + 1
        """One past their last byte."""
        texts = bytes(memoryview(blocks.buffer)[: self.end]).split(b"\n")
        self.filled = {place: text for place, text in enumerate(texts) if text and not text.isspace()}
        """Those that hold anything, by their numbers counted from 0."""
        behind = texts[max(self.filled, default=0) :]
        self.last = self.end - sum(map(len, behind)) - len(behind) + 1
        """Where the last of those begins."""


def _records(blocks: Blocks, objects: JsonObjects) -> Iterator[Records | Rows]:
    is_known = objects.is_known
    while blocks.advance():
        lines = _Lines(blocks)
        if lines.filled:
            numbers = [blocks.line + place for place in lines.filled]
            if blocks.line == 1 and blocks.is_final and len(numbers) <= FEW:
                yield objects.rows([*lines.filled.values()], numbers)
                return
            records = objects.records([*lines.filled.values()], numbers)
            is_known = is_known or (objects.is_known and blocks.is_first)
            resume = blocks.resume(lines.last, numbers[-1]) if is_known and objects.is_plain else None
            yield replace(records, resume=resume)
        blocks.consume(lines.end)


def _is_object(line: str) -> bool:
    try:
        parsed(line)
    except NotAnObject:
        return False
    return True
