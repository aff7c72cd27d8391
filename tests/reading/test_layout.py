"""Where the parts of the screen go, at every size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reading.layout import (
    NARROW,
    Layout,
    Size,
    fitting_list_width,
    fitting_measure,
    laid_out,
    left_of_text,
    row_height,
)

SIZES = st.builds(Size, st.integers(0, 400), st.integers(0, 120))


@pytest.mark.parametrize(
    ("size", "reading", "alone", "chosen", "telling", "layout"),
    [
        ((120, 40), False, False, 0, False, Layout(47, 72, 37, True, True, True)),
        ((100, 30), True, False, 0, False, Layout(39, 60, 27, True, True, True)),
        ((150, 40), False, False, 0, False, Layout(56, 93, 37, True, True, True)),
        ((200, 40), False, False, 0, False, Layout(72, 127, 37, True, True, True)),
        ((120, 40), True, True, 0, False, Layout(120, 120, 37, False, True, True)),
        ((60, 16), False, False, 0, False, Layout(60, 60, 14, True, False, False)),
        ((60, 16), True, False, 0, True, Layout(60, 60, 13, False, True, True)),
        ((120, 40), False, False, 100, False, Layout(90, 29, 37, True, True, True)),
        ((120, 40), False, False, 5, False, Layout(20, 99, 37, True, True, True)),
        ((20, 1), False, False, 0, True, Layout(20, 20, 0, True, False, True)),
    ],
)
def test_where_they_go(
    size: tuple[int, int], reading: bool, alone: bool, chosen: int, telling: bool, layout: Layout
) -> None:
    assert laid_out(Size(*size), reading=reading, alone=alone, chosen=chosen, telling=telling) == layout


@given(SIZES, st.booleans(), st.booleans(), st.integers(0, 500), st.booleans())
def test_they_fill_the_screen_and_no_more(size: Size, reading: bool, alone: bool, chosen: int, telling: bool) -> None:
    layout = laid_out(size, reading=reading, alone=alone, chosen=chosen, telling=telling)
    assert layout.has_list or layout.has_text
    assert layout.has_text or not reading
    assert layout.has_both == (not alone and size.width >= NARROW)
    assert layout.has_notice or size.is_low
    if layout.has_both:
        assert layout.list_width + 1 + layout.text_width == size.width
        assert min(layout.list_width, layout.text_width) > 0
    else:
        assert layout.list_width == layout.text_width == size.width
    assert 0 <= layout.height <= max(size.height, 0)


@given(st.integers(NARROW, 400), st.integers(0, 500))
def test_a_chosen_width_stays_where_it_is_put(width: int, chosen: int) -> None:
    size = Size(width, 40)
    fitting = fitting_list_width(size, chosen)
    assert fitting_list_width(size, fitting) == fitting
    assert 20 <= fitting <= width - 30


@given(st.integers(0, 300), st.integers(2, 200))
def test_lines_fit_between_their_margins_where_there_is_room(width: int, measure: int) -> None:
    fitting = fitting_measure(width, measure)
    left = left_of_text(width, fitting)
    assert 2 <= fitting <= max(measure, 2)
    if width > 7:
        assert left >= 2
        assert left + fitting < width


@pytest.mark.parametrize(
    ("height", "passages", "lines"), [(6, True, 1), (7, True, 2), (23, True, 2), (24, True, 4), (24, False, 3)]
)
def test_rows_are_as_high_as_there_is_room_for(height: int, passages: bool, lines: int) -> None:
    assert row_height(height, passages=passages) == lines
