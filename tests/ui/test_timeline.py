"""The timeline in the status line: when the articles that were found are of."""

from pathlib import Path

import pytest

from reader.language.widths import Ambiguous
from reader.reading.status import Status
from reader.sheets.trends import TrendsInquiry
from reader.ui.widgets.status_line import StatusLine, sparkline
from tests.dumps import record
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines
from tests.ui.sheets import is_about
from tests.ui.waiting import settled, until

BARS = "▁▂▃▄▅▆▇█"


@pytest.fixture
def years(tmp_path: Path) -> str:
    """Three articles on 上海 of 2020, one of 2024, and one without a date."""
    path = tmp_path / "years.txt"
    days = ["2020-01-05", "2020-01-06", "2020-01-07", "2024-03-05"]
    articles = [record(f"上海 {day}", f"http://a.example/{day}/1.html", "一篇上海的文章。") for day in days]
    path.write_text(
        "".join([*articles, record("上海", "", "没有日期。"), record("北京", "", "无。")]), encoding="utf-8"
    )
    return str(path)


@pytest.mark.parametrize(
    ("values", "bars"),
    [((), ""), ((0, 7), "▁█"), ((1, 2, 3, 4, 5, 6, 7), "▂▃▄▅▆▇█"), ((1, 1000), "▂█"), ((5, 5), "██"), ((0, 0), "▁▁")],
)
def test_bars_are_as_high_as_their_values_and_the_lowest_is_none(values: tuple[int, ...], bars: str) -> None:
    assert sparkline(values) == bars


async def test_a_search_has_its_articles_over_time_beside_the_counts(reader: OpenReader, years: str) -> None:
    async with reader(years, query="上海", size=(120, 30)) as pilot:
        await until(pilot, lambda: bool(screen_of(pilot).state.status.timeline))
        line = screen_lines(pilot)[0]
        assert f"█{BARS[0] * 14}▄  5 / 6" in line


async def test_without_a_search_nothing_is_told(reader: OpenReader, years: str) -> None:
    async with reader(years, size=(120, 30)) as pilot:
        await pilot.pause(0.3)
        await settled(pilot)
        assert screen_of(pilot).state.status.timeline == ()


async def test_another_search_takes_it_away_at_once(reader: OpenReader, years: str) -> None:
    async with reader(years, query="上海", size=(120, 30)) as pilot:
        await until(pilot, lambda: bool(screen_of(pilot).state.status.timeline))
        screen_of(pilot).search_for("北京")
        await until(pilot, lambda: screen_of(pilot).state.status.shown == 1)
        assert screen_of(pilot).state.status.timeline == ()


@pytest.mark.parametrize(("width", "ambiguous"), [(60, 1), (120, 2)])
async def test_where_there_is_no_room_or_bars_are_wide_it_is_left_out(
    reader: OpenReader, years: str, width: int, ambiguous: Ambiguous
) -> None:
    async with reader(years, query="上海", size=(width, 30)) as pilot:
        screen_of(pilot).status.ambiguous = ambiguous
        await until(pilot, lambda: bool(screen_of(pilot).state.status.timeline))
        await settled(pilot)
        assert BARS[7] not in screen_lines(pilot)[0]
        assert "5 / 6" in screen_lines(pilot)[0]


@pytest.mark.parametrize(("at", "opened"), [("█", True), ("▄", True), ("5 /", False)])
async def test_a_click_on_the_bars_opens_the_trends(reader: OpenReader, years: str, at: str, opened: bool) -> None:
    async with reader(years, query="上海", size=(120, 30)) as pilot:
        line = screen_of(pilot).status
        await until(pilot, lambda: bool(line.status.timeline))
        await settled(pilot)
        place = line.render_line(0).text.index(at)
        await pilot.click(StatusLine, offset=(place + line.styles.padding.left, 0))
        await settled(pilot)
        assert is_about(pilot, TrendsInquiry) is opened


def test_the_status_in_words_has_no_bars() -> None:
    assert str(Status(1, 2, timeline=(1, 2))) == "1 / 2"
