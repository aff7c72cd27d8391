"""Doing what the steps want done: writes, searches, sheets, the clipboard; what comes of it is an event again."""

from __future__ import annotations

import time
import webbrowser
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import DuwenError, missing_of
from reader.reading import effects, events
from reader.ui.aside import run_aside
from reader.ui.clipboard import copy_by_tool
from reader.ui.happened import Happened
from reader.ui.sheets import Sheets
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.timer import Timer

    from reader.article import Article
    from reader.corpus.questions import Corpus
    from reader.progress import Stopped
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits
    from reader.ui.screens.reading import ReadingScreen

_WARM_AFTER = 0.5
"""Seconds between the last article and what is made ready for later."""
_LOOK_AGAIN_AFTER = 5.0
"""Seconds after which it is tried again to ask what could not be asked."""
_SPANS = 16
"""Bars of the timeline, at most."""


class Doing:
    """Does what is to be done for one reading screen. What is slow is done in threads, one of a kind at a time."""

    def __init__(self, screen: ReadingScreen, state: ReadingState) -> None:
        given = state.given
        self._screen, self._given, self._searches = screen, given, given.searches
        self._sheets = Sheets(screen)
        self._timers: dict[type, Timer] = {}
        self._loading_since = time.time()

    def do(self, wanted: Sequence[effects.Effect], state: ReadingState) -> list[events.Event]:
        """Do it in order; what has happened by the end of it."""
        for effect in wanted:
            self._do(effect, state)
        return [events.Marked()] if any(isinstance(each, effects.Keep) for each in wanted) else []

    def _do(self, effect: effects.Effect, state: ReadingState) -> None:
        screen = self._screen
        match effect:
            case effects.Keep(write=write):
                write(self._given.library)
            case effects.Search():
                self._start("search", partial(self._search, effect))
            case effects.Load(paths=paths):
                self._searches.forget()
                self._loading_since = time.time()
                screen.workers.cancel_group(screen, "follow")
                self._start("load", partial(self._load, paths))
            case effects.ReadPages(hits=hits, numbers=numbers):
                self._start("pages", partial(self._read_pages, hits, numbers), exclusive=False)
            case effects.LookAgain(corpus=corpus):
                self._start("recover", partial(self._look_again, corpus))
            case effects.Follow(paths=paths, corpus=corpus) if corpus is not None:
                self._start("follow", partial(self._follow, paths, corpus))
            case effects.Follow():
                screen.workers.cancel_group(screen, "follow")
            case effects.Tell(text=text, severity=severity, seconds=seconds):
                screen.notify(text, severity=severity, timeout=seconds, markup=False)
            case effects.Copy(text=text, what=what):
                screen.app.copy_to_clipboard(text)
                self._start("copy", partial(self._copy, text, what))
            case effects.Browse(url=url):
                self._start("browse", partial(self._browse, url), exclusive=False)
            case effects.Show(sheet=sheet, then=then):
                self._sheets.open(sheet, lambda result: screen.happen(events.SheetLeft(then, result)))
            case effects.Later(seconds=seconds, event=event):
                self._later(seconds, event)
            case effects.FindTopicWords(row=row, article=article):
                self._start("topics", partial(self._find_topic_words, row, article))
            case effects.FindWords(row=row, article=article):
                self._start("words", partial(self._find_words, row, article))
            case effects.CountByTime(hits=hits, corpus=corpus):
                self._start("timeline", partial(self._count, hits, corpus))
            case effects.MeasureEvenness(hits=hits, corpus=corpus):
                self._start("evenness", partial(self._measure, hits, corpus))
            case effects.Compare(corpus=corpus) if corpus is not None:
                self._start("compare", partial(self._compare, corpus))
            case effects.Compare():
                screen.workers.cancel_group(screen, "compare")
            case effects.WarmUp():
                screen.set_timer(_WARM_AFTER, lambda: self._start("warm", self._warm_up))
            case effects.Leave():
                screen.call_later(screen.app.action_quit)

    def _start(self, group: str, work: Callable[[], Awaitable[None]], *, exclusive: bool = True) -> None:
        """Begin some work; it is cancelled where more of its group begins, perhaps before it was begun itself."""
        self._screen.run_worker(work, name=group, group=group, exclusive=exclusive)

    def _post(self, event: events.Event) -> None:
        """Tell the screen, from any thread."""
        self._screen.post_message(Happened(event))

    def _later(self, seconds: float, event: events.Event) -> None:
        if (before := self._timers.get(type(event))) is not None:
            before.stop()
        self._timers[type(event)] = self._screen.set_timer(seconds, partial(self._screen.happen, event))

    # In threads

    async def _load(self, paths: Sequence[str]) -> None:
        def post_all(stopped: Stopped) -> None:
            from reader.reading.loader import load

            for event in load(paths, self._given.options, stopped):
                self._post(event)

        await run_aside(post_all)

    async def _follow(self, paths: Sequence[str], corpus: Corpus) -> None:
        def post_all(stopped: Stopped) -> None:
            from reader.corpus.table import Table
            from reader.reading.follower import follow

            assert isinstance(corpus, Table), "only files are followed"
            for event in follow(paths, self._given.options, corpus, self._loading_since, stopped):
                self._post(event)

        await run_aside(post_all)

    async def _read_pages(self, hits: Hits, numbers: Sequence[int]) -> None:
        def read(_stopped: Stopped) -> events.Event:
            for number in numbers:
                hits.read_page(number)
            return events.PagesRead(hits)

        self._screen.happen(await self._or_unanswered(hits.corpus, read))

    async def _look_again(self, corpus: Corpus) -> None:
        def look(stopped: Stopped) -> events.Recovered | None:
            while not stopped():
                time.sleep(_LOOK_AGAIN_AFTER)
                with suppress(DuwenError):
                    found = corpus.recovered(stopped)
                    if found is not None:
                        return events.Recovered(corpus, found)
            return None

        found = await run_aside(look)
        if found is not None:
            self._screen.happen(found)

    async def _search(self, wanted: effects.Search) -> None:
        answer = await run_aside(partial(self._searches.run, wanted.ask, wanted.is_folded, self._post))
        if answer is not None:
            self._screen.happen(answer)

    async def _copy(self, text: str, what: str) -> None:
        tool = await run_aside(lambda _stopped: copy_by_tool(text))
        told = _("{what} copied (through {tool} and the terminal)") if tool else _("{what} copied")
        self._screen.notify(told.format(what=what, tool=tool), markup=False)

    async def _browse(self, url: str) -> None:
        if not await run_aside(lambda _stopped: webbrowser.open(url)):
            told = _("no browser found for {url}").format(url=url)
            self._screen.notify(told, severity="warning", markup=False)

    async def _find_topic_words(self, row: int, article: Article) -> None:
        from reader.language.word_lists import stop_words_of, teach

        def find(_stopped: Stopped) -> events.TopicWordsFound:
            from reader.insight.topic_words import topic_words

            settings = self._given.settings
            teach(settings.user_dictionary)
            return events.TopicWordsFound(row, topic_words(article, stop_words_of(settings.stop_words)))

        self._screen.happen(await run_aside(find))

    async def _find_words(self, row: int, article: Article) -> None:
        def find(_stopped: Stopped) -> events.WordsFound:
            from reader.language.words import words_in
            from reader.reading.page import PageSpan

            title = [PageSpan("title", span) for span in words_in(article.title)]
            return events.WordsFound(row, [*title, *(PageSpan("body", span) for span in words_in(article.body))])

        self._screen.happen(await run_aside(find))

    async def _count(self, hits: Hits, corpus: Corpus) -> None:
        def count(_stopped: Stopped) -> events.CountedByTime:
            from reader.insight.timeline import timeline

            return events.CountedByTime(hits, timeline(hits.results.dates, _SPANS))

        self._screen.happen(await run_aside(count))

    async def _measure(self, hits: Hits, corpus: Corpus) -> None:
        def measure(stopped: Stopped) -> events.EvennessMeasured:
            from reader.insight.dispersion import evenness

            return events.EvennessMeasured(hits, evenness(corpus, hits.results, stopped))

        self._screen.happen(await self._or_unanswered(corpus, measure))

    async def _or_unanswered(self, corpus: Corpus, work: Callable[[Stopped], events.Event]) -> events.Event:
        """What comes of some work in a thread, or why a corpus could not be asked."""
        try:
            return await run_aside(work)
        except DuwenError as error:
            return events.Unanswered(corpus, str(error), missing_of(error))

    async def _compare(self, corpus: Corpus) -> None:
        """Find the reprints; however that ends, it is over."""

        def find(stopped: Stopped) -> events.Event:
            def progress(done: int, total: int) -> None:
                self._post(events.Compared(done / max(total, 1)))

            self._given.insights.reprints(corpus, progress, stopped)
            return events.Compared(1.0, is_over=True)

        outcome: events.Event = events.Compared(1.0, is_over=True)
        try:
            outcome = await self._or_unanswered(corpus, find)
        finally:
            self._post(events.Compared(1.0, is_over=True))
        if isinstance(outcome, events.Unanswered):
            self._post(outcome)

    async def _warm_up(self) -> None:
        from reader.ui.warming import warm_up

        await run_aside(warm_up)
