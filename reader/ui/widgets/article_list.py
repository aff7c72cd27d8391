"""The list of articles: draws the rows that are visible, and says where the cursor went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.language.typesetting import fit, lay_out
from reader.language.widths import width as width_of
from reader.printable import printable
from reader.reading.marks import Marks
from reader.reading.page import MOST_TERM_LOOKS, term_look
from reader.reading.scroll_map import ScrollMap
from reader.search.snippets import ELLIPSIS
from reader.ui.lines.row_facts import RowFacts
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

    from reader.article import Span
    from reader.language.widths import Ambiguous
    from reader.search.hits import Hit, Hits

_ROOMY_HEIGHT, _TINY_HEIGHT = 24, 7
"""Lines from which on a row also shows a passage and a blank line, and below which it is its title alone."""
_MARGIN = 2
_MOST_PAINTED = 2000


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """A result as rows of one, two or four lines. Cost follows what is visible, not how many there are."""

    COMPONENT_CLASSES = {
        "article-list--title",
        "article-list--read-title",
        "article-list--facts",
        "article-list--passage",
        "article-list--cursor",
        "article-list--track",
        "article-list--thumb",
        *(f"article-list--{term_look(term)}" for term in range(MOST_TERM_LOOKS)),
    }

    hits: reactive[Hits | None] = reactive(None, always_update=True)
    """What is listed."""
    cursor = reactive(0)
    """Which hit is shown in the reading pane."""
    empty_text = reactive("")
    """What to say where there is nothing to list."""
    columns: reactive[Sequence[str]] = reactive(("date", "source", "hits", "passage"))
    """What a row shows besides the title; see settings.Column."""
    ambiguous: reactive[Ambiguous] = reactive(1)
    """Cells that the terminal gives to characters such as “."""
    marks_of: Callable[[str], Marks] = staticmethod(lambda id: Marks())
    """The reader's marks on an article, by its id."""
    members_of: Callable[[int], int] = staticmethod(lambda row: 0)
    """How many reprints there are of an article, itself among them, by its row; 0 where none is known."""

    map_of: reactive[Callable[[Hit], str] | None] = reactive(None)
    """Draws where in an article its hits lie, if that is to be shown."""

    class CursorMoved(Message):
        """A row was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which hit."""

    class CopiesClicked(Message):
        """How often an article was printed was clicked."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: dict[tuple[int, int, bool], Strip] = {}
        """Painted lines by row, part, and whether the cursor is on them; `forget` clears them."""

    @property
    def row_height(self) -> int:
        """Lines a row: title and facts, and where there is room, a passage and a blank line; or the title alone."""
        height = self.size.height
        if height < _TINY_HEIGHT:
            return 1
        if height < _ROOMY_HEIGHT:
            return 2
        return 4 if "passage" in self.columns else 3

    @property
    def rows_a_page(self) -> int:
        """Rows that are wholly visible."""
        return max(self.size.height // self.row_height, 1)

    def validate_empty_text(self, text: str) -> str:
        """It names paths and searches."""
        return printable(text)

    def watch_hits(self) -> None:
        """Take the new number of rows."""
        self._measure()
        self.forget()

    def watch_columns(self) -> None:
        """Rows may be lower now."""
        self._measure()
        self.forget()

    def notify_style_update(self) -> None:
        """A new theme paints everything anew."""
        super().notify_style_update()
        self.forget()

    def forget(self) -> None:
        """Paint all rows anew: what they show has changed."""
        self._rows.clear()
        self.refresh()

    def watch_map_of(self) -> None:
        """Every row with hits shows something else now."""
        self.forget()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self.scroll_to_cursor()
        self.refresh()

    def on_resize(self) -> None:
        """Rows may be higher or lower now."""
        self._measure()
        self.forget()
        self.scroll_to_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; one on the map goes there."""
        if event.x >= self._width:
            self.scroll_to(y=self._map.top_at(event.y), animate=False, force=True)
            return
        index, part = divmod(event.y + self.scroll_offset.y, self.row_height)
        if self.hits is None or index >= len(self.hits):
            return
        self.post_message(self.CursorMoved(index))
        if part == 1 and self._are_copies(self.hits[index], event.x - _MARGIN):
            self.post_message(self.CopiesClicked())

    def _are_copies(self, hit: Hit, cell: int) -> bool:
        """Whether the facts of a row tell at that cell how often the article was printed."""
        copies = _copies(self.members_of(hit.row))
        text = self._facts(hit, self._width - _MARGIN - 1)
        start = text.find(copies) if copies else -1
        return 0 <= start <= cell < start + len(copies)

    def scroll_to_cursor(self) -> None:
        """Scroll as little as needed to show the cursor's row."""
        top = self.cursor * self.row_height
        page = self.size.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + self.row_height > self.scroll_offset.y + page:
            self.scroll_to(y=top + self.row_height - page, animate=False, force=True)

    def _measure(self) -> None:
        count = len(self.hits) if self.hits is not None else 0
        self.virtual_size = Size(self.size.width, count * self.row_height)

    @property
    def _width(self) -> int:
        """Cells for the rows, the map's left out."""
        return max(self.size.width - 1, 0)

    @property
    def _map(self) -> ScrollMap:
        return ScrollMap(self.virtual_size.height, self.size.height, self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """One line of one row, and the map's cell beside it."""
        index, part = divmod(y + self.scroll_offset.y, self.row_height)
        if not self.hits:
            return self._empty_line(y, self.size.width)
        look = "thumb" if self._map.cell(y) == "thumb" else "track"
        style = self.get_component_rich_style(f"article-list--{look}")
        return Strip.join([self._row_line(index, part), Strip([Segment(" ", style)], 1)])

    def _row_line(self, index: int, part: int) -> Strip:
        key = (index, part, index == self.cursor)
        if key not in self._rows:
            if len(self._rows) > _MOST_PAINTED:
                self._rows.clear()
            self._rows[key] = self._painted(*key)
        return self._rows[key]

    def _painted(self, index: int, part: int, at_cursor: bool) -> Strip:
        if self.hits is None or index >= len(self.hits):
            return Strip.blank(self._width, self.rich_style)
        base = self.rich_style
        if at_cursor:
            base += self.get_component_rich_style("article-list--cursor", partial=True)
        segments = self._segments(self.hits[index], part, self._width - _MARGIN - 1, base)
        mark = ">" if at_cursor and part == 0 else " "
        star = "*" if part == 0 and self.marks_of(self.hits[index].article.id).starred else " "
        return Strip([Segment(mark + star, base), *segments]).adjust_cell_length(self._width, base)

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = lay_out(self.empty_text, width - 2 * _MARGIN, indent=0, spacing=1) if self.hits is not None else []
        text = self.empty_text[lines[y - 1].start : lines[y - 1].end] if 0 < y <= len(lines) else ""
        segment = Segment(" " * _MARGIN + text, self.rich_style + self._look("facts"))
        return Strip([segment]).adjust_cell_length(width, self.rich_style)

    def _segments(self, hit: Hit, part: int, width: int, base: Style) -> list[Segment]:
        match part:
            case 0:
                title = "read-title" if self.marks_of(hit.article.id).read else "title"
                return self._marked(hit.article.title, hit.title_spans, width, base + self._look(title))
            case 1:
                return [Segment(self._facts(hit, width), base + self._look("facts"))]
            case 2 if "passage" in self.columns:
                text, spans = hit.marked_passage(max(width // 2, 1))
                return self._marked(text, spans, width, base + self._look("passage"))
            case _:
                return []

    def _facts(self, hit: Hit, width: int) -> str:
        """What the columns ask for; how long the article is, where nothing else is known of it."""
        article, columns = hit.article, self.columns
        members = self.members_of(hit.row)
        day = article.date.isoformat() if article.date and "date" in columns else ""
        source = article.source if "source" in columns else ""
        tags = tuple(f"#{tag}" for tag in sorted(self.marks_of(article.id).tags))
        if not (day or members or tags or source):
            source = counted(len(article.body), "{count} character", "{count} characters")
        return RowFacts(
            day,
            _copies(members),
            tags,
            source,
            self.map_of(hit) if self.map_of and hit.places else "",
            counted(len(hit.places), "{count} hit", "{count} hits") if hit.places and "hits" in columns else "",
        ).line(width, self.ambiguous)

    def _marked(self, text: str, spans: Sequence[Span], width: int, style: Style) -> list[Segment]:
        """A text cut to a width, with an ellipsis then, its hits in their looks."""
        end = fit(text, width, self.ambiguous)
        if is_cut := end < len(text):
            end = fit(text, max(width - width_of(ELLIPSIS, self.ambiguous), 0), self.ambiguous)
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
