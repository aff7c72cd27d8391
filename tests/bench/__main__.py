"""`python -m tests.bench [DUMP] [--rows NAME,NAME]`: the rows, in the order of the table, and how they are printed."""

import argparse
import sys
from collections.abc import Callable

from reader.language.typesetting import cells
from tests.bench import keystrokes, loading, searching, stalling, starting
from tests.bench.ground import Ground, prepared
from tests.bench.row import Row, Unmeasured

ROWS: dict[str, Callable[[Ground], Row]] = {
    "paint": starting.first_paint,
    "load": loading.speed,
    "memory": loading.memory,
    "search": searching.typical_word,
    "search-common": searching.common_word,
    "search-literal": searching.literal_word,
    "keystroke": keystrokes.search_bar,
    "list": keystrokes.list_pane,
    "text": keystrokes.reading_pane,
    "stall": stalling.longest_stall,
    "idle": starting.idle,
}
"""All rows by the names that --rows knows."""

_HEAD = ("measured", "duwen", "beside it", "ratio", "goal", "")
_VERDICTS = {True: "met", False: "missed", None: "-"}


def main() -> None:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="The table of speeds.")
    parser.add_argument("dump", nargs="?", help="a UTF-8 dump; without one, the samples grown to 10,000 articles")
    parser.add_argument("--rows", type=_names, default=list(ROWS), help=f"some of {','.join(ROWS)}")
    options = parser.parse_args()
    with prepared(options.dump) as ground:
        print(f"{ground.dump.name}: {ground.megabytes:,.1f} MB, {ground.articles:,} articles\n", flush=True)
        lines = [_HEAD, *(_cells(_measured(name, ground)) for name in options.rows)]
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    return names


def _measured(name: str, ground: Ground) -> Row:
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    try:
        return ROWS[name](ground)
    except Unmeasured as reason:
        print(f"{name}: {reason}", file=sys.stderr)
        return Row(name, "not measured")


def _cells(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    return row.what, row.ours, row.baseline, ratio, row.goal, _VERDICTS[row.met]


if __name__ == "__main__":
    main()
