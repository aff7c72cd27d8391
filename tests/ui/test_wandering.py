"""The word cursor, the search for its word, and the way back."""

from textual.pilot import Pilot

from reader.ui.widgets.reading_pane import ReadingPane
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_text, where
from tests.ui.waiting import settled, until


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def keywords(pilot: Pilot[None]) -> list[str]:
    return list(opened_of(pilot).added.keywords or ())


def word(pilot: Pilot[None]) -> str:
    opened = opened_of(pilot)
    return opened.text_at(opened.word) if opened.word is not None else ""


async def test_w_and_b_go_from_word_to_word_over_punctuation_from_the_title_into_the_text(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        words = []
        for key in ("w", "w", "w", "w", "w", "w", "w", "w", "w", "b"):
            await press(pilot, key)
            words.append(word(pilot))
        assert words == ["上海", "开", "博览会", "上海", "今天", "开", "了", "博览会", "各地", "博览会"]


async def test_the_keywords_lie_between_title_and_text(reader: OpenReader) -> None:
    async with reader() as pilot:
        await until(pilot, lambda: bool(keywords(pilot)))
        words = []
        for _press in range(3 + len(keywords(pilot))):
            await press(pilot, "w")
            words.append(word(pilot))
        assert words == ["上海", "开", "博览会", *keywords(pilot)]


async def test_the_first_word_is_one_that_is_seen(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "enter", "pagedown", "w")
        opened = opened_of(pilot)
        assert opened.word is not None
        assert (opened.word.part, opened.word.span.start >= opened.first_offset > 0) == ("body", True)


async def test_the_first_word_is_the_one_behind_the_hit_that_the_reader_is_at(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "n", "w")
        assert word(pilot) == "今天"


async def test_the_word_cursor_stays_at_the_ends(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "w", "b", "b")
        assert word(pilot) == "上海"


async def test_a_key_goes_round_the_keywords_and_enter_searches_for_one(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j")
        await until(pilot, lambda: bool(keywords(pilot)))
        shown = keywords(pilot)
        met = []
        for _press in range(len(shown) + 1):
            await press(pilot, "number_sign")
            met.append(word(pilot))
        assert met == [*shown, shown[0]]
        await press(pilot, "enter")
        assert screen_of(pilot).bar.value == shown[0]
        assert screen_of(pilot).state.hits


async def test_without_keywords_the_key_for_them_says_so(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "K", "number_sign")
        assert "topic words hidden" in screen_text(pilot)


async def test_a_keyword_that_is_clicked_is_searched(reader: OpenReader) -> None:
    async with reader(size=(120, 40)) as pilot:
        await press(pilot, "j", "j", "j")
        await until(pilot, lambda: bool(keywords(pilot)))
        await settled(pilot)
        keyword = keywords(pilot)[1]
        await pilot.click(ReadingPane, offset=where(screen_of(pilot).pane, keyword))
        await settled(pilot)
        assert screen_of(pilot).bar.value == keyword


async def test_a_word_that_is_clicked_has_the_cursor(reader: OpenReader) -> None:
    async with reader() as pilot:
        await pilot.click(ReadingPane, offset=where(screen_of(pilot).pane, "各地"))
        await settled(pilot)
        assert word(pilot) == "各地"
        await press(pilot, "asterisk")
        assert screen_of(pilot).bar.value == "各地"


async def test_another_article_has_no_word_cursor_yet(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "w", "right_square_bracket")
        assert opened_of(pilot).word is None


async def test_the_word_under_the_cursor_is_searched_and_the_way_leads_back_and_forth(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "w", "asterisk")
        assert screen_of(pilot).bar.value == "长文"
        await press(pilot, "ctrl+o")
        assert where_one_is(pilot) == ("", "长文")
        await press(pilot, "right_curly_bracket")
        assert where_one_is(pilot) == ("长文", "长文")
        await press(pilot, "left_curly_bracket")
        assert where_one_is(pilot) == ("", "长文")
        await press(pilot, "ctrl+i")
        assert where_one_is(pilot) == ("长文", "长文")


async def test_keys_pressed_while_words_are_looked_for_mean_them(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j")
        screen = screen_of(pilot)
        for id in ("next-word", "next-word", "search-word"):
            screen.act(screen.action(id))
        await settled(pilot)
        assert screen.bar.value == "吹過"


async def test_another_search_is_no_way_forward_any_more(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "w", "asterisk", "ctrl+o", "w", "w", "asterisk", "right_curly_bracket")
        assert "nothing to go forward to" in screen_text(pilot)


def where_one_is(pilot: Pilot[None]) -> tuple[str, str]:
    hit = screen_of(pilot).state.hit
    assert hit is not None
    return screen_of(pilot).bar.value, hit.article.title


async def test_without_a_word_cursor_the_key_sets_one(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "asterisk")
        assert word(pilot) == "上海"
        assert screen_of(pilot).bar.value == ""


async def test_without_a_way_back_it_says_so(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "ctrl+o")
        assert "nothing to go back to" in screen_text(pilot)


async def test_the_way_back_leads_to_the_hit_the_lines_and_the_word_one_left(reader: OpenReader) -> None:
    async with reader(query="文字") as pilot:
        await press(pilot, "enter", *["n"] * 30, "w")
        before = opened_of(pilot).at, opened_of(pilot).top, opened_of(pilot).word
        assert before[0] == 30
        assert before[1] > 0
        await press(pilot, "asterisk")
        assert screen_of(pilot).bar.value != "文字"
        await press(pilot, "left_curly_bracket")
        opened = opened_of(pilot)
        assert (opened.at, opened.top, opened.word) == before
        assert f"hit 31 / {len(opened.hit.places)}" in screen_text(pilot)


async def test_an_article_with_hits_is_where_it_was_left(reader: OpenReader) -> None:
    async with reader(query="上海 OR 文字") as pilot:
        screen = screen_of(pilot)
        while screen.state.hit is not None and screen.state.hit.article.title != "长文":
            await press(pilot, "j")
        await press(pilot, "enter", *["n"] * 20)
        before = opened_of(pilot).at, opened_of(pilot).top
        assert before[0] == 20
        other, back = ("[", "]") if screen.state.cursor else ("]", "[")
        names = {"[": "left_square_bracket", "]": "right_square_bracket"}
        await press(pilot, names[other])
        await press(pilot, names[back])
        assert (opened_of(pilot).at, opened_of(pilot).top) == before


async def test_the_next_hit_in_another_article_is_its_first_also_where_that_was_left_further_down(
    reader: OpenReader,
) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "enter", "n", "n")
        first = screen_of(pilot).state.cursor
        await press(pilot, "left_square_bracket", *["n"] * 10)
        assert screen_of(pilot).state.cursor >= first
        await press(pilot, "g", "escape", "g")
        hits = screen_of(pilot).state.hits
        assert hits is not None
        await press(pilot, *["n"] * (len(hits[0].places) - opened_of(pilot).at))
        assert (screen_of(pilot).state.cursor, opened_of(pilot).at) == (1, 0)


async def test_behind_a_hit_the_next_word_is_the_one_after_it(reader: OpenReader) -> None:
    async with reader(query="文字") as pilot:
        await press(pilot, "enter", "w", "w", *["n"] * 30, "w")
        opened = opened_of(pilot)
        assert opened.word is not None
        assert opened.hit_at is not None
        assert opened.word.span.start == opened.hit_at.span.end


async def test_a_word_that_is_out_of_sight_is_not_searched(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "w", "w", "pagedown", "pagedown", "asterisk")
        assert screen_of(pilot).bar.value == ""
        assert opened_of(pilot).word_seen is not None
