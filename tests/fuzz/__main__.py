"""`python -m tests.fuzz [--damage] [--count N] [--seed FIRST]`: the inputs FIRST, FIRST + 1, …; exit 1 with a fault.

With `--damage` they are folders of ten files in each of which one article is damaged, else files and queries of any
kind.
"""

import argparse
import os
import sys
import time

from tests.fuzz import trial
from tests.fuzz.damage import judging
from tests.fuzz.damage.stories import DUMP_VARIABLE
from tests.fuzz.running import run

COUNT = 20_000
"""Inputs of a full run."""
_PROGRESS_SECONDS = 5


def main() -> int:
    """Run what was asked for, tell each fault as it is found, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Random and mutated inputs.")
    parser.add_argument("--count", type=int, default=COUNT, help=f"how many inputs, {COUNT:,} unless told")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first; a number repeats its input")
    parser.add_argument("--damage", action="store_true", help="damage one article of many: are the others read?")
    parser.add_argument("--dump", help="with --damage: the articles of this dump in UTF-8 too")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    numbers = range(options.seed, options.seed + options.count)
    if options.dump:
        os.environ[DUMP_VARIABLE] = options.dump
    fault_of, again = (judging.fault_of, "--damage ") if options.damage else (trial.fault_of, "")
    passed = failed = 0
    told = time.monotonic()
    for outcome in run(numbers, fault_of, processes=options.processes):
        passed, failed = passed + (not outcome.fault), failed + bool(outcome.fault)
        if outcome.fault:
            print(f'{outcome.fault}\n    again: make fuzz ARGS="{again}--seed {outcome.number} --count 1"', flush=True)
        if time.monotonic() - told > _PROGRESS_SECONDS:
            told = time.monotonic()
            print(f"{passed + failed:,} of {len(numbers):,}", file=sys.stderr, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
