"""A text read in blocks that grow; whatever a block leaves unread stands at the beginning of the next."""

from reader.corpus.encoding import Readable, TextReader
from reader.corpus.reading_on import Resume

FIRST_BLOCK, LARGEST_BLOCK = 256 * 1024, 8 * 1024 * 1024
"""Bytes read at a time: a little at first, so that the first rows show at once."""
_MOST_RECORDS = 20_000
"""The most records of a block, roughly, so that a block of tiny ones takes no longer than one of long ones."""


class Blocks:
    """One block of a stream after another, in UTF-8 with line ends `\\n`."""

    def __init__(
        self,
        stream: Readable,
        encoding: str | None = None,
        largest: int = LARGEST_BLOCK,
        resume: Resume | None = None,
    ) -> None:
        """`encoding` is None where it is to be detected; `largest` is in bytes; the stream may begin at `resume`."""
        self._reader = TextReader(stream, encoding if resume is None else "utf-8")
        self.transcoded = self._reader.transcoded
        """True where undecodable bytes have already become U+FFFD."""
        self.buffer = bytearray()
        """The block: what the last one left, and what was read behind it."""
        self.line = 1 if resume is None else resume.line
        """The line on which what is left of the block begins, counted from 1."""
        self.consumed = 0
        """Bytes of the block that need not be looked at again."""
        self.is_final = False
        """True where nothing follows."""
        self.is_first = False
        """True where nothing was before it."""
        self._next_size, self._largest = FIRST_BLOCK, largest
        self._size = 0
        self._offset = self._reader.mark + (0 if resume is None else resume.offset)

    def advance(self) -> bool:
        """Read the next block; False where the last was final."""
        if self.is_final:
            return False
        with memoryview(self.buffer) as view, view[self.consumed :] as carry:
            self.buffer, self.is_final = self._reader.read_after(carry, max(self._next_size, len(carry)))
        self.is_first = not self._size
        self._size, self._next_size = self._next_size, min(self._next_size * 4, self._largest)
        self._offset += self.consumed
        self.consumed = 0
        return True

    def consume(self, end: int, line: int | None = None) -> None:
        """What lies before `end` need not be looked at again; `line` is the line there, for who counted already."""
        self.line = self.line + self.buffer.count(b"\n", self.consumed, end) if line is None else line
        self.consumed = end

    def resume(self, place: int, line: int) -> Resume | None:
        """A place in the block, whose line is given, as one of the stream; None where that has other bytes."""
        return Resume(self._offset + place, line) if self._reader.is_verbatim else None

    def held(self, records: int) -> None:
        """Say how many records the block held; the next has a size that holds about as many as it should."""
        fitting = int(self._size * _MOST_RECORDS / max(records, 1))
        self._next_size = min(max(fitting, FIRST_BLOCK), self._next_size)
