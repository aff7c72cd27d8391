"""Part of the text is selected, by keys and by mouse, and what is copied is what was selected."""

from collections.abc import Sequence

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.pilot import Pilot

from reader.ui.widgets.reading_pane import ReadingPane
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import looks_of, screen_text, where
from tests.ui.waiting import settled, until

TITLE = "上海开博览会"


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def selected(pilot: Pilot[None]) -> str | None:
    opened = opened_of(pilot)
    return opened.selected if opened.selection is not None else None


async def drag(pilot: Pilot[None], start: tuple[int, int], *stops: tuple[int, int]) -> None:
    """Press the button in the pane, go from stop to stop, and let go at the last; all in the pane's own cells."""
    pane = screen_of(pilot).pane
    left, top = pane.region.offset

    def send(kind: type[MouseDown | MouseMove | MouseUp], x: int, y: int) -> None:
        x, y = x + left, y + top
        button = 0 if kind is MouseMove else 1
        pilot.app.screen._forward_event(kind(pane, x, y, 0, 0, button, False, False, False, x, y))

    send(MouseDown, *start)
    await pilot.pause()
    for stop in stops:
        send(MouseMove, *stop)
        await pilot.pause()
    send(MouseUp, *stops[-1])
    await settled(pilot)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("v",), "上海"),
        (("v", "l"), "上海今"),
        (("v", "l", "right", "h"), "上海今"),
        (("v", "w", "w"), "上海今天开"),
        (("v", "w", "w", "b"), "上海今天"),
        (("v", "G"), "上海今天开了博览会。\n各地的人都来上海。"),
        (("v", "left", "left"), ""),
        (("v", "w", "g"), "　　"),
        (("w", "v"), "上海"),
        (("w", "v", "l"), "上海开"),
        (("w", "v", "l", "l", "l", "l", "l", "l", "l"), TITLE),
        (("w", "v", "j"), TITLE),
    ],
)
async def test_keys_that_move_extend_what_v_began_with(reader: OpenReader, keys: Sequence[str], expected: str) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        await press(pilot, *keys)
        assert selected(pilot) == expected


async def test_lines_and_pages_extend_a_selection_and_the_text_goes_along(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "enter", "j", "j", "j", "j", "j", "j", "j", "v", "j")
        first = selected(pilot)
        assert first is not None
        await press(pilot, "ctrl+d", "pagedown", "space", "k")
        further = selected(pilot)
        assert further is not None
        assert further.startswith(first)
        assert len(further) > 10 * len(first)
        opened = opened_of(pilot)
        assert opened.selection is not None
        assert opened.first_offset < opened.selection.head


async def test_esc_gives_the_selection_up_and_stays_in_the_text(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "l")
        assert "selecting" in screen_text(pilot)
        await press(pilot, "escape")
        assert selected(pilot) is None
        assert screen_of(pilot).state.pane == "text"
        assert "selecting" not in screen_text(pilot)


@pytest.mark.parametrize("key", ["v", "tab", "slash"])
async def test_other_keys_give_it_up_too(reader: OpenReader, key: str) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "l", key)
        assert selected(pilot) is None


async def test_another_article_begins_without_a_selection(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "right_square_bracket", "j")
        assert selected(pilot) is None
        assert opened_of(pilot).top in (0, 1)


async def test_what_is_selected_is_copied_and_then_no_more_selected(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "l", "y")
        assert pilot.app.clipboard == "上海今"
        assert selected(pilot) is None
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith(f"{TITLE}\n")


async def test_ctrl_c_copies_a_selection_and_never_leaves(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "ctrl+c")
        assert (pilot.app.clipboard, pilot.app.is_running) == ("上海", True)
        await press(pilot, "ctrl+c")
        assert pilot.app.is_running


async def test_what_is_selected_can_be_searched(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v", "l", "asterisk")
        assert screen_of(pilot).bar.value == "上海今"
        assert selected(pilot) is None


async def test_the_mouse_selects_from_character_to_character(reader: OpenReader) -> None:
    async with reader() as pilot:
        x, y = where(screen_of(pilot).pane, "今天开了")
        await drag(pilot, (x, y), (x + 2, y), (x + 4, y))
        assert selected(pilot) == "今天"
        assert looks_of(screen_of(pilot).pane, "今天")[0].reverse


async def test_the_mouse_selects_over_lines_and_backwards(reader: OpenReader) -> None:
    async with reader() as pilot:
        x, y = where(screen_of(pilot).pane, "都来上海")
        first = where(screen_of(pilot).pane, "博览会。")
        await drag(pilot, (x, y), first)
        assert selected(pilot) == "博览会。\n各地的人"


async def test_a_selection_ends_with_the_part_where_it_began(reader: OpenReader) -> None:
    async with reader() as pilot:
        title = where(screen_of(pilot).pane, "博览会")
        await drag(pilot, title, where(screen_of(pilot).pane, "各地"))
        assert selected(pilot) == "博览会"


async def test_beyond_the_lower_edge_the_text_comes_along(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j")
        pane = screen_of(pilot).pane
        left, top = pane.region.offset
        x, y = where(pane, "第0段")
        below = (x, pane.size.height + 1)
        for kind, (at_x, at_y) in ((MouseDown, (x, y)), (MouseMove, below)):
            at = (left + at_x, top + at_y)
            pilot.app.screen._forward_event(kind(pane, *at, 0, 0, 1, False, False, False, *at))
            await pilot.pause()
        await until(pilot, lambda: opened_of(pilot).top >= 5)
        at = (left + below[0], top + below[1])
        pilot.app.screen._forward_event(MouseUp(pane, *at, 0, 0, 1, False, False, False, *at))
        await settled(pilot)
        resting = opened_of(pilot).top
        await pilot.pause(0.2)
        assert opened_of(pilot).top == resting
        assert "第1段" in (selected(pilot) or "")


async def test_a_press_without_a_move_selects_nothing(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "v")
        at = where(screen_of(pilot).pane, "今天")
        await drag(pilot, at, at)
        assert selected(pilot) is None


@pytest.mark.parametrize(("times", "expected"), [(2, "今天"), (3, "　　上海今天开了博览会。")])
async def test_two_clicks_take_a_word_and_three_the_paragraph(reader: OpenReader, times: int, expected: str) -> None:
    async with reader() as pilot:
        await press(pilot, "K")  # a click on a keyword searches for it, and this word is one
        at = where(screen_of(pilot).pane, "今天")
        await pilot.click(ReadingPane, offset=at, times=times)
        await settled(pilot)
        assert selected(pilot) == expected
        await press(pilot, "y")
        assert pilot.app.clipboard == expected


async def test_after_a_selection_by_mouse_keys_move_in_the_text_as_before(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j")
        x, y = where(screen_of(pilot).pane, "第0段")
        await drag(pilot, (x, y), (x + 6, y))
        await press(pilot, "j", "j")
        assert (selected(pilot), opened_of(pilot).top) == ("第0段", 2)


async def test_keys_go_on_from_what_the_mouse_selected(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "K")
        await settled(pilot)
        await pilot.click(ReadingPane, offset=where(screen_of(pilot).pane, "今天"), times=2)
        await press(pilot, "v", "w")
        assert selected(pilot) == "今天开"
