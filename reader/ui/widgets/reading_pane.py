"""The reading pane: shows one page, draws the lines that are visible, keeps the current hit in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.article import Span
from reader.reading.marks import Marks
from reader.reading.page import (
    MOST_TERM_LOOKS,
    MOST_WATCH_LOOKS,
    Additions,
    Page,
    PageSpan,
    Point,
    term_look,
    watch_look,
)
from reader.reading.scroll_map import ScrollMap
from reader.reading.selection import Selection
from reader.ui.dragging import Dragging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.language.widths import Ambiguous
    from reader.reading.page import Part
    from reader.search.hits import Hit

_SIDE = 2
"""Blank cells at least, left and right of the text."""
_SCREENS_AHEAD = 8
"""Screens laid out below the one that is looked at, so that no page key meets the end of a guess."""
_CONTEXT_LINES = 4
"""Lines to be seen above a hit that was jumped to."""


class ReadingPane(Dragging, can_focus=True, inherit_bindings=False):
    """One article, set for reading in the middle of the pane."""

    ALLOW_SELECT = False
    """What is selected is known here by its code points, not by Textual by its cells."""
    COMPONENT_CLASSES = {
        *(f"reading-pane--{part}" for part in ("title", "facts", "keywords", "note", "body", "blank")),
        *(f"reading-pane--{watch_look(group)}" for group in range(MOST_WATCH_LOOKS)),
        *(f"reading-pane--{term_look(term)}" for term in range(MOST_TERM_LOOKS)),
        "reading-pane--current-hit",
        "reading-pane--keyword",
        "reading-pane--word",
        "reading-pane--selection",
        "reading-pane--map-hit",
        "reading-pane--track",
        "reading-pane--thumb",
    }

    hit: reactive[Hit | None] = reactive(None, always_update=True)
    """What is read."""
    watched: Sequence[Span] = ()
    """Where words that the reader watches for stand in the next article; set before the hit."""
    start = 0
    """The first code point of the body to show of the next article, unless it has hits; set before the hit."""
    marks: reactive[Marks] = reactive(Marks())
    """The reader's marks on the article."""
    keywords: reactive[tuple[Sequence[str] | None, Sequence[Span]]] = reactive((None, ()))
    """Words to show above the text, none while they are not known yet, and where they stand in it."""
    word: reactive[PageSpan | None] = reactive(None)
    """The word that the word cursor is on."""
    selection: reactive[Selection | None] = reactive(None)
    """What is selected."""
    place = reactive(0)
    """Which of the hit's places the reader is at."""
    measure = reactive(80)
    """Cells a line, at most."""
    ambiguous: reactive[Ambiguous] = reactive(1)
    """Cells of the characters that the terminal may draw wide."""

    class Scrolled(Message):
        """Another part of the page is visible."""

        def can_replace(self, message: Message) -> bool:
            """Only the last matters."""
            return isinstance(message, ReadingPane.Scrolled)

    class Pointed(Message):
        """A character was clicked."""

        def __init__(self, point: Point, times: int) -> None:
            super().__init__()
            self.point = point
            """Which."""
            self.times = times
            """How often, one click right after the other."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pressed: Point | None = None
        self._page: Page | None = None
        self._strips: dict[int, Strip] = {}
        self._kept: tuple[int, int] | None = None
        self._map_rows: tuple[object, frozenset[int]] = (None, frozenset())
        self.share_read = 0.0
        """How much of the page lies above the lower edge, 0 to 1."""

    @property
    def at_end(self) -> bool:
        """True where the last line is visible."""
        return self.scroll_offset.y >= self.max_scroll_y

    def watch_hit(self) -> None:
        """Set another article, and show its first hit, or the place where it was left."""
        self._set_page()
        self._kept = None
        self.scroll_to(y=0, animate=False, force=True)
        self.set_reactive(ReadingPane.place, 0)
        self.set_reactive(ReadingPane.word, None)
        self.set_reactive(ReadingPane.selection, None)
        self._show_start()
        self._show_place()
        self._report()

    def watch_place(self) -> None:
        """Bring the current hit into sight."""
        self._forget()
        self._show_place()

    def watch_word(self) -> None:
        """Bring the word cursor into sight."""
        self._forget()
        if self.word is not None:
            self._show(self.word.part, self.word.span.start)

    def watch_selection(self) -> None:
        """Show what is selected, and where its head is."""
        self._forget()
        if self.selection is not None and self._pressed is None:
            self._show(self.selection.part, self.selection.head)

    def watch_keywords(self) -> None:
        """Show the keywords; the text stays where it is."""
        if self.word is not None and self.word.part == "keywords":
            self.word = None
        self._reset_page()

    def watch_marks(self) -> None:
        """Show the marks; the text stays where it is."""
        self._reset_page()

    def watch_measure(self) -> None:
        """Set again; the first visible character stays in place."""
        self._reset_page()

    def watch_ambiguous(self) -> None:
        """Set again for the terminal's widths."""
        self._reset_page()

    def on_resize(self) -> None:
        """Set again for the new width; for the first time where the pane had none before."""
        if self._page is None and self.hit is not None:
            self._set_page()
            self._show_place()
        else:
            self._reset_page()
        self._report()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        is_at_end = self.at_end
        self._lay_out_around(self.scroll_offset.y)
        if is_at_end and self.scroll_offset.y != self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
        self._report()

    def notify_style_update(self) -> None:
        """A new theme paints everything anew."""
        super().notify_style_update()
        self._forget()

    def render_line(self, y: int) -> Strip:
        """One line of the page, in the middle of the pane, and the map's cell beside it."""
        number = y + self.scroll_offset.y
        if self._page is None or number >= len(self._page):
            return Strip.blank(self.size.width, self.rich_style)
        if number not in self._strips:
            self._strips[number] = self._strip(self._page, number)
        return Strip.join([self._strips[number], self._map_cell(y)])

    @property
    def _map(self) -> ScrollMap:
        return ScrollMap(self.virtual_size.height, self.size.height, self.scroll_offset.y)

    def _map_cell(self, row: int) -> Strip:
        """What part is seen, and whether a hit lies here."""
        cell = self._map.cell(row)
        style = self.rich_style if cell == "blank" else self.get_component_rich_style(f"reading-pane--{cell}")
        if row not in self._rows_with_hits():
            return Strip([Segment(" ", style)], 1)
        return Strip([Segment("-", style + self.get_component_rich_style("reading-pane--map-hit", partial=True))], 1)

    def _rows_with_hits(self) -> frozenset[int]:
        """Rows of the map on which hits lie, by their share of the text: no line need be laid out for it."""
        if self._page is None or self.hit is None or self._map.cell(0) == "blank":
            return frozenset()
        key = (self.hit.row, self.size.height, self.virtual_size.height)
        if self._map_rows[0] != key:
            body, head = max(len(self.hit.article.body), 1), self._page.line_of("body", 0)
            lines = (head + span.start * (self.virtual_size.height - head) // body for span in self.hit.body_spans)
            self._map_rows = key, self._map.rows_of(lines)
        return self._map_rows[1]

    # The mouse

    def drag_from(self, x: int, y: int) -> bool:
        """A selection may begin here; the one before is given up."""
        self.selection = None
        self._pressed = self._point_at(x, y) if x < self._width else None
        return self._pressed is not None

    def drag_to(self, x: int, y: int) -> None:
        """Select from where the button was pressed; in another part, to the end of the one where that was."""
        start, point = self._pressed, self._point_at(x, min(max(y, 0), self.size.height - 1))
        if start is None or self._page is None or point is None:
            return
        head = point.offset
        if point.part != start.part:
            is_below = y + self.scroll_offset.y > self._page.line_of(start.part, start.offset)
            head = len(self._page.text(start.part)) if is_below else 0
        if self.selection is not None or head != start.offset:
            self.selection = Selection(start.part, start.offset, head)

    def drop(self) -> None:
        """That is what is selected, if anything."""
        self._pressed = None
        if self.selection is not None and self.selection.is_empty:
            self.selection = None

    def on_click(self, event: events.Click) -> None:
        """A click on the map goes there; one on a character means it."""
        if event.x >= self._width:
            self.scroll_to(y=self._map.top_at(event.y), animate=False, force=True)
        elif self.selection is None and (point := self._point_at(event.x, event.y)) and point.is_on_text:
            self.post_message(self.Pointed(point, event.chain))

    def _point_at(self, x: int, y: int) -> Point | None:
        if self._page is None:
            return None
        return self._page.point_at(y + self.scroll_offset.y, x - self._left(self._width))

    @property
    def _width(self) -> int:
        """Cells for the text, the map's left out."""
        return max(self.size.width - 1, 0)

    def _strip(self, page: Page, number: int) -> Strip:
        segments = [Segment(" " * self._left(self._width), self.rich_style)]
        over = [(self.selection.span, "selection")] if self.selection is not None else []
        if self.word is not None:
            over.append((self.word, "word"))
        for run in page.runs(number, self.current, over):
            style = self.get_component_rich_style(f"reading-pane--{run.look}")
            segments.append(Segment(run.text, style))
        return Strip(segments).adjust_cell_length(self._width, self.rich_style)

    def _left(self, width: int) -> int:
        return max((width - self._fitting_measure(width)) // 2, 0)

    def _fitting_measure(self, width: int) -> int:
        return max(min(self.measure, width - 2 * _SIDE), 2)

    @property
    def current(self) -> PageSpan | None:
        """The hit that the reader is at."""
        places = self.hit.places if self.hit is not None else []
        return PageSpan(*places[self.place]) if self.place < len(places) else None

    def _set_page(self) -> None:
        measure = self._fitting_measure(self._width)
        is_seen = self.size.width > 0
        additions = Additions(*self.keywords, self.watched, self.marks)
        self._page = Page(self.hit, measure, additions, self.ambiguous) if self.hit and is_seen else None
        self._lay_out_around(0)
        self._forget()

    def _lay_out_around(self, line: int) -> None:
        """Lay out what may be looked at soon, many lines at a time, and take the new number of lines."""
        if self._page is None:
            self.virtual_size = Size(self.size.width, 0)
            return
        screen = max(self.size.height, 1)
        if not self._page.is_complete and self._page.known_lines < line + 2 * screen:
            self._page.reach(line + _SCREENS_AHEAD * screen)
        self.virtual_size = Size(self.size.width, len(self._page))

    def _reset_page(self) -> None:
        """Set the same article again; where the body is at the top, with the same character on the first line."""
        top, before = self.scroll_offset.y, self._page
        self._set_page()
        if before is None or self._page is None or top < before.line_of("body", 0):
            return
        if self._kept is None or self._kept[0] != top:
            self._kept = top, before.first_offset(top)
        offset = self._kept[1]
        line = self._page.line_of("body", offset)
        self._lay_out_around(line)
        self.scroll_to(y=line, animate=False, force=True)
        self._kept = self.scroll_offset.y, offset

    # What is asked of the page

    def sees(self, place: PageSpan) -> bool:
        """True where its beginning is on a line that is seen."""
        if self._page is None:
            return False
        return 0 <= self._page.line_of(place.part, place.span.start) - self.scroll_offset.y < self.size.height

    def return_to(self, hit: int, first: PageSpan) -> None:
        """Be at one of the hits again, and see the page from where one saw it."""
        if self._page is None:
            return
        self.set_reactive(ReadingPane.place, hit)
        line = self._page.line_of("body", first.span.start) if first.part == "body" else 0
        self._lay_out_around(line)
        self.scroll_to(y=line, animate=False, force=True)
        self._forget()
        self._report()

    def text(self, part: Part) -> str:
        """What a part of the page says."""
        return self._page.text(part) if self._page is not None else ""

    def text_at(self, place: PageSpan) -> str:
        """What stands there."""
        return self.text(place.part)[place.span.start : place.span.end]

    @property
    def keyword_places(self) -> list[PageSpan]:
        """Where the keywords above the text stand."""
        return self._page.keywords if self._page is not None else []

    @property
    def first_seen(self) -> PageSpan:
        """Where what is seen begins: the title, or a character of the body; nothing long."""
        if self._page is None or self.scroll_offset.y < self._page.line_of("body", 0):
            return PageSpan("title", Span(0, 0))
        return PageSpan("body", Span(self.first_offset, self.first_offset))

    def offset_lines_on(self, part: Part, offset: int, lines: int) -> int:
        """The code point of the same part that stands so many lines on, or back, as far from the left."""
        if self._page is None:
            return offset
        line, cell = self._page.line_of(part, offset), self._page.cell_of(part, offset)
        point = self._page.point_at(max(line + lines, 0), cell)
        if point is not None and point.part == part:
            return point.offset
        return len(self._page.text(part)) if lines > 0 else 0

    @property
    def first_offset(self) -> int:
        """The first code point of the body that is seen; 0 where the head is."""
        return self._page.first_offset(self.scroll_offset.y) if self._page is not None else 0

    def _show_start(self) -> None:
        if self._page is not None and self.start and not (self.hit and self.hit.places):
            line = self._page.line_of("body", self.start)
            self._lay_out_around(line)
            self.scroll_to(y=line, animate=False, force=True)

    def _show_place(self) -> None:
        if (current := self.current) is not None:
            self._show(current.part, current.span.start)

    def _show(self, part: Part, offset: int) -> None:
        """Bring a code point into sight, some lines above it too."""
        if self._page is None:
            return
        line = self._page.line_of(part, offset)
        self._lay_out_around(line)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(line - min(_CONTEXT_LINES, height // 3), 0), animate=False, force=True)

    def _report(self) -> None:
        if self._page is not None:
            last_line = self.scroll_offset.y + self.size.height - 1
            self.share_read = self._page.share_read(last_line)
            self.post_message(self.Scrolled())

    def _forget(self) -> None:
        """Drop all painted lines."""
        self._strips.clear()
        self._map_rows = (None, frozenset())
        self.refresh()
