"""The divider between list and text: dragged, moved by keys, kept, and put back."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library import Library
from reader.ui.app import DuwenApp
from reader.ui.widgets.divider import Divider
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_lines, visible_text
from tests.ui.waiting import settled


async def drag(pilot: Pilot[None], to: int, *, drop: bool = True) -> None:
    await pilot.mouse_down(Divider, offset=(0, 5))
    for x in (to - 1, to):
        await pilot.hover(offset=(x, 8))
    if drop:
        await pilot.mouse_up(offset=(to, 8))
    await settled(pilot)


def widths(pilot: Pilot[None]) -> tuple[int, int, int]:
    screen = screen_of(pilot)
    return screen.list.size.width, screen.divider.size.width, screen.pane.size.width


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_the_divider_is_one_thin_line(reader: OpenReader) -> None:
    async with reader() as pilot:
        assert {screen_lines(pilot)[y][-screen_of(pilot).pane.size.width - 1] for y in range(20, 28)} == {"\u2502"}
        assert widths(pilot)[1] == 1
        assert sum(widths(pilot)) == 100


@pytest.mark.parametrize(("to", "width"), [(55, 55), (5, 20), (98, 70)])
async def test_the_list_ends_where_the_divider_is_dragged_within_bounds(
    reader: OpenReader, to: int, width: int
) -> None:
    async with reader() as pilot:
        await drag(pilot, to)
        assert widths(pilot) == (width, 1, 99 - width)


async def test_the_panes_follow_while_the_divider_is_held(reader: OpenReader) -> None:
    async with reader() as pilot:
        await drag(pilot, 33, drop=False)
        assert widths(pilot)[0] == 33


async def test_the_first_visible_character_stays_in_place_while_the_divider_is_dragged(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "enter", *"jjjjjjjjjj")
        before = opened_of(pilot).first_offset
        await drag(pilot, 60)
        text = screen_of(pilot).state.hit
        assert text is not None
        first = visible_text(screen_of(pilot).pane).splitlines()[0].strip()
        assert text.article.body[before] in first
        await drag(pilot, 40)
        assert opened_of(pilot).first_offset == before


async def test_dragging_selects_no_text_and_leaves_the_keys_where_they_are(reader: OpenReader) -> None:
    async with reader() as pilot:
        await drag(pilot, 60)
        assert not screen_of(pilot).get_selected_text()
        assert screen_of(pilot).state.pane == "list"


async def test_keys_move_the_divider(reader: OpenReader) -> None:
    async with reader() as pilot:
        before = widths(pilot)[0]
        await press(pilot, "greater_than_sign")
        assert widths(pilot)[0] == before + 4
        await press(pilot, "less_than_sign", "less_than_sign")
        assert widths(pilot)[0] == before - 4


async def test_keys_do_not_go_past_the_bounds(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, *["less_than_sign"] * 20)
        assert widths(pilot)[0] == 20
        await press(pilot, "greater_than_sign")
        assert widths(pilot)[0] == 24


async def test_two_clicks_give_the_list_its_own_width_again(reader: OpenReader) -> None:
    async with reader() as pilot:
        before = widths(pilot)
        await drag(pilot, 60)
        await pilot.click(Divider, offset=(0, 5), times=2)
        await settled(pilot)
        assert widths(pilot) == before
        assert screen_of(pilot).state.given.library.list_width == 0


async def test_one_pane_has_the_whole_width_whatever_was_dragged(reader: OpenReader) -> None:
    async with reader() as pilot:
        await drag(pilot, 60)
        await press(pilot, "z")
        assert (screen_of(pilot).pane.size.width, screen_of(pilot).divider.display) == (100, False)
        await press(pilot, "z")
        assert widths(pilot)[0] == 60


async def test_in_a_narrow_screen_the_list_has_all_of_it_and_the_keys_change_nothing(reader: OpenReader) -> None:
    async with reader(size=(60, 16)) as pilot:
        await press(pilot, "greater_than_sign")
        assert screen_of(pilot).list.size.width == 60
        assert screen_of(pilot).state.given.library.list_width == 0


async def test_a_smaller_terminal_keeps_room_for_the_text_and_a_larger_one_gives_the_list_back(
    reader: OpenReader,
) -> None:
    async with reader(size=(140, 30)) as pilot:
        await drag(pilot, 90)
        await pilot.resize_terminal(90, 30)
        await settled(pilot)
        assert widths(pilot) == (60, 1, 29)
        await pilot.resize_terminal(140, 30)
        await settled(pilot)
        assert widths(pilot)[0] == 90


async def test_the_width_is_kept(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        async with DuwenApp([str(dump)], library=library).run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await drag(pilot, 47)
    with Library.open(path) as library:
        async with DuwenApp([str(dump)], library=library).run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            assert widths(pilot)[0] == 47
