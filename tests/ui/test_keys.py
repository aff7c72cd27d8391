"""Every key of the table does what its row says."""

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot

from reader.reading.actions import ACTIONS, scopes
from reader.sheets.help import HelpInquiry
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.line_input import LineInput
from reader.ui.widgets.place_line import PlaceLine
from reader.ui.widgets.reading_pane import ReadingPane
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_text, visible_text
from tests.ui.sheets import is_about, sheet_of, texts_of
from tests.ui.waiting import settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def pane(pilot: Pilot[None]) -> ReadingPane:
    return screen_of(pilot).query_one(ReadingPane)


def title(pilot: Pilot[None]) -> str:
    return opened_of(pilot).hit.article.title


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up"), ("right_square_bracket", "left_square_bracket")])
async def test_articles_one_by_one(reader: OpenReader, down: str, up: str) -> None:
    async with reader() as pilot:
        await press(pilot, down)
        assert title(pilot) == "颱風吹過臺灣"
        await press(pilot, up, up)
        assert title(pilot) == "上海开博览会"


@pytest.mark.parametrize(("last", "first"), [("G", "g"), ("end", "home")])
async def test_ends_of_the_list_and_of_the_text(reader: OpenReader, last: str, first: str) -> None:
    async with reader() as pilot:
        await press(pilot, last)
        assert title(pilot) == "Short news"
        await press(pilot, "k", "enter", last)
        assert opened_of(pilot).is_at_end
        assert title(pilot) == "长文"
        await press(pilot, first)
        assert opened_of(pilot).top == 0


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (("j",), 1),
        (("down", "k"), 0),
        (("ctrl+d",), 12),
        (("ctrl+d", "ctrl+u"), 0),
        (("pagedown",), 25),
        (("pagedown", "pageup"), 0),
        (("space", "space"), 50),
    ],
)
async def test_moving_in_the_text(reader: OpenReader, keys: tuple[str, ...], lines: int) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        await press(pilot, "j", "j", "j", "enter", *keys)
        assert opened_of(pilot).top == lines


@pytest.mark.parametrize(("key", "row"), [("ctrl+d", 3), ("pagedown", 4), ("space", 1)])
async def test_paging_in_the_list(reader: OpenReader, key: str, row: int) -> None:
    async with reader() as pilot:
        await press(pilot, key)
        assert screen_of(pilot).state.cursor == row


async def test_space_goes_on_to_the_next_article_at_the_end(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "enter", "space")
        assert title(pilot) == "颱風吹過臺灣"


@pytest.mark.parametrize(("into", "back"), [("enter", "escape"), ("l", "h"), ("right", "left"), ("tab", "tab")])
async def test_list_and_text(reader: OpenReader, into: str, back: str) -> None:
    async with reader() as pilot:
        await press(pilot, into)
        assert screen_of(pilot).state.pane == "text"
        await press(pilot, back)
        assert screen_of(pilot).state.pane == "list"


async def test_searching_and_clearing(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"gdp")
        assert isinstance(pilot.app.focused, LineInput)
        assert title(pilot) == "Short news"
        await press(pilot, "escape")
        assert screen_of(pilot).state.pane == "list"
        await press(pilot, "escape")
        assert screen_of(pilot).query_one(LineInput).value == ""
        assert len(screen_of(pilot).state.hits or ()) == 5


async def test_hits_within_an_article_and_across(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        screen, places = screen_of(pilot), []
        for key in ("n", "n", "n", "n", "N", "N"):
            await press(pilot, key)
            places.append((screen.state.cursor, opened_of(pilot).at))
        assert places == [(0, 1), (0, 2), (1, 0), (2, 0), (1, 0), (0, 2)]


async def test_no_more_hits_is_said(reader: OpenReader) -> None:
    async with reader(query="gdp") as pilot:
        await press(pilot, "n")
        assert screen_of(pilot).query_one(PlaceLine).text == "no more hits"


async def test_a_far_hit_is_brought_into_sight(reader: OpenReader) -> None:
    async with reader(query="最后一段") as pilot:
        assert title(pilot) == "长文"
        assert "最后一段" in visible_text(pane(pilot))


async def test_sorting_keeps_the_article(reader: OpenReader) -> None:
    async with reader(query="今天") as pilot:
        before = title(pilot)
        orders = []
        for _ in range(5):
            await press(pilot, "S")
            orders.append(str(screen_of(pilot).state.status).split("  ")[-1])
            assert title(pilot) == before
        assert orders == ["date", "oldest", "title", "corpus", "relevance"]


async def test_keywords_on_and_off(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        assert not opened_of(pilot).added.keywords
        await press(pilot, "K")
        assert opened_of(pilot).added.keywords


async def test_zoom_hides_the_list_and_shows_it_again(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "z")
        assert not screen_of(pilot).query_one(ArticleList).display
        assert screen_of(pilot).state.pane == "text"
        await press(pilot, "z")
        assert screen_of(pilot).query_one(ArticleList).display


@pytest.mark.parametrize(("key", "change"), [("plus", 4), ("equals_sign", 4), ("minus", -4)])
async def test_line_length(reader: OpenReader, key: str, change: int) -> None:
    async with reader() as pilot:
        before = screen_of(pilot).state.measure
        await press(pilot, key)
        assert screen_of(pilot).state.measure == before + change


async def test_help_lists_every_key(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "question_mark")
        assert is_about(pilot, HelpInquiry)
        text = "\n".join(texts_of(pilot))
        for action in ACTIONS:
            assert action.shown_keys in text
            assert action.help in text
        await press(pilot, "escape")
        assert not is_about(pilot, HelpInquiry)
        assert screen_of(pilot).is_active


async def test_the_palette_runs_an_action(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        await pilot.press(*"next article")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        assert title(pilot) == "颱風吹過臺灣"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving(reader: OpenReader, key: str) -> None:
    async with reader() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert pilot.app._exit


@pytest.mark.parametrize("place", ["reading", "sheets"])
def test_no_key_is_in_two_rows(place: str) -> None:
    keys = [key for action in ACTIONS if place in scopes(action) for key in action.keys]
    assert keys
    assert len(keys) == len(set(keys))


async def test_the_keys_that_move_turn_the_help_page(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "question_mark")
        page = sheet_of(pilot).page
        places = []
        for key in ("j", "k", "ctrl+d", "ctrl+u", "G", "g"):
            await press(pilot, key)
            places.append(page.rows.cursor)
        assert (places[0], places[1], places[3], places[5]) == (1, 0, 0, 0)
        assert 1 < places[2] < places[4]


@pytest.mark.parametrize("name", ["export", "cite-markdown", "key words"])
async def test_the_palette_finds_an_action_by_its_name(reader: OpenReader, name: str) -> None:
    async with reader() as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press(*name)
        await pilot.pause(0.5)
        await settled(pilot)
        action = next(each for each in ACTIONS if name in (each.id, each.label))
        assert action.help in screen_text(pilot)


async def test_a_key_changes_the_theme(reader: OpenReader) -> None:
    async with reader() as pilot:
        first = pilot.app.theme
        await press(pilot, "ctrl+t")
        assert pilot.app.theme != first
        await press(pilot, "ctrl+t")
        assert pilot.app.theme == first
