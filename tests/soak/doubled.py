"""Enter twice, in quick succession, wherever one Enter closes something: the second one must end nothing."""

import time
from collections.abc import Iterator
from itertools import cycle, islice

from tests.pseudo_terminal import Terminal
from tests.soak.gestures import ENTER, ESCAPE, PALETTE

PAUSES = (0.0, 0.005, 0.02)
"""Seconds between the two."""
TIMES = 50
"""Each."""
_PLACES = (
    ("tag", "t标", "Tags"),
    ("note", "a注", "Note"),
    ("saved search", "/城市\r\x13名", "Name for"),
    ("palette", f"{PALETTE}star", "article, or unstar"),
    ("palette of a sheet", f"{PALETTE}trends", "over time"),
    ("export", "e", "Export"),
)
"""What is open, the keys that open it, and what the screen shows then."""
_BACK_SECONDS = 0.2


def doubled(terminal: Terminal) -> Iterator[str]:
    """A line of text for each pause, with how often the reader went on."""
    for pause in PAUSES:
        survived = 0
        for _name, keys, shown in islice(cycle(_PLACES), TIMES):
            terminal.type(keys)
            terminal.wait_for(shown)
            if pause:
                terminal.type(ENTER)
                time.sleep(pause)
                terminal.type(ENTER)
            else:
                terminal.type(ENTER * 2)
            for key in (b"", *(ESCAPE,) * 3):
                terminal.type(key)
                terminal.rest(_BACK_SECONDS)
            survived += terminal.is_running
            del terminal.output[:]
        yield f"{pause * 1e3:3.0f} ms apart: {survived} of {TIMES}"
