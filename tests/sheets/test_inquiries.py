"""Inquiries without a screen: what they find, how they list it, and what a key or a choice leads to."""

from typing import Any

import pytest

from reader.corpus.questions import Corpus
from reader.corpus.table import Table
from reader.insight.kept import Insights
from reader.library import Library
from reader.reading.searches import Searches
from reader.sheets.concordance import ConcordanceInquiry
from reader.sheets.inquiry import Ask, Common, Give, Inquiry, List, Open, Outcome, Say
from reader.sheets.reprints import ReprintsInquiry
from reader.sheets.sheet import Difference
from reader.sheets.trends import TrendsInquiry
from tests.reading.conftest import corpus as corpus
from tests.search.corpora import Row, corpus_of_rows
from tests.ui.comparing import FAIR

KEYS = {"unit": "u", "search": "/"}
COMMON = Common(KEYS)


def next_of(outcome: Outcome, kind: type[Ask] | type[List]) -> Any:
    """The inquiry that a key makes of one."""
    assert isinstance(outcome, kind)
    return outcome.inquiry


def answer_to(inquiry: Inquiry[Any, Any], before: Any = None) -> Any:
    """What it finds, at once."""
    found = inquiry.question(before)(lambda _done, _total: None, lambda: False)
    assert found is not None
    return found


@pytest.fixture
def searches() -> Searches:
    library = Library.in_memory()
    return Searches(library, lambda rows: rows)


def test_a_concordance_goes_through_its_orders_and_gives_its_hit(corpus: Table, searches: Searches) -> None:
    inquiry = ConcordanceInquiry(COMMON, corpus, "上海", searches.results)
    lines = answer_to(inquiry)
    sorted_left = next_of(inquiry.act("order", lines, 0), Ask)
    assert sorted_left.sort == "left"
    assert len(answer_to(sorted_left, lines).hits) == len(lines.hits)
    chosen = inquiry.choose(lines, 0)
    assert isinstance(chosen, Give)
    text = corpus.frame[chosen.result.field][chosen.result.row]
    assert text[chosen.result.span.start : chosen.result.span.end] == "上海"
    assert inquiry.act("unit", lines, 0) is None


def test_trends_change_unit_figure_and_span(corpus: Table, searches: Searches) -> None:
    inquiry = TrendsInquiry(COMMON, corpus, "上海", "上海", searches.results, unit="year")
    bars = answer_to(inquiry)
    by_source = next_of(inquiry.act("unit", bars, 0), Ask)
    assert by_source.unit == "source"
    assert next_of(inquiry.act("figure", bars, 0), List).measure == "articles"
    spanning = next_of(inquiry.act("span", bars, 0), List)
    assert spanning.span == 0
    assert next_of(spanning.act("back", bars, 0), List).span is None
    assert inquiry.act("back", bars, 0) is None
    told = by_source.act("span", answer_to(by_source, bars), 0)
    assert isinstance(told, Say)
    assert "u changes the unit" in told.text


def test_what_is_known_is_not_searched_again(corpus: Table, searches: Searches) -> None:
    asked: list[str] = []

    def search(corpus: Corpus, text: str, stopped: Any) -> Any:
        asked.append(text)
        return searches.results(corpus, text, stopped)

    inquiry = TrendsInquiry(COMMON, corpus, "上海; 台风", "上海", search)
    bars = answer_to(inquiry)
    answer_to(next_of(inquiry.act("unit", bars, 0), Ask), bars)
    answer_to(inquiry.asking("上海; 博览会"), bars)
    assert asked == ["上海", "台风", "博览会"]


def test_reprints_unfold_open_and_are_held_against_each_other() -> None:
    corpus = corpus_of_rows([Row("题", FAIR), Row("题二", FAIR + "再见。"), Row("别的", "说的是另一件事情。" * 20)])
    insights = Insights()
    insights.follow(corpus)
    inquiry = ReprintsInquiry(COMMON, insights, corpus, "")
    groups = answer_to(inquiry)
    assert inquiry.listing(groups, 80, lambda: 0).rows[0].split() == ["+", "x2", "题"]
    unfolded = next_of(inquiry.choose(groups, 0), List)
    assert len(unfolded.listing(groups, 80, lambda: 0).rows) == 3
    assert unfolded.choose(groups, 1) == Give(0)
    shown = inquiry.act("difference", groups, 0)
    assert isinstance(shown, Open)
    assert isinstance(shown.sheet, Difference)
    assert (shown.sheet.first.title, shown.sheet.second.title) == ("题", "题二")
