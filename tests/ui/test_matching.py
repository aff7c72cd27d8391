"""What is typed into the palette fits a command or not, in the time that reading both takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.fuzzy import FuzzySearch

from reader.ui.matching import matched

_LETTERS = st.text("abAB 上海", max_size=7)


@pytest.mark.parametrize(
    ("query", "command", "fitting"),
    [
        ("star", "Star or unstar", "Star"),
        ("unst", "Star or unstar", "unst"),
        ("sun", "Star or unstar", "Sun"),
        ("export", "Export the results", "Export"),
        ("etr", "Export the results", "Etr"),
        ("上博", "Search again: 上海博览会", "上博"),
        ("zz", "Star or unstar", ""),
        ("", "Star or unstar", ""),
    ],
)
def test_what_fits(query: str, command: str, fitting: str) -> None:
    score, offsets = matched(query, command)
    assert (score > 0) == bool(fitting)
    assert sorted(command[at] for at in offsets) == sorted(fitting)


@given(_LETTERS.filter(bool), st.text("abAB 上海", max_size=14))
def test_it_fits_where_trying_every_choice_finds_one(query: str, command: str) -> None:
    score, offsets = matched(query, command)
    best, _offsets = FuzzySearch().match(query, command)
    assert (score > 0) == (best > 0)
    assert score <= best
    assert list(offsets) == sorted(set(offsets))
    assert "".join(command[at] for at in offsets).lower() == (query.lower() if score else "")


def test_a_long_paste_ends() -> None:
    """Trying every choice of 40 letters among 400 would not."""
    assert matched("甲乙" * 20, "甲甲乙乙" * 100)[0] > 0
    assert matched("甲乙" * 20 + "丙", "甲甲乙乙" * 100)[0] == 0
