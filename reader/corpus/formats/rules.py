"""The lines of a buffer of the dump format as columns, and which of them are rules. All at once, without a loop."""

from array import array
from dataclasses import dataclass

import nanoarrow as na
import polars as pl
from nanoarrow.c_array import c_array_from_buffers

RULE_LENGTH, SHORTEST_RULE = 120, 60
"""Characters of a rule as it is written, and of the shortest that is read as one."""
_NEWLINE, _DASH, _EQUALS = 10, 45, 61


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a buffer begin and end, in bytes."""

    starts: pl.Series
    """Int64: the first byte of each line."""
    ends: pl.Series
    """Int64: one past its last, the newline left out."""
    dashes: pl.Series
    """UInt32: the lines that are rules of dashes, by number from 0."""
    equals: pl.Series
    """UInt32: the lines that are rules of equals signs."""


def lines_of(data: bytearray, *, complete: bool) -> Lines:
    """All lines of the buffer; what follows the last newline is one only where the buffer is `complete`."""
    values = byte_values(data)
    newlines = (values == _NEWLINE).arg_true().cast(pl.Int64)
    starts = pl.concat([pl.Series([0], dtype=pl.Int64), newlines + 1])
    ends = pl.concat([newlines, pl.Series([len(data)], dtype=pl.Int64)])
    if not complete:
        starts, ends = starts.head(len(newlines)), ends.head(len(newlines))
    long = ((ends - starts) >= SHORTEST_RULE).arg_true()
    first = values.gather(starts.gather(long))
    dashes, equals = long.filter(first == _DASH), long.filter(first == _EQUALS)
    return Lines(starts, ends, _rules(data, starts, ends, dashes, b"-"), _rules(data, starts, ends, equals, b"="))


def byte_values(data: bytearray) -> pl.Series:
    """The bytes of a buffer as UInt8; nothing is copied."""
    return pl.Series(c_array_from_buffers(na.uint8(), len(data), [None, data]))


def slices(data: bytearray, *stretches: tuple[pl.Series, pl.Series]) -> list[pl.Series]:
    """Stretches of a buffer as Binary, the text not copied: starts and ends for each kind of stretch.

    Row by row, the stretches of a row follow each other, and so do the rows; none overlap.
    """
    columns = [bound for stretch in stretches for bound in stretch]
    bounds = array("q", [0])
    bounds.fromlist(pl.concat(columns).sort().to_list())
    pieces = pl.Series(c_array_from_buffers(na.large_binary(), len(bounds) - 1, [None, bounds, data]))
    return [pieces.gather_every(len(columns), 2 * number + 1) for number in range(len(stretches))]


def _rules(data: bytearray, starts: pl.Series, ends: pl.Series, lines: pl.Series, character: bytes) -> pl.Series:
    """Those of some lines that hold nothing but the character."""
    if lines.is_empty():
        return lines
    first, last = starts.gather(lines), ends.gather(lines)
    [texts] = slices(data, (first, last))
    usual = texts == pl.Series([character * RULE_LENGTH], dtype=pl.Binary)
    unusual = zip(*(column.filter(~usual) for column in (lines, first, last)), strict=True)
    others = [number for number, start, end in unusual if data.count(character, start, end) == end - start]
    found = lines.filter(usual)
    return found if not others else pl.concat([found, pl.Series(others, dtype=lines.dtype)]).sort()
