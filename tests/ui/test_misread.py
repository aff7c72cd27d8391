"""A query in the bar that makes no sense: all that refers to what is listed goes by the one that found it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.comparing import dump_of_subjects
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.waiting import settled, until

WRONG = [")", "date:9x9", "len:zz", "/(/", '"台风 渔船"~5000', "is:nothing"]
"""Of each kind one: a sign that stands alone, values, an expression, a limit, a mark that is none."""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return Path(dump_of_subjects(tmp_path))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def misread(pilot: Pilot[None], text: str) -> None:
    """Have a wrong query in the bar, over the list of what was searched before."""
    screen = screen_of(pilot)
    screen.bar.value = text
    await settled(pilot)
    await until(pilot, lambda: screen.notice.has_class("-error"))


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        (("c",), "Concordance: 台风"),
        (("T",), "Trends: 台风"),
        (("W",), "Key words of 台风"),
        (("W", "c"), "Collocates of"),
        (("C",), "Collocates of 台风"),
        (("r",), "Articles similar to"),
        (("R",), "Reprints with 台风"),
    ],
    ids=lambda value: "".join(value)[:20],
)
async def test_a_sheet_is_about_what_is_listed_and_enter_chooses_of_it(
    reader: OpenReader, keys: tuple[str, ...], heading: str, wrong: str
) -> None:
    async with reader(query="台风") as pilot:
        await misread(pilot, wrong)
        await press(pilot, *keys)
        assert heading in screen_lines(pilot)[0]
        await press(pilot, "j", "enter")
        assert not pilot.app._exit


async def test_a_key_word_is_added_to_the_query_that_found_it(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await misread(pilot, ")")
        await press(pilot, "W", "enter")
        asked = screen_of(pilot).bar.value
        assert asked.startswith("台风 ") or asked == "台风"


async def test_a_span_of_the_trends_is_of_the_query_that_found_it(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await misread(pilot, "len:zz")
        await press(pilot, "T", "enter")
        assert screen_of(pilot).bar.value.startswith("台风 date:")


async def test_only_what_was_understood_is_remembered_and_saved(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await misread(pilot, "len:zz")
        await press(pilot, "slash", "enter")
        await press(pilot, "ctrl+s", "x", "enter")
        library = screen_of(pilot).state.given.library
        assert library.searches() == ("台风",)
        assert library.saved_searches() == {"x": "台风"}


async def test_the_way_back_leads_to_what_was_listed(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await misread(pilot, ")")
        screen_of(pilot).search_for("博览会")
        await settled(pilot)
        await press(pilot, "ctrl+o")
        assert screen_of(pilot).bar.value == "台风"
        assert len(screen_of(pilot).state.hits or ()) == 4


async def test_a_choice_that_leads_to_no_query_is_told(reader: OpenReader) -> None:
    """One part more than a query may have."""
    async with reader(query=" ".join(["台风"] + ["-x"] * 255)) as pilot:
        await press(pilot, "T", "enter")
        assert "Trends" in screen_lines(pilot)[0]
        assert "256" in screen_text(pilot)
