"""`python -m tests.bench [DUMP] [--rows NAME,NAME | --all]`: the rows in their order, and how they are printed."""

import argparse
import sys
from collections.abc import Callable
from functools import partial

from reader.language.typesetting import cells
from reader.reading.asking import ORDERS
from tests.bench import (
    again,
    asking,
    keystrokes,
    loading,
    ordering,
    querying,
    searching,
    sending,
    sizes,
    stalling,
    starting,
)
from tests.bench.ground import Ground, prepared
from tests.bench.row import Row, Unmeasured

ROWS: dict[str, Callable[[Ground], Row]] = {
    "paint": starting.first_paint,
    "load": loading.speed,
    "memory": loading.memory,
    "small": loading.small_files,
    "store": loading.from_store,
    "size-10k": sizes.ten_thousand,
    "size-100k": sizes.hundred_thousand,
    "size-1m": sizes.million,
    "search": searching.typical_word,
    "search-common": searching.common_word,
    "search-literal": searching.literal_word,
    "search-60k": querying.one_word,
    "search-and": querying.all_of_three,
    "search-or": querying.any_of_ten,
    "search-variants": querying.variants,
    "search-sqlite": querying.beside_sqlite,
    "search-cold": querying.cold_start,
    "search-warm": again.search,
    "keywords-warm": again.key_words,
    "reprints-warm": again.reprints,
    "keystroke": keystrokes.search_bar,
    "list": keystrokes.list_pane,
    "text": keystrokes.reading_pane,
    "sent-list": sending.move_in_list,
    "sent-typed": sending.character_in_bar,
    "stall": stalling.longest_stall,
    "concordance": partial(asking.of_hits, "concordance"),
    "concordance-sorted": partial(asking.of_hits, "sorted"),
    "trends": partial(asking.of_hits, "trends"),
    "dispersion": partial(asking.of_hits, "dispersion"),
    "keyness": asking.keyness,
    "related": asking.related,
    "reprints": asking.reprints,
    "idle": starting.idle,
    **{f"order-{order}": partial(ordering.by, order) for order in ORDERS},
    "list-1m": ordering.list_pane,
    "text-1m": ordering.reading_pane,
}
"""All rows by the names that --rows knows."""
_MILLION = [f"order-{order}" for order in ORDERS] + ["list-1m", "text-1m"]
GROUPS = {"sizes": ["size-10k", "size-100k", "size-1m"], "million": ["size-1m", *_MILLION]}
"""Rows that --rows knows by one name."""
_SLOW = {"size-1m", "search-sqlite", *_MILLION}
"""Minutes or gigabytes: measured only where they are asked for."""

_HEAD = ("measured", "duwen", "beside it", "ratio", "goal", "")
_VERDICTS = {True: "met", False: "missed", None: "-"}


def main() -> None:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="The table of speeds.")
    parser.add_argument("dump", nargs="?", help="a UTF-8 dump; without one, the samples grown to 10,000 articles")
    parser.add_argument("--rows", type=_names, help=f"some of {','.join([*ROWS, *GROUPS])}")
    parser.add_argument("--all", action="store_true", help="the slow rows too, up to a million articles")
    options = parser.parse_args()
    rows = options.rows or [name for name in ROWS if options.all or name not in _SLOW]
    with prepared(options.dump) as ground:
        print(f"{ground.dump.name}: {ground.megabytes:,.1f} MB, {ground.articles:,} articles\n", flush=True)
        lines = [_HEAD, *(_cells(_measured(name, ground)) for name in rows)]
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (text + " " * (width - cells(text)) for text, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _names(text: str) -> list[str]:
    names = [name for part in text.split(",") for name in GROUPS.get(part, [part])]
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"no row {', '.join(unknown)}; there are {', '.join([*ROWS, *GROUPS])}")
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
