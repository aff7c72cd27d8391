"""Presses gestures in a terminal for a while, and samples the program as it goes."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

from tests.pseudo_terminal import Terminal
from tests.soak.gestures import ESCAPE, PALETTE, WARMING, Gesture, gestures
from tests.soak.samples import Sample, sample

SAMPLED_SECONDS = 10.0
PALETTE_SIGN = "All commands"
"""What the screen shows while the palette is open and nothing is typed there."""
_WARMING_QUIET, _WARMING_LONGEST = 2.0, 60.0
"""Seconds without an answer after which a sheet's is there, and after which it is waited for no more."""
_SETTLED, _LONGEST = 0.02, 0.5
"""Seconds without an answer after which the next key comes, and after which it comes anyway."""
_TOLD_GESTURES = 12
_HANGS_SECONDS = 60.0


class Ended(Exception):
    """The program ended or answers no more; the message shows its screen and what was pressed last."""


def soak(terminal: Terminal, seed: int, seconds: float) -> Iterator[Sample]:
    """Press what the seed gives for so long; raises Ended."""
    pressed: deque[Gesture] = deque(maxlen=_TOLD_GESTURES)
    started = time.monotonic()
    sampled = started - SAMPLED_SECONDS
    for key in WARMING:
        terminal.type(key)
        terminal.rest(_WARMING_QUIET, longest=_WARMING_LONGEST)
    answered = time.monotonic()
    for gesture in gestures(seed):
        now = time.monotonic()
        if now - started >= seconds:
            return
        if now - sampled >= SAMPLED_SECONDS:
            sampled = now
            with suppress(FileNotFoundError, ProcessLookupError):
                yield sample(terminal.process, now - started)
        pressed.append(gesture)
        del terminal.output[:]
        with suppress(OSError):
            _press(terminal, gesture)
        if not terminal.is_running:
            told = _told(f"it ended with {terminal.ending}", terminal, pressed)
            raise Ended(f"{told}\nIts last words:\n{_last_words(terminal)}")
        answered = time.monotonic() if terminal.output else answered
        if time.monotonic() - answered > _HANGS_SECONDS:
            raise Ended(_told(f"it showed nothing new for {_HANGS_SECONDS:.0f} seconds", terminal, pressed))


def _press(terminal: Terminal, gesture: Gesture) -> None:
    if PALETTE_SIGN in terminal.text:  # where Enter may leave
        _key(terminal, ESCAPE)
    if gesture.size is not None:
        terminal.resize(*gesture.size)
        terminal.rest(_SETTLED, longest=_LONGEST)
    if gesture.together:
        _key(terminal, b"".join(key.encode() if isinstance(key, str) else key for key in gesture.keys))
        return
    for key in gesture.keys:
        _key(terminal, key)
        if key == PALETTE and PALETTE_SIGN not in terminal.text:
            return


def _key(terminal: Terminal, key: str | bytes) -> None:
    terminal.type(key)
    terminal.rest(_SETTLED, longest=_LONGEST)


def _last_words(terminal: Terminal) -> str:
    """What was written after the screen was given back."""
    return bytes(terminal.output).decode(errors="replace").partition("\x1b[?1049l")[2]


def _told(what: str, terminal: Terminal, pressed: deque[Gesture]) -> str:
    terminal.rest(1.0)
    gestures_told = "\n".join(f"    {each.kind}: {each.keys} {each.size or ''}" for each in pressed)
    return f"{what}. Pressed last:\n{gestures_told}\nIts screen:\n{terminal.text}"
