"""What runs in threads. Imports the heavy libraries when it is called, so that nothing does before the first paint."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from concurrent.futures import Future
from contextvars import copy_context
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from reader.article import Problem
from reader.errors import DuwenError, QuerySyntaxError, SourceError
from reader.ui.messages import CorpusGrew, LoadFailed, Misread, Searched
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl
    from textual.message import Message

    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus
    from reader.library import Library
    from reader.search.engine import Results, Searcher
    from reader.search.ranking import Order
    from reader.search.tree import Marked
    from reader.ui.session import Ask


_OPENED_LATER = (
    "insight.concordance",
    "insight.dispersion",
    "insight.trends",
    "ui.screens.concordance",
    "ui.screens.trends",
)
Found = TypeVar("Found")


async def run_aside(work: Callable[[Callable[[], bool]], Found]) -> Found:
    """Run in a thread that leaving the reader does not wait for: it may hang in a pipe that nobody writes to.

    `work` gets a function that says whether it is no longer wanted. What it returns is returned, what it raises raised.
    """
    done: Future[Found] = Future()
    done.set_running_or_notify_cancel()
    stopped = threading.Event()

    def run() -> None:
        try:
            result = work(stopped.is_set)
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(result)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
    try:
        return await asyncio.wrap_future(done)
    finally:
        stopped.set()


def load(paths: Sequence[str], options: ReadOptions, stopped: Callable[[], bool]) -> Iterator[Message]:
    """Load the paths; a message for each batch, and one at the end.

    What is there by then stays, so the garbage collector need not walk over it between two pictures.
    """
    from reader.corpus.barrier import FAULTS, reason_of
    from reader.corpus.loading import load as load_batches
    from reader.corpus.progress import Progress
    from reader.corpus.table import Corpus

    corpus, started = Corpus.empty(), time.monotonic()
    try:
        for batch in load_batches(paths, options, stopped=stopped):
            corpus = corpus.extended(batch.frame, batch.problems, batch.late_days)
            moment = Progress(
                batch.files_read,
                batch.files_total,
                len(corpus),
                batch.bytes_read,
                batch.bytes_total,
                time.monotonic() - started,
            )
            yield CorpusGrew(corpus, moment, finished=False)
    except DuwenError as error:
        if isinstance(error, SourceError):
            corpus = corpus.extended(corpus.frame.clear(), [Problem(error.path, 0, error.reason)])
        yield LoadFailed(str(error))
    except FAULTS as error:
        yield LoadFailed(_("loading ended early: {reason}").format(reason=reason_of(error)))
    gc.freeze()
    if not stopped():
        yield CorpusGrew(corpus, None, finished=True)


class SearchesAside:
    """Runs searches in threads, and remembers what they found. The library tells what is marked."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._searcher: Searcher | None = None
        self.fold: Callable[[pl.Series], pl.Series] | None = None
        """Which positions of the rows that were found are listed; None for all."""

    def forget(self) -> None:
        """Another corpus is searched from now on."""
        self._searcher, self.fold = None, None

    def run(self, ask: Ask, superseded: Callable[[], bool]) -> Searched | Misread | None:
        """Search, and look up what the first screen shows; None where another search came between."""
        from reader.search.engine import Searcher
        from reader.search.hits import Hits
        from reader.search.syntax import parse

        if self._searcher is None:
            self._searcher = Searcher(self._marked)
        try:
            results = self._searcher.search(ask.corpus, parse(ask.text, typing=True), ask.order, superseded)
        except QuerySyntaxError as error:
            return Misread(ask.generation, error.reason, error.column)
        if results is None:
            return None
        hits = Hits(ask.corpus, results, self.fold(results.rows) if self.fold is not None else None)
        if len(hits):
            hits[0]
        return None if superseded() else Searched(ask.generation, hits, _without(results))

    def results(
        self, corpus: Corpus, text: str, superseded: Callable[[], bool], order: Order = "corpus"
    ) -> Results | None:
        """What another query finds. Raises QuerySyntaxError."""
        from reader.search.engine import Searcher
        from reader.search.syntax import parse

        return Searcher(self._marked).search(corpus, parse(text, typing=True), order, superseded)

    def _marked(self, mark: Marked) -> pl.Series:
        """The ids that a mark is on; for `is:unread`, those that were read."""
        import polars as pl

        match mark.mark:
            case "unread":
                ids = self._library.ids_read
            case "starred":
                ids = self._library.ids_starred
            case "tag":
                ids = self._library.ids_tagged(mark.tag)
        return pl.Series([int(id, 16) for id in ids], dtype=pl.UInt64)


def _without(results: Results) -> str:
    """What a query that finds nothing would find without one of its conditions, in words."""
    from reader.search.writing import written

    if results.without is None:
        return ""
    condition, articles = written(results.without.condition), results.without.articles
    return _("without {condition}: {count}").format(condition=condition, count=f"{articles:,}")


def warm_up(stopped: Callable[[], bool]) -> None:
    """Have ready what the first concordance, the first trends and the first search by pinyin would wait for."""
    from reader.language import pinyin, pinyin_order

    for name in _OPENED_LATER:
        if stopped():
            return
        import_module(f"reader.{name}")
    pinyin.prepare()
    pinyin_order.prepare()
