"""What runs in threads. Imports the heavy libraries when it is called, so that nothing does before the first paint."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING

from reader.errors import DuwenError, QuerySyntaxError
from reader.ui.messages import CorpusGrew, KeywordsFound, LoadFailed, Misread, Searched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.message import Message

    from reader.article import Article
    from reader.corpus.loading import Batch
    from reader.corpus.options import ReadOptions
    from reader.corpus.table import Corpus
    from reader.search.ranking import Order


_TITLE_WEIGHT = 3
"""A word of the title tells so many times what one of the body does."""


async def run_aside(work: Callable[[Callable[[], bool]], None]) -> None:
    """Run in a thread that leaving the reader does not wait for: it may hang in a pipe that nobody writes to.

    `work` gets a function that says whether it is no longer wanted. What it raises is raised here.
    """
    done: Future[None] = Future()
    done.set_running_or_notify_cancel()
    stopped = threading.Event()

    def run() -> None:
        try:
            work(stopped.is_set)
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
    try:
        await asyncio.wrap_future(done)
    finally:
        stopped.set()


def load(paths: Sequence[str], options: ReadOptions, stopped: Callable[[], bool]) -> Iterator[Message]:
    """Load the paths; a message for each batch, and one at the end.

    What is there by then stays, so the garbage collector need not walk over it between two pictures.
    """
    from reader.corpus.loading import load as load_batches
    from reader.corpus.table import Corpus

    corpus, started = Corpus.empty(), time.monotonic()
    try:
        for batch in load_batches(paths, options, stopped=stopped):
            corpus = corpus.extended(batch.frame, batch.problems)
            yield CorpusGrew(corpus, _progress(batch, time.monotonic() - started), finished=False)
    except DuwenError as error:
        yield LoadFailed(str(error))
    gc.freeze()
    if not stopped():
        yield CorpusGrew(corpus, "", finished=True)


def search(
    corpus: Corpus, text: str, order: Order, generation: int, superseded: Callable[[], bool]
) -> Searched | Misread | None:
    """Search, and look up what the first screen shows; None where another search came between."""
    from reader.search.engine import search as run
    from reader.search.hits import Hits
    from reader.search.syntax import parse

    try:
        results = run(corpus, parse(text), order, superseded)
    except QuerySyntaxError as error:
        return Misread(generation, str(error))
    if results is None:
        return None
    hits = Hits(corpus, results)
    if len(hits):
        hits[0]
    return None if superseded() else Searched(generation, hits)


def find_keywords(row: int, article: Article) -> KeywordsFound:
    """The keywords of an article, and where they stand in it."""
    from reader.language.words import keywords
    from reader.search.spans import spans_in
    from reader.search.tree import Term

    words = keywords("\n".join([article.title] * _TITLE_WEIGHT + [article.body]))
    spans = spans_in([article.body], [Term(word, exact=True) for word in words], "body")[0]
    return KeywordsFound(row, words, spans)


def _progress(batch: Batch, seconds: float) -> str:
    speed = f"{batch.bytes_read / 1e6 / max(seconds, 0.001):,.0f} MB/s"
    share = f" {min(batch.bytes_read / batch.bytes_total, 1):.0%}" if batch.bytes_total else ""
    return f"loading{share}  {speed}"
