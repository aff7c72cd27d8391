"""What keys mean, by the mode that they are pressed in."""

import pytest

from reader.corpus.table import Table
from reader.reading import effects, events
from reader.reading.actions import ACTIONS, scopes
from reader.reading.layout import Size
from reader.reading.state import Mode
from reader.sheets.sheet import Prompt
from tests.reading.desk import Desk, desk


def test_the_whole_corpus_is_listed_at_first(at_desk: Desk) -> None:
    assert len(at_desk.titles) == at_desk.state.status.shown == at_desk.state.status.all == 6
    assert (at_desk.state.mode, at_desk.title, at_desk.state.cursor) == ("list", at_desk.titles[0], 0)


@pytest.mark.parametrize(
    ("keys", "mode"),
    [
        ([], "list"),
        (["read"], "text"),
        (["switch"], "text"),
        (["switch", "switch"], "list"),
        (["read", "list"], "list"),
        (["read", "back"], "list"),
        (["search"], "typing"),
        (["search", "back"], "list"),
        (["search", "list"], "list"),
        (["search", "complete"], "list"),
        (["read", "search"], "typing"),
        (["next-word"], "words"),
        (["keyword"], "words"),
        (["next-word", "list"], "list"),
        (["select"], "selecting"),
        (["select", "select"], "text"),
        (["select", "back"], "text"),
        (["select", "switch"], "list"),
        (["select", "search"], "typing"),
        (["select", "copy"], "text"),
        (["zoom"], "text"),
        (["zoom", "zoom"], "text"),
        (["zoom", "list"], "list"),
    ],
)
def test_which_mode_they_lead_to(at_desk: Desk, keys: list[str], mode: Mode) -> None:
    assert at_desk.press(*keys).state.mode == mode


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["down"], 1),
        (["down", "down", "up"], 1),
        (["up"], 0),
        (["last"], 5),
        (["last", "down"], 5),
        (["last", "first"], 0),
        (["next-article", "next-article"], 2),
        (["read", "next-article"], 1),
        (["page-down"], 5),
        (["half-page-down"], 4),
        (["last", "page-up"], 0),
        (["search", "down"], 0),
        (["search", "page-down"], 5),
        (["zoom", "next-article"], 1),
    ],
)
def test_which_article_they_lead_to(at_desk: Desk, keys: list[str], cursor: int) -> None:
    at_desk.press(*keys)
    assert (at_desk.state.cursor, at_desk.title) == (cursor, at_desk.titles[cursor])


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        (["down", "down"], 2),
        (["down", "up", "up"], 0),
        (["page-down"], 35),
        (["half-page-down"], 18),
        (["read-on"], 35),
    ],
)
def test_which_line_they_lead_to_in_the_text(at_desk: Desk, keys: list[str], top: int) -> None:
    assert at_desk.choose("title:长文").press("read", *keys).opened.top == top


def test_the_end_of_the_text_and_its_top(at_desk: Desk) -> None:
    at_desk.choose("title:长文").press("read", "last")
    assert at_desk.opened.is_at_end
    assert at_desk.press("first").opened.top == 0


def test_reading_on_ends_at_the_next_article_that_is_not_read(corpus: Table) -> None:
    reader = desk(corpus)
    assert reader.state.hits is not None
    reader.library.set_read(reader.state.hits[1].article)
    reader.press("read", "read-on")
    assert reader.state.cursor == 2
    assert reader.library.is_read(reader.state.hits[0].article.id)


def test_hits_lead_from_one_article_into_the_next_and_back(at_desk: Desk) -> None:
    at_desk.choose("上海")
    assert at_desk.titles == ["上海开博览会", "长文"]
    ways = [(at_desk.title, at_desk.opened.at)]
    for _step in range(3):
        at_desk.press("next-hit")
        ways.append((at_desk.title, at_desk.opened.at))
    assert ways == [("上海开博览会", 0), ("上海开博览会", 1), ("上海开博览会", 2), ("长文", 0)]
    assert at_desk.opened.hit_seen is not None
    assert at_desk.press("next-hit").state.told == "no more hits"
    assert at_desk.press("previous-hit").state.told == ""
    assert (at_desk.title, at_desk.opened.at) == ("上海开博览会", 2)


def test_where_nothing_was_searched_there_are_no_hits(at_desk: Desk) -> None:
    assert at_desk.press("next-hit").state.told == "no more hits"


def test_going_into_a_text_reads_it_and_comes_back_to_where_it_was_left(at_desk: Desk) -> None:
    at_desk.choose("title:长文")
    id = at_desk.opened.hit.article.id
    assert not at_desk.library.is_read(id)
    at_desk.press("read", "page-down", "list")
    assert at_desk.library.is_read(id)
    assert at_desk.library.place_of(id) == at_desk.opened.first_offset > 0
    again = desk(at_desk.corpus)
    again.library.set_place(at_desk.opened.hit.article, at_desk.library.place_of(id))
    again.choose("title:长文 len:>100")
    assert again.opened.at == 0


