"""Random walks through keys and events: whatever is pressed, the state makes sense and its parts agree."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus.table import Table
from reader.reading import effects, events
from reader.reading.actions import ACTIONS
from reader.reading.layout import Size
from reader.reading.page import Point
from tests.reading.desk import Desk, desk

QUERIES = ("", "上海", "台风", "渔船", "date:x", "没有的词语", "title:长文", "is:starred", "(", "/段/")
HELD = (effects.Search, effects.FindWords, effects.FindTopicWords, effects.Compare)


def made(kind: Callable[..., events.Event], *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[events.Event]:
    """Events of a kind. Their annotations are for reading alone, so hypothesis is not to look at them."""
    return st.tuples(*parts).map(lambda values: kind(*values))


POINTS = st.builds(Point, st.sampled_from(["title", "body", "keywords"]), st.integers(0, 12), st.booleans())
MOVES = st.one_of(
    st.sampled_from([action.id for action in ACTIONS if action.id != "quit"]),
    st.sampled_from([*map(QUERIES.index, QUERIES)]),
    st.sampled_from([*HELD, "leave"]),
    made(events.Resized, st.builds(Size, st.integers(0, 200), st.integers(0, 60))),
    made(events.ListScrolled, st.integers(-5, 60)),
    made(events.TextScrolled, st.integers(-5, 400)),
    made(events.RowClicked, st.integers(0, 8), st.booleans()),
    made(events.Clicked, POINTS, st.integers(1, 4)),
    st.just(events.Pressed()),
    made(events.Dragged, POINTS, POINTS),
    st.just(events.Dropped()),
    made(events.DividerMoved, st.integers(0, 200), st.booleans()),
    made(events.Focused, st.sampled_from(["bar", "list", "text"])),
)


@given(st.lists(MOVES, max_size=25))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_state_makes_sense_whatever_leads_to_it(corpus: Table, moves: list[Any]) -> None:
    reader = desk(corpus, held=HELD).let(effects.Search)
    reader.held = HELD
    for move in moves:
        _move(reader, move)
        _makes_sense(reader)
    reader.let(*HELD)
    _makes_sense(reader)
    assert (reader.state.waiting, reader.state.must_wait) == ((), False)


def _move(reader: Desk, move: Any) -> None:
    match move:
        case int():
            reader.typed(QUERIES[move])
        case "leave":
            if reader.all(effects.Show):
                reader.leave(None) if not _gives_how_it_was_left(reader) else None
        case str():
            reader.press(move)
        case type():
            reader.let(move)
            reader.held = HELD
        case _:
            reader.happen(move)


def _gives_how_it_was_left(reader: Desk) -> bool:
    return type(reader.last(effects.Show).sheet).__name__ in ("Concordance", "Trends")


def _makes_sense(reader: Desk) -> None:
    state = reader.state
    assert not state.effects
    if state.hits is not None:
        assert 0 <= state.cursor < max(len(state.hits), 1)
        assert state.status.shown == len(state.hits)
        assert (state.opened is None) == (not len(state.hits))
    if (opened := state.opened) is not None:
        assert state.hit is not None
        assert opened.hit.row == state.hit.row
        assert opened.fit == state.fit
        assert 0 <= opened.top <= opened.last_top
        assert 0 <= opened.at < max(len(opened.hit.places), 1)
        if opened.is_selecting:
            assert state.pane == "text"
        for span in filter(None, [opened.word, opened.selection.span if opened.selection else None]):
            assert 0 <= span.span.start <= span.span.end <= len(opened.page.text(span.part))
    rows = (len(state.hits) if state.hits is not None else 0) * state.row_height
    assert 0 <= state.list_top <= max(rows - min(state.layout.height, rows), 0)
    assert state.layout.has_text or state.pane != "text"
