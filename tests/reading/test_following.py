"""Going elsewhere from an article and coming back: words, selections, sheets, reprints."""

import pytest

from reader.article import Span
from reader.corpus.progress import LoadProgress
from reader.corpus.table import Table
from reader.reading import effects, events
from reader.reading.page import Point
from reader.reading.status import Status
from reader.sheets.concordance import ConcordanceInquiry, Occurrence
from reader.sheets.trends import TrendsInquiry
from tests.reading.desk import Desk, desk


def point(text: str, at: Desk, part: str = "body") -> Point:
    return Point(part, at.opened.page.text(part).index(text), True)  # type: ignore[arg-type]


# Words


def test_the_word_cursor_goes_from_word_to_word(at_desk: Desk) -> None:
    words = []
    for _step in range(6):
        at_desk.press("next-word")
        assert at_desk.opened.word is not None
        words.append(at_desk.opened.text_at(at_desk.opened.word))
    assert words[:2] == ["上海", "开"]
    at_desk.press("previous-word")
    assert at_desk.opened.word is not None
    assert at_desk.opened.text_at(at_desk.opened.word) == words[-2]


def test_it_waits_for_the_words_and_the_keys_behind_it_wait_for_it(corpus: Table) -> None:
    reader = desk(corpus, held=[effects.FindWords])
    reader.press("next-word", "next-word", "search-word")
    assert (reader.opened.word, reader.state.asking.text) == (None, "")
    reader.let(effects.FindWords)
    assert reader.state.asked == "开"


def test_where_no_words_were_found_nothing_waits_for_ever(corpus: Table) -> None:
    reader = desk(corpus, held=[effects.FindWords])
    reader.press("next-word", "down")
    reader.happen(events.WordsFound(reader.opened.hit.row, ()))
    assert (reader.state.waiting, reader.state.must_wait) == ((), False)


def test_a_topic_word_is_a_search(at_desk: Desk) -> None:
    at_desk.press("keyword")
    word = at_desk.opened.text_at(at_desk.opened.word) if at_desk.opened.word else ""
    assert at_desk.press("read").state.asked == word == "上海"
    assert at_desk.state.mode == "list"


def test_without_a_word_the_key_sets_the_cursor_and_says_what_it_does(at_desk: Desk) -> None:
    at_desk.press("search-word")
    assert (at_desk.state.mode, at_desk.state.asking.text) == ("words", "")
    assert "asterisk searches for it" in at_desk.last(effects.Tell).text


def test_a_click_puts_the_cursor_on_a_word_and_searches_for_a_topic_word(at_desk: Desk) -> None:
    at_desk.happen(events.Clicked(point("博览会", at_desk), 1))
    assert at_desk.opened.word is not None
    assert at_desk.opened.text_at(at_desk.opened.word) == "博览会"
    at_desk.happen(events.Clicked(point("上海", at_desk, "keywords"), 1))
    assert at_desk.state.asked == "上海"


# Selections


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (["select"], "上海"),
        (["select", "read", "read"], "上海今天"),
        (["select", "list"], "上"),
        (["select", "next-word"], "上海今天"),
        (["select", "next-word", "previous-word", "previous-word"], ""),
        (["select", "last"], "上海今天开了博览会。\n各地的人都来上海。"),
        (["select", "first"], ""),
        (["select", "down"], "上海今天开了博览会。\n"),
        (["select", "page-down"], "上海今天开了博览会。\n各地的人都来上海。"),
        (["select", "copy"], ""),
        (["select", "back"], ""),
    ],
)
def test_the_keys_move_its_end(at_desk: Desk, keys: list[str], selected: str) -> None:
    at_desk.press("read", *keys)
    assert at_desk.opened.selected == selected


def test_what_is_selected_is_copied_and_else_the_article(at_desk: Desk) -> None:
    at_desk.press("read", "select", "copy", "copy")
    article = at_desk.opened.hit.article
    assert at_desk.all(effects.Copy) == [
        effects.Copy("上海", "selection"),
        effects.Copy(f"{article.title}\n{article.body}", "article"),
    ]


