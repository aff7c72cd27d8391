"""The difference of two texts, character by character, in pieces large enough to be read."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

Change = Literal["same", "removed", "added"]

_SHORTEST_SAME = 2
"""Characters that two changes must have between them to be two: a single one that happens to be equal tells nothing."""
_LONGEST = 20_000
"""Characters that are compared at once: the work grows with the square of it."""


class Piece(NamedTuple):
    """What two texts share, or what only one of them has."""

    kind: Change
    """`removed` stands only in the first text, `added` only in the second."""
    first: str
    """Of the first text; empty where added."""
    second: str
    """Of the second; empty where removed."""


def difference(first: str, second: str) -> list[Piece]:
    """Pieces in order; their `first` joined are the first text, their `second` the second. Of equal texts, one piece.

    By the shortest list of edits (Levenshtein); where something was replaced, what was removed stands before what
    was added. Kinds alternate: no two neighbours are of one kind.
    """
    pieces: list[Piece] = []
    removed: list[str] = []
    added: list[str] = []
    for is_same, left, right in _steady(_opcodes(first, second)):
        if not is_same:
            removed.append(left)
            added.append(right)
            continue
        pieces += _changed("".join(removed), "".join(added))
        removed, added = [], []
        if pieces and pieces[-1].kind == "same":
            left, right = pieces[-1].first + left, pieces[-1].second + right
            pieces.pop()
        pieces.append(Piece("same", left, right))
    return pieces + _changed("".join(removed), "".join(added))


def _changed(removed: str, added: str) -> list[Piece]:
    pieces = [Piece("removed", removed, "")] if removed else []
    return [*pieces, Piece("added", "", added)] if added else pieces


def _steady(steps: Iterator[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """The steps, with what is the same for less than _SHORTEST_SAME between two changes taken for changed."""
    waiting: tuple[bool, str, str] | None = None
    after_change = False
    for step in steps:
        if waiting is not None:
            yield (False, *waiting[1:])
            waiting = None
        if step[0] and after_change and len(step[1]) < _SHORTEST_SAME:
            waiting = step
            continue
        after_change = not step[0]
        yield step
    if waiting is not None:
        yield waiting


def _opcodes(first: str, second: str) -> Iterator[tuple[bool, str, str]]:
    """Whether it is the same, and both sides, in order; long texts in parts that are cut at the same share of both."""
    parts = max(-(-max(len(first), len(second)) // _LONGEST), 1)
    for number in range(parts):
        left = first[len(first) * number // parts : len(first) * (number + 1) // parts]
        right = second[len(second) * number // parts : len(second) * (number + 1) // parts]
        for code in Levenshtein.opcodes(left, right):
            yield code.tag == "equal", left[code.src_start : code.src_end], right[code.dest_start : code.dest_end]
