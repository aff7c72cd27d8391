"""A word beside a query: narrower, and the same as it would be if it had been typed."""

import pytest

from reader.search.syntax import parse
from reader.search.writing import narrowed


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("", "渔船", "渔船"),
        ("台风", "渔船", "台风 渔船"),
        ("台风 渔船", "渔船", "台风 渔船"),
        ("台风 OR 暴雨", "渔船", "(台风 OR 暴雨) 渔船"),
        ('"台风 登陆', "渔船", '"台风 登陆" 渔船'),
        ("台风", "OR", '台风 "OR"'),
        ("台风", "AEC-Q100", "台风 AEC-Q100"),
    ],
)
def test_a_word_is_added(text: str, word: str, expected: str) -> None:
    assert narrowed(text, word) == expected
    assert len(parse(expected).terms) <= 3