def test_what_is_selected_is_searched(at_desk: Desk) -> None:
    at_desk.press("read", "select", "next-word", "search-word")
    assert (at_desk.state.asked, at_desk.titles) == ("上海今天", ["上海开博览会"])


@pytest.mark.parametrize(("times", "selected"), [(2, "博览会"), (3, "上海今天开了博览会。")])
def test_clicks_take_a_word_or_a_paragraph(at_desk: Desk, times: int, selected: str) -> None:
    at_desk.happen(events.Clicked(point("览会", at_desk), times))
    assert (at_desk.opened.selected, at_desk.state.mode) == (selected, "text")


@pytest.mark.parametrize(
    ("end", "part", "selected"),
    [(3, "body", "上海今"), (0, "body", ""), (2, "title", ""), (0, "note", "")],
)
def test_the_mouse_selects_within_the_part_where_it_was_pressed(
    at_desk: Desk, end: int, part: str, selected: str
) -> None:
    start = Point("body", 0, True)
    if part == "note":
        at_desk.press("note").leave("注")
        start = point("上海", at_desk)
    at_desk.happen(events.Pressed()).happen(events.Dragged(start, Point(part, end, True)))  # type: ignore[arg-type]
    assert at_desk.opened.selected == selected
    assert (at_desk.happen(events.Dropped()).opened.selection is None) == (not selected)


# The way back


def test_the_way_back_leads_to_the_very_hit_and_word_and_forth_again(at_desk: Desk) -> None:
    at_desk.search("上海").press("next-hit", "read", "next-word")
    left = (at_desk.title, at_desk.opened.at, at_desk.opened.top, at_desk.opened.word)
    at_desk.press("search-word")
    found = at_desk.state.asked
    assert found != "上海"
    at_desk.press("go-back")
    assert (at_desk.title, at_desk.opened.at, at_desk.opened.top, at_desk.opened.word) == left
    assert at_desk.state.asked == "上海"
    assert at_desk.press("go-forward").state.asked == found
    assert at_desk.press("go-forward").state.told == "nothing to go forward to"
    assert at_desk.press("go-back", "go-back").state.told == "nothing to go back to"


def test_an_article_found_again_stands_where_it_was_left(at_desk: Desk) -> None:
    at_desk.search("上海").press("down")
    at_desk.press("up", "next-hit", "next-hit", "down", "up")
    assert at_desk.opened.at == 2


# Sheets


def test_the_concordance_comes_back_as_it_was_left_and_opens_its_hit(at_desk: Desk) -> None:
    at_desk.search("上海").press("concordance")
    sheet = at_desk.last(effects.Show).sheet
    assert isinstance(sheet, ConcordanceInquiry)
    assert (sheet.text, sheet.sort, sheet.begins) == ("上海", "result", 0)
    body = at_desk.opened.hit.article.body
    chosen = Occurrence("上海", at_desk.opened.hit.row, "body", Span(body.rindex("上海"), body.rindex("上海") + 2))
    at_desk.leave(chosen, 2, sort="date")
    assert (at_desk.state.mode, at_desk.opened.at) == ("text", 2)
    again = at_desk.press("concordance").last(effects.Show).sheet
    assert isinstance(again, ConcordanceInquiry)
    assert (again.sort, again.begins) == ("date", 2)


def test_a_hit_of_another_query_is_searched_first(at_desk: Desk) -> None:
    row = at_desk.opened.hit.row
    chosen = Occurrence("博览会", row, "body", Span(6, 9))
    at_desk.search("台风").press("concordance").leave(chosen, text="博览会")
    assert (at_desk.state.asked, at_desk.title, at_desk.state.mode) == ("博览会", "上海开博览会", "text")
    assert at_desk.press("go-back").state.asked == "台风"


