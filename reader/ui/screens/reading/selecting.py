"""Selecting: part of the page, by moving from where one began; two clicks take a word, three a paragraph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from reader.article import Span
from reader.reading.page import PageSpan, Point, word_at
from reader.reading.selection import Selection
from reader.ui.screens.reading.base import among_hits
from reader.ui.screens.reading.wandering import Wandering
from reader.wording import _

if TYPE_CHECKING:
    from reader.ui.widgets.reading_pane import ReadingPane


class Selecting(Wandering):
    """The reading screen, as far as one takes hold of part of the text. The pane has what is selected."""

    BINDINGS = [Binding("ctrl+c", "copy_selection", show=False)]

    # Begin and end

    @among_hits
    def action_select(self) -> None:
        """Begin with what is selected, the word under the cursor, or the first that is seen; or give it up."""
        if self._held is not None:
            self._give_up()
        elif (selection := self.pane.selection) is not None:
            self.pane.selection = replace(selection, by_keys=True)
            self.tell_place()
        else:
            self.with_words(self._begin)

    def _begin(self, words: list[PageSpan]) -> None:
        if self.word_seen is None:
            self.go_to_word([word for word in words if word.part == "body"], 1)
        if self.pane.word is not None:
            self._take(self.pane.word, by_keys=True)

    def _take(self, place: PageSpan, *, by_keys: bool = False) -> None:
        self.reading = True
        self.show_panes()
        self.pane.word = None
        self.pane.selection = Selection(place.part, place.span.start, place.span.end, by_keys)
        self.tell_place()

    def _give_up(self) -> None:
        self.pane.selection = None
        self.tell_place()

    @property
    def _held(self) -> Selection | None:
        """The selection, while keys move its end."""
        selection = self.pane.selection
        return selection if selection is not None and selection.by_keys else None

    def tell_place(self) -> None:
        """Say how a selection goes on, or where the reader is."""
        if self._held is not None:
            self.place.text = self.with_keys(_("selecting: {copy} copies, {back} cancels"))
        else:
            super().tell_place()

    def on_descendant_focus(self) -> None:
        """In the list and in the bar, keys have another meaning. Textual calls the base's handler too."""
        if self._held is not None and self.focused is not self.pane:
            self._give_up()

    # Copy

    @among_hits
    def action_copy(self) -> None:
        """What is selected, which then is no more, or the whole article."""
        super().action_copy()
        if self.pane.selection is not None:
            self._give_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ctrl+c copies what is selected; it leaves the reader where nothing is."""
        if action == "copy_selection":
            return self.pane.selection is not None
        return super().check_action(action, parameters)

    def action_copy_selection(self) -> None:
        """As the key for copying does."""
        self.action_copy()

    # Moving the end

    @among_hits
    def _move(self, step: int) -> None:
        if self._held is None:
            super()._move(step)
        else:
            self._extend_by_lines(step)

    @among_hits
    def action_page(self, pages: float) -> None:
        """Pages on or back."""
        if self._held is None:
            super().action_page(pages)
        else:
            self._extend_by_lines(round(pages * self.pane.size.height))

    @among_hits
    def action_read_on(self) -> None:
        """A page on."""
        if self._held is None:
            super().action_read_on()
        else:
            self.action_page(1)

    @among_hits
    def action_move_to_end(self, last: bool) -> None:
        """To an end of the part that the selection is in."""
        if (held := self._held) is None:
            super().action_move_to_end(last)
        else:
            self._extend(len(self.pane.text(held.part)) if last else 0)

    @among_hits
    def action_word(self, step: int) -> None:
        """To the end of the next word, or the beginning of the one before."""
        if self._held is None:
            super().action_word(step)
        else:
            self.with_words(partial(self._extend_by_word, step))

    @among_hits
    def action_read(self) -> None:
        """A character on."""
        if (held := self._held) is None:
            super().action_read()
        else:
            self._extend(held.head + 1)

    def action_list(self) -> None:
        """A character back."""
        if (held := self._held) is None:
            super().action_list()
        else:
            self._extend(held.head - 1)

    def action_back(self) -> None:
        """Give up what is selected."""
        if self.pane.selection is None:
            super().action_back()
        else:
            self._give_up()

    @among_hits
    def action_switch(self) -> None:
        """To the list."""
        self._give_up()
        super().action_switch()

    def search_for(self, text: str) -> None:
        """Search for something."""
        self._give_up()
        super().search_for(text)

    def _read_row(self, row: int) -> None:
        self._give_up()
        super()._read_row(row)

    def _extend(self, head: int) -> None:
        if (held := self._held) is not None:
            self.pane.selection = held.to(min(max(head, 0), len(self.pane.text(held.part))))

    def _extend_by_lines(self, lines: int) -> None:
        if (held := self._held) is not None:
            self._extend(self.pane.offset_lines_on(held.part, held.head, lines))

    def _extend_by_word(self, step: int, words: list[PageSpan]) -> None:
        if (held := self._held) is None:
            return
        spans = [word.span for word in words if word.part == held.part]
        if step > 0:
            self._extend(next((span.end for span in spans if span.end > held.head), held.head))
        else:
            self._extend(next((span.start for span in reversed(spans) if span.start < held.head), held.head))

    # The mouse

    def on_reading_pane_pointed(self, message: ReadingPane.Pointed) -> None:
        """Two clicks take a word, three the paragraph. Textual calls Wandering's handler too."""
        if message.times == 2:
            self.with_words(partial(self._take_word, message.point))
        elif message.times == 3:
            self._take(self._paragraph_at(message.point))

    def _take_word(self, point: Point, words: list[PageSpan]) -> None:
        if (word := word_at(words, point)) is not None:
            self._take(word)

    def _paragraph_at(self, point: Point) -> PageSpan:
        text = self.pane.text(point.part)
        end = text.find("\n", point.offset)
        return PageSpan(point.part, Span(text.rfind("\n", 0, point.offset) + 1, end if end >= 0 else len(text)))
