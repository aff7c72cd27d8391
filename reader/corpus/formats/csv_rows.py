"""Rows of a table one by one, also where quotes are at fault: what follows a fault is not swallowed by it.

Bytes in, bytes out: no byte of a longer character looks like a quote or a separator in UTF-8.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

LONGEST_CELL: Final = 16 * 1024 * 1024
"""Bytes within which a quote is closed; else it is text."""
_FARTHEST_LINES: Final = 100
"""Lines over which a cell may go on whose quotes are at fault."""
_LONGEST_LINES: Final = 64 * 1024
"""Bytes of the same."""
_PATIENCE: Final = 4 * 1024 * 1024
"""Bytes in all that are looked at for the end of such cells; then each ends with its line."""
_MOST_CLOSINGS = _MOST_CELLS = 200
"""Places in a row where a quoted cell could end, and cells; of a row with more, the readings are not compared."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read."""

    start: int
    """Offset of its first byte."""
    end: int
    """Offset behind its line end."""
    cells: list[bytes]
    """What they hold, without the quotes around it."""
    has_stray_quote: bool = False
    """True where a quote is read as text that could begin or end a cell."""

    @property
    def is_blank(self) -> bool:
        """True for a line of nothing but space."""
        return len(self.cells) == 1 and not self.cells[0].strip()


class Grammar:
    """How the cells of a table are written, as RFC 4180 has it but for the separator."""

    def __init__(self, delimiter: str, quoted: bool) -> None:
        self.delimiter = delimiter.encode()
        self.quoted = quoted
        """False where a double quote is a character as any other."""
        between = rb"%b\n" % re.escape(self.delimiter)
        self.quoted_cell = re.compile(rb'"([^"]*+(?:""[^"]*+)*+)(?:"(?=[%b]|\Z)|(\Z))' % between)
        """A quoted cell; its second group matches where it goes on behind the end."""
        self.bare_cell = re.compile(rb"[^%b]*+" % between)
        self.closing = re.compile(rb'"(?=[%b]|\Z)' % between)
        self._sound = re.compile(rb'(?:[^"]*+(?<![^%b])"[^"]*+(?:""[^"]*+)*+"(?![^%b]))*+[^"]*+\Z' % (between, between))

    def is_sound(self, block: bytes) -> bool:
        """True where every quote encloses a cell or is doubled in one."""
        return not self.quoted or self._sound.match(block) is not None


