"""The reading pane: draws the lines of the open page that are seen, and tells of clicks and drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.reading.events import Clicked, Dragged, Dropped, Pressed, TextScrolled
from reader.reading.layout import left_of_text
from reader.reading.page import MOST_TERM_LOOKS, MOST_WATCH_LOOKS, Point, term_look, watch_look
from reader.ui.dragging import Drag
from reader.ui.happened import Happened
from reader.ui.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.reading.opened import Opened
    from reader.reading.page import PageSpan
    from reader.reading.state import ReadingState

_MAP = 1


class ReadingPane(Widget):
    """One article, set for reading in the middle of the pane."""

    ALLOW_SELECT = False
    """What is selected is known by its code points, not by Textual by its cells."""
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

    def __init__(self, state: ReadingState) -> None:
        super().__init__()
        self._state = state
        self._painted = Painted(self, self._line)
        self._drag = Drag(self, self)
        self._pressed: Point | None = None
        self._hit_rows: tuple[object, frozenset[int]] = (None, frozenset())

    def show(self, state: ReadingState) -> None:
        """Show what is read now."""
        before, self._state = self._state.opened, state
        if before is None or state.opened is None or before.page is not state.opened.page:
            self._painted.forget()
        self._painted.show(state.layout.height)

    def notify_style_update(self) -> None:
        """A new theme paints everything anew."""
        super().notify_style_update()
        self._painted.forget_all()

    def render_line(self, y: int) -> Strip:
        """One line of the page, in the middle of the pane, and the map's cell beside it."""
        return self._painted.line(y)

    # Lines

    @property
    def _width(self) -> int:
        """Cells for the text, the map's left out."""
        return max(self._state.layout.text_width - _MAP, 0)

    def _line(self, y: int) -> Strip:
        article = self._state.opened
        if article is None or article.top + y >= len(article.page):
            return Strip.blank(self._state.layout.text_width, self.rich_style)
        number = article.top + y
        over = [(article.word, "word")] if article.word is not None else []
        if article.selection is not None:
            over.insert(0, (article.selection.span, "selection"))
        here = tuple(each for each in over if self._is_on(article, number, each[0]))
        hit = article.hit_at if article.hit_at and self._is_on(article, number, article.hit_at) else None
        key = (number, self._width, hit, here)
        return Strip.join(
            [self._painted.kept(key, lambda: self._text(article, number, hit, here)), self._map_cell(article, y)]
        )

    @staticmethod
    def _is_on(article: Opened, number: int, span: PageSpan) -> bool:
        """Whether some of it is on a line."""
        found = article.page.line(number)
        return found.part == span.part and span.span.start < found.line.end and span.span.end > found.line.start

    def _text(self, article: Opened, number: int, hit: PageSpan | None, over: Sequence[tuple[PageSpan, str]]) -> Strip:
        segments = [Segment(" " * self._left(article), self.rich_style)]
        for run in article.page.runs(number, hit, over):
            segments.append(Segment(run.text, self.get_component_rich_style(f"reading-pane--{run.look}")))
        return Strip(segments).adjust_cell_length(self._width, self.rich_style)

    def _left(self, article: Opened) -> int:
        return left_of_text(self._state.layout.text_width, article.fit.measure)

    def _map_cell(self, article: Opened, row: int) -> Strip:
        """What part is seen, and whether a hit lies here."""
        cell = article.map.cell(row)
        style = self.rich_style if cell == "blank" else self.get_component_rich_style(f"reading-pane--{cell}")
        signs = self._state.given.signs
        if row not in self._rows_with_hits(article):
            return Strip([Segment(signs.thumb if cell == "thumb" else " ", style)], 1)
        return Strip(
            [Segment(signs.map_hit, style + self.get_component_rich_style("reading-pane--map-hit", partial=True))], 1
        )

    def _rows_with_hits(self, article: Opened) -> frozenset[int]:
        """Rows of the map on which hits lie, by their share of the text: no line need be laid out for it."""
        lines, hit = len(article.page), article.hit
        key = (hit, article.fit.height, lines)
        if self._hit_rows[0] != key:
            body, head = max(len(hit.article.body), 1), article.page.line_of("body", 0)
            marked = (head + span.start * (lines - head) // body for span in hit.body_spans)
            self._hit_rows = key, article.map.rows_of(marked)
        return self._hit_rows[1]

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A selection may begin."""
        self._drag.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """It goes on."""
        self._drag.move(event)

    def on_mouse_up(self) -> None:
        """It is over."""
        self._drag.let_go()

    def drag_from(self, x: int, y: int) -> bool:
        """A selection may begin here; the one before is given up."""
        self.post_message(Happened(Pressed()))
        self._pressed = self._point_at(x, y) if x < self._width else None
        return self._pressed is not None

    def drag_to(self, x: int, y: int) -> None:
        """Select from where the button was pressed."""
        point = self._point_at(x, min(max(y, 0), self._state.layout.height - 1))
        if self._pressed is not None and point is not None:
            self.post_message(Happened(Dragged(self._pressed, point)))

    def drop(self) -> None:
        """That is what is selected, if anything."""
        self._pressed = None
        self.post_message(Happened(Dropped()))

    def scroll_lines(self, lines: int) -> None:
        """Show the lines below, or above."""
        if self._state.opened is not None:
            self.post_message(Happened(TextScrolled(self._state.opened.top + lines)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel shows the lines below."""
        event.stop()
        self.scroll_lines(round(self.app.scroll_sensitivity_y))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel shows the lines above."""
        event.stop()
        self.scroll_lines(-round(self.app.scroll_sensitivity_y))

    def on_click(self, event: events.Click) -> None:
        """A click on the map goes there; one on a character means it."""
        article = self._state.opened
        if article is None:
            return
        if event.x >= self._width:
            self.post_message(Happened(TextScrolled(article.map.top_at(event.y))))
        elif article.selection is None and (point := self._point_at(event.x, event.y)) and point.is_on_text:
            self.post_message(Happened(Clicked(point, event.chain)))

    def _point_at(self, x: int, y: int) -> Point | None:
        article = self._state.opened
        return article.point_at(y, x - self._left(article)) if article is not None else None
