"""The reader in a pseudo-terminal, everything loaded and at rest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench.children import DUWEN
from tests.bench.ground import Ground
from tests.bench.terminal import COLUMNS, LINES, Picture, Terminal

_SETTLED = 1.0
"""Seconds without work after which jieba has loaded too."""


def counts_told(shown: int, ground: Ground) -> str:
    """What the status line says when `shown` articles are listed."""
    return f" {shown:,} / {ground.articles:,} "


def on_top(*texts: str) -> Callable[[Picture], bool]:
    """A condition on a picture: the top line, search bar and status, holds these texts."""
    return lambda picture: all(text in picture.lines[0] for text in texts)


@contextmanager
def opened(ground: Ground, size: tuple[int, int] = (COLUMNS, LINES)) -> Iterator[Terminal]:
    """The terminal, once all articles are listed and the keywords of the first are found."""

    with Terminal([*DUWEN, str(ground.dump)], size) as terminal:
        listed = on_top(counts_told(ground.articles, ground))
        terminal.wait_for(lambda picture: listed(picture) and "loading" not in picture.lines[0])
        terminal.rest_until_idle(_SETTLED)
        yield terminal
