"""The list of articles: draws the rows that are seen, and tells of clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.language.typesetting import ELLIPSIS, fit, lay_out
from reader.language.widths import width as width_of
from reader.printable import printable
from reader.reading.events import Focused, ListScrolled, RowClicked
from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.reading.scroll_map import ScrollMap
from reader.ui.happened import Happened
from reader.ui.lines.row_facts import RowFacts
from reader.ui.painted import Painted
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from reader.article import Span
    from reader.reading.marks import Marks
    from reader.reading.state import ReadingState
    from reader.search.hits import Hit

_MARGIN = 2
_MAP = 1


class ArticleList(Widget):
    """A result as rows of one, two or four lines. Cost follows what is seen, not how many there are."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "article-list--title",
        "article-list--read-title",
        "article-list--facts",
        "article-list--passage",
        "article-list--cursor",
        "article-list--mark",
        "article-list--star",
        "article-list--track",
        "article-list--thumb",
        *(f"article-list--{term_look(term)}" for term in range(MOST_TERM_LOOKS)),
    }

    def __init__(self, state: ReadingState) -> None:
        super().__init__()
        self._state = state
        self._painted = Painted(self, self._line)

    def show(self, state: ReadingState) -> None:
        """Show what is listed now."""
        if state.hits is not self._state.hits:
            self._painted.forget()
        self._state = state
        self._painted.show(state.layout.height)

    def notify_style_update(self) -> None:
        """A new theme paints everything anew."""
        super().notify_style_update()
        self._painted.forget_all()

    def render_line(self, y: int) -> Strip:
        """One line of one row, and the map's cell beside it."""
        return self._painted.line(y)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click reads a row; one on the map goes there."""
        state = self._state
        if event.x >= self._width:
            self.post_message(Happened(ListScrolled(self._map.top_at(event.y))))
        index, part = divmod(event.y + state.list_top, state.row_height)
        if event.x >= self._width or state.hits is None or index >= len(state.hits):
            self.post_message(Happened(Focused("list")))
        else:
            may_be = part == 1 and state.hits.is_known(index)
            on_copies = may_be and self._are_copies(state.hits[index], event.x - _MARGIN)
            self.post_message(Happened(RowClicked(index, on_copies)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel shows the rows below."""
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel shows the rows above."""
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        lines = step * round(self.app.scroll_sensitivity_y)
        self.post_message(Happened(ListScrolled(self._state.list_top + lines)))

    def _are_copies(self, hit: Hit, cell: int) -> bool:
        """Whether the facts of a row tell at that cell how often the article was printed."""
        copies = _copies(self._members_of(hit))
        text = self._facts(hit, self._width - _MARGIN - 1, self._state.marks_of(hit.article.id))
        start = text.find(copies) if copies else -1
        return 0 <= start <= cell < start + len(copies)

    # Lines

    @property
    def _width(self) -> int:
        """Cells for the rows, the map's left out."""
        return max(self._state.layout.list_width - _MAP, 0)

    @property
    def _map(self) -> ScrollMap:
        state = self._state
        rows = len(state.hits) if state.hits is not None else 0
        return ScrollMap(rows * state.row_height, state.layout.height, state.list_top)

    def _members_of(self, hit: Hit) -> int:
        """How many reprints there are of an article, itself among them; 0 where none is known."""
        return self._state.given.insights.members_of(hit.row)

    def _line(self, y: int) -> Strip:
        state = self._state
        if not state.hits:
            return self._empty_line(y, state.layout.list_width)
        index, part = divmod(y + state.list_top, state.row_height)
        look = "thumb" if self._map.cell(y) == "thumb" else "track"
        cell = state.given.signs.thumb if look == "thumb" else " "
        style = self.get_component_rich_style(f"article-list--{look}")
        return Strip.join([self._row_line(index, part), Strip([Segment(cell, style)], 1)])

    def _row_line(self, index: int, part: int) -> Strip:
        state, width = self._state, self._width
        if state.hits is None or index >= len(state.hits):
            return Strip.blank(width, self.rich_style)
        at_cursor = index == state.cursor
        if not state.hits.is_known(index):
            return self._row_on_its_way(part, at_cursor)
        hit = state.hits[index]
        marks, members = state.marks_of(hit.article.id), self._members_of(hit)
        key = (index, part, at_cursor, width, state.has_maps, marks, members)
        return self._painted.kept(key, lambda: self._painted_line(hit, part, at_cursor, marks))

    def _row_on_its_way(self, part: int, at_cursor: bool) -> Strip:
        base, signs = self.rich_style, self._state.given.signs
        if at_cursor:
            base += self.get_component_rich_style("article-list--cursor", partial=True)
        mark = Segment(signs.cursor if at_cursor and part == 0 else " ", base + self._look("mark"))
        told = Segment(f" {ELLIPSIS}" if part == 0 else "", base + self._look("facts"))
        return Strip([mark, told]).adjust_cell_length(self._width, base)

    def _painted_line(self, hit: Hit, part: int, at_cursor: bool, marks: Marks) -> Strip:
        base, signs = self.rich_style, self._state.given.signs
        if at_cursor:
            base += self.get_component_rich_style("article-list--cursor", partial=True)
        segments = self._segments(hit, part, self._width - _MARGIN - 1, base, marks)
        mark = Segment(signs.cursor if at_cursor and part == 0 else " ", base + self._look("mark"))
        star = Segment(signs.star if part == 0 and marks.starred else " ", base + self._look("star"))
        return Strip([mark, star, *segments]).adjust_cell_length(self._width, base)

    def _empty_line(self, y: int, width: int) -> Strip:
        told = printable(self._state.empty_text) if self._state.hits is not None else ""
        lines = lay_out(told, width - 2 * _MARGIN, indent=0, spacing=1)
        text = told[lines[y - 1].start : lines[y - 1].end] if 0 < y <= len(lines) else ""
        segment = Segment(" " * _MARGIN + text, self.rich_style + self._look("facts"))
        return Strip([segment]).adjust_cell_length(width, self.rich_style)

    def _segments(self, hit: Hit, part: int, width: int, base: Style, marks: Marks) -> list[Segment]:
        match part:
            case 0:
                title = "read-title" if marks.read else "title"
                return self._marked(hit.article.title, hit.title_spans, width, base + self._look(title))
            case 1:
                return [Segment(self._facts(hit, width, marks), base + self._look("facts"))]
            case 2 if "passage" in self._state.given.settings.columns:
                text, spans = hit.marked_passage(max(width // 2, 1))
                return self._marked(text, spans, width, base + self._look("passage"))
            case _:
                return []

    def _facts(self, hit: Hit, width: int, marks: Marks) -> str:
        """What the columns ask for; how long the article is, where nothing else is known of it."""
        article, columns = hit.article, self._state.given.settings.columns
        members = self._members_of(hit)
        day = article.date.isoformat() if article.date and "date" in columns else ""
        source = article.source if "source" in columns else ""
        tags = tuple(f"#{tag}" for tag in sorted(marks.tags))
        old = self._state.old
        new = _("new") if old is not None and hit.row >= old else ""
        if not (day or members or tags or source):
            source = counted(len(article.body), "{count} character", "{count} characters")
        return RowFacts(
            new,
            day,
            _copies(members),
            tags,
            source,
            self._hit_map(hit) if self._state.has_maps and hit.places else "",
            counted(len(hit.places), "{count} hit", "{count} hits") if hit.places and "hits" in columns else "",
        ).line(width, self._state.given.ambiguous)

    def _hit_map(self, hit: Hit) -> str:
        """Where in an article its hits lie."""
        from reader.insight.dispersion import hits_by_part

        return self._state.given.signs.strip(hits_by_part(hit.body_spans, len(hit.article.body)))

    def _marked(self, text: str, spans: Sequence[Span], width: int, style: Style) -> list[Segment]:
        """A text cut to a width, with an ellipsis then, its hits in their looks."""
        end = fit(text, width, self._state.given.ambiguous)
        if is_cut := end < len(text):
            end = fit(
                text, max(width - width_of(ELLIPSIS, self._state.given.ambiguous), 0), self._state.given.ambiguous
            )
        segments, position = [], 0
        for span in spans:
            if span.start >= end:
                break
            segments.append(Segment(text[position : span.start], style))
            look = style + self._look(term_look(span.term))
            segments.append(Segment(text[span.start : min(span.end, end)], look))
            position = min(span.end, end)
        return [*segments, Segment(text[position:end] + ELLIPSIS * is_cut, style)]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"article-list--{name}", partial=True)


def _copies(members: int) -> str:
    """How often an article was printed, where that is more than once."""
    return f"x{members}" if members else ""
