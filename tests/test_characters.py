"""One source of what characters are allowed: whoever uses it agrees, over all of Unicode."""

import sys

from reader.characters import is_control, seen
from reader.corpus.cleaning import clean
from reader.printable import printable
from reader.search.visible import visible
from reader.ui.one_line import one_line

_ALL = [chr(code) for code in range(sys.maxunicode + 1)]


def test_a_query_is_searched_for_what_a_text_may_hold() -> None:
    assert [visible(each)[0] for each in _ALL] == [clean(each) for each in _ALL]


def test_nothing_that_is_shown_is_a_control() -> None:
    shown = {character for each in _ALL for character in (seen(each) or "") + printable(each) + one_line(each)}
    assert {character for character in shown if is_control(character)} == {"\n"}
