"""The sheets of key words and collocates: what they list, what choosing a word searches, and that they stop."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.corpus.progress import LoadProgress
from reader.insight import kept, keyness, word_counts
from reader.reading.status import Status
from reader.settings import Settings
from reader.sheets.collocates import CollocatesInquiry
from reader.sheets.concordance import ConcordanceInquiry
from reader.sheets.key_words import KeyWordsInquiry
from reader.ui.app import DuwenApp
from reader.ui.screens.insight import InsightScreen
from reader.ui.screens.reading import ReadingScreen
from tests.ui.comparing import Endless, dump_of_subjects
from tests.ui.conftest import OpenReader, screen_of
from tests.ui.looking import screen_lines, screen_text
from tests.ui.sheets import answer_of, is_about, sheet_of, texts_of
from tests.ui.waiting import settled, until


async def press(pilot: Pilot[None], *keys: str) -> None:
    """One after another, each when what the one before asked for has come."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def key_words(pilot: Pilot[None]) -> InsightScreen[Any, Any]:
    return sheet_of(pilot, KeyWordsInquiry)


async def test_key_words_of_what_was_found_are_listed(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W")
        first = next(word for word in answer_of(pilot, KeyWordsInquiry) if word.word == "渔船")
        assert (first.count, first.rest, first.documents) == (7, 0, 4)
        assert "Key words of 台风: 4 articles against 4 others" in screen_text(pilot)


async def test_columns_stand_below_each_other_by_cells(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风", size=(90, 30)) as pilot:
        await press(pilot, "W")
        page = key_words(pilot).page
        head, lines = str(page._columns.content).removeprefix("  "), texts_of(pilot)
        assert head.split() == ["word", "count", "rest", "articles", "log-likelihood", "log", "ratio"]
        assert len({len(line.rstrip(" ▇").encode("gbk")) for line in [head, *lines]}) == 1


async def test_the_names_of_columns_stay_on_their_line(reader: OpenReader, tmp_path: Path) -> None:
    """Also where they are wider than the list."""
    async with reader(dump_of_subjects(tmp_path), query="台风", size=(30, 20)) as pilot:
        await press(pilot, "W")
        columns = key_words(pilot).page._columns
        assert len(str(columns.content)) > columns.size.width
        assert columns.size.height == 1


async def test_enter_adds_the_word_to_the_search(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W")
        words = [word.word for word in answer_of(pilot, KeyWordsInquiry)]
        await press(pilot, *["j"] * words.index("渔船"), "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert screen_of(pilot).state.asking.text == "台风 渔船"
        assert screen_of(pilot).state.pane == "list"


async def test_a_filtered_word_is_the_one_that_is_chosen(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W", "slash", *"渔船", "enter", "enter")
        assert screen_of(pilot).state.asking.text == "台风 渔船"


async def test_without_a_search_there_are_no_key_words(reader: OpenReader) -> None:
    async with reader() as pilot:
        await press(pilot, "W")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert ["search first" in told.message for told in pilot.app._notifications] == [True]


@pytest.mark.parametrize(
    ("query", "told"),
    [("没有的词", "No word is significantly more"), ("今天 OR 昨天 OR 今年 OR 女排", "matches every article")],
)
async def test_a_result_without_key_words_says_why(reader: OpenReader, tmp_path: Path, query: str, told: str) -> None:
    async with reader(dump_of_subjects(tmp_path), query=query) as pilot:
        await press(pilot, "W")
        assert not answer_of(pilot, KeyWordsInquiry)
        assert told in screen_text(pilot)


async def test_one_article_has_no_key_words(reader: OpenReader, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("台风登陆\n\n台风今天登陆。", encoding="utf-8")
    async with reader(str(path), query="台风") as pilot:
        await press(pilot, "W")
        assert "matches every article" in screen_text(pilot)


async def test_escape_stops_the_count(reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Endless()
    monkeypatch.setattr(keyness, "keywords", endless)
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await pilot.press("W")
        await until(pilot, lambda: "counting words 34 %" in screen_text(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await until(pilot, endless.stopped.is_set)


async def test_c_shows_the_words_near_a_word_and_enter_the_concordance_of_both(
    reader: OpenReader, tmp_path: Path
) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W", "slash", *"渔船", "enter", "c")
        chosen = answer_of(pilot, CollocatesInquiry)[0]
        assert chosen.query.startswith(f'"渔船 {chosen.word}"~')
        await press(pilot, "enter")
        assert is_about(pilot, ConcordanceInquiry)
        assert chosen.query in screen_lines(pilot)[0]
        await press(pilot, "escape")
        assert is_about(pilot, CollocatesInquiry)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert (screen_of(pilot).state.asking.text, screen_of(pilot).state.pane == "text") == (chosen.query, True)


async def test_the_words_near_what_is_searched(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="date:2024 渔船") as pilot:
        await press(pilot, "C")
        words = answer_of(pilot, CollocatesInquiry)
        assert "Collocates of 渔船" in screen_lines(pilot)[0]
        assert all(word.query.startswith('"渔船 ') for word in words)
        await press(pilot, "enter", "enter")
        assert screen_of(pilot).state.asking.text == words[0].query


async def test_without_a_term_there_is_nothing_to_stand_near_to(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="date:2024") as pilot:
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_escape_goes_from_the_words_near_a_word_back_to_the_key_words(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W", "c", "escape")
        assert answer_of(pilot, KeyWordsInquiry)


async def test_while_the_corpus_grows_it_says_that_more_may_come(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        screen = screen_of(pilot)
        screen.state = screen.state.but(status=Status(loading=LoadProgress(0, 1, 8, 0, 1, 0.0)))
        await press(pilot, "W")
        assert answer_of(pilot, KeyWordsInquiry)
        assert "(loaded so far)" in screen_text(pilot)


async def test_words_are_counted_once_a_session(
    reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风") as pilot:
        await press(pilot, "W", "escape")
        monkeypatch.setattr(word_counts, "cut_many", None)
        await press(pilot, "slash", *["backspace"] * 2, *"女排", "enter", "W")
        assert "比赛" in [word.word for word in answer_of(pilot, KeyWordsInquiry)]


async def test_counting_knows_the_words_of_the_user_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[str | None] = []
    monkeypatch.setattr(kept, "teach", taught.append)
    app = DuwenApp([dump_of_subjects(tmp_path)], query="台风", settings=Settings(user_dictionary="own.txt"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "W")
        assert taught == ["own.txt"]


async def test_bars_stand_behind_the_words_and_the_word_in_context_beside_them(
    reader: OpenReader, tmp_path: Path
) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风", size=(120, 30)) as pilot:
        await press(pilot, "W")
        lengths = [text.count("▇") for text in texts_of(pilot)]
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] > lengths[-1] > 0
        for _ in range(2):
            word = answer_of(pilot, KeyWordsInquiry)[sheet_of(pilot).page.rows.cursor].word
            beside = [line.partition("┃" if "┃" in line else "▇ ")[2] for line in screen_lines(pilot)[5:8]]
            assert all(f" {word} " in line for line in beside if line.strip())
            assert any(f" {word} " in line for line in beside)
            await press(pilot, "j")


async def test_where_there_is_no_room_for_two_there_is_one(reader: OpenReader, tmp_path: Path) -> None:
    async with reader(dump_of_subjects(tmp_path), query="台风", size=(90, 30)) as pilot:
        await press(pilot, "W")
        assert not sheet_of(pilot).page.has_preview
