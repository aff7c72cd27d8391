"""Opening an article: the one under the cursor is set on a page; where one was in it is kept, and found again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.effects import FindTopicWords, Keep, Later
from reader.reading.events import StayedOpen
from reader.reading.opened import opened
from reader.reading.page import Additions
from reader.reading.state import Left
from reader.search.watching import watched_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.reading.events import Marked, TopicWordsFound
    from reader.reading.state import Pane, ReadingState, TopicWordsShown
    from reader.search.hits import Hits

_TOPIC_WORDS_AFTER = 0.2
"""Seconds an article stays open before its topic words are looked for."""
_NEXT_SHOWN: Mapping[TopicWordsShown, TopicWordsShown] = {
    "above": "nowhere",
    "nowhere": "everywhere",
    "everywhere": "above",
}
_MOST_LEFT = 500
"""Articles of which it is known where they were left at which hit; the oldest go."""


def listing(state: ReadingState, hits: Hits, cursor: int) -> ReadingState:
    """List these, and read the one under the cursor."""
    return at(state.but(hits=hits), cursor)


def at(state: ReadingState, index: int) -> ReadingState:
    """Read the article at an index of the list, unless it is open with the same hits already."""
    state = state.but(cursor=index)
    if state.awaits_article:
        return place_kept(state).but(opened=None)
    hit, shown = state.hit, state.opened
    if hit is not None and shown is not None and (hit.row, hit.places) == (shown.hit.row, shown.hit.places):
        return state.but(opened=replace(shown, hit=hit))
    state = _opened(place_kept(state))
    return state.also(Later(_TOPIC_WORDS_AFTER, StayedOpen(hit.row))) if hit is not None else state


def _opened(state: ReadingState) -> ReadingState:
    """Set the article under the cursor, with what the reader did with it and watches for."""
    hit, given = state.hit, state.given
    if hit is None:
        return state.but(opened=None)
    id = hit.article.id
    words = None if state.topic_words == "nowhere" else ()
    added = Additions(words, (), watched_in(hit.article.body, given.settings.watch), state.marks_of(id))
    article = opened(hit, state.fit, added, given.library.place_of(id))
    left = state.left.get(hit.row)
    if left is not None and left.places == hit.places:
        article = article.returned_to(left.at, left.first)
    if state.pane == "text":
        state = _read(state)
    return state.but(opened=article)


def place_kept(state: ReadingState) -> ReadingState:
    """Remember how far the open article was read, and at which of its hits one was."""
    if (article := state.opened) is None:
        return state
    hit = article.hit
    if hit.places:
        others = {row: left for row, left in state.left.items() if row != hit.row}
        while len(others) >= _MOST_LEFT:
            del others[next(iter(others))]
        state = state.but(left={**others, hit.row: Left(hit.places, article.at, article.first_seen)})
    if state.given.library.is_read(hit.article.id):
        state = state.also(Keep(partial(Library.set_place, article=hit.article, place=article.first_offset)))
    return state


def entered(state: ReadingState, pane: Pane) -> ReadingState:
    """Give a part the keys. Going into a text is reading it; coming back keeps the place."""
    if state.opened is not None and pane == "text" != state.pane:
        state = _read(state)
    elif state.opened is not None and pane != "text" == state.pane:
        state = place_kept(state)
        assert state.opened is not None
        if state.opened.is_selecting:
            state = state.but(opened=state.opened.selecting(None))
    return state.but(pane=pane)


def _read(state: ReadingState) -> ReadingState:
    assert state.hit is not None, "an article is open"
    return state.also(Keep(partial(Library.set_read, article=state.hit.article)))


def marked(state: ReadingState, _event: Marked) -> ReadingState:
    """Show the marks of the open article as they are now."""
    if (article := state.opened) is None:
        return state
    marks = state.marks_of(article.hit.article.id)
    return state.but(opened=article.adding(replace(article.added, marks=marks)))


# Topic words


def stayed_open(state: ReadingState, event: StayedOpen) -> ReadingState:
    """Look for the topic words of an article that has been open for a moment."""
    if state.topic_words == "nowhere" or state.opened is None or state.opened.hit.row != event.row:
        return state
    return state.also(FindTopicWords(event.row, state.opened.hit.article))


def topic_words_found(state: ReadingState, event: TopicWordsFound) -> ReadingState:
    """Show the topic words, if their article is still open."""
    article = state.opened
    if article is None or article.hit.row != event.row or state.topic_words == "nowhere":
        return state
    words, spans = event.found
    underlined = spans if state.topic_words == "everywhere" else ()
    return state.but(opened=article.adding(replace(article.added, keywords=words, keyword_spans=underlined)))


def topic_words_toggled(state: ReadingState) -> ReadingState:
    """Hide the topic words; show them, underlined in the text too; or show them above it alone."""
    shown = _NEXT_SHOWN[state.topic_words]
    state = state.but(topic_words=shown)
    if (article := state.opened) is None:
        return state
    if shown == "everywhere":
        return state.also(FindTopicWords(article.hit.row, article.hit.article))
    words = None if shown == "nowhere" else article.added.keywords
    return state.but(opened=article.adding(replace(article.added, keywords=words, keyword_spans=())))
