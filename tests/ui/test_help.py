"""Help: grouped, the keys of the screen that asks first, filtered as one types, the whole query language."""

import pytest
from textual.widgets import Input

from reader.language.typesetting import cells
from reader.reading.actions import ACTIONS, scopes
from reader.reading.groups import GROUPS, help_groups
from reader.search.syntax import parse
from reader.sheets.help import _QUERIES, HelpInquiry
from reader.sheets.inquiry import Common
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import is_about, texts_of
from tests.ui.waiting import settled


def test_every_action_is_in_one_group() -> None:
    ids = [id for _heading, ids in GROUPS for id in ids]
    assert sorted(ids) == sorted(action.id for action in ACTIONS)


def test_every_sentence_is_listed() -> None:
    inquiry = HelpInquiry(Common({}), help_groups(ACTIONS))
    lines = inquiry.question(None)(lambda _done, _total: None, lambda: False)
    assert lines is not None
    assert {entry.does for entry in lines} >= {action.help for action in ACTIONS if action.shown_keys}
    assert {entry.keys for entry in lines} >= {query for query, _does in _QUERIES}


@pytest.mark.parametrize("query", [query for query, _does in _QUERIES])
def test_every_query_is_one(query: str) -> None:
    assert parse(query).root is not None


async def test_the_groups_stand_below_each_other(reader: OpenReader) -> None:
    async with reader(size=(100, 90)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        rows = texts_of(pilot)
        headings = ["Read", "Mark", "Search", "Insight", "Copy and export", "Program", "Queries"]
        assert [row for row in rows if row and not row.startswith(" ")] == headings
        assert "s Star the article, or unstar it" in [" ".join(row.split()) for row in rows]


async def test_the_keys_of_the_sheet_that_asks_come_first(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await pilot.press("T", "question_mark")
        await settled(pilot)
        rows = texts_of(pilot)
        assert rows[0] == "On this page"
        ours = rows[1 : rows.index("")]
        listed = {action.help for action in ACTIONS if any(row.endswith(f"  {action.help}") for row in ours)}
        assert {"Trends: by day, week, month, year or source", "Export the results"} <= listed
        assert "Star the article, or unstar it" not in listed
        assert all("sheets" in scopes(action) for action in ACTIONS if action.help in listed and action.keys)


async def test_what_is_typed_leaves_the_lines_that_hold_it(reader: OpenReader) -> None:
    async with reader() as pilot:
        await pilot.press("question_mark", "slash", *"tag")
        await settled(pilot)
        assert [row.split()[0] for row in texts_of(pilot)] == ["t", "tag:展会"]
        assert pilot.app.screen.query_one(Input).value == "tag"


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_keys_that_close_it(reader: OpenReader, key: str) -> None:
    async with reader() as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert is_about(pilot, HelpInquiry)
        await pilot.press(key)
        await settled(pilot)
        assert pilot.app.screen is screen_of(pilot)


@pytest.mark.parametrize("size", [(60, 16), (30, 12)])
async def test_where_there_is_little_room_a_sentence_stands_whole_below(
    reader: OpenReader, size: tuple[int, int]
) -> None:
    async with reader(size=size) as pilot:
        await pilot.press("question_mark", "j", "j")
        await settled(pilot)
        assert all(cells(line) <= size[0] for line in screen_lines(pilot))
        said = " ".join(" ".join(line.split()) for line in screen_lines(pilot))
        assert "line up in the text" in said


async def test_it_grows_with_the_screen(reader: OpenReader) -> None:
    async with reader(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert sum(bool(line.strip()) for line in screen_text(pilot).split("\n")) > 30