def test_a_star_is_shown_at_once(at_desk: Desk) -> None:
    at_desk.press("star")
    assert at_desk.opened.added.marks.starred
    assert not at_desk.press("star").opened.added.marks.starred


def test_two_stars_behind_a_search_are_none(corpus: Table) -> None:
    reader = desk(corpus, held=[effects.Search]).let(effects.Search)
    reader.held = [effects.Search]
    reader.typed("上海").press("list", "star", "star", "star").let(effects.Search)
    assert reader.library.is_starred(reader.opened.hit.article.id)


@pytest.mark.parametrize(
    ("tags", "kept"), [("a b", {"a", "b"}), ("#a，b、c", {"a", "b", "c"}), ("", set()), (None, set())]
)
def test_tags_are_given_and_taken(at_desk: Desk, tags: str | None, kept: set[str]) -> None:
    article = at_desk.opened.hit.article
    at_desk.press("tag").leave("old").press("tag")
    assert at_desk.last(effects.Show).sheet == Prompt("Tags, separated by spaces\nin use: old", "old ")
    at_desk.leave(tags)
    assert at_desk.library.tags_of(article.id) == (kept if tags is not None else {"old"})


def test_a_note_is_shown_with_its_article(at_desk: Desk) -> None:
    at_desk.press("note").leave("读过")
    assert at_desk.opened.added.marks.note == "读过"
    assert at_desk.press("note").leave(None).opened.added.marks.note == "读过"


def test_topic_words_come_and_go(at_desk: Desk) -> None:
    words = at_desk.opened.added.keywords
    assert words
    assert at_desk.press("keywords").opened.added.keywords is None
    assert at_desk.press("keyword").state.told.startswith("topic words hidden")
    assert at_desk.press("keywords").opened.added.keywords == words


@pytest.mark.parametrize(
    ("keys", "width"),
    [(["wider-list"], 51), (["narrower-list"], 43), (["narrower-list"] * 20, 20), (["wider-list"] * 20, 90)],
)
def test_the_list_is_as_wide_as_it_is_made(at_desk: Desk, keys: list[str], width: int) -> None:
    assert at_desk.press(*keys).state.layout.list_width == width
    assert at_desk.library.list_width == width


def test_in_a_narrow_screen_the_list_has_no_width_to_change(at_desk: Desk) -> None:
    at_desk.happen(events.Resized(Size(60, 16)))
    at_desk.press("wider-list")
    assert at_desk.state.list_width == 0


@pytest.mark.parametrize(("keys", "measure"), [(["wider"], 67), (["narrower"] * 5, 60), (["narrower"] * 50, 24)])
def test_lines_are_as_long_as_they_are_made_and_as_there_is_room_for(
    at_desk: Desk, keys: list[str], measure: int
) -> None:
    assert at_desk.press(*keys).opened.fit.measure == measure


@pytest.mark.parametrize("size", [(120, 40), (60, 16), (30, 8), (1, 1), (0, 0)])
def test_the_cursor_is_seen_at_every_size(at_desk: Desk, size: tuple[int, int]) -> None:
    at_desk.happen(events.Resized(Size(*size))).press("last")
    state = at_desk.state
    first = state.cursor * state.row_height
    if state.layout.height >= state.row_height:
        assert state.list_top <= first <= state.list_top + state.layout.height - state.row_height
    assert at_desk.press("first").state.list_top == 0


def test_scrolling_the_list_moves_no_cursor(at_desk: Desk) -> None:
    at_desk.happen(events.Resized(Size(120, 10)))
    at_desk.happen(events.ListScrolled(3))
    assert (at_desk.state.list_top, at_desk.state.cursor) == (3, 0)
    assert at_desk.happen(events.ListScrolled(10**6)).state.list_top == 6 * 2 - at_desk.state.layout.height
    assert at_desk.press("down").state.list_top <= 2


def test_no_two_actions_share_a_key_or_an_id() -> None:
    keys = [key for action in ACTIONS if "reading" in scopes(action) for key in action.keys]
    in_bar = [key for action in ACTIONS for key in action.in_bar]
    ids = [action.id for action in ACTIONS]
    for names in (keys, in_bar, ids):
        assert len(names) == len(set(names))


def test_leaving_is_to_be_done(at_desk: Desk) -> None:
    assert at_desk.press("quit").all(effects.Leave)


def test_topic_words_are_underlined_in_the_text_only_when_that_is_asked_for(at_desk: Desk) -> None:
    spans = [list(at_desk.opened.added.keyword_spans)]
    for _step in range(3):
        at_desk.press("keywords")
        spans.append(list(at_desk.opened.added.keyword_spans))
    assert [bool(each) for each in spans] == [False, False, True, False]
    assert at_desk.opened.added.keywords
