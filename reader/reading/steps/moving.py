"""Moving: from article to article, from hit to hit, through the text, and between the panes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.effects import Keep
from reader.reading.steps.opening import at, entered
from reader.reading.turns import in_turn
from reader.wording import _

if TYPE_CHECKING:
    from reader.reading.events import ListScrolled, RowClicked, TextScrolled
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits

_UNREAD_LOOKED_AT = 500
"""Articles that are passed over at most to come to one that is not read."""


# In the list


def by_articles(state: ReadingState, step: int) -> ReadingState:
    """Some articles down or up, to the first or last at most."""
    if not state.hits:
        return state
    return at(state, min(max(state.cursor + step, 0), len(state.hits) - 1))


def by_pages_of_articles(state: ReadingState, pages: float) -> ReadingState:
    """Pages of the list on or back."""
    rows = max(state.layout.height // state.row_height, 1)
    return by_articles(state, round(pages * rows) or (1 if pages > 0 else -1))


def to_end_of_list(state: ReadingState, last: bool) -> ReadingState:
    """The first or the last article."""
    return at(state, len(state.hits) - 1 if last else 0) if state.hits else state


def list_scrolled(state: ReadingState, event: ListScrolled) -> ReadingState:
    """See other rows; the cursor stays."""
    return state.but(list_top=event.top)


# In the text


def by_lines(state: ReadingState, step: int) -> ReadingState:
    """Lines of the text on or back."""
    return _to_line(state, state.opened.top + step) if state.opened is not None else state


def by_pages(state: ReadingState, pages: float) -> ReadingState:
    """Pages of the text on or back."""
    return by_lines(state, round(pages * max(state.layout.height - 2, 1)))


def to_end_of_text(state: ReadingState, last: bool) -> ReadingState:
    """The end of the text, or its top."""
    return _to_line(state, state.opened.last_top if last else 0) if state.opened is not None else state


def text_scrolled(state: ReadingState, event: TextScrolled) -> ReadingState:
    """See other lines of the text."""
    return _to_line(state, event.top)


def _to_line(state: ReadingState, line: int) -> ReadingState:
    return state.but(opened=state.opened.scrolled(line)) if state.opened is not None else state


def read_on(state: ReadingState) -> ReadingState:
    """A page on; at the end, the next article that is not read yet."""
    if state.opened is None or not state.hits:
        return state
    if not state.opened.is_at_end:
        return by_pages(state, 1)
    following = _next_unread(state, state.hits)
    return at(state.also(Keep(partial(Library.set_read, article=state.opened.hit.article))), following)


def _next_unread(state: ReadingState, hits: Hits) -> int:
    """Where the next article lies that is not read yet; the next, where all that follow are."""
    last = len(hits) - 1
    following = range(state.cursor + 1, min(state.cursor + _UNREAD_LOOKED_AT, last) + 1)
    is_read = state.given.library.is_read
    unread = (index for index in following if not hits.is_known(index) or not is_read(hits[index].article.id))
    return next(unread, min(state.cursor + 1, last))


# From hit to hit


def by_hit(state: ReadingState, step: int) -> ReadingState:
    """The next hit, on into the next article that has one, or back."""
    article, hits = state.opened, state.hits
    if article is None or hits is None:
        return state
    to = article.at + step
    if not 0 <= to < len(article.hit.places):
        index = hits.index_with_places(state.cursor + step, step)
        if index is None:
            return state.telling(_("no more hits"))
        return in_turn(at(state, index), partial(_at_end_hit, step))
    return state.but(opened=article.at_hit(to).at_word(None))


def _at_end_hit(step: int, state: ReadingState) -> ReadingState:
    """The first hit of the open article, or its last where one came from behind."""
    if (article := state.opened) is None:
        return state
    return state.but(opened=article.at_hit(0 if step > 0 else len(article.hit.places) - 1).at_word(None))


# Between the panes


def read(state: ReadingState) -> ReadingState:
    """Into the text."""
    return entered(state, "text")


def to_list(state: ReadingState) -> ReadingState:
    """Into the list, beside the text."""
    return entered(state, "list").but(is_alone=False)


def row_clicked(state: ReadingState, event: RowClicked) -> ReadingState:
    """Read what was clicked, if it is still listed."""
    if not state.hits or event.index >= len(state.hits):
        return state
    return to_list(at(state, event.index))