def test_trends_come_back_over_the_search_they_were_left_over(at_desk: Desk) -> None:
    at_desk.search("上海").press("trends").leave(None, 1, text="上海; 台风", unit="year", measure="articles")
    kept = at_desk.press("trends").last(effects.Show).sheet
    assert isinstance(kept, TrendsInquiry)
    assert (kept.text, kept.known, kept.unit, kept.measure, kept.begins) == ("上海; 台风", None, "year", "articles", 1)
    at_desk.leave("上海 date:2024")
    assert at_desk.state.asked == "上海 date:2024"
    fresh = at_desk.press("trends").last(effects.Show).sheet
    assert isinstance(fresh, TrendsInquiry)
    assert (fresh.text, fresh.unit) == ("上海 date:2024", None)


@pytest.mark.parametrize(
    ("query", "key", "said"),
    [
        ("", "keyness", "search first"),
        ("", "near-words", "search for one first"),
        ("没有的词语", "related", "No article is open"),
    ],
)
def test_what_a_sheet_lacks_is_said(at_desk: Desk, query: str, key: str, said: str) -> None:
    at_desk.search(query).press(key)
    assert said in at_desk.last(effects.Tell).text
    assert not at_desk.all(effects.Show)


@pytest.mark.parametrize(
    "key", ["keyness", "near-words", "related", "reprints", "report", "help", "export", "concordance"]
)
def test_a_sheet_that_gives_nothing_leaves_all_as_it_was(at_desk: Desk, key: str) -> None:
    at_desk.search("上海").press(key)
    before = at_desk.state
    at_desk.leave(None)
    assert at_desk.state.but(closed_concordance=None) == before


def test_an_article_of_a_sheet_is_read_and_the_search_cleared_where_it_does_not_find_it(at_desk: Desk) -> None:
    at_desk.search("上海").press("related").leave(1)
    assert (at_desk.title, at_desk.state.asked, at_desk.state.mode) == ("颱風吹過臺灣", "", "text")
    assert at_desk.press("go-back").state.asked == "上海"


def test_addresses_are_asked_for_once(at_desk: Desk) -> None:
    at_desk.press("open-url").leave(False)
    assert not at_desk.all(effects.Browse)
    at_desk.press("open-url").leave(True)
    shown = len(at_desk.all(effects.Show))
    at_desk.press("open-url")
    assert (len(at_desk.all(effects.Show)), len(at_desk.all(effects.Browse))) == (shown, 2)


# Reprints


def test_reprints_fold_into_one_row_and_unfold(at_desk: Desk) -> None:
    at_desk.press("fold")
    assert (len(at_desk.titles), at_desk.state.is_folded, at_desk.state.status.shown) == (5, True, 5)
    at_desk.search("渔船")
    assert at_desk.titles == ["渔船回港"]
    assert len(at_desk.press("fold").titles) == 2


def test_what_is_to_be_read_is_unfolded_for(at_desk: Desk) -> None:
    at_desk.press("fold", "related").leave(4)
    assert (at_desk.title, at_desk.state.is_folded) == ("渔船回港避风", False)


def test_comparing_can_be_stopped(corpus: Table) -> None:
    reader = desk(corpus, held=[effects.Compare])
    reader.press("fold").happen(events.Compared(0.3))
    shares = [reader.state.compared]
    reader.press("fold")
    assert (shares, reader.last(effects.Compare)) == ([0.3], effects.Compare(None))
    reader.happen(events.Compared(0.3, is_over=True))
    assert reader.state.compared is None
    assert not reader.state.is_folded


def test_a_growing_corpus_is_not_folded(corpus: Table) -> None:
    reader = desk(corpus)
    reader.state = reader.state.but(status=Status(loading=LoadProgress(0, 1, 0, 0, 0, 0.0)))
    reader.press("fold")
    assert "Still loading" in reader.last(effects.Tell).text


def test_what_is_selected_of_the_topic_words_goes_with_them(at_desk: Desk) -> None:
    start, end = point("上海", at_desk, "keywords"), point("上海", at_desk, "keywords")
    at_desk.happen(events.Dragged(start, end._replace(offset=end.offset + 2)))
    assert at_desk.opened.selected == "上海"
    assert at_desk.press("keywords").opened.selection is None
