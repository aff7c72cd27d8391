"""The manners that all sheets of an insight share: their line, their keys, that Esc stops them, and their export."""

import csv
import json
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.insight import concordance, keyness, trends
from reader.sheets.collocates import CollocatesInquiry
from reader.sheets.concordance import ConcordanceInquiry
from reader.sheets.key_words import KeyWordsInquiry
from reader.sheets.problems import ProblemsInquiry
from reader.sheets.related import RelatedInquiry
from reader.sheets.reprints import ReprintsInquiry
from reader.sheets.trends import TrendsInquiry
from reader.ui.screens.prompt import ConfirmScreen
from reader.ui.widgets.rows import Rows
from tests.dumps import record
from tests.ui.comparing import MATCH, WEATHER, Endless, dump_of_subjects
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import is_about, sheet_of, texts_of
from tests.ui.waiting import settled, until

SHEETS = [
    pytest.param(["c"], ConcordanceInquiry, id="concordance"),
    pytest.param(["T"], TrendsInquiry, id="trends"),
    pytest.param(["W"], KeyWordsInquiry, id="key words"),
    pytest.param(["W", "c"], CollocatesInquiry, id="collocates"),
    pytest.param(["r"], RelatedInquiry, id="related"),
    pytest.param(["R"], ReprintsInquiry, id="reprints"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return Path(dump_of_subjects(tmp_path))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


@pytest.mark.parametrize(("keys", "kind"), SHEETS)
async def test_slash_goes_into_the_line_and_escape_back_to_the_rows(
    reader: OpenReader, keys: list[str], kind: type
) -> None:
    async with reader(query="台风") as pilot:
        for key in keys:
            await press(pilot, key)
        sheet = pilot.app.screen
        assert is_about(pilot, kind)
        for back in ("escape", "enter", "down"):
            await press(pilot, "slash")
            assert isinstance(sheet.focused, Input)
            await press(pilot, back)
            assert isinstance(sheet.focused, Rows)
            assert pilot.app.screen is sheet
        await press(pilot, "escape")
        assert pilot.app.screen is not sheet


@pytest.mark.parametrize(("keys", "kind"), SHEETS)
@pytest.mark.parametrize("size", [(100, 30), (60, 16)])
async def test_a_sheet_has_its_heading_line_and_rows_on_every_screen(
    reader: OpenReader, keys: list[str], kind: type, size: tuple[int, int]
) -> None:
    async with reader(query="台风", size=size) as pilot:
        for key in keys:
            await press(pilot, key)
        lines = screen_lines(pilot)
        assert lines[0].strip()
        assert lines[1].strip().startswith("/")
        assert "Esc" in "".join(lines[2:4])
        assert any(line.lstrip().startswith("▌ ") for line in lines)


async def test_what_is_typed_at_once_behind_slash_is_typed_into_the_line(reader: OpenReader) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "c")
        for key, character in (("slash", "/"), ("space", " "), ("j", "j"), ("x", "x")):
            pilot.app.post_message(events.Key(key, character))
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "台风 jx"


@pytest.mark.parametrize(
    ("key", "module", "name", "told"),
    [
        ("c", concordance, "concordance", "finding hits 34 %"),
        ("T", trends, "trends", "counting hits 34 %"),
        ("W", keyness, "keywords", "counting words 34 %"),
    ],
)
async def test_escape_stops_it_at_once(
    reader: OpenReader, monkeypatch: pytest.MonkeyPatch, key: str, module: object, name: str, told: str
) -> None:
    endless = Endless()
    monkeypatch.setattr(module, name, endless)
    async with reader(query="台风") as pilot:
        await pilot.press(key)
        await until(pilot, lambda: told in screen_text(pilot))
        assert "Esc stops it" in screen_text(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen_of(pilot)
        await until(pilot, endless.stopped.is_set)


async def export(pilot: Pilot[None], path: Path) -> None:
    await press(pilot, "e")
    pilot.app.screen.query_one(Input).value = str(path)
    await press(pilot, "enter")


@pytest.mark.parametrize(("keys", "kind"), SHEETS)
async def test_e_writes_what_is_listed(reader: OpenReader, tmp_path: Path, keys: list[str], kind: type) -> None:
    async with reader(query="台风") as pilot:
        for key in keys:
            await press(pilot, key)
        for suffix in (".csv", ".jsonl", ".md"):
            await export(pilot, tmp_path / f"out{suffix}")
        rows = len(texts_of(pilot))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    markdown = (tmp_path / "out.md").read_text(encoding="utf-8").splitlines()
    assert len(records) == rows
    if kind is ReprintsInquiry:
        assert len(table) == sum(len(record["articles"]) for record in records)
        assert len(markdown) == len(records) + len(table)
    else:
        assert len(table) == rows
        assert len(markdown) == (rows if kind is RelatedInquiry else rows + 2)


async def test_e_writes_what_the_filter_leaves(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "W", "slash", *"渔船", "enter")
        await export(pilot, tmp_path / "out.csv")
    assert [line.split(",")[0] for line in (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()] == [
        "word",
        "渔船",
    ]


async def test_a_file_is_replaced_only_when_told(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine", encoding="utf-8")
    async with reader(query="台风") as pilot:
        await press(pilot, "r")
        await export(pilot, path)
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await press(pilot, "escape")
        assert path.read_text(encoding="utf-8") == "mine"
        await export(pilot, path)
        await press(pilot, "enter")
        assert path.read_text(encoding="utf-8").startswith("id,title,url")


async def test_a_file_of_another_kind_is_refused(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(query="台风") as pilot:
        await press(pilot, "r")
        await export(pilot, tmp_path / "out.xls")
        assert [".md, .csv, .jsonl" in told.message for told in pilot.app._notifications] == [True]


@pytest.mark.parametrize("keys", [["c"], ["T"], ["W"], ["r"], ["R"]])
async def test_nothing_is_exported_of_nothing(reader: OpenReader, tmp_path: Path, keys: list[str]) -> None:
    path = tmp_path / "one.txt"
    path.write_text("题\n\n\n", encoding="utf-8")
    async with reader(str(path), query="台风") as pilot:
        await press(pilot, *keys)
        before = pilot.app.screen
        await press(pilot, "e")
        assert pilot.app.screen is before


async def test_without_rows_there_is_no_cursor(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "exclamation_mark")
        assert is_about(pilot, ProblemsInquiry)
        assert "No problems" in screen_text(pilot)
        assert not sheet_of(pilot).page.rows.render_line(0).text.strip()


NOTHING_FOUND = [
    ("c", "No hits."),
    ("T", "Nothing found."),
    ("W", "No word is significantly more"),
    ("r", "No article is open"),
    ("R", "No reprints among the results."),
]
ONE_ARTICLE = [
    ("c", "1 / 2 题 2024-05-01"),
    ("T", "2024-05-01"),
    ("W", "matches every article"),
    ("r", "No other article shares a word"),
    ("R", "No reprints among the results. Esc closes"),
]
NO_DATES = [
    ("c", "1 / 4 题"),
    ("T", "No result has a date. u shows it by source."),
    ("W", "No word is significantly more"),
    ("r", "1.00"),
    ("R", "+ x2"),
]
SIZES = pytest.mark.parametrize("size", [(100, 30), (60, 16)])


async def says(pilot: Pilot[None], key: str, told: str) -> None:
    """A key is pressed, something is told in words that may be broken over lines, and Esc leads back."""
    await press(pilot, key)
    said = [screen_text(pilot), *(notice.message for notice in pilot.app._notifications)]
    assert told in " ".join(" ".join(said).split())
    if pilot.app.screen is not screen_of(pilot):
        await press(pilot, "escape")
    assert pilot.app.screen is screen_of(pilot)


@SIZES
@pytest.mark.parametrize(("key", "told"), NOTHING_FOUND)
async def test_where_nothing_was_found(reader: OpenReader, key: str, told: str, size: tuple[int, int]) -> None:
    async with reader(query="没有的词", size=size) as pilot:
        await says(pilot, key, told)


@SIZES
@pytest.mark.parametrize(("key", "told"), ONE_ARTICLE)
async def test_of_one_article(reader: OpenReader, tmp_path: Path, key: str, told: str, size: tuple[int, int]) -> None:
    path = tmp_path / "one.txt"
    path.write_text(record("题", "http://a.example/2024-05-01/1.html", WEATHER), encoding="utf-8")
    async with reader(str(path), query="台风", size=size) as pilot:
        await says(pilot, key, told)


@SIZES
@pytest.mark.parametrize(("key", "told"), NO_DATES)
async def test_of_articles_without_dates(
    reader: OpenReader, tmp_path: Path, key: str, told: str, size: tuple[int, int]
) -> None:
    path = tmp_path / "undated.txt"
    texts = (WEATHER, WEATHER, MATCH, MATCH[::-1])
    path.write_text("".join(record("题", "", text) for text in texts), encoding="utf-8")
    async with reader(str(path), query="台风", size=size) as pilot:
        await says(pilot, key, told)
