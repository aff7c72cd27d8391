"""Wandering: a cursor that goes from word to word, a search for the word it is on, and the way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from reader.article import Span
from reader.ui import background
from reader.ui.messages import WordsFound
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.comparing import Comparing
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.search.hits import Hit


class Wandering(Comparing):
    """The reading screen, as far as one strays from what one searched."""

    _words_of: tuple[int, list[Span]] = (-1, [])
    """Row of an article, and the words of its body."""

    def on_mount(self) -> None:
        """Nowhere to go back to yet."""
        self._trail: list[tuple[str, int]] = []

    @among_hits
    def action_word(self, step: int) -> None:
        """The next or the previous word of the text."""
        if (hit := self.hit) is None:
            return
        if self._words_of[0] == hit.row:
            self._go_to_word(step)
        else:
            self._find_words(hit, step)

    @work(exclusive=True, group="words")
    async def _find_words(self, hit: Hit, step: int) -> None:
        def post(stopped: Callable[[], bool]) -> None:
            found = WordsFound(hit.row, background.words_of(hit.article), step)
            if not stopped():
                self.post_message(found)

        await background.run_aside(post)

    def on_words_found(self, message: WordsFound) -> None:
        """Go to one of them, if their article is still open."""
        if self.hit is not None and self.hit.row == message.row:
            self._words_of = message.row, message.words
            self._go_to_word(message.step)

    def _go_to_word(self, step: int) -> None:
        words, at = self._words_of[1], self.pane.word
        if not words:
            return
        if at is None:
            index = bisect_left(words, self.pane.first_offset, key=lambda word: word.start)
        elif step > 0:
            index = bisect_right(words, at.start, key=lambda word: word.start)
        else:
            index = bisect_left(words, at.start, key=lambda word: word.start) - 1
        self.reading = True
        self.show_panes()
        self.pane.word = words[min(max(index, 0), len(words) - 1)]

    @among_hits
    def action_search_word(self) -> None:
        """Search for the word under the cursor; without a cursor, set it on the first word that is seen."""
        if self.pane.word is None or self.hit is None:
            self.action_word(1)
            self.notify(_("w and b go from word to word; * searches for the one they are on."), markup=False)
        else:
            self.search_for(self.hit.article.body[self.pane.word.start : self.pane.word.end])

    # The way back

    def search_for(self, text: str) -> None:
        """Search for something, with a way back."""
        self._leave()
        super().search_for(text)

    def open_row(self, row: int) -> None:
        """Read an article, with a way back."""
        self._leave()
        super().open_row(row)

    def _leave(self) -> None:
        if self.hit is not None:
            self._trail.append((self.bar.value, self.hit.row))

    def action_go_back(self) -> None:
        """To the search and the article from which one strayed."""
        if not self._trail:
            self.place.text = _("no way back")
            return
        text, row = self._trail.pop()
        self.put(text)
        self.ask_bar()
        self.take_turn(partial(self._read_row, row))
