"""Searching in the reader: answers as one types, hits to be seen, and nothing stale or out of turn."""

import threading
import unicodedata
from collections.abc import Callable

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from reader.reading.asking import Ask
from reader.reading.events import Misread, Searched, Unanswered
from reader.reading.searches import Searches
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import looks_of, screen_lines, visible_text
from tests.ui.waiting import settled, until

LETTERS = {"\r": "enter", "/": "slash", "\x1b": "escape", "\t": "tab"}


def titles(pilot: Pilot[None]) -> list[str]:
    hits = screen_of(pilot).state.hits
    assert hits is not None
    return [hits[index].article.title for index in range(len(hits))]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def burst(pilot: Pilot[None], keys: str) -> None:
    """All the keys at once, as a fast hand or a paste without brackets gives them."""
    for key in keys:
        pilot.app.post_message(Key(LETTERS.get(key, key), None if key in "\r\x1b\t" else key))
    await settled(pilot)


async def test_each_letter_typed_is_searched(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash")
        counts = []
        for key in "台风今日":
            await press(pilot, key)
            counts.append(len(titles(pilot)))
        assert counts == [1, 1, 1, 0]


async def test_deleting_a_letter_searches_again(reader: OpenReader) -> None:
    async with reader(query="台风今") as pilot:
        await press(pilot, "slash", "backspace")
        assert titles(pilot) == ["颱風吹過臺灣"]


async def test_an_empty_search_shows_all_articles(reader: OpenReader) -> None:
    async with reader(query="gdp") as pilot:
        await press(pilot, "slash", *["backspace"] * 3)
        assert len(titles(pilot)) == 5


async def test_a_search_of_spaces_shows_all_articles(reader: OpenReader) -> None:
    async with reader(query="   ") as pilot:
        assert len(titles(pilot)) == 5


async def test_a_search_given_at_the_start_stands_in_the_bar(reader: OpenReader) -> None:
    async with reader(query="gdp") as pilot:
        assert screen_lines(pilot)[0].startswith(" / gdp")
        assert titles(pilot) == ["Short news"]


async def test_counts_and_time_are_told(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        status = str(screen_of(pilot).state.status)
        assert status.startswith("3 / 5  ")
        assert " ms" in status


async def test_nothing_found_is_said_in_the_list(reader: OpenReader) -> None:
    async with reader(query="没有的词") as pilot:
        assert "Nothing found for 没有的词" in visible_text(screen_of(pilot).list)
        assert screen_of(pilot).state.opened is None


async def test_a_query_that_is_half_typed_keeps_the_reader_alive(reader: OpenReader) -> None:
    async with reader() as pilot:
        for half in ('"', "(", '上海 "', "-", "title:", "/[", "/(", "date:2", "len:>", "py:", "*", "~"):
            screen_of(pilot).bar.value = half
            await settled(pilot)
        screen_of(pilot).bar.value = ""
        await settled(pilot)
        assert len(titles(pilot)) == 5


async def test_what_is_wrong_in_a_query_is_said_below_it(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"gdp /[/")
        assert screen_lines(pilot)[1].startswith("        ^ invalid regular expression")


async def test_a_query_that_is_wrong_leaves_what_was_found(reader: OpenReader) -> None:
    async with reader(query="gdp") as pilot:
        await press(pilot, "slash", *" /[")
        assert titles(pilot) == ["Short news"]


async def test_hits_are_marked_in_the_titles_of_the_list(reader: OpenReader) -> None:
    async with reader(query="博览会") as pilot:
        panel = screen_of(pilot).list
        look = looks_of(panel, "博览会")[0]
        assert look.bold
        assert look.color == panel.get_component_rich_style("article-list--hit-0").color


async def test_hits_are_marked_in_the_passages_of_the_list(reader: OpenReader) -> None:
    async with reader(query="东部") as pilot:
        panel = screen_of(pilot).list
        [look] = looks_of(panel, "東部")
        assert look.color == panel.get_component_rich_style("article-list--hit-0").color


async def test_the_hit_that_the_reader_is_at_has_a_look_of_its_own(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        pane = screen_of(pilot).pane
        current = pane.get_component_rich_style("reading-pane--current-hit")
        reversed_hits = []
        for _ in range(3):
            reversed_hits.append([look.bgcolor == current.bgcolor for look in looks_of(pane, "上海")])
            await press(pilot, "n")
        assert reversed_hits == [[True, False, False], [False, True, False], [False, False, True]]


async def test_each_term_has_a_look_of_its_own(reader: OpenReader) -> None:
    async with reader(query="上海 今天 各地") as pilot:
        pane = screen_of(pilot).pane
        colours = {word: looks_of(pane, word)[-1].color for word in ("上海", "今天", "各地")}
        assert len(set(colours.values())) == 3


async def test_list_and_text_mark_a_term_alike(reader: OpenReader) -> None:
    async with reader(query="颱風 东部") as pilot:
        panel, pane = screen_of(pilot).list, screen_of(pilot).pane
        assert looks_of(panel, "東部")[0].color == looks_of(pane, "東部")[0].color


async def test_the_authors_own_characters_are_marked(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        pane = screen_of(pilot).pane
        assert len(looks_of(pane, "颱風")) == 2
        assert len(looks_of(pane, "台风")) == 1


async def test_the_first_hit_is_scrolled_into_sight(reader: OpenReader) -> None:
    async with reader(query="最后一段") as pilot:
        assert looks_of(screen_of(pilot).pane, "最后一段")


async def test_the_first_hit_is_in_sight_on_a_narrow_screen(reader: OpenReader) -> None:
    async with reader(query="最后一段", size=(60, 16)) as pilot:
        await press(pilot, "enter")
        assert looks_of(screen_of(pilot).pane, "最后一段")


async def test_a_late_answer_never_replaces_a_newer_one(reader: OpenReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older search is held back until the newer one is on the screen, and then answers all the same."""
    newer_is_shown, older_has_answered = threading.Event(), threading.Event()
    run = Searches.run

    def slow(
        searches: Searches, ask: Ask, is_folded: bool, partly: Callable[[Searched], None], _stopped: Callable[[], bool]
    ) -> Searched | Misread | Unanswered | None:
        done = run(searches, ask, is_folded, partly, lambda: False)
        if ask.text == "上":
            newer_is_shown.wait(10)
            older_has_answered.set()
        return done

    async with reader() as pilot:
        monkeypatch.setattr(Searches, "run", slow)
        await pilot.press("slash", "上", "海")
        await until(pilot, lambda: len(titles(pilot)) == 3)
        shown = screen_of(pilot).state.hits
        newer_is_shown.set()
        await settled(pilot)
        assert older_has_answered.is_set()
        assert screen_of(pilot).state.hits is shown
        assert str(screen_of(pilot).state.status).startswith("3 / 5")


async def test_answers_out_of_order_leave_the_last_question_on_the_screen(reader: OpenReader) -> None:
    async with reader() as pilot:
        screen, answers = screen_of(pilot), []
        for generation, query in enumerate(("台风", "gdp"), screen_of(pilot).state.asking.generation + 1):
            screen.bar.value = query
            await settled(pilot)
            assert screen.state.hits is not None
            answers.append(Searched(generation, screen.state.hits))
        for answer in reversed(answers):
            screen.happen(answer)
        await settled(pilot)
        assert titles(pilot) == ["Short news"]


async def test_keys_typed_at_once_are_obeyed_in_order(reader: OpenReader) -> None:
    async with reader() as pilot:
        await burst(pilot, "/上海\rj")
        screen = screen_of(pilot)
        assert screen.bar.value == "上海"
        assert screen_of(pilot).state.pane == "list"
        assert (len(titles(pilot)), screen.state.cursor) == (3, 1)


async def test_a_burst_of_reading_keys_waits_for_the_search(reader: OpenReader) -> None:
    async with reader() as pilot:
        await burst(pilot, "/上海\rn\t")
        assert (screen_of(pilot).state.cursor, opened_of(pilot).at) == (0, 1)
        assert screen_of(pilot).state.pane == "text"


async def test_a_search_typed_and_cleared_at_once_shows_all_articles(reader: OpenReader) -> None:
    async with reader() as pilot:
        await burst(pilot, "/上海\x1b\x1b")
        assert screen_of(pilot).bar.value == ""
        assert len(titles(pilot)) == 5


async def test_a_burst_that_comes_back_to_the_bar_types_on(reader: OpenReader) -> None:
    async with reader() as pilot:
        await burst(pilot, "/上海\rj/长文")
        assert screen_of(pilot).bar.value == "上海长文"


async def test_the_down_key_moves_in_what_was_found_while_typing(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"上海", "down")
        assert screen_of(pilot).state.cursor == 1
        assert pilot.app.focused is screen_of(pilot).bar


async def test_control_characters_of_a_search_reach_no_terminal(reader: OpenReader) -> None:
    async with reader(query="\x1b[31m\x00\x07红") as pilot:
        await press(pilot, "slash")
        pilot.app.post_message(Paste("\x1b]0;\x9b1m字"))
        await settled(pilot)
        assert screen_of(pilot).bar.value == "[31m红]0;1m字"
        assert not any(unicodedata.category(character) == "Cc" for line in screen_lines(pilot) for character in line)


async def test_rows_painted_before_are_as_those_painted_anew(reader: OpenReader) -> None:
    async with reader(query="上海") as pilot:
        await press(pilot, "j", "s", "j", "k")
        panel = screen_of(pilot).list
        warm = [panel.render_line(y) for y in range(panel.size.height)]
        panel.notify_style_update()
        assert [panel.render_line(y) for y in range(panel.size.height)] == warm


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a", "b", "c", "d", "backspace", "e", "f"), "abcef"),
        (("a", "b", "c", "left", "x"), "abxc"),
        (("a", "b", "ctrl+u", "c"), "c"),
        (("a", "b", "home", "c", "end", "d"), "cabd"),
    ],
)
async def test_keys_that_edit_are_obeyed_in_the_order_they_come_in_a_burst(
    reader: OpenReader, keys: tuple[str, ...], expected: str
) -> None:
    async with reader() as pilot:
        await pilot.press("slash")
        await settled(pilot)
        for key in keys:
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert screen_of(pilot).bar.value == expected
