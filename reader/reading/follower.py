"""Watching the files of a corpus for the screen: an event for each batch of articles that arrives. Runs in a thread."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.progress import Cancelled, Stopped
from reader.reading.events import Arrived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Table


def follow(
    paths: Sequence[str], options: ReadOptions, corpus: Table, since: float, stopped: Stopped
) -> Iterator[Arrived]:
    """What arrives until it is stopped; the corpus was loaded by what began at `since`, in seconds since 1970."""
    from reader.corpus.following import Following

    with suppress(Cancelled):
        for frame, problems in Following(paths, options, corpus, since).arrivals(stopped):
            corpus = corpus.grown(frame, problems)
            yield Arrived(corpus)
