"""The sheet of reprints: groups, their members, the difference of two, the badge in the list, and that it stops."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from reader.insight import reprints
from reader.reading.effects import Load
from reader.sheets.reprints import ReprintsInquiry
from reader.ui.screens.difference import DifferenceScreen
from reader.ui.screens.insight import InsightScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets.article_list import ArticleList
from tests.dumps import record
from tests.ui.comparing import FAIR, TEXTS, Endless, dump_of_subjects
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import sheet_of, texts_of
from tests.ui.waiting import settled, until


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Three printings of one report of August, two of one of September, and articles of their own."""
    path = Path(dump_of_subjects(tmp_path))
    later = [record("展会闭幕", f"http://b.example.com/2024-09-0{day}/1.html", FAIR + "再见。") for day in (1, 2)]
    path.write_text(path.read_text(encoding="utf-8") + "".join(later), encoding="utf-8")
    return path


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def sheet(pilot: Pilot[None]) -> InsightScreen[Any, Any]:
    return sheet_of(pilot, ReprintsInquiry)


def shown(pilot: Pilot[None]) -> list[str]:
    return [" ".join(text.split()) for text in texts_of(pilot)]


async def test_groups_are_listed_the_newest_first(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "R")
        oldest = "2024-08-01 .. 2024-08-03 台风登陆"
        assert shown(pilot) == ["+ x3 2024-05-01 .. 2024-09-02 博览会开幕", f"+ x3 {oldest}"]
        assert "published                 first title" in screen_text(pilot)


async def test_with_a_search_only_groups_with_something_found_are_listed(reader: OpenReader) -> None:
    async with reader(query="title:再来") as pilot:
        await press(pilot, "R")
        assert shown(pilot) == ["+ x3 2024-08-01 .. 2024-08-03 台风登陆"]


