"""Opening a corpus: loading aside, rows as they come, and a way on where nothing could be read.

The load report is imported where it is opened, for the first picture is there sooner without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.resources import resource_folder
from reader.ui import background
from reader.ui.messages import CorpusGrew, LoadFailed
from reader.ui.screens.reading.searching import Searching
from reader.ui.session import SearchSession
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.options import ReadOptions
    from reader.library import Library
    from reader.settings import Settings


_SAMPLES = str(resource_folder("sample_data"))


class Opening(Searching):
    """The reading screen, as far as it loads."""

    def __init__(
        self,
        session: SearchSession,
        library: Library,
        settings: Settings,
        paths: Sequence[str],
        options: ReadOptions,
    ) -> None:
        super().__init__(session, library, settings)
        self._paths, self._options = tuple(paths), options
        self._failed = False

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Read the paths; what is there comes as messages."""

        def post_all(stopped: Callable[[], bool]) -> None:
            for message in background.load(self._paths, self._options, stopped):
                self.post_message(message)

        await background.run_aside(post_all)

    def on_corpus_grew(self, message: CorpusGrew) -> None:
        """More articles: search them too, without moving what is looked at."""
        self.tell(loading=message.progress, all=len(message.corpus), problems=message.corpus.problem_count)
        if message.finished and len(message.corpus) and not self._are_samples:
            self.library.remember_corpus(self._paths)
        if message.finished and not len(message.corpus) and not self._failed:
            self.on_load_failed(LoadFailed(_("no article found")))
        self.run_search(self.session.grow(message.corpus))

    def on_load_failed(self, message: LoadFailed) -> None:
        """Say what is wrong, and offer a way on where nothing else is there to read."""
        self._failed = True
        self.list.empty_text = (
            message.reason + "\n\n" + self.with_keys(_("{read} opens the sample articles, {quit} leaves."))
        )
        if self.session.corpus is not None and len(self.session.corpus):
            self.notify(message.reason, severity="error", markup=False)

    @property
    def _are_samples(self) -> bool:
        return self._paths == (_SAMPLES,)

    @property
    def offers_samples(self) -> bool:
        """True where nothing could be opened."""
        return self._failed and not self.hits

    def open_samples(self) -> None:
        """Read the samples instead of what could not be opened."""
        self._failed = False
        self._paths = (_SAMPLES,)
        self.searches.forget()
        self.load()

    def action_report(self) -> None:
        """What could not be read as it stands."""
        from reader.ui.screens.report import ReportScreen

        problems = self.session.corpus.problems if self.session.corpus is not None else ()
        self.app.push_screen(ReportScreen(problems, self._options))
