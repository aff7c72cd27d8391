"""`python -m tests.cluster bench [DUMP]`, or `soak [--minutes N] [--seed N]`: two workers on this machine.

Exit 1 where a cluster answers otherwise than one process does. Linux only.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.cluster import measuring, soaking
from tests.soak.corpus import mixed

ARTICLES = 58_730
"""As many as the corpus has that the reader was made for."""


def main() -> int:
    """Make a corpus, and measure or soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    parser.add_argument("what", choices=("bench", "soak"))
    parser.add_argument("dump", nargs="?", help="a dump of your own; 58,730 mixed articles unless named")
    parser.add_argument("--minutes", type=float, default=30.0, help="of a soak, 30 unless told")
    parser.add_argument("--seed", type=int, default=0, help="of a soak")
    options = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory(prefix="duwen-cluster-") as name:
        dump = Path(options.dump) if options.dump else mixed(Path(name) / "news.txt", ARTICLES, options.seed)
        if options.what == "bench":
            return measuring.measured(dump, Path(name) / "shards")
        return soaking.soaked(dump, Path(name) / "shards", options.minutes, options.seed)


if __name__ == "__main__":
    sys.exit(main())
