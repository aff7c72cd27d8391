"""Following on the desk: what arrives is listed as new, and nothing that is looked at moves."""

from reader.corpus.table import Table
from reader.reading import effects, events
from tests.reading.desk import Desk
from tests.search.corpora import Row, corpus_of_rows


def grown(desk: Desk, *titles: str) -> events.Arrived:
    assert isinstance(desk.state.asking.corpus, Table)
    desk.corpus = corpus_of_rows([Row(title, "上海") for title in titles], desk.state.asking.corpus)
    return events.Arrived(desk.corpus)


def test_the_files_are_watched_until_the_key_is_pressed_again(at_desk: Desk) -> None:
    at_desk.press("follow")
    assert at_desk.last(effects.Follow).corpus is at_desk.state.asking.corpus
    assert "following" in str(at_desk.state.status)
    at_desk.press("follow")
    assert at_desk.last(effects.Follow).corpus is None
    assert "following" not in str(at_desk.state.status)


def test_what_arrives_is_listed_and_the_article_stays(at_desk: Desk) -> None:
    at_desk.press("follow")
    at_desk.press("down")
    title, before = at_desk.title, len(at_desk.titles)
    at_desk.happen(grown(at_desk, "新来的"))
    assert at_desk.title == title
    assert len(at_desk.titles) == before + 1
    assert at_desk.state.old == before
    assert "following  1 new" in str(at_desk.state.status)
    at_desk.happen(grown(at_desk, "又一篇"))
    assert at_desk.state.old == before
    assert "2 new" in str(at_desk.state.status)


def test_what_comes_behind_the_last_key_is_passed_over(at_desk: Desk) -> None:
    at_desk.press("follow")
    late = grown(at_desk, "新来的")
    at_desk.press("follow")
    before = len(at_desk.titles)
    at_desk.happen(late)
    assert len(at_desk.titles) == before
