"""Searching: the newest answer alone, keys in the order typed, and what is said of a query."""

import pytest

from reader.corpus.table import Table
from reader.reading import effects, events
from reader.sheets.sheet import Prompt
from tests.reading.desk import Desk, desk
from tests.search.corpora import Row, corpus_of_rows


@pytest.fixture
def slow(corpus: Table) -> Desk:
    """A desk where answers come when they are let."""
    reader = desk(corpus)
    reader.held = [effects.Search]
    return reader


def test_each_character_typed_is_searched(at_desk: Desk) -> None:
    before = len(at_desk.all(effects.Search))
    at_desk.typed("上海")
    asks = [each.ask.text for each in at_desk.all(effects.Search)[before:]]
    assert asks == ["上", "上海"]
    assert (at_desk.titles, at_desk.state.asked) == (["上海开博览会", "长文"], "上海")


def test_a_stale_answer_is_dropped(slow: Desk) -> None:
    slow.typed("台风")
    stale = slow.all(effects.Search)[-2]
    slow.let(effects.Search)
    titles = slow.titles
    slow.happen(events.Misread(stale.ask.generation, "stale", 1))
    assert slow.state.hits is not None
    slow.happen(events.Searched(stale.ask.generation, slow.state.hits.listing(None)))
    assert (slow.titles, slow.state.notice.is_error) == (titles, False)


@pytest.mark.parametrize(
    ("keys", "title", "mode"),
    [
        (["list", "down"], "长文", "list"),
        (["list", "read"], "上海开博览会", "text"),
        (["list", "read", "list"], "上海开博览会", "list"),
        (["list", "down", "read", "next-article"], "长文", "text"),
        (["list", "next-hit", "next-hit", "next-hit"], "长文", "list"),
        (["list", "zoom"], "上海开博览会", "text"),
        (["down"], "长文", "typing"),
    ],
)
def test_keys_typed_behind_a_search_mean_what_it_finds(slow: Desk, keys: list[str], title: str, mode: str) -> None:
    slow.typed("上海").press(*keys)
    slow.let(effects.Search)
    assert (slow.title, slow.state.mode, slow.state.waiting) == (title, mode, ())


def test_the_keys_wait_for_the_answer_and_no_key_overtakes_another(slow: Desk) -> None:
    slow.typed("上海").press("list", "star", "down", "star")
    assert not slow.library.ids_starred
    slow.let(effects.Search)
    assert slow.state.hits is not None
    assert slow.library.ids_starred == {hit.article.id for hit in slow.state.hits.first(2)}


def test_another_search_forgets_what_waits_for_the_last(slow: Desk) -> None:
    slow.typed("上海").press("list", "star").typed("台风").let(effects.Search)
    assert not slow.library.ids_starred
    assert slow.state.asked == "台风"


def test_in_a_query_that_makes_no_sense_the_list_stays(at_desk: Desk) -> None:
    at_desk.search("上海").typed("上海 date:x")
    notice = at_desk.state.notice
    assert (notice.is_error, notice.under, notice.also) == (True, "上海 date:", "showing results for 上海 date:")
    assert at_desk.titles == ["上海开博览会", "长文"]
    at_desk.press("list", "down")
    assert at_desk.title == "长文"
    assert not at_desk.search("上海").state.notice.is_error


def test_where_nothing_is_found_it_says_so_and_how_to_go_back(at_desk: Desk) -> None:
    at_desk.search("没有的词语")
    assert (at_desk.titles, at_desk.state.opened) == ([], None)
    assert at_desk.state.empty_text == "Nothing found for 没有的词语\n\nescape clears the search."
    at_desk.press("read", "down", "next-hit", "star", "copy", "related", "zoom", "next-word", "select", "back")
    assert len(at_desk.press("back").titles) == 6


def test_a_search_that_was_ended_is_remembered_and_called_back(at_desk: Desk) -> None:
    at_desk.search("上海").search("台风")
    assert at_desk.library.searches() == ("台风", "上海")
    at_desk.press("back", "search", "up")
    assert at_desk.state.asking.text == "台风"
    assert at_desk.press("up", "up").state.asking.text == "上海"
    assert at_desk.press("down").state.asking.text == "台风"
    assert at_desk.press("down", "down").state.asking.text == ""


