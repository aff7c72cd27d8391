"""The word cursor, the search for its word, and the way back."""

from textual.pilot import Pilot

from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_text
from tests.ui.waiting import settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def word(pilot: Pilot[None]) -> str:
    pane = screen_of(pilot).pane
    assert pane.hit is not None
    assert pane.word is not None
    return pane.hit.article.body[pane.word.start : pane.word.end]


async def test_w_and_b_go_from_word_to_word_over_punctuation(reader: OpenReader) -> None:
    async with reader() as pilot:
        words = []
        for key in ("w", "w", "w", "w", "w", "w", "b"):
            await press(pilot, key)
            words.append(word(pilot))
        assert words == ["上海", "今天", "开", "了", "博览会", "各地", "博览会"]


async def test_the_word_cursor_stays_at_the_ends(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "w", "b", "b")
        assert word(pilot) == "上海"


async def test_another_article_has_no_word_cursor_yet(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "w", "right_square_bracket")
        assert screen_of(pilot).pane.word is None


async def test_the_word_under_the_cursor_is_searched_and_the_way_back_leads_to_its_article(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "w", "w", "w", "w", "asterisk")
        assert screen_of(pilot).bar.value == "这里"
        await press(pilot, "ctrl+o")
        hit = screen_of(pilot).hit
        assert hit is not None
        assert (screen_of(pilot).bar.value, hit.article.title) == ("", "长文")


async def test_without_a_word_cursor_the_key_sets_one(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "asterisk")
        assert word(pilot) == "上海"
        assert screen_of(pilot).bar.value == ""


async def test_without_a_way_back_it_says_so(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "ctrl+o")
        assert "no way back" in screen_text(pilot)