class RowReader:
    """Reads the rows of a table, block by block."""

    def __init__(self, grammar: Grammar, width: int) -> None:
        """`width` is how many cells a row should have."""
        self._grammar = grammar
        self._width = width
        self._patience = _PATIENCE

    def rows(self, block: bytes, *, final: bool) -> Iterator[Row]:
        """Those of whole lines, but for the last where it may go on behind them; `final` says that nothing follows."""
        place = 0
        while place < len(block):
            row = self._row(block, place, final)
            if row is None:
                return
            yield row
            place = row.end

    def _row(self, block: bytes, start: int, final: bool) -> Row | None:
        end = _line_end(block, start)
        line = block[start:end].removesuffix(b"\n")
        if b'"' not in line or not self._grammar.quoted:
            return Row(start, end, line.split(self._grammar.delimiter))
        sound = self._sound_row(block, start)
        if sound is not None or (not final and self._goes_on(block, start)):
            return sound
        loose = _loose_cells(line, self._grammar, self._width)
        if loose is not None:
            return self._with_loose_cells(loose, start, end)
        return self._over_lines(block, start, end) or self._with_stray_quote(line, start, end)

    def _sound_row(self, block: bytes, start: int) -> Row | None:
        """The row without any fault, None where it has one or does not end."""
        cells, place, grammar = [], start, self._grammar
        while True:
            if block.startswith(b'"', place):
                found = grammar.quoted_cell.match(block, place, start + LONGEST_CELL)
                if found is None or found[2] is not None:
                    return None
                cells.append(found[1].replace(b'""', b'"'))
            else:
                found = grammar.bare_cell.match(block, place)
                assert found is not None
                cells.append(found[0])
            place = found.end()
            if not block.startswith(grammar.delimiter, place):
                return Row(start, min(place + 1, len(block)), cells)
            place += 1

    def _goes_on(self, block: bytes, start: int) -> bool:
        """Whether the block ends within a cell without a fault so far, or too soon to tell where a faulty one ends."""
        if len(block) - start < _LONGEST_LINES:
            return True
        place, grammar = start, self._grammar
        while len(block) - start < LONGEST_CELL:
            pattern = grammar.quoted_cell if block.startswith(b'"', place) else grammar.bare_cell
            found = pattern.match(block, place)
            if found is None:
                return False
            if pattern is grammar.quoted_cell and found[2] is not None:
                return True
            place = found.end() + 1
        return False

    def _over_lines(self, block: bytes, start: int, end: int) -> Row | None:
        """A row of several lines that has a fault, if none of the lines behind its first is a row by itself."""
        limit = min(start + _LONGEST_LINES, len(block))
        for _ in range(_FARTHEST_LINES):
            begin, end = end, _line_end(block, end)
            if begin == end or end > limit or end - start > self._patience:
                return None
            self._patience -= end - start
            line = block[begin:end].removesuffix(b"\n")
            if self._width > 1 and _loose_cells(line, self._grammar, self._width) is not None:
                return None
            cells = _loose_cells(block[start:end].removesuffix(b"\n"), self._grammar, self._width)
            if cells is not None:
                return self._with_loose_cells(cells, start, end)
        return None

    def _with_loose_cells(self, cells: list[bytes], start: int, end: int) -> Row:
        between = b'"%b"' % self._grammar.delimiter
        return Row(start, end, cells, has_stray_quote=any(between in cell for cell in cells))

    def _with_stray_quote(self, line: bytes, start: int, end: int) -> Row:
        """The row of a line in which a quote is text."""
        cells, place, grammar = [], 0, self._grammar
        while place <= len(line):
            found = grammar.quoted_cell.match(line, place)
            if found is not None and found[2] is None:
                cells.append(found[1].replace(b'""', b'"'))
            else:
                found = grammar.bare_cell.match(line, place)
                assert found is not None
                cells.append(found[0])
            place = found.end() + 1
        return Row(start, end, cells, has_stray_quote=True)


def _loose_cells(text: bytes, grammar: Grammar, width: int) -> list[bytes] | None:
    """Exactly `width` cells; quotes within quoted ones need not be doubled. None where the text has no such reading.

    Of several readings that is taken in which the first cells are shortest.
    """
    if text.count(grammar.delimiter) < width - 1:
        return None
    closings = [found.start() for found in grammar.closing.finditer(text)]
    if len(closings) > _MOST_CLOSINGS or width > _MOST_CELLS:
        return None

    @cache
    def ends(place: int, left: int) -> tuple[int, ...] | None:
        """Where the cells from there on end, if there are exactly `left`."""
        if left == 0:
            return () if place == len(text) + 1 else None
        if place > len(text):
            return None
        for end in _ends(text, place, grammar, closings):
            if (others := ends(end + 1, left - 1)) is not None:
                return (end, *others)
        return None

    found = ends(0, width)
    if found is None:
        return None
    starts = (0, *(end + 1 for end in found[:-1]))
    return [_content(text[start:end]) for start, end in zip(starts, found, strict=True)]


def _ends(text: bytes, place: int, grammar: Grammar, closings: list[int]) -> Iterator[int]:
    """Where a cell that begins there may end."""
    if text.startswith(b'"', place):
        yield from (closing + 1 for closing in closings if closing > place)
        return
    found = grammar.bare_cell.match(text, place)
    if found is not None and not text.startswith(b"\n", found.end()):
        yield found.end()


def _content(cell: bytes) -> bytes:
    """What a cell says; a backslash before each of its quotes is no part of it."""
    if not cell.startswith(b'"'):
        return cell
    inner = cell[1:-1]
    if b'"' in inner and not re.search(rb'(?<!\\)"', inner):
        return inner.replace(b'\\"', b'"')
    return inner.replace(b'""', b'"')


def _line_end(block: bytes, start: int) -> int:
    return block.find(b"\n", start) + 1 or len(block)
