"""Watching the files of a corpus for the screen: an event for each batch of articles that arrives. Runs in a thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.progress import Cancelled, Stopped
from reader.reading.events import Arrived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus

_TICK = 0.1
"""Seconds after which a stop is noticed."""


def follow(
    paths: Sequence[str], options: ReadOptions, corpus: Corpus, since: float, stopped: Stopped
) -> Iterator[Arrived]:
    """What arrives until it is stopped; the corpus was loaded by what began at `since`, in seconds since 1970."""
    from reader.corpus.following import Following, pause_after

    try:
        following = Following(paths, options, corpus, since)
        while not stopped():
            started = time.monotonic()
            frame, problems = following.more(stopped)
            if frame.height or problems:
                corpus = corpus.extended(frame, problems)
                yield Arrived(corpus)
            until = time.monotonic() + pause_after(time.monotonic() - started)
            while time.monotonic() < until and not stopped():
                time.sleep(_TICK)
    except Cancelled:
        return
