"""What is asked next, and which answer is wanted: by rows, and by random walks."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.table import Table
from reader.reading.asking import Ask, Asking

EMPTY, MORE = Table.empty(), Table.empty()
ASKED = Asking("上海").grown(EMPTY)


def test_nothing_is_asked_before_there_is_a_corpus() -> None:
    asking = Asking().typed("上海").ordered("date").again()
    assert (asking.ask, asking.generation, asking.is_searching) == (None, 0, False)


def test_what_was_typed_meanwhile_is_asked_of_the_first_corpus() -> None:
    assert Asking().typed("上海").grown(EMPTY).ask == Ask(1, EMPTY, "上海", "relevance")


@pytest.mark.parametrize(
    ("asking", "keeps_article", "keeps_top"),
    [
        (ASKED.answered().typed("北京"), False, False),
        (ASKED.answered().ordered("date"), True, False),
        (ASKED.answered().again(), True, False),
        (ASKED.answered().grown(MORE), True, True),
        (ASKED.grown(MORE).answered(), True, True),
        (ASKED.answered().typed("北京").ordered("date"), False, False),
        (ASKED.answered().ordered("date").again(), True, False),
    ],
    ids=["typed", "ordered", "again", "grown", "grown meanwhile", "ordered while typed", "again while ordered"],
)
def test_what_stays_where_it_is(asking: Asking, keeps_article: bool, keeps_top: bool) -> None:
    assert asking.is_searching
    assert (asking.keeps_article, asking.keeps_top) == (keeps_article, keeps_top)
    assert asking.awaits_other_hits is not keeps_article


def test_the_same_text_is_not_asked_twice() -> None:
    asking = ASKED.answered()
    assert asking.typed("上海") is asking


def test_more_articles_wait_for_the_search_under_way() -> None:
    grown = ASKED.grown(MORE)
    assert grown.generation == ASKED.generation
    asked = grown.answered()
    assert asked.ask is not None
    assert (asked.ask.corpus, asked.generation, asked.has_grown) == (MORE, ASKED.generation + 1, False)


@given(st.lists(st.sampled_from(["grown", "typed", "ordered", "again", "answered"]), max_size=30))
def test_every_search_is_newer_and_ends(steps: list[str]) -> None:
    asking = Asking()
    for number, step in enumerate(steps):
        before = asking
        match step:
            case "grown":
                asking = asking.grown(EMPTY if number % 2 else MORE)
            case "typed":
                asking = asking.typed(str(number))
            case "ordered":
                asking = asking.ordered("date" if number % 2 else "title")
            case "again":
                asking = asking.again()
            case "answered" if asking.is_searching:
                asking = asking.answered()
        assert asking.generation in (before.generation, before.generation + 1)
        if asking.generation > before.generation:
            assert asking.is_searching
    while asking.is_searching:
        asking = asking.answered()
    assert not asking.has_grown


def test_a_corpus_that_is_empty_is_one() -> None:
    assert isinstance(EMPTY.frame, pl.DataFrame)
    assert Asking().grown(EMPTY).ask is not None