async def test_a_group_of_one_day_shows_it_once_and_one_without_days_none(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    same = record("博览会", "http://a.example.com/2024-09-01/1.html", FAIR)
    path.write_text(same * 2 + record("台风", "", TEXTS[0][2]) * 2, encoding="utf-8")
    async with reader(str(path), size=(60, 16)) as pilot:
        await press(pilot, "R")
        assert shown(pilot) == ["+ x2 2024-09-01 博览会", "+ x2 台风"]


async def test_enter_unfolds_a_group_and_folds_it_again(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "R", "j", "enter")
        assert [line.split()[-1] for line in shown(pilot)[2:]] == ["台风登陆", "台风登陆沿海", "台风再来"]
        assert shown(pilot)[2] == "0.90 2024-08-01 no. 1, like no. 2 台风登陆"
        await press(pilot, "enter")
        assert len(shown(pilot)) == 2


async def test_enter_on_a_member_opens_it(reader: OpenReader) -> None:
    async with reader(query="title:登陆沿海") as pilot:
        await press(pilot, "R", "enter", "j", "enter")
        screen = screen_of(pilot)
        assert screen.state.hit is not None
        assert screen.state.hit.article.title == "台风登陆"
        assert (screen.state.pane == "text", screen.state.asking.text) == (True, "")


async def test_the_list_shows_how_often_an_article_was_printed_once_that_is_known(reader: OpenReader) -> None:
    async with reader() as pilot:
        assert "x3" not in screen_text(pilot)
        await press(pilot, "R", "escape")
        assert screen_lines(pilot)[3].split()[:2] == ["2024-08-01", "x3"]
        assert screen_of(pilot).state.given.insights.members_of(3) == 0


async def test_groups_are_found_once(reader: OpenReader, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader() as pilot:
        await press(pilot, "R", "escape")
        monkeypatch.setattr(reprints, "reprints", None)
        await press(pilot, "R")
        assert len(shown(pilot)) == 2


async def test_another_corpus_has_other_reprints(reader: OpenReader, tmp_path: Path) -> None:
    async with reader() as pilot:
        await press(pilot, "R", "escape")
        screen = screen_of(pilot)
        other = tmp_path / "other.txt"
        other.write_text(record("别的", "", "别的文章。"), encoding="utf-8")
        screen._take(screen.state.also(Load([str(other)])))
        await settled(pilot)
        assert screen.state.given.insights.members_of(0) == 0


async def test_a_corpus_without_reprints_says_so(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(record("台风", "", TEXTS[0][2]), encoding="utf-8")
    async with reader(str(path)) as pilot:
        await press(pilot, "R")
        assert "No reprints." in screen_text(pilot)
        await press(pilot, "enter", "d")
        assert not shown(pilot)


async def test_escape_stops_the_comparison(reader: OpenReader, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Endless()
    monkeypatch.setattr(reprints, "reprints", endless)
    async with reader() as pilot:
        await pilot.press("R")
        await until(pilot, lambda: "comparing articles 34 %" in screen_text(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await until(pilot, endless.stopped.is_set)


def difference(pilot: Pilot[None]) -> DifferenceScreen:
    assert isinstance(pilot.app.screen, DifferenceScreen)
    return pilot.app.screen


async def compare(pilot: Pilot[None], *keys: str) -> None:
    """Keys that lead to the difference of two articles, and the difference itself."""
    await press(pilot, *keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, DifferenceScreen) and bool(difference(pilot).pane.blocks))
    await settled(pilot)


async def test_what_was_cut_off_is_listed_and_says_why(reader: OpenReader, tmp_path: Path) -> None:
    path, letters = tmp_path / "chain.txt", "".join(map(chr, range(0x4E00, 0x5000)))
    chain = [record(f"第{start}稿", "", letters[start : start + 100]) for start in (0, 30, 62)]
    path.write_text("".join(chain), encoding="utf-8")
    async with reader(str(path)) as pilot:
        await press(pilot, "R", "enter", "G")
        assert shown(pilot)[-1].endswith("cut off from no. 2 第62稿")
        assert "cut off, as the texts drift too far from the oldest" in screen_text(pilot)
        await compare(pilot, "d")
        title, _body = difference(pilot).pane.blocks
        assert (title.first.text, title.second.text) == ("第30稿", "第62稿")
        await press(pilot, "escape", "enter")
        hit = screen_of(pilot).state.hit
        assert hit is not None
        assert hit.article.title == "第62稿"


async def test_d_holds_a_member_against_the_one_it_is_nearest_to(reader: OpenReader) -> None:
    async with reader() as pilot:
        await compare(pilot, "R", "j", "enter", "j", "j", "d")
        title, body = difference(pilot).pane.blocks
        assert (title.first.text, title.second.text) == ("台风登陆", "台风登陆沿海")
        assert title.second.changed == ((4, 6),)
        assert [body.first.text[start:end] for start, end in body.first.changed] == ["抢"]
        assert [body.second.text[start:end] for start, end in body.second.changed] == ["检"]
        await press(pilot, "escape")
        assert len(shown(pilot)) == 5


@pytest.mark.parametrize(("size", "columns"), [((120, 40), True), ((60, 16), False)])
async def test_the_difference_has_two_columns_where_there_is_room(
    reader: OpenReader, size: tuple[int, int], columns: bool
) -> None:
    async with reader(size=size) as pilot:
        await compare(pilot, "R", "j", "d")
        assert difference(pilot).pane.has_two_columns is columns
        lines = [line for line in screen_lines(pilot) if "台风再来" in line and "台风登陆" in line]
        assert bool(lines) is columns
        assert ("+ 台风再来" in screen_text(pilot)) is not columns


async def test_what_differs_is_marked_without_colour(reader: OpenReader) -> None:
    async with reader(size=(120, 40)) as pilot:
        await compare(pilot, "R", "j", "enter", "j", "j", "d")
        pane = difference(pilot).pane
        looks = {
            segment.text: segment.style
            for y in range(pane.size.height)
            for segment in pane.render_line(y)
            if segment.text in ("抢", "检", "沿海")
        }
        assert set(looks) == {"抢", "检", "沿海"}
        assert looks["抢"] is not None
        assert looks["抢"].reverse
        assert looks["检"] is not None
        assert looks["检"].underline


async def test_n_goes_to_the_next_change(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    paragraphs = [f"第{number}段：{FAIR}" for number in range(40)]
    texts = ["\n".join([*paragraphs, end]) for end in ("最后说到台风。", "最后说到女排。")]
    path.write_text("".join(record("长文", "", text) for text in texts), encoding="utf-8")
    async with reader(str(path)) as pilot:
        await compare(pilot, "R", "d")
        assert "女排" not in screen_text(pilot)
        await press(pilot, "n")
        assert "女排" in screen_text(pilot)


async def test_where_quotes_take_two_cells_lines_are_set_by_that(reader: OpenReader) -> None:
    async with reader(size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        screen.state = screen.state.but(given=replace(screen.state.given, ambiguous=2))
        await compare(pilot, "R", "j", "d")
        assert difference(pilot).pane.ambiguous == 2


async def test_of_twins_it_says_that_they_are_the_same(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "twins.txt"
    path.write_text(record("长文", "", FAIR) * 2, encoding="utf-8")
    async with reader(str(path)) as pilot:
        await compare(pilot, "R", "d")
        assert "The two articles are identical" in screen_text(pilot)


async def test_keys_typed_fast_mean_what_they_mean_typed_slowly(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "R", "j")
        for key in ("enter", "j", "j", "d"):
            pilot.app.post_message(events.Key(key, None))
        await until(pilot, lambda: isinstance(pilot.app.screen, DifferenceScreen))
        await settled(pilot)
        assert difference(pilot).pane.blocks[0].second.text == "台风登陆沿海"


# Folding in the list


def titles(pilot: Pilot[None]) -> list[str]:
    hits = screen_of(pilot).state.hits
    return [hits[index].article.title for index in range(len(hits))] if hits is not None else []


async def test_folded_each_group_is_one_row_and_the_status_says_so(reader: OpenReader) -> None:
    async with reader() as pilot:
        before = titles(pilot)
        await press(pilot, "F")
        assert titles(pilot) == [title for title in before if title not in ("台风登陆沿海", "台风再来", "展会闭幕")]
        assert f"{len(titles(pilot))} / {len(before)}" in screen_lines(pilot)[0]
        assert "folded" in screen_lines(pilot)[0]
        assert screen_lines(pilot)[3].split()[:2] == ["2024-08-01", "x3"]
        await press(pilot, "F")
        assert titles(pilot) == before
        assert "folded" not in screen_lines(pilot)[0]


async def test_what_is_searched_next_is_folded_too(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "F", "slash", *"台风", "enter")
        folded = titles(pilot)
        await press(pilot, "F")
        assert (len(folded), len(titles(pilot))) == (2, 4)
        assert [title for title in titles(pilot) if title in folded] == folded


async def test_the_article_that_is_read_stays_or_the_one_before_it_is_read(reader: OpenReader) -> None:
    async with reader(query="title:台风") as pilot:
        before = titles(pilot)
        for start in range(len(before)):
            await press(pilot, "g", *["j"] * start, "F")
            listed = titles(pilot)
            at_or_before = [title for title in before[: start + 1] if title in listed]
            assert listed[screen_of(pilot).state.cursor] == at_or_before[-1]
            await press(pilot, "F")


async def test_a_click_on_the_badge_folds_and_unfolds(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "R", "escape")
        before = len(titles(pilot))
        column = screen_lines(pilot)[3].index("x3")
        for expected in (before - 4, before):
            await pilot.click(ArticleList, offset=(column, 1))
            await settled(pilot)
            assert len(titles(pilot)) == expected
        await pilot.click(ArticleList, offset=(column + 4, 1))
        await settled(pilot)
        assert len(titles(pilot)) == before


async def test_an_article_that_is_folded_can_be_opened_from_a_sheet(reader: OpenReader) -> None:
    async with reader(query="title:台风") as pilot:
        await press(pilot, "F", "R", "enter", "j", "j", "enter")
        screen = screen_of(pilot)
        assert screen.state.hit is not None
        assert (screen.state.hit.article.title, len(titles(pilot))) == ("台风登陆沿海", 4)


async def test_a_hit_in_an_article_that_is_folded_can_be_opened(reader: OpenReader) -> None:
    async with reader(query="title:台风") as pilot:
        last = titles(pilot)[-1]
        await press(pilot, "F")
        assert last not in titles(pilot)
        await press(pilot, "c", "G", "enter")
        screen = screen_of(pilot)
        assert screen.state.hit is not None
        assert (screen.state.pane == "text", screen.state.hit.article.title) == (True, last)


async def test_an_export_holds_what_is_listed(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(query="title:台风") as pilot:
        await press(pilot, "F", "e", *(["backspace"] * 20), *str(tmp_path / "out.jsonl"), "enter")
        assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(titles(pilot)) == 2


async def test_comparing_is_told_and_the_same_key_stops_it(reader: OpenReader, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Endless()
    monkeypatch.setattr(reprints, "reprints", endless)
    async with reader() as pilot:
        before = len(titles(pilot))
        await pilot.press("F")
        await until(pilot, lambda: "comparing articles" in screen_text(pilot))
        assert "F stops" in screen_text(pilot)
        await pilot.press("F")
        await until(pilot, lambda: "comparing articles" not in screen_text(pilot))
        await until(pilot, endless.stopped.is_set)
        assert len(titles(pilot)) == before
