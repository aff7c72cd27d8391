"""`python -m tests.kills [--rounds N] [--seed N]`: kill a reader N times; exit 1 where a mark is lost."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kills.running import Rounds

ROUNDS = 1_000
"""Kills of a full run."""


def main() -> int:
    """Run what was asked for, tell each fault as it is found, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kills at random moments.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how many kills, {ROUNDS:,} unless told")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments and troubles")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
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


if __name__ == "__main__":
    sys.exit(main())
