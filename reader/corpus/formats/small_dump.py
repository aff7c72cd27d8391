"""Small dumps, cut line by line: for a file of a few records that takes a tenth of the time that columns take to make.

Only those that are as they are usually written. All others are left to `dump`, which tells what is wrong.
"""

import re
from collections.abc import Sequence

from reader.corpus.formats.rules import SHORTEST_RULE
from reader.corpus.records import FEW, RawRecord

_BLANK = " \t"


def rows_of(text: str, url_line: re.Pattern[str]) -> list[RawRecord] | None:
    """The records of a whole dump, `url_line` fitting what may stand under a title; None where it is not as usual.

    That is: every rule of dashes stands below a title and a URL line, every rule of equals signs closes a record, and
    every record but the last is closed.
    """
    lines = text.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) >= SHORTEST_RULE]
    heads = [number for number in long if not lines[number].strip("-")]
    rules = [number for number in long if not lines[number].strip("=")]
    if not 0 < len(heads) <= FEW or heads[0] < 2 or "".join(lines[: heads[0] - 2]).strip(" \t\r\v\f"):
        return None
    closed, last = [head - 3 for head in heads[1:]], _last_end(lines, heads[-1])
    if rules != closed + [last] * (last in rules):
        return None
    if not all(url_line.fullmatch(lines[head - 1]) for head in heads):
        return None
    return [
        (lines[head - 2], lines[head - 1], None, None, "\n".join(lines[head + 1 : end]).rstrip("\n"), head - 1)
        for head, end in zip(heads, [*closed, last], strict=True)
    ]


def _last_end(lines: Sequence[str], head: int) -> int:
    """The line before which the last body ends: a closing rule, if nothing but blanks follows it."""
    last = next((number for number in range(len(lines) - 1, head, -1) if lines[number].strip(_BLANK)), head)
    rule = lines[last].rstrip(_BLANK)
    return last if last > head and len(rule) >= SHORTEST_RULE and not rule.strip("=") else len(lines)
