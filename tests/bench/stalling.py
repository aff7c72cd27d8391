"""The row about the event loop: for how long nothing on screen could move."""

import statistics

from tests.bench.children import ask_once
from tests.bench.ground import Ground
from tests.bench.row import Row

_RUNS = 3
_GOAL = 50
_QUERIES = 4


def longest_stall(ground: Ground) -> Row:
    """The longest pause of a heartbeat while text and jieba load and queries are typed; the median run's."""
    queries = [query for query, _ in ground.facts["typed"][:_QUERIES]]
    runs = [ask_once("inside_app", "stall", str(ground.dump), *queries) for _ in range(_RUNS)]
    stalls = [run["milliseconds"] for run in runs]
    middle = statistics.median_low(stalls)
    during = runs[stalls.index(middle)]["during"]
    return Row(
        "longest stall: loading, jieba, searching",
        f"{middle:.0f} ms ({during})",
        f"runs {', '.join(f'{stall:.0f}' for stall in stalls)} ms",
        None,
        f"at most {_GOAL} ms",
        middle <= _GOAL,
    )
