"""Watched words are found as a search finds them, each under the number of its group."""

import pytest

from reader.article import Span
from reader.search.watching import watched_in
from reader.settings import WatchGroup

PLACES = WatchGroup(name="watched", words=("上海", "北京"))
PEOPLE = WatchGroup(name="watched", words=("李白", "上海"))


@pytest.mark.parametrize(
    ("body", "groups", "found"),
    [
        ("李白到上海。", (PLACES, PEOPLE), [Span(0, 2, 1), Span(3, 5, 0)]),
        ("北京、北京", (PLACES,), [Span(0, 2, 0), Span(3, 5, 0)]),
        ("上海", (), []),
        ("上海", (WatchGroup(name="watched", words=()),), []),
        ("𠮷李白", (PLACES, PEOPLE), [Span(1, 3, 1)]),
        ("臺灣", (WatchGroup(name="watched", words=("台湾",)),), [Span(0, 2, 0)]),
        ("", (PLACES,), []),
    ],
    ids=["two groups", "each time", "no group", "no word", "beyond the plane", "a variant", "no body"],
)
def test_where_they_stand(body: str, groups: tuple[WatchGroup, ...], found: list[Span]) -> None:
    assert list(watched_in(body, groups)) == found
