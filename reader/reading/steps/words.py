"""The word cursor: from word to word of the page, and a search for the word it is on."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from reader.reading.effects import FindWords, Tell
from reader.reading.page import order_on_page, place_on_page, word_at
from reader.reading.state import ArticleWords
from reader.reading.steps.history import searched_for
from reader.reading.steps.moving import read
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.reading.events import WordsFound
    from reader.reading.page import PageSpan, Point
    from reader.reading.state import ReadingState

    WithWords = Callable[[ReadingState, Sequence[PageSpan]], ReadingState]


def with_words(state: ReadingState, step: WithWords) -> ReadingState:
    """Take a step with the words of the open article, in the order of the page, once they are known."""
    article = state.opened
    if article is None:
        return state
    if state.words is not None and state.words.row == article.hit.row:
        return step(state, sorted([*state.words.words, *article.page.keywords], key=place_on_page))
    then = partial(_with_known_words, step, article.hit.row)
    state = state.but(seeks_words=article.hit.row, waiting=(then, *state.waiting))
    return state.also(FindWords(article.hit.row, article.hit.article))


def _with_known_words(step: WithWords, row: int, state: ReadingState) -> ReadingState:
    """Where another article is open by now, or no words were found, nothing is meant any more."""
    article = state.opened
    if article is None or article.hit.row != row or state.words is None or state.words.row != row:
        return state
    return with_words(state, step)


def words_found(state: ReadingState, event: WordsFound) -> ReadingState:
    """Know the words; what waits for them may go on."""
    if state.seeks_words != event.row:
        return state
    return state.but(words=ArticleWords(event.row, event.words), seeks_words=None)


def by_word(state: ReadingState, step: int) -> ReadingState:
    """The next word of the page, or the one before; at first one that is seen."""
    return with_words(state, partial(_by_word, step))


def _by_word(step: int, state: ReadingState, words: Sequence[PageSpan]) -> ReadingState:
    return to_word(state, words, step)


def to_word(state: ReadingState, words: Sequence[PageSpan], step: int) -> ReadingState:
    """Put the word cursor on the next of some words, or the one before."""
    article = state.opened
    if not words or article is None:
        return state
    here = article.word_seen or article.hit_seen or article.first_seen
    if step > 0:
        index = bisect_left(words, order_on_page(here.part, here.span.end), key=place_on_page)
    else:
        index = bisect_left(words, order_on_page(here.part, here.span.start), key=place_on_page) - 1
    return _on(state, words[min(max(index, 0), len(words) - 1)])


def _on(state: ReadingState, word: PageSpan | None) -> ReadingState:
    state = read(state)
    return state.but(opened=state.opened.at_word(word)) if state.opened is not None else state


def by_topic_word(state: ReadingState) -> ReadingState:
    """The next of the topic words above the text, after the last the first."""
    article = state.opened
    places = article.page.keywords if article is not None else []
    if article is None or not places:
        return state.telling(state.with_keys(_("topic words hidden; {keywords} shows them")))
    at = article.word
    return _on(state, places[(places.index(at) + 1) % len(places)] if at in places else places[0])


def read_or_searched(state: ReadingState) -> ReadingState:
    """From a topic word that the word cursor is on, to what it finds."""
    article = state.opened
    if article is not None and (word := article.word_seen) is not None and word.part == "keywords":
        return run_searched(state, article.text_at(word))
    return read(state)


def word_searched(state: ReadingState) -> ReadingState:
    """Search for what is selected, or the word under the cursor; without either, set the cursor."""
    article = state.opened
    if article is None:
        return state
    if article.selection is not None:
        return run_searched(state, " ".join(article.selected.split()))
    if (word := article.word_seen) is not None:
        return run_searched(state, article.text_at(word))
    told = _("{next-word} and {previous-word} move by word; {search-word} searches for it.")
    return by_word(state, 1).also(Tell(state.with_keys(told)))


def run_searched(state: ReadingState, text: str) -> ReadingState:
    """Search for just these characters."""
    from reader.search.writing import of_run  # brings what searches, which the first picture does without

    return searched_for(state, of_run(text))


def pointed(state: ReadingState, point: Point) -> ReadingState:
    """A click on a topic word searches for it, on another word it puts the word cursor there."""
    return with_words(state, partial(_pointed, point))


def _pointed(point: Point, state: ReadingState, words: Sequence[PageSpan]) -> ReadingState:
    word, article = word_at(words, point), state.opened
    assert article is not None, "words are those of an open article"
    if word is not None and word.part == "keywords":
        return run_searched(state, article.text_at(word))
    return state.but(opened=article.at_word(word))
