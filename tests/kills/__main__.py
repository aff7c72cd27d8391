"""`python -m tests.kills [--rounds N] [--seed N] [--store]`: kill a reader N times; exit 1 where anything is lost."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kills.running import Rounds
from tests.kills.storing import StoreRounds

ROUNDS = 1_000
"""Kills of a full run."""


def main() -> int:
    """Run what was asked for, tell each fault as it is found, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kills at random moments.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many kills, {ROUNDS:,} unless told")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments and troubles")
    parser.add_argument("--store", action="store_true", help="readers that write a store instead of marks")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        if options.store:
            return _storing(Path(folder), options.rounds, options.seed)
        os.environ["XDG_STATE_HOME"] = folder
        rounds, faults = Rounds(Path(folder) / "library.sqlite", options.seed), 0
        for number, fault in enumerate(rounds.run(options.rounds), 1):
            faults += bool(fault)
            if fault:
                print(f"round {number}: {fault}", flush=True)
            elif number % 50 == 0:
                print(f"{number:,} of {options.rounds:,}", file=sys.stderr, flush=True)
        print(f"{options.rounds:,} kills, {len(rounds.kept):,} articles called kept, {faults} faults")
    return 1 if faults else 0


def _storing(folder: Path, count: int, seed: int) -> int:
    rounds, faults = StoreRounds(folder, seed), 0
    for number, fault in enumerate(rounds.run(count), 1):
        faults += bool(fault)
        if fault:
            print(f"round {number}: {fault}", flush=True)
    print(f"{count:,} kills, {rounds.warm:,} openings found a store behind them, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
