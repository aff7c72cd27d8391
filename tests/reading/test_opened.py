"""Where on a page the reader is: what is seen, and that it stays in sight and in place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Span
from reader.reading.marks import Marks
from reader.reading.opened import Fit, Opened, opened
from reader.reading.page import Additions, PageSpan
from reader.reading.selection import Selection
from reader.search.hits import Hit

PLAIN = Additions(None)
FIT = Fit(20, 10)
BODY = "\n".join(f"第{number}段。这一天的街上很安静，人们都在家里。" for number in range(200))


def hit(body: str = BODY, *spans: tuple[int, int]) -> Hit:
    article = Article("上海的早晨", False, "", None, "", body, "dump.txt", 1)
    return Hit(0, article, 0.0, [], [Span(*span) for span in spans])


def at(offset: int) -> PageSpan:
    return PageSpan("body", Span(offset, offset + 2))


def test_an_article_opens_at_its_top() -> None:
    article = opened(hit(), FIT, PLAIN)
    assert (article.top, article.first_offset, article.first_seen.part) == (0, 0, "title")
    assert not article.is_at_end


def test_one_with_hits_opens_at_the_first_with_some_lines_above() -> None:
    article = opened(hit(BODY, (2000, 2002), (3000, 3002)), FIT, PLAIN, start=50)
    assert article.hit_at == at(2000)
    assert article.page.line_of("body", 2000) - article.top == 3
    assert article.at_hit(1).hit_seen == at(3000)


def test_one_without_opens_where_it_was_left() -> None:
    article = opened(hit(), FIT, PLAIN, start=2000)
    assert article.page.line_of("body", 2000) == article.top


def test_a_page_that_is_wholly_seen_is_at_its_end() -> None:
    article = opened(hit("短。"), FIT, PLAIN)
    assert (article.is_at_end, article.share_read, article.scrolled(5).top) == (True, 1.0, 0)


def test_a_page_opens_at_its_top_however_few_lines_were_expected() -> None:
    article = opened(hit("\n".join("a b c d e f g" * 2 for _line in range(5))), Fit(20, 16), PLAIN)
    assert (article.top, article.last_top > 0) == (0, True)


def test_the_end_is_found_however_far_the_guess_is_from_it() -> None:
    body = "\n".join(["a b c d e f g"] * 300 + ["。" * 7] * 300)
    article = opened(hit(body), FIT, PLAIN)
    end = article.scrolled(10**9)
    assert (end.is_at_end, end.share_read) == (True, 1.0)
    assert end.page.is_complete
    assert end.top == len(end.page) - FIT.height


@given(st.integers(-5, 700), st.integers(0, len(BODY) - 2), st.integers(2, 60), st.integers(1, 40))
@settings(max_examples=40)
def test_what_is_to_be_seen_is_seen(top: int, offset: int, measure: int, height: int) -> None:
    article = opened(hit(BODY, (offset, offset + 1)), Fit(measure, height), PLAIN)
    for moved in (
        article,
        article.scrolled(top).at_hit(0),
        article.scrolled(top).at_word(at(offset)),
        article.scrolled(top).selecting(Selection("body", 0, offset)),
    ):
        assert moved.sees(at(offset))
        assert 0 <= moved.top <= moved.last_top
    assert not article.at_word(None).word_seen


@given(st.integers(0, 300), st.lists(st.integers(6, 90), min_size=1, max_size=6))
@settings(max_examples=40)
def test_the_first_character_stays_however_often_the_page_is_set(top: int, measures: list[int]) -> None:
    article = opened(hit(), FIT, PLAIN).scrolled(top)
    first = article.first_seen
    for measure in measures:
        article = article.fitted(Fit(measure, FIT.height))
    if first.part == "body" and not article.is_at_end:
        above = article.page.line_of("body", first.span.start) - article.top
        assert 0 <= above <= 1  # a blank line between two paragraphs stands for what follows it
    assert article.fitted(FIT).first_seen == first or article.is_at_end


def test_what_is_added_above_moves_the_text_by_its_lines_alone() -> None:
    article = opened(hit(), FIT, PLAIN).scrolled(100)
    added = article.adding(Additions(("早晨", "街上"), (), (), Marks(note="读过")))
    assert added.first_seen == article.first_seen
    assert added.top > article.top


def test_a_word_of_those_above_the_text_is_left_when_these_change() -> None:
    article = opened(hit(), FIT, Additions(("早晨",)))
    article = article.at_word(article.page.keywords[0])
    assert article.adding(Additions(("早晨",), (Span(0, 2),))).word == article.word
    assert article.adding(Additions(("街上",))).word is None


def test_one_returns_to_what_one_saw() -> None:
    article = opened(hit(BODY, (100, 102), (3000, 3002)), FIT, PLAIN).at_hit(1)
    article = article.scrolled(article.top + 3)
    back = opened(article.hit, FIT, PLAIN).returned_to(article.at, article.first_seen)
    assert (back.top, back.at) == (article.top, 1)


@pytest.mark.parametrize(("lines", "part"), [(1, "body"), (-1, "body"), (10**6, "body"), (-(10**6), "body")])
def test_lines_on_and_back_stay_in_their_part(lines: int, part: str) -> None:
    article = opened(hit(), FIT, PLAIN)
    offset = article.offset_lines_on("body", 1000, lines)
    assert 0 <= offset <= len(BODY)
    assert (offset > 1000) == (lines > 0)


def test_what_is_selected_is_its_text() -> None:
    article = opened(hit(), FIT, PLAIN).selecting(Selection("body", 4, 0, by_keys=True))
    assert (article.selected, article.is_selecting) == (BODY[:4], True)
    gone: Opened = article.selecting(None)
    assert (gone.selected, gone.is_selecting) == ("", False)
