"""Moving: from article to article, from hit to hit, through the text, and between list and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.screens.reading.arranging import Arranging
from reader.ui.screens.reading.base import among_hits
from reader.wording import _

if TYPE_CHECKING:
    from reader.search.hits import Hits

_UNREAD_LOOKED_AT = 500
"""Articles that are passed over at most to come to one that is not read."""


class Moving(Arranging):
    """The reading screen, as far as keys move in it."""

    def action_move(self, step: int) -> None:
        """An article, or in the text a line, on or back; in an empty bar, an older or newer search."""
        if self.focused is not self.bar or not self.recall(-step):
            self._move(step)

    @among_hits
    def _move(self, step: int) -> None:
        if self.reading:
            self._show_line(self.pane.scroll_offset.y + step)
        else:
            self.action_article(step)

    @among_hits
    def action_move_to_end(self, last: bool) -> None:
        """First or last article, or the ends of the text."""
        if self.reading:
            self._show_line(self.pane.max_scroll_y if last else 0)
        elif self.hits:
            self.cursor = len(self.hits) - 1 if last else 0

    @among_hits
    def action_page(self, pages: float) -> None:
        """Pages of articles, or of the text."""
        if self.reading:
            self._page_text(pages)
        else:
            self.action_article(round(pages * self.list.rows_a_page) or (1 if pages > 0 else -1))

    @among_hits
    def action_read(self) -> None:
        """Into the text; where nothing could be opened, to the samples."""
        if self.offers_samples:
            self.open_samples()
            return
        self.reading = True
        self.show_panes()

    @among_hits
    def action_switch(self) -> None:
        """The other pane."""
        if self.reading:
            self.action_list()
        else:
            self.action_read()

    @among_hits
    def action_read_on(self) -> None:
        """A page on; at the end, the next article that is not read yet."""
        if not self.pane.at_end:
            self._page_text(1)
        elif self.hits:
            if self.hit is not None:
                self.library.set_read(self.hit.article)
            self.cursor = self._next_unread(self.hits)

    def _next_unread(self, hits: Hits) -> int:
        """Where the next article lies that is not read yet; the next, where all that follow are."""
        last = len(hits) - 1
        end = min(self.cursor + _UNREAD_LOOKED_AT, last)
        following = range(self.cursor + 1, end + 1)
        unread = (index for index in following if not self.library.is_read(hits[index].article.id))
        return next(unread, min(self.cursor + 1, last))

    @among_hits
    def action_hit(self, step: int) -> None:
        """The next place, on into the next article that has one."""
        hit = self.hit
        if hit is None or self.hits is None:
            return
        place = self.pane.place + step
        if 0 <= place < len(hit.places):
            self.pane.place = place
        else:
            index = self.cursor + step
            while 0 <= index < len(self.hits) and not self.hits[index].places:
                index += step
            if not 0 <= index < len(self.hits) or not hit.places:
                self.place.text = _("no more hits")
                return
            self.cursor = index
            self.pane.place = 0 if step > 0 else len(self.hits[index].places) - 1
        self.pane.word = None
        self.tell_place()

    @among_hits
    def action_article(self, step: int) -> None:
        """So many articles on, as far as there are any."""
        if self.hits:
            self.cursor = min(max(self.cursor + step, 0), len(self.hits) - 1)

    def tell_place(self) -> None:
        """Say where in the hits and in the text the reader is."""
        hit = self.hit
        if hit is None:
            self.place.text = ""
            return
        read = _("at {percent}%").format(percent=f"{100 * self.pane.share_read:.0f}")
        hits = _("hit {number} / {count}").format(number=self.pane.place + 1, count=f"{len(hit.places):,}")
        self.place.text = f"{hits}  {read}" if hit.places else read

    def _page_text(self, pages: float) -> None:
        lines = max(self.pane.size.height - 2, 1)
        self._show_line(self.pane.scroll_offset.y + round(pages * lines))

    def _show_line(self, line: int) -> None:
        self.pane.scroll_to(y=line, animate=False, force=True)
