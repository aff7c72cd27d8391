"""`python -m tests.fuzz [--count N] [--seed FIRST]`: the inputs FIRST, FIRST + 1, …; exit 1 where one has a fault."""

import argparse
import sys
import time

from tests.fuzz.running import run
from tests.fuzz.trial import fault_of

COUNT = 20_000
"""Inputs of a full run."""
_PROGRESS_SECONDS = 5


def main() -> int:
    """Run what was asked for, tell each fault as it is found, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Random and mutated inputs.")
    parser.add_argument("--count", type=int, default=COUNT, help=f"how many inputs, {COUNT:,} unless told")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first; a number repeats its input")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    numbers = range(options.seed, options.seed + options.count)
    passed = failed = 0
    told = time.monotonic()
    for outcome in run(numbers, fault_of, processes=options.processes):
        passed, failed = passed + (not outcome.fault), failed + bool(outcome.fault)
        if outcome.fault:
            print(f'{outcome.fault}\n    again: make fuzz ARGS="--seed {outcome.number} --count 1"', flush=True)
        if time.monotonic() - told > _PROGRESS_SECONDS:
            told = time.monotonic()
            print(f"{passed + failed:,} of {len(numbers):,}", file=sys.stderr, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
