"""What was confirmed survives a kill."""

import subprocess
import sys
from pathlib import Path

from reader.library import Library
from tests.library.articles import CHECKOUT, article

WRITING = """
import sys
from itertools import count
from reader.library import Library
from tests.library.articles import article

library = Library.open(sys.argv[1])
for number in count(int(sys.argv[2])):
    library.set_read(article(number))
    library.add_tag(article(number), str(number))
    library.set_place(article(number), number + 1)
    if library.flush():
        print(number, flush=True)
"""
ROUNDS = 50


def test_every_confirmed_mark_survives_a_kill(path: Path) -> None:
    """A writer is killed amid writing, 50 times over; what it said was written is there each time."""
    confirmed: list[int] = []
    for turn in range(ROUNDS):
        command = [sys.executable, "-S", "-c", WRITING, str(path), str(confirmed[-1] + 2 if confirmed else 0)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(turn % 7 + 1)]
            writer.kill()
            said += writer.stdout.read().splitlines(keepends=True)
        confirmed += [int(line) for line in said if line.endswith("\n")]
        with Library.open(path) as library:
            assert library.notice is None
            for number in confirmed:
                id = article(number).id
                assert (library.is_read(id), library.tags_of(id), library.place_of(id)) == (
                    True,
                    frozenset({str(number)}),
                    number + 1,
                )
    assert len(confirmed) >= ROUNDS
