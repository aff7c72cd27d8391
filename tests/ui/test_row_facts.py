"""The facts of a row, in every width."""

import pytest

from reader.language.typesetting import cells
from reader.ui.lines.row_facts import RowFacts

PLAIN = RowFacts(day="2018-09-07", source="news.example", hits="12 hits")
TAGGED = RowFacts(day="2018-09-07", tags=("#经济", "#todo"), source="news.example", hits="12 hits")
ALL = RowFacts("", "2018-09-07", "x3", ("#经济", "#todo"), "news.example", "..3....1..", "12 hits")


@pytest.mark.parametrize(
    ("facts", "width", "line"),
    [
        (PLAIN, 40, "2018-09-07  news.example         12 hits"),
        (PLAIN, 28, "2018-09-07  news.ex  12 hits"),
        (PLAIN, 19, "2018-09-07  12 hits"),
        (PLAIN, 12, "     12 hits"),
        (TAGGED, 50, "2018-09-07  #经济 #todo  news.example      12 hits"),
        (TAGGED, 40, "2018-09-07  #经济 #todo  news.e  12 hits"),
        (TAGGED, 30, "2018-09-07  #经济 +1   12 hits"),
        (TAGGED, 19, "2018-09-07  12 hits"),
        (RowFacts("new", "2018-09-07", hits="12 hits"), 40, "new  2018-09-07                  12 hits"),
        (RowFacts("new", "2018-09-07", hits="12 hits"), 20, "2018-09-07   12 hits"),
        (ALL, 60, "2018-09-07  x3  #经济 #todo  news.examp  ..3....1..  12 hits"),
        (ALL, 25, "2018-09-07  x3    12 hits"),
        (RowFacts(tags=("#a",)), 10, "#a        "),
        (RowFacts(tags=("#很长的标签",)), 8, "#很长的 "),
        (RowFacts(), 3, "   "),
    ],
)
def test_what_is_least_needed_goes_first(facts: RowFacts, width: int, line: str) -> None:
    assert facts.line(width) == line


@pytest.mark.parametrize("facts", [PLAIN, TAGGED, ALL, RowFacts()])
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_a_line_is_as_wide_as_it_should_be(facts: RowFacts, ambiguous: int) -> None:
    for width in range(80):
        assert cells(facts.line(width, ambiguous), ambiguous) == width  # type: ignore[arg-type]
