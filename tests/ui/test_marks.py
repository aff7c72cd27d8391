"""Marks: read, stars, tags, notes and places are made by keys, shown, kept and found."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from reader.library import Library
from reader.ui.app import DuwenApp
from reader.ui.screens.prompt import PromptScreen
from tests.ui.conftest import OpenReader, opened_of, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.waiting import settled


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def library(pilot: Pilot[None]) -> Library:
    return screen_of(pilot).state.given.library


def id_of(pilot: Pilot[None]) -> str:
    hit = screen_of(pilot).state.hit
    assert hit is not None
    return hit.article.id


async def test_going_into_a_text_reads_it_and_u_takes_that_back(reader: OpenReader) -> None:
    async with reader() as pilot:
        assert not library(pilot).ids_read
        await press(pilot, "enter")
        assert library(pilot).is_read(id_of(pilot))
        await press(pilot, "u")
        assert not library(pilot).is_read(id_of(pilot))


async def test_a_star_is_given_shown_and_taken(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "s")
        assert library(pilot).is_starred(id_of(pilot))
        assert screen_lines(pilot)[2].startswith("▌★上海")
        assert "starred" in screen_text(pilot)
        await press(pilot, "s")
        assert not library(pilot).ids_starred


async def test_tags_are_typed_with_spaces_between(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "t", *"展会 城市", "enter")
        assert library(pilot).tags_of(id_of(pilot)) == {"展会", "城市"}
        assert "#城市" in screen_text(pilot)
        await press(pilot, "t")
        pilot.app.screen.query_one(Input).value = "城市"
        await press(pilot, "enter")
        assert library(pilot).tags_of(id_of(pilot)) == {"城市"}


async def test_escape_leaves_tags_as_they_are(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "t", *"展会")
        assert isinstance(pilot.app.screen, PromptScreen)
        await press(pilot, "escape")
        assert not library(pilot).tags_of(id_of(pilot))


async def test_a_note_stands_above_the_text_as_text(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "a")
        pilot.app.screen.query_one(Input).value = "[/] [red]看"
        await press(pilot, "enter")
        assert "[/] [red]看" in screen_text(pilot)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("is:starred", ["颱風吹過臺灣"]),
        ("tag:天气", ["颱風吹過臺灣"]),
        ("is:unread 上海", ["上海开博览会", "[red]标题[/red] [/] [@click=app.quit]", "长文"]),
        ("-is:unread", ["颱風吹過臺灣"]),
    ],
)
async def test_marks_are_searched(reader: OpenReader, query: str, titles: list[str]) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "s", "t", *"天气", "enter", "enter", "h")
        screen_of(pilot).bar.value = query
        await settled(pilot)
        hits = screen_of(pilot).state.hits
        assert hits is not None
        assert sorted(hit.article.title for hit in hits.first(9)) == sorted(titles)


async def test_an_article_opens_where_it_was_left(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "j", "j", "j", "enter", "pagedown", "h")
        left = opened_of(pilot).first_offset
        assert left > 0
        await press(pilot, "k", "j")
        assert opened_of(pilot).first_offset == left


async def test_space_at_the_end_goes_on_to_the_next_unread(reader: OpenReader) -> None:
    async with reader() as pilot:
        hits = screen_of(pilot).state.hits
        assert hits is not None
        library(pilot).set_read(hits[1].article)
        await press(pilot, "enter", "space")
        assert screen_of(pilot).state.cursor == 2


async def test_marks_outlive_the_reader(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "marks.sqlite"
    for expected in (False, True):
        with Library.open(path) as kept:
            async with DuwenApp([str(dump)], library=kept).run_test(size=(100, 30)) as pilot:
                await settled(pilot)
                assert kept.is_starred(id_of(pilot)) is expected
                if not expected:
                    await press(pilot, "s")


async def test_what_was_opened_is_remembered(dump: Path) -> None:
    kept = Library.in_memory()
    async with DuwenApp([str(dump)], library=kept).run_test() as pilot:
        await settled(pilot)
    assert kept.last_corpus == (str(dump),)


async def test_a_search_is_recalled_in_the_empty_bar(reader: OpenReader) -> None:
    async with reader() as pilot:
        for query in ("上海", "gdp"):
            await press(pilot, "slash", *query, "enter", "escape")
        await press(pilot, "slash", "up")
        assert screen_of(pilot).bar.value == "gdp"
        await press(pilot, "up")
        assert screen_of(pilot).bar.value == "上海"
        await press(pilot, "down", "down")
        assert screen_of(pilot).bar.value == ""


async def test_a_saved_search_is_offered_in_the_palette(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"台风", "enter", "ctrl+s", *"[/]weather", "enter")
        assert library(pilot).saved_searches() == {"[/]weather": "台风"}
        await press(pilot, "escape", "ctrl+p")
        await pilot.press(*"search: weather")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        assert screen_of(pilot).bar.value == "台风"


@pytest.mark.parametrize(("name", "found"), [("out.md", "## 颱風吹過臺灣"), ("out.jsonl", "颱風吹過臺灣")])
async def test_what_was_found_is_exported(reader: OpenReader, tmp_path: Path, name: str, found: str) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "e")
        pilot.app.screen.query_one(Input).value = str(tmp_path / name)
        await press(pilot, "enter")
        assert found in (tmp_path / name).read_text(encoding="utf-8")
        assert "上海开博览会" not in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "replaced"), [("escape", False), ("enter", True)])
async def test_an_export_replaces_a_file_only_when_told(
    reader: OpenReader, tmp_path: Path, answer: str, replaced: bool
) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    async with reader() as pilot:
        await press(pilot, "e")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "mine.csv")
        await press(pilot, "enter")
        await press(pilot, answer)
        assert ((tmp_path / "mine.csv").read_text(encoding="utf-8") != "mine") is replaced


async def test_half_typed_searches_are_not_remembered(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "slash", *"is:", "enter")
        assert library(pilot).searches() == ()


async def test_a_name_that_is_offered_is_replaced_by_typing(reader: OpenReader, tmp_path: Path) -> None:
    async with reader() as pilot:
        await press(pilot, "e", *str(tmp_path / "own.jsonl"), "enter")
        assert [path.name for path in tmp_path.glob("*.jsonl")] == ["own.jsonl"]


async def test_another_tag_does_not_stick_to_the_one_before(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "t", *"城市", "enter", "t", *"展会", "enter")
        hit = screen_of(pilot).state.hit
        assert hit is not None
        assert screen_of(pilot).state.given.library.tags_of(hit.article.id) == {"城市", "展会"}
