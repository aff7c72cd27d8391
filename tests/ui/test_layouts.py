"""The screen in terminals of every size: what is shown, what is left out, and that nothing is wrapped or lost."""

import pytest
from textual.pilot import Pilot

from reader.corpus.progress import LoadProgress
from reader.language.typesetting import cells
from reader.reading.status import Status
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.notice_line import NoticeLine
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.waiting import settled

SIZES = [(200, 50), (100, 30), (60, 16), (40, 10), (24, 6), (20, 5)]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_counts_are_told_in_list_text_and_while_typing(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(size=size) as pilot:
        for keys in (["slash", *"上海"], ["enter"], ["enter"], ["escape"]):
            await press(pilot, *keys)
            assert "3 / 5" in screen_text(pilot), keys
            assert "…" not in "".join(line for line in screen_lines(pilot) if " / 5" in line)


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_is_as_wide_as_the_screen(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(size=size) as pilot:
        for keys in (["j"], ["j", "j", "enter"], ["z"], ["escape"], ["slash", *"上海 ("], ["escape"]):
            await press(pilot, *keys)
            assert [cells(line) for line in screen_lines(pilot)] == [size[0]] * size[1], keys


@pytest.mark.parametrize("size", SIZES)
async def test_the_article_under_the_cursor_is_seen(reader: OpenReader, size: tuple[int, int]) -> None:
    async with reader(size=size) as pilot:
        await press(pilot, "j", "j", "j")
        assert "▌ 长文" in screen_text(pilot)
        await press(pilot, "enter")
        assert "长文" in screen_text(pilot)


@pytest.mark.parametrize(("size", "rows"), [((24, 6), 4), ((20, 5), 3), ((60, 16), 5), ((30, 30), 5)])
async def test_in_a_tiny_screen_a_row_is_its_title_alone(reader: OpenReader, size: tuple[int, int], rows: int) -> None:
    async with reader(size=size) as pilot:
        screen = screen_of(pilot)
        assert min(screen.list.size.height // screen.state.row_height, 5) == rows


@pytest.mark.parametrize(("size", "seen"), [((60, 16), True), ((39, 16), False), ((60, 9), False), ((40, 10), True)])
async def test_a_tiny_screen_has_no_key_line(reader: OpenReader, size: tuple[int, int], seen: bool) -> None:
    async with reader(size=size) as pilot:
        assert screen_of(pilot).query_one(KeyLine).display is seen


async def test_in_a_tiny_screen_the_bar_has_the_whole_line_while_one_types(reader: OpenReader) -> None:
    async with reader(size=(20, 5)) as pilot:
        await press(pilot, "slash", *"上海")
        assert screen_of(pilot).bar.size.width == 17
        assert screen_lines(pilot)[-1].lstrip().startswith("3 / 5")


async def test_what_is_wrong_is_told_in_a_small_screen_and_the_list_is_still_there(reader: OpenReader) -> None:
    async with reader(size=(40, 10)) as pilot:
        await press(pilot, "slash", *"/[a/")
        assert screen_of(pilot).query_one(NoticeLine).display
        assert screen_of(pilot).list.size.height == 7


@pytest.mark.parametrize(
    ("width", "list_width"), [(79, 79), (80, 31), (120, 47), (140, 55), (150, 56), (160, 63), (200, 72)]
)
async def test_the_list_has_its_share_of_the_width(reader: OpenReader, width: int, list_width: int) -> None:
    async with reader(size=(width, 30)) as pilot:
        assert screen_of(pilot).list.size.width == list_width


async def test_in_a_very_wide_screen_the_text_stands_in_the_middle_of_its_pane(reader: OpenReader) -> None:
    async with reader(size=(200, 50)) as pilot:
        await press(pilot, "j", "j", "j")
        line = screen_of(pilot).pane.render_line(20).text
        left, right = len(line) - len(line.lstrip()), cells(line) - cells(line.rstrip())
        assert left > 20
        assert abs(left - right) < 8


async def test_a_terminal_made_smaller_and_larger_again_shows_what_it_showed(reader: OpenReader) -> None:
    async with reader(size=(100, 30)) as pilot:
        await press(pilot, "slash", *"上海", "enter")
        before = screen_text(pilot)
        for width, height in (*SIZES, (100, 30)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
        assert screen_text(pilot) == before


LOADING = LoadProgress(3, 12, 500, 50_000_000, 100_000_000, 2.0)


@pytest.mark.parametrize(
    ("status", "width", "told"),
    [
        (Status(412, 58_730, 12.4, "date", None, 2), 50, "412 / 58,730  12 ms  date  2 problems"),
        (
            Status(412, 58_730, 12.4, "date", None, 2, corpus="a.txt"),
            48,
            "412 / 58,730  12 ms  date  2 problems  a.txt",
        ),
        (Status(412, 58_730, 12.4, "date", corpus="a.txt"), 30, "412 / 58,730  12 ms  date"),
        (Status(412, 58_730, 12.4, "", None, 1, report_key="!"), 40, "412 / 58,730  12 ms  1 problem (!)"),
        (Status(412, 58_730, 12.4, "date", None, 2), 36, "412 / 58,730  12 ms  2 problems"),
        (Status(412, 58_730, 12.4, "date", None, 2), 30, "412 / 58,730  12 ms"),
        (Status(412, 58_730, 12.4, "date", None, 2), 18, "412 / 58,730"),
        (Status(412, 58_730, 12.4, "date", None, 2), 5, "412 / 58,730"),
        (Status(0, 500, loading=LOADING), 50, "loading 50% 3/12 25 MB/s 2 s left  0 / 500"),
        (Status(0, 500, loading=LOADING), 30, "50%  0 / 500"),
        (Status(0, 500, loading=LOADING), 10, "0 / 500"),
    ],
)
def test_the_status_is_shortened_to_its_width(status: Status, width: int, told: str) -> None:
    assert status.fitting(width) == told
