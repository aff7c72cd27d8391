"""Timing: when the articles that were found are of, as bars in the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.ui.background import run_aside
from reader.ui.messages import TimelineFound
from reader.ui.screens.reading.selecting import Selecting

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.corpus.table import Corpus
    from reader.search.hits import Hits

_AFTER = 0.15
"""Seconds that a result stands before its articles are counted, so that no keystroke waits for it."""
_SPANS = 16
"""Bars, at most."""


class Timing(Selecting):
    """The reading screen, as far as it tells when its articles are of."""

    _timeline_timer: Timer | None = None

    def on_mount(self) -> None:
        """Count what is found from now on. Textual calls the handlers of the other parts too."""
        self.watch(self, "hits", self._count_soon, init=False)

    def _count_soon(self) -> None:
        if self._timeline_timer is not None:
            self._timeline_timer.stop()
        hits, corpus = self.hits, self.session.corpus
        if hits and corpus is not None and self.asked:
            self._timeline_timer = self.set_timer(_AFTER, lambda: self._count(hits, corpus))

    @work(group="timeline")
    async def _count(self, hits: Hits, corpus: Corpus) -> None:
        def count(stopped: Callable[[], bool]) -> None:
            from reader.insight.timeline import timeline

            found = timeline(corpus.frame["date"].gather(hits.results.rows), _SPANS)
            if not stopped():
                self.post_message(TimelineFound(hits, found))

        await run_aside(count)

    def on_timeline_found(self, message: TimelineFound) -> None:
        """Show the bars, if the same is still listed."""
        if self.hits is message.hits:
            self.tell(timeline=message.counts)

    def on_status_line_timeline_clicked(self) -> None:
        """The bars, large."""
        self.action_trends()