def test_one_that_makes_no_sense_is_not(at_desk: Desk) -> None:
    at_desk.search("date:x")
    assert at_desk.library.searches() == ()


@pytest.mark.parametrize(
    ("typed", "cursor", "finished"),
    [
        ("ti", 2, "title:"),
        ("is:u", 4, "is:unread"),
        ("上海 da", 5, "上海 date:"),
        ("tag:要", 5, "tag:要看"),
        ("zz", 2, None),
    ],
)
def test_what_is_begun_is_finished(at_desk: Desk, typed: str, cursor: int, finished: str | None) -> None:
    at_desk.press("tag").leave("要看")
    at_desk.press("search").happen(events.Typed(typed, cursor)).press("complete")
    state = at_desk.state
    if finished is None:
        assert (state.asking.text, state.mode) == (typed, "list")
    else:
        assert (state.asking.text, state.line_cursor, state.mode) == (finished, len(finished), "typing")


def test_the_order_goes_round_and_the_article_stays(at_desk: Desk) -> None:
    at_desk.press("down", "down")
    title, orders = at_desk.title, []
    for _step in range(5):
        at_desk.press("sort")
        orders.append(at_desk.state.asking.order)
        assert at_desk.title == title
    assert orders == ["date", "oldest", "title", "corpus", "relevance"]


def test_more_articles_leave_the_cursor_on_its_article(corpus: Table) -> None:
    reader = desk(corpus)
    reader.press("down")
    title = reader.title
    reader.corpus = corpus_of_rows([Row("新的", "早上的新闻。", "http://a.example/2025-01-01/1.html")], corpus)
    reader.happen(events.CorpusGrew(reader.corpus, None))
    assert (len(reader.titles), reader.title) == (7, title)


@pytest.mark.parametrize("name", ["名字", " 名字 ", "", "  ", None])
def test_a_search_is_saved_under_a_name(at_desk: Desk, name: str | None) -> None:
    assert at_desk.press("save-search").last(effects.Tell).text == "No search to save."
    at_desk.search("上海").press("save-search")
    assert at_desk.last(effects.Show).sheet == Prompt("Name for 上海")
    at_desk.leave(name)
    assert at_desk.library.saved_searches() == ({"名字": "上海"} if name and name.strip() else {})


def test_a_search_of_the_palette_leads_back(at_desk: Desk) -> None:
    at_desk.press("down", "down", "down").choose("上海")
    assert at_desk.titles == ["上海开博览会", "长文"]
    at_desk.press("go-back")
    assert (at_desk.title, at_desk.state.asked) == ("渔船回港", "")


# Loading


def test_where_nothing_was_found_the_samples_are_offered() -> None:
    reader = desk(Table.empty())
    assert "no article found" in reader.state.empty_text
    assert "enter opens the samples" in reader.state.empty_text
    reader.press("read")
    assert reader.last(effects.Load).paths[0].endswith("sample_data")


def test_what_was_loaded_is_remembered(at_desk: Desk) -> None:
    assert [path.rpartition("/")[2] for path in at_desk.library.last_corpus] == ["dump.txt"]


def test_a_path_that_cannot_be_read_is_told_beside_the_others(at_desk: Desk) -> None:
    at_desk.happen(events.LoadFailed("x.txt: no such file"))
    assert at_desk.last(effects.Tell) == effects.Tell("x.txt: no such file", severity="error")
    assert len(at_desk.titles) == 6


def test_a_corpus_that_could_not_be_cached_is_told(at_desk: Desk) -> None:
    at_desk.happen(events.NotKept("No space left on device"))
    told = "This corpus could not be cached: No space left on device"
    assert at_desk.last(effects.Tell) == effects.Tell(told, severity="warning")


def test_a_damaged_cache_is_told_and_the_files_are_read_again(at_desk: Desk) -> None:
    at_desk.happen(events.StoreDamaged())
    assert at_desk.last(effects.Tell).text == "The cache of this corpus is damaged; reading its files again."
    assert at_desk.last(effects.Load) == effects.Load(at_desk.state.paths)
