"""Columns: rows of texts set below each other by the cells that they take."""

from collections.abc import Sequence

from reader.language.typesetting import cells
from reader.language.widths import Ambiguous


def columns(rows: Sequence[Sequence[str]], left: int = 1, ambiguous: Ambiguous = 1) -> list[str]:
    """Rows as lines in columns: the first `left` to the left, all others to the right."""
    if not rows:
        return []
    widths = [max(cells(text, ambiguous) for text in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - cells(text, ambiguous))
            padded.append(text + space if number < left else space + text)
        lines.append("  ".join(padded).rstrip())
    return lines
