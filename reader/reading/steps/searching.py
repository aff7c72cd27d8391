"""Searching: as it is typed, the newest answer alone; what is wrong with a query; what was searched before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.library import Library
from reader.reading.asking import ORDERS
from reader.reading.effects import Keep, Search, Show, Tell
from reader.reading.notice import Notice
from reader.reading.status import shards_told
from reader.reading.steps.opening import entered, listing
from reader.reading.steps.timing import timed
from reader.reading.turns import forgotten, in_turn
from reader.search.completing import completion
from reader.search.hints import hint
from reader.search.tokens import MARKS
from reader.sheets.sheet import Prompt
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.reading.asking import Asking
    from reader.reading.events import Misread, Searched, Typed
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits


# What is asked


def asked(state: ReadingState, asking: Asking) -> ReadingState:
    """Ask that; it is run where it was not asked yet."""
    is_new = asking.generation != state.asking.generation
    state = state.but(asking=asking)
    return state.also(Search(asking.ask, state.is_folded)) if is_new and asking.ask is not None else state


def typed(state: ReadingState, event: Typed) -> ReadingState:
    """Search for what stands in the bar."""
    return asked(state.but(line_cursor=event.cursor), state.asking.typed(event.text))


def put(state: ReadingState, text: str) -> ReadingState:
    """Have a query in the bar, the cursor behind it."""
    return asked(state.but(line_cursor=len(text)), state.asking.typed(text))


def ordered(state: ReadingState) -> ReadingState:
    """The next order; the same article stays open."""
    orders = list(ORDERS)
    return asked(state, state.asking.ordered(orders[(orders.index(state.asking.order) + 1) % len(orders)]))


# What is answered


def searched(state: ReadingState, event: Searched) -> ReadingState:
    """Show what was found, unless something newer was asked meanwhile."""
    asking, hits = state.asking, event.hits
    if event.generation != asking.generation:
        return state
    before, at_top = state.hit, asking.keeps_top and not state.cursor and state.pane != "text"
    keeps = asking.keeps_article and not at_top
    kept = hits.index_near(before.row) if before is not None and keeps else None
    state = listing(_told(state, hits, event.without), hits, kept or 0)
    return state if hits.results.parts else asked(timed(state), state.asking.answered())


def misread(state: ReadingState, event: Misread) -> ReadingState:
    """Say what is wrong, below the character it is about, and what the list still shows."""
    asking = state.asking
    if event.generation != asking.generation:
        return state
    listed = _("showing results for {query}").format(query=state.asked or _("all articles"))
    notice = Notice(event.reason, is_error=True, under=asking.text[: event.column - 1], also=listed)
    return asked(state.but(notice=notice), asking.answered())


def _told(state: ReadingState, hits: Hits, without: str) -> ReadingState:
    """Say what was found, and what was searched in place of what was asked."""
    from reader.search.splitting import told

    results, query, order = hits.results, state.asking.text.strip(), state.asking.order
    status = replace(
        state.status,
        shown=len(hits),
        folded=state.is_folded,
        milliseconds=results.seconds * 1000,
        timeline=(),
        shards=shards_told(hits.results.parts or hits.corpus.parts),
        order=_(ORDERS[order]) if query or order not in ("relevance", "corpus") else "",
    )
    said = "  ".join(told(results.splits)) or hint(state.asking.text, values_of(state, "tag"))
    state = state.but(asked=query, status=status, notice=Notice(said))
    if not query:
        return state
    parts = (
        _("Nothing found for {query}").format(query=query),
        without,
        state.with_keys(_("{back} clears the search.")),
    )
    return state.but(empty_text="\n\n".join(part for part in parts if part))


def values_of(state: ReadingState, name: str) -> Sequence[str]:
    """What may stand behind a field that takes the reader's marks."""
    return {"is": MARKS, "tag": tuple(state.given.library.all_tags())}.get(name, ())


# Into the bar and out of it


def to_bar(state: ReadingState) -> ReadingState:
    """Into the search bar, the list below it."""
    return entered(forgotten(state), "bar").but(is_alone=False, recalled=-1)


def search_ended(state: ReadingState) -> ReadingState:
    """The search is as it is wanted: into the list; the search is remembered."""
    return entered(in_turn(state, _search_kept), "list").but(is_alone=False)


def completed(state: ReadingState) -> ReadingState:
    """Finish the field or the value that is begun in the bar; without one, into the list."""
    finished = completion(state.asking.text, state.line_cursor, partial(values_of, state))
    if finished is None:
        return search_ended(state)
    text, cursor = finished
    return asked(state.but(line_cursor=cursor), state.asking.typed(text))


def cleared(state: ReadingState) -> ReadingState:
    """No search any more."""
    return put(state, "")


def _search_kept(state: ReadingState) -> ReadingState:
    if not state.asked or state.hits is None or state.hits.results.query.root is None:
        return state
    return state.also(Keep(partial(_remembered, state.asked)))


def _remembered(text: str, library: Library) -> None:
    library.remember_search(text)
    library.remember_query(text)


def recalled(state: ReadingState, step: int) -> ReadingState | None:
    """Put an older or newer search into the bar; None where that is not what the key means now."""
    if state.asking.text and state.recalled < 0:
        return None
    searches = state.given.library.searches()
    at = min(max(state.recalled + step, -1), len(searches) - 1)
    return put(state.but(recalled=at), searches[at] if at >= 0 else "")


# Saving it


def search_saved(state: ReadingState) -> ReadingState:
    """Give the search a name under which the palette offers it."""
    if not (text := state.asked):
        return state.also(Tell(_("No search to save.")))
    return state.also(Show(Prompt(_("Name for {query}").format(query=text)), partial(_saved, text)))


def _saved(text: str, state: ReadingState, name: str | None) -> ReadingState:
    if not name or not name.strip():
        return state
    return state.also(Keep(partial(Library.save_search, name=name.strip(), text=text)))
