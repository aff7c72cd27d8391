"""Loading a corpus for the screen: an event for each batch of articles, and one at the end. Runs in a thread.

The heavy libraries are imported when it is called, so that nothing is before the first picture.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from reader.article import Problem
from reader.errors import DuwenError, SourceError
from reader.progress import Stopped
from reader.reading.events import CorpusGrew, LoadFailed
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.corpus.options import ReadOptions


def load(paths: Sequence[str], options: ReadOptions, stopped: Stopped) -> Iterator[CorpusGrew | LoadFailed]:
    """Load the paths; an event for each batch, and one at the end.

    What is there by then stays, so the garbage collector need not walk over it between two pictures.
    """
    from reader.corpus.barrier import FAULTS, reason_of
    from reader.corpus.loading import load as load_batches
    from reader.corpus.progress import LoadProgress
    from reader.corpus.table import Corpus

    corpus, started = Corpus.empty(), time.monotonic()
    try:
        for batch in load_batches(paths, options, stopped=stopped):
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days)
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
    if not stopped():
        yield CorpusGrew(corpus, None)
