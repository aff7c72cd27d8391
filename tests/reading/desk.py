"""A desk to read at without a screen: keys and events make states, and what is to be done is done at once, or held."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import polars as pl

from reader.article import Article
from reader.corpus.options import AS_DETECTED
from reader.corpus.table import Table
from reader.errors import QuerySyntaxError
from reader.insight.kept import Insights
from reader.insight.topic_words import TopicWords
from reader.language.words import words_in
from reader.library import Library
from reader.reading import effects, events
from reader.reading.actions import ACTIONS
from reader.reading.asking import Asking
from reader.reading.happening import chosen, happened, pressed
from reader.reading.layout import Size
from reader.reading.opened import Opened
from reader.reading.page import PageSpan
from reader.reading.searches import Searches
from reader.reading.state import Given, ReadingState
from reader.search.engine import Searcher
from reader.search.hits import Hits
from reader.search.syntax import parse
from reader.search.tree import Marked
from reader.settings import Settings
from reader.sheets.inquiry import Closed, Inquiry

KEYS = {action.id: (action.keys or action.in_bar)[0] for action in ACTIONS}
EffectT = TypeVar("EffectT", bound=effects.Effect)


@dataclass
class Desk:
    """One reader of a corpus."""

    corpus: Table
    state: ReadingState
    held: Sequence[type] = ()
    """Kinds of effects that are not done, but for `let`."""
    done: list[effects.Effect] = field(default_factory=list)
    """All that was to be done, in order."""

    @property
    def library(self) -> Library:
        return self.state.given.library

    @property
    def opened(self) -> Opened:
        assert self.state.opened is not None
        return self.state.opened

    @property
    def title(self) -> str:
        return self.opened.hit.article.title

    @property
    def titles(self) -> list[str]:
        return [hit.article.title for hit in self.state.hits.first(100)] if self.state.hits is not None else []

    def press(self, *ids: str) -> "Desk":
        """Keys, by the ids of what they do."""
        for id in ids:
            [action] = [action for action in ACTIONS if action.id == id]
            self._take(pressed(self.state, action))
        return self

    def typed(self, text: str) -> "Desk":
        """A query in the bar, character by character."""
        self.press("search")
        for end in range(len(text) + 1):
            self.happen(events.Typed(text[:end], end))
        return self

    def search(self, text: str) -> "Desk":
        """The same, and Enter."""
        return self.typed(text).press("list")

    def choose(self, query: str) -> "Desk":
        """A search of the palette."""
        self._take(chosen(self.state, query))
        return self

    def happen(self, event: events.Event) -> "Desk":
        if isinstance(event, events.CorpusGrew):
            self.state.given.insights.follow(event.corpus)
        self._take(happened(self.state, event))
        return self

    def let(self, *kinds: type) -> "Desk":
        """Do what was held of some kinds."""
        waiting = [each for each in self.done if isinstance(each, kinds)]
        self.done = [each for each in self.done if each not in waiting]
        self.held = [kind for kind in self.held if kind not in kinds]
        for effect in waiting:
            self._do(effect)
        return self

    def all(self, kind: type[EffectT]) -> list[EffectT]:
        """What was to be done of one kind."""
        return [each for each in list(self.done) if isinstance(each, kind)]

    def last(self, kind: type[EffectT]) -> EffectT:
        return self.all(kind)[-1]

    def leave(self, result: Any, cursor: int = 0, **changes: Any) -> "Desk":
        """The sheet that was opened last gives something, and is left; of an inquiry some fields were changed."""
        shown = self.last(effects.Show)
        if isinstance(shown.sheet, Inquiry):
            result = Closed(replace(shown.sheet, **changes), cursor, result)
        return self.happen(events.SheetLeft(shown.then, result))

    def _take(self, state: ReadingState) -> None:
        self.state = state.but(effects=())
        for effect in state.effects:
            self.done.append(effect)
            if type(effect) not in self.held:
                self._do(effect)

    def _do(self, effect: effects.Effect) -> None:
        match effect:
            case effects.Search(ask=ask, is_folded=is_folded):
                if ask.generation == self.state.asking.generation:
                    self.happen(self._answer(ask.text, ask.order, ask.generation, is_folded))
            case effects.Keep(write=write):
                write(self.library)
                self.happen(events.Marked())
            case effects.Later(event=event):
                self.happen(event)
            case effects.FindTopicWords(row=row, article=article):
                self.happen(events.TopicWordsFound(row, _first_words(article)))
            case effects.FindWords(row=row, article=article):
                self.happen(events.WordsFound(row, _words(article)))
            case effects.Compare(corpus=corpus):
                if corpus is not None:
                    self.state.given.insights.reprints(corpus, lambda done, total: None, lambda: False)
                self.happen(events.Compared(1.0, is_over=True))

    def _answer(self, text: str, order: Any, generation: int, is_folded: bool) -> events.Event:
        try:
            query = parse(text, typing=True)
        except QuerySyntaxError as error:
            return events.Misread(generation, error.reason, error.column)
        results = Searcher(self._marked).search(self.corpus, query, order, lambda: False)
        assert results is not None
        listed = self.state.given.insights.firsts(results.rows) if is_folded else None
        return events.Searched(generation, Hits(self.corpus, results, listed))

    def _marked(self, mark: Marked) -> pl.Series:
        ids = {"unread": self.library.ids_read, "starred": self.library.ids_starred}.get(mark.mark)
        ids = self.library.ids_tagged(mark.tag) if ids is None else ids
        return pl.Series([int(id, 16) for id in ids], dtype=pl.UInt64)


def _words(article: Article) -> list[PageSpan]:
    spans = [PageSpan("title", span) for span in words_in(article.title)]
    return spans + [PageSpan("body", span) for span in words_in(article.body)]


def _first_words(article: Article) -> TopicWords:
    spans = words_in(article.body)[:2]
    return TopicWords([article.body[span.start : span.end] for span in spans], spans)


def desk(
    corpus: Table,
    *,
    size: tuple[int, int] = (120, 40),
    held: Sequence[type] = (),
    query: str = "",
    **settings: Any,
) -> Desk:
    """A reader of a corpus that is loaded."""
    of_settings = Settings(**settings)
    library, insights = Library.in_memory(), Insights()
    searches = Searches(library, insights.firsts)
    given = Given(library, of_settings, searches, insights, AS_DETECTED, KEYS)
    state = ReadingState(given, Size(*size), ("dump.txt",), asking=Asking(query, of_settings.sort))
    reader = Desk(corpus, state, held)
    return reader.happen(events.CorpusGrew(corpus, None))
