"""A sentence below the search bar, and the mark under the character that it is about."""

import pytest

from reader.reading.notice import Notice


@pytest.mark.parametrize(
    ("column", "width", "line"),
    [
        (3, 20, "   ^ 错了 here"),
        (10, 22, "          ^ 错了 here"),
        (12, 22, "  错了 here ^"),
        (10, 12, "错了 here ^"),
        (9, 11, "错了 here"),
        (30, 12, "错了 here"),
        (3, 5, "错了 here"),
    ],
)
def test_a_mark_stands_in_its_column_where_there_is_room(column: int, width: int, line: str) -> None:
    assert Notice("错了 here", under="x" * (column - 3)).line(width) == line


@pytest.mark.parametrize(
    ("notice", "width", "line"),
    [
        (Notice("said"), 20, "   said"),
        (Notice("said"), 6, "said"),
        (Notice("said", also="more"), 20, "   said  more"),
        (Notice("said", also="more"), 12, "   said"),
        (Notice(), 20, ""),
    ],
)
def test_what_there_is_no_room_for_is_left_out(notice: Notice, width: int, line: str) -> None:
    assert notice.line(width) == line
