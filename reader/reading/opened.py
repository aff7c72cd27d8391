"""The open article: its page, and where on it the reader is. Every change makes another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Span
from reader.reading.page import Additions, Page, PageSpan, Point
from reader.reading.scroll_map import ScrollMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.language.widths import Ambiguous
    from reader.reading.marks import Marks
    from reader.reading.page import Part
    from reader.reading.selection import Selection
    from reader.search.hits import Hit

_SCREENS_AHEAD = 8
"""Screens laid out below the one that is looked at, so that no page key meets the end of a guess."""
_CONTEXT_LINES = 4
"""Lines to be seen above a hit that was jumped to."""
_TOP_OF_PAGE = PageSpan("title", Span(0, 0))


class Fit(NamedTuple):
    """What a page is set for."""

    measure: int
    """Cells a line."""
    height: int
    """Lines that are seen at once."""
    ambiguous: Ambiguous = 1
    """Cells that the terminal gives to characters such as “."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article on a page. The page is laid out where it is looked at; nothing else in here changes."""

    hit: Hit
    """What is read."""
    fit: Fit
    """What it is set for."""
    added: Additions
    """What is shown of it beside what it says and what was searched."""
    page: Page
    """Its lines."""
    top: int = 0
    """The first line that is seen."""
    at: int = 0
    """Which of its hits the reader is at."""
    word: PageSpan | None = None
    """The word that the word cursor is on."""
    selection: Selection | None = None
    """What is selected."""
    held: tuple[int, int] | None = None
    """The first line that was seen, and the code point of the body that stays there however the page is set."""

    # What is seen

    @property
    def last_top(self) -> int:
        """The first line that is seen at the end; a guess until the page is laid out so far."""
        return max(len(self.page) - self.fit.height, 0)

    @property
    def is_at_end(self) -> bool:
        """True where the last line is seen."""
        return self.top >= self.last_top

    @property
    def share_read(self) -> float:
        """How much of the page lies above the lower edge of what is seen, 0 to 1."""
        return self.page.share_read(self.top + self.fit.height - 1)

    @property
    def map(self) -> ScrollMap:
        """Which part of the page is seen."""
        return ScrollMap(len(self.page), self.fit.height, self.top)

    @property
    def first_offset(self) -> int:
        """The first code point of the body that is seen; 0 where the head is."""
        return self.page.first_offset(self.top)

    @property
    def first_seen(self) -> PageSpan:
        """Where what is seen begins: the title, or a character of the body; nothing long."""
        if self.top < self.page.line_of("body", 0):
            return _TOP_OF_PAGE
        return PageSpan("body", Span(self.first_offset, self.first_offset))

    def sees(self, span: PageSpan) -> bool:
        """True where its beginning is on a line that is seen."""
        return 0 <= self.page.line_of(span.part, span.span.start) - self.top < self.fit.height

    @property
    def hit_at(self) -> PageSpan | None:
        """The hit that the reader is at."""
        places = self.hit.places
        return PageSpan(*places[self.at]) if self.at < len(places) else None

    @property
    def word_seen(self) -> PageSpan | None:
        """The word that the word cursor is on, if it is seen."""
        return self.word if self.word is not None and self.sees(self.word) else None

    @property
    def hit_seen(self) -> PageSpan | None:
        """The hit that the reader is at, if it is seen."""
        return hit if (hit := self.hit_at) is not None and self.sees(hit) else None

    @property
    def is_selecting(self) -> bool:
        """True while the keys that move in the text move the end of what is selected."""
        return self.selection is not None and self.selection.by_keys

    def text_at(self, span: PageSpan) -> str:
        """What stands there."""
        return self.page.text(span.part)[span.span.start : span.span.end]

    @property
    def selected(self) -> str:
        """The text that is selected; empty where none is."""
        return self.text_at(self.selection.span) if self.selection is not None else ""

    def point_at(self, line: int, cell: int) -> Point | None:
        """What lies on a visible line, counted from 0, at a cell of the text."""
        return self.page.point_at(self.top + line, cell)

    def offset_lines_on(self, part: Part, offset: int, lines: int) -> int:
        """The code point of the same part some lines down or up, in the same column."""
        line, cell = self.page.line_of(part, offset), self.page.cell_of(part, offset)
        point = self.page.point_at(max(line + lines, 0), cell)
        if point is not None and point.part == part:
            return point.offset
        return len(self.page.text(part)) if lines > 0 else 0

    # Moving in it

    def scrolled(self, top: int) -> Opened:
        """The same from another line on; the first or the last where that is beyond."""
        was_end = 0 < top >= self.last_top
        self._lay_out(top)
        top = max(min(top, self.last_top), 0)
        while was_end and top != self.last_top:
            top = self.last_top
            self._lay_out(top)
        return replace(self, top=top)

    def showing(self, part: Part, offset: int) -> Opened:
        """The same with a code point in sight, some lines above it too where it was not."""
        line = self.page.line_of(part, offset)
        if self.top <= line < self.top + max(self.fit.height - 1, 1):
            return self
        return self.scrolled(line - min(_CONTEXT_LINES, self.fit.height // 3))

    def at_hit(self, at: int) -> Opened:
        """The same at one of its hits."""
        here = replace(self, at=at)
        return here.showing(hit.part, hit.span.start) if (hit := here.hit_at) is not None else here

    def at_word(self, word: PageSpan | None) -> Opened:
        """The same with the word cursor on a word, or on none."""
        here = replace(self, word=word)
        return here.showing(word.part, word.span.start) if word is not None else here

    def selecting(self, selection: Selection | None, *, follow: bool = True) -> Opened:
        """The same with something selected, its moving end in sight where it is to be followed; or with nothing."""
        here = replace(self, selection=selection)
        return here.showing(selection.part, selection.head) if selection is not None and follow else here

    def returned_to(self, at: int, first: PageSpan) -> Opened:
        """The same at one of its hits, seen from where one saw it."""
        line = self.page.line_of("body", first.span.start) if first.part == "body" else 0
        return replace(self, at=at).scrolled(line)

    # Setting it

    def adding(self, added: Additions) -> Opened:
        """The same with other things shown; the text stays where it is."""
        if added == self.added:
            return self
        others = added.keywords != self.added.keywords
        word = None if others and self.word is not None and self.word.part == "keywords" else self.word
        chosen = self.selection
        selection = None if others and chosen is not None and chosen.part == "keywords" else chosen
        return replace(self, added=added, word=word, selection=selection)._set(self.fit)

    def fitted(self, fit: Fit) -> Opened:
        """The same set for another room; the first character that is seen stays in place."""
        return self if fit == self.fit else self._set(fit)

    def _set(self, fit: Fit) -> Opened:
        """Where the body is at the top, the same character stays on the first line, however often it is set."""
        same = fit.measure == self.fit.measure and fit.ambiguous == self.fit.ambiguous
        page = self.page.adding(self.added) if same else Page(self.hit, fit.measure, self.added, fit.ambiguous)
        anew = replace(self, fit=fit, page=page)
        if self.top < self.page.line_of("body", 0):
            return anew.scrolled(self.top)
        offset = self.held[1] if self.held is not None and self.held[0] == self.top else self.first_offset
        anew = anew.scrolled(page.line_of("body", offset))
        return replace(anew, held=(anew.top, offset))

    def _lay_out(self, line: int) -> None:
        """Lay out what may be looked at soon, many lines at a time."""
        screen = max(self.fit.height, 1)
        if not self.page.is_complete and self.page.known_lines < line + 2 * screen:
            self.page.reach(line + _SCREENS_AHEAD * screen)


def opened(hit: Hit, fit: Fit, added: Additions, start: int = 0) -> Opened:
    """An article at its first hit; without one, at a code point of its body where it was left."""
    anew = Opened(hit, fit, added, Page(hit, fit.measure, added, fit.ambiguous)).scrolled(0)
    if hit.places:
        return anew.at_hit(0)
    return anew.scrolled(anew.page.line_of("body", start)) if start else anew


def additions(marks: Marks, watched: Sequence[Span], words: Sequence[str] | None, spans: Sequence[Span]) -> Additions:
    """What is shown of an article beside what it says; `words` are its topic words, None where they are not shown."""
    return Additions(words, spans, watched, marks)
