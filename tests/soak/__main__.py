"""`python -m tests.soak [--minutes N] [--seed N] [--articles N] [--double-enter]`: exit 1 with a fault. Linux only."""

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.pseudo_terminal import DUWEN, Terminal
from tests.soak.corpus import mixed
from tests.soak.doubled import TIMES, doubled
from tests.soak.gestures import SIZES
from tests.soak.pressing import Ended, soak
from tests.soak.samples import Sample, faults, grown

ARTICLES = 58_730
"""As many as the corpus has that the reader was made for."""
_HEAD = "minute  resident  private  threads  descriptors"
_ROW_SECONDS = 60.0
_LOADING_SECONDS = 300.0
"""At most, on a machine that has other work."""


def main() -> int:
    """Grow a corpus, press keys over it, and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Random keys in a real terminal.")
    parser.add_argument("--minutes", type=float, default=60.0, help="for how long, 60 unless told")
    parser.add_argument("--seed", type=int, default=0, help="of keys and corpus")
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"how many, {ARTICLES:,} unless told")
    parser.add_argument("--double-enter", action="store_true", help="two Enters at once instead, wherever one closes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="duwen-soak-") as name:
        dump = mixed(Path(name) / "soak.txt", options.articles, options.seed)
        print(f"{dump.stat().st_size / 1e6:,.0f} MB, {options.articles:,} articles, seed {options.seed}", flush=True)
        columns, lines = SIZES[0]
        with closing(Terminal([DUWEN, str(dump)], dump.parent, columns, lines)) as terminal:
            terminal.wait_for(f"{options.articles:,} / {options.articles:,}", patience=_LOADING_SECONDS)
            return _enter_twice(terminal) if options.double_enter else _soak(terminal, options.seed, options.minutes)


def _soak(terminal: Terminal, seed: int, minutes: float) -> int:
    samples: list[Sample] = []
    print(_HEAD)
    try:
        for each in soak(terminal, seed, minutes * 60):
            if not samples or each.seconds // _ROW_SECONDS > samples[-1].seconds // _ROW_SECONDS:
                print(_row(each), flush=True)
            samples.append(each)
    except Ended as end:
        print(end)
        return 1
    print(_row(samples[-1]))
    for name, figure in (("resident", lambda each: each.resident), ("private", lambda each: each.private)):
        print(f"{name} memory grew {grown(samples, figure):+.1f} MB once it was warm")
    told = faults(samples)
    print("\n".join(told) or "nothing is kept")
    return 1 if told else 0


def _row(each: Sample) -> str:
    return (
        f"{each.seconds / 60:6.1f}  {each.resident:5,.0f} MB  {each.private:4,.0f} MB"
        f"  {each.threads:7}  {each.descriptors:11}"
    )


def _enter_twice(terminal: Terminal) -> int:
    told = []
    for line in doubled(terminal):
        print(line, flush=True)
        told.append(line)
    return 0 if all(line.endswith(f": {TIMES} of {TIMES}") for line in told) else 1


if __name__ == "__main__":
    sys.exit(main())
