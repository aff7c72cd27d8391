"""Wandering: a cursor that goes from word to word, a search for the word it is on, and the way back and forth."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from reader.reading.page import PageSpan, order_on_page, place_on_page, word_at
from reader.ui.background import run_aside
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.folding import Folding
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.reading.page import Point
    from reader.search.hits import Hit
    from reader.ui.widgets.reading_pane import ReadingPane


class Stop(NamedTuple):
    """Where one was."""

    query: str
    """What found what was listed."""
    row: int
    """The article that was open."""
    hit: int
    """At which of its hits one was."""
    first: PageSpan
    """Where what was seen of it began."""
    word: PageSpan | None
    """The word that the word cursor was on."""


class Wandering(Folding):
    """The reading screen, as far as one strays from what one searched."""

    _words_of: tuple[int, list[PageSpan]] = (-1, [])
    """Row of an article, and the words of its title and body."""
    _awaits_words = False

    def on_mount(self) -> None:
        """Nowhere to go back to yet."""
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def must_wait(self) -> bool:
        """Words that are being looked for are meant by what is typed next."""
        return self._awaits_words or super().must_wait()

    # Words

    @among_hits
    def action_word(self, step: int) -> None:
        """The next or the previous word of the page."""
        self.with_words(lambda words: self.go_to_word(words, step))

    def with_words(self, act: Callable[[list[PageSpan]], None]) -> None:
        """Do something with the words of the open article, in the order of the page, once they are known."""
        if (hit := self.hit) is None:
            return
        if self._words_of[0] == hit.row:
            act(sorted([*self._words_of[1], *self.pane.keyword_places], key=place_on_page))
        else:
            self._awaits_words = True
            self._find_words(hit, act)

    @work(exclusive=True, group="words")
    async def _find_words(self, hit: Hit, act: Callable[[list[PageSpan]], None]) -> None:
        words: list[PageSpan] = []

        def find(stopped: Callable[[], bool]) -> None:
            from reader.language.words import words_in

            words.extend(PageSpan("title", span) for span in words_in(hit.article.title))
            words.extend(PageSpan("body", span) for span in words_in(hit.article.body))

        try:
            await run_aside(find)
        finally:
            self._awaits_words = False
        self._words_of = hit.row, words
        if self.hit is not None and self.hit.row == hit.row:
            self.with_words(act)
        self.go_on()

    def go_to_word(self, words: list[PageSpan], step: int) -> None:
        """Put the word cursor on the next of some words, or the one before; at first on one that is seen."""
        if not words:
            return
        at = self.word_seen or self._hit_seen or self.pane.first_seen
        if step > 0:
            index = bisect_left(words, order_on_page(at.part, at.span.end), key=place_on_page)
        else:
            index = bisect_left(words, order_on_page(at.part, at.span.start), key=place_on_page) - 1
        self._put_cursor(words[min(max(index, 0), len(words) - 1)])

    @property
    def word_seen(self) -> PageSpan | None:
        """The word that the word cursor is on, if it is on the screen."""
        return self.pane.word if self.pane.word is not None and self.pane.sees(self.pane.word) else None

    @property
    def _hit_seen(self) -> PageSpan | None:
        return self.pane.current if self.pane.current is not None and self.pane.sees(self.pane.current) else None

    def _put_cursor(self, word: PageSpan) -> None:
        self.reading = True
        self.show_panes()
        self.pane.word = word

    @among_hits
    def action_keyword(self) -> None:
        """The next of the keywords above the text, after the last the first."""
        places, at = self.pane.keyword_places, self.pane.word
        if places:
            self._put_cursor(places[(places.index(at) + 1) % len(places)] if at in places else places[0])
        else:
            self.place.text = self.with_keys(_("no keywords above the text; {keywords} shows them"))

    @among_hits
    def action_read(self) -> None:
        """Into the text; from a keyword that the word cursor is on, to what it finds."""
        if self.reading and (word := self.word_seen) is not None and word.part == "keywords":
            self._search_run(self.pane.text_at(word))
        else:
            super().action_read()

    @among_hits
    def action_search_word(self) -> None:
        """Search for what is selected, or the word under the cursor; without either, set the cursor."""
        if (selection := self.pane.selection) is not None:
            self._search_run(" ".join(self.pane.text_at(selection.span).split()))
        elif (word := self.word_seen) is not None:
            self._search_run(self.pane.text_at(word))
        else:
            self.action_word(1)
            told = _("{next-word} and {previous-word} go from word to word; {search-word} searches for it.")
            self.notify(self.with_keys(told), markup=False)

    def on_reading_pane_pointed(self, message: ReadingPane.Pointed) -> None:
        """A click on a keyword searches for it, on another word it puts the word cursor there."""
        if message.times == 1:
            self.with_words(partial(self._point, message.point))

    def _point(self, point: Point, words: list[PageSpan]) -> None:
        word = word_at(words, point)
        if word is None or word.part != "keywords":
            self.pane.word = word
        else:
            self._search_run(self.pane.text_at(word))

    # The way back and forth

    def _search_run(self, text: str) -> None:
        """Search for just these characters."""
        from reader.search.writing import of_run

        self.search_for(of_run(text))

    def search_for(self, text: str) -> None:
        """Search for something, with a way back."""
        self._leave()
        super().search_for(text)

    def open_row(self, row: int) -> None:
        """Read an article, with a way back."""
        self._leave()
        super().open_row(row)

    def _leave(self) -> None:
        if (here := self._here) is not None:
            self._behind.append(here)
            self._ahead.clear()

    @property
    def _here(self) -> Stop | None:
        pane = self.pane
        if self.hit is None:
            return None
        return Stop(self.asked, self.hit.row, pane.place, pane.first_seen, pane.word)

    @among_hits
    def action_go_back(self) -> None:
        """To the search and the article from which one strayed."""
        if not self._go(self._behind, self._ahead):
            self.place.text = _("no way back")

    @among_hits
    def action_go_forward(self) -> None:
        """To where one was before one went back."""
        if not self._go(self._ahead, self._behind):
            self.place.text = _("no way forward")

    def _go(self, way: list[Stop], other: list[Stop]) -> bool:
        """To the last stop of a way, so that the other way leads here; False where there is none."""
        if not way:
            return False
        if (here := self._here) is not None:
            other.append(here)
        stop = way.pop()
        self.put(stop.query)
        self.ask_bar()
        self.take_turn(partial(self._return_to, stop))
        return True

    def _return_to(self, stop: Stop) -> None:
        self._read_row(stop.row)
        if self.hit is not None and self.hit.row == stop.row:
            self.pane.return_to(stop.hit, stop.first)
            self.pane.word = stop.word if stop.word is not None and stop.word.part != "keywords" else None
            self.tell_place()
