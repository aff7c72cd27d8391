"""Two texts set beside each other, or one below the other, with what differs marked. No widget, no colour.

Texts are cut into blocks where both have a line end, so paragraphs stand beside their like however much was added.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.language.typesetting import Line, lay_out
from reader.language.widths import Ambiguous

if TYPE_CHECKING:
    from reader.insight.differences import Piece

Range = tuple[int, int]
"""Half-open, in code points."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the texts has of a block, or of a line."""

    text: str = ""
    """As it is written."""
    changed: tuple[Range, ...] = ()
    """Where the other text has something else or nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand beside each other."""

    first: Side
    """Of the first text."""
    second: Side
    """Of the second."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the screen."""

    first: Side | None
    """What it shows of the first text; None for nothing."""
    second: Side | None
    """Of the second; where there is one column, at most one of both unless they are the same."""

    @property
    def is_changed(self) -> bool:
        """True where something in it is marked."""
        return any(side is not None and side.changed for side in (self.first, self.second))


def blocks(pieces: "Sequence[Piece]") -> list[Block]:
    """The blocks of a difference; see insight.differences."""
    pieces = _slid(pieces)
    made, first, second = list[Block](), _Growing(), _Growing()
    for number, piece in enumerate(pieces):
        if piece.kind == "same":
            before, *others = piece.first.split("\n")
            first.add(before)
            second.add(before)
            for line in others:
                made.append(Block(first.take(), second.take()))
                first.add(line)
                second.add(line)
            continue
        own, other, text = (first, second, piece.first) if piece.kind == "removed" else (second, first, piece.second)
        whole, end, rest = text.rpartition("\n")
        if end and other.is_empty and not _is_replaced(pieces, number):
            own.add(whole, changed=True)
            made.append(Block(first.take(), second.take()))
            text = rest
        own.add(text, changed=True)
    made.append(Block(first.take(), second.take()))
    return [block for block in made if block.first.text or block.second.text]


def _slid(pieces: "Sequence[Piece]") -> "Sequence[Piece]":
    """The same difference, paragraphs that one text has alone cut behind a line end where that says the same."""
    slid = list(pieces)
    for number in range(1, len(slid) - 1):
        before, piece, after = slid[number - 1 : number + 2]
        text = piece.first or piece.second
        if not ((before.kind, after.kind) == ("same", "same") and "\n" in text and not text.endswith("\n")):
            continue
        head, tail = text[: text.index("\n") + 1], text[text.rindex("\n") + 1 :]
        if after.first.startswith(head):
            text = text.removeprefix(head) + head
            left, right = before.first + head, after.first.removeprefix(head)
        elif before.first.endswith(tail):
            text = tail + text.removesuffix(tail)
            left, right = before.first.removesuffix(tail), tail + after.first
        else:
            continue
        piece = piece._replace(first=text) if piece.kind == "removed" else piece._replace(second=text)
        slid[number - 1 : number + 2] = (
            before._replace(first=left, second=left),
            piece,
            after._replace(first=right, second=right),
        )
    return slid


def _is_replaced(pieces: "Sequence[Piece]", number: int) -> bool:
    """True where something else stands in the other text in the place of a piece."""
    neighbour = number + (1 if pieces[number].kind == "removed" else -1)
    return 0 <= neighbour < len(pieces) and pieces[neighbour].kind != "same"


class _Growing:
    """A side while it is put together."""

    def __init__(self) -> None:
        self._text = ""
        self._changed: list[Range] = []

    @property
    def is_empty(self) -> bool:
        return not self._text

    def add(self, text: str, *, changed: bool = False) -> None:
        if changed and text:
            self._changed.append((len(self._text), len(self._text) + len(text)))
        self._text += text

    def take(self) -> Side:
        """What is there; what follows is of another block."""
        side = Side(self._text, tuple(self._changed))
        self._text, self._changed = "", []
        return side


def beside(parts: Sequence[Block], measure: int, ambiguous: Ambiguous = 1) -> list[Row]:
    """Rows of two columns of `measure` cells, a blank row between blocks."""
    rows: list[Row] = []
    for block in parts:
        first, second = (list(_lines(side, measure, ambiguous)) for side in (block.first, block.second))
        length = max(len(first), len(second))
        rows += map(Row, _filled(first, length), _filled(second, length))
        rows.append(Row(None, None))
    return rows[:-1]


def below(parts: Sequence[Block], measure: int, ambiguous: Ambiguous = 1) -> list[Row]:
    """Rows of one column: what is the same once, what differs as it is in the first text, then in the second."""
    rows: list[Row] = []
    for block in parts:
        if block.first == block.second:
            rows += [Row(side, side) for side in _lines(block.first, measure, ambiguous)]
        else:
            rows += [Row(side, None) for side in _lines(block.first, measure, ambiguous)]
            rows += [Row(None, side) for side in _lines(block.second, measure, ambiguous)]
        rows.append(Row(None, None))
    return rows[:-1]


def _filled(sides: Sequence[Side], length: int) -> list[Side | None]:
    return [*sides, *[None] * (length - len(sides))]


def _lines(side: Side, measure: int, ambiguous: Ambiguous) -> Iterator[Side]:
    """A block's side, line by line."""
    for line in lay_out(side.text, measure, indent=0, ambiguous=ambiguous):
        yield Side(side.text[line.start : line.end], tuple(_within(side.changed, line)))


def _within(ranges: Iterable[Range], line: Line) -> Iterator[Range]:
    for start, end in ranges:
        if start < line.end and end > line.start:
            yield max(start, line.start) - line.start, min(end, line.end) - line.start
