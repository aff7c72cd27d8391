"""What the state remembers of where one was is bounded, however long one reads."""

import pytest

from reader.reading.steps import history, opening
from tests.reading.desk import Desk


def test_of_the_articles_that_were_left_the_last_ones_are_known(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_MOST_LEFT", 2)
    at_desk.search("的")
    assert len(at_desk.titles) >= 3
    for _step in range(3):
        at_desk.press("down")
    assert len(at_desk.state.left) == 2
    assert at_desk.state.hits is not None
    assert at_desk.press("up", "down").opened.hit.row in at_desk.state.left


def test_of_the_way_back_the_last_stops_are_known(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_MOST_STOPS", 2)
    for query in ("上海", "台风", "渔船"):
        at_desk.choose(query)
    assert [stop.query for stop in at_desk.state.behind] == ["上海", "台风"]
