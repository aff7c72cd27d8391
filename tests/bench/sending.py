"""Rows about what a key costs at 120x40: bytes to the terminal, pictures, processor time."""

import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.ground import Ground
from tests.bench.opened import opened
from tests.bench.row import Row, Unmeasured
from tests.bench.terminal import Terminal

SIZE = (120, 40)
_QUIET = 0.15
"""Seconds without a byte after which all is sent."""
_KEYS = 40
_MOST_OF_MOVE, _MOST_OF_CHARACTER = 9_000, 16_000
"""Bytes."""
_MOST_CPU = 1.3
"""Times the processor time of the least application."""
_CLEAR = "\x15"
_FZF_READS = 3.0
"""Seconds that fzf has to read the dump."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some keys cost."""

    sizes: Sequence[int]
    """Bytes of each."""
    pictures: Sequence[int]
    """Pictures of each."""
    milliseconds: float
    """Processor time of one, on average."""

    @property
    def size(self) -> float:
        """Bytes of one, the median."""
        return statistics.median(self.sizes)

    def told(self) -> str:
        """In a few words."""
        most = max(self.sizes) / 1e3
        pictures = statistics.median(self.pictures)
        return f"{self.size / 1e3:.1f} kB (most {most:.1f}), {self.milliseconds:.0f} ms CPU, {pictures:.0f} picture"


def move_in_list(ground: Ground) -> Row:
    """`j` in the list, the next article beside it, held against the least application and fzf with a preview."""
    keys = ["j"] * min(_KEYS, ground.articles - 1)
    with opened(ground, SIZE) as terminal:
        ours = _cost(terminal, keys)
    with Terminal([sys.executable, "-m", "tests.bench.least_app", str(ground.dump)], SIZE) as terminal:
        terminal.wait_for(lambda picture: bool(picture.text))
        terminal.rest_until_idle(1.0)
        least = _cost(terminal, keys)
    return Row(
        f"one j in the list at 120x40 ({len(keys)} keys)",
        ours.told(),
        f"least Textual app {least.told()}{_fzf(ground, keys)}",
        ours.milliseconds / least.milliseconds,
        f"at most {_MOST_OF_MOVE / 1e3:.0f} kB and {_MOST_CPU} times the CPU",
        ours.size <= _MOST_OF_MOVE and ours.milliseconds <= _MOST_CPU * least.milliseconds,
    )


def character_in_bar(ground: Ground) -> Row:
    """A character typed into the search bar, the search and what it finds among it."""
    costs = []
    with opened(ground, SIZE) as terminal:
        terminal.send("/", quiet=_QUIET)
        for query, _counts in ground.facts["typed"]:
            costs.append(_cost(terminal, list(query)))
            terminal.send(_CLEAR, quiet=2 * _QUIET)
    sizes = [size for cost in costs for size in cost.sizes]
    pictures = [count for cost in costs for count in cost.pictures]
    ours = Cost(sizes, pictures, statistics.mean(cost.milliseconds for cost in costs))
    return Row(
        f"one character in the search bar at 120x40 ({len(sizes)} keys)",
        ours.told(),
        goal=f"at most {_MOST_OF_CHARACTER / 1e3:.0f} kB",
        met=max(sizes) <= _MOST_OF_CHARACTER,
    )


def _fzf(ground: Ground, keys: Sequence[str]) -> str:
    """Bytes of fzf over the lines of the dump with a preview, where it is installed. Its processes are several."""
    if shutil.which("fzf") is None or shutil.which("setsid") is None:
        return ""
    preview = f"sed -n '{{n}},+40p' {ground.dump}"
    shell = f'fzf --no-sort --bind j:up --preview "{preview}" < {ground.dump}'
    with Terminal(["setsid", "--ctty", "--wait", "sh", "-c", shell], SIZE) as terminal:
        terminal.wait_for(lambda picture: "/" in picture.text)
        terminal.watch(_FZF_READS)
        return f", fzf {_cost(terminal, keys).size / 1e3:.1f} kB"


def _cost(terminal: Terminal, keys: Sequence[str]) -> Cost:
    before = terminal.cpu_seconds
    sent = [terminal.answer(key, quiet=_QUIET) for key in keys]
    spent = (terminal.cpu_seconds - before) * 1e3 / len(keys)
    if not any(sent):
        raise Unmeasured("the keys changed nothing")
    return Cost([len(each) for each in sent], [max(each.count(b"\x1b[?2026h"), 1) for each in sent], spent)
