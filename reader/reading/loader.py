"""Loading a corpus for the screen: an event for each batch of articles, and one at the end. Runs in a thread.

The heavy libraries are imported when it is called, so that nothing is before the first picture.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from reader.article import Problem
from reader.errors import DuwenError, SourceError, system_words
from reader.progress import Stopped
from reader.reading.events import CorpusGrew, LoadFailed, NotKept, StoreDamaged
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.corpus.options import Cluster, ReadOptions


Loaded = CorpusGrew | LoadFailed | NotKept | StoreDamaged


def load(paths: Sequence[str], options: ReadOptions, stopped: Stopped) -> Iterator[Loaded]:
    """Load the paths; an event for each batch, and one at the end. Then keep what was read for the next time.

    What is there by then stays, so the garbage collector need not walk over it between two pictures.
    """
    if options.cluster is not None:
        yield from _on_cluster(paths, options.cluster, stopped)
        return
    import polars as pl

    from reader.corpus.barrier import FAULTS, reason_of
    from reader.corpus.progress import LoadProgress
    from reader.corpus.table import Table
    from reader.store.opening import Opening
    from reader.store.shelf import shelf_for

    opening = Opening(paths, options, shelf_for(options))
    corpus, started = Table.empty(opening), time.monotonic()
    try:
        for batch in opening.batches(stopped):
            if batch.is_empty:
                continue
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days, batch.ends)
            moment = LoadProgress(
                batch.files_read,
                batch.files_total,
                len(corpus),
                batch.bytes_read,
                batch.bytes_total,
                time.monotonic() - started,
            )
            yield CorpusGrew(corpus, moment)
    except DuwenError as error:
        if isinstance(error, SourceError):
            corpus = corpus.extended(corpus.frame.clear(), [Problem(error.path, 0, error.reason)])
        yield LoadFailed(str(error))
    except FAULTS as error:
        yield LoadFailed(_("loading ended early: {reason}").format(reason=reason_of(error)))
    gc.freeze()
    if stopped():
        return
    yield CorpusGrew(corpus, None)
    if not opening.is_sound():
        yield StoreDamaged()
        return
    try:
        opening.keep()
    except (OSError, pl.exceptions.PolarsError) as error:
        yield NotKept(system_words(error))


def _on_cluster(paths: Sequence[str], cluster: Cluster, stopped: Stopped) -> Iterator[Loaded]:
    """The corpus of the one manifest; its shards are read by those who are asked about them."""
    from reader.cluster.opening import reached

    try:
        corpus = reached(paths[0], cluster)
    except DuwenError as error:
        yield LoadFailed(str(error))
        return
    if not stopped():
        yield CorpusGrew(corpus, None)
