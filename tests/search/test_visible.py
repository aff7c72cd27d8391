"""What of a query can be seen, and where it stood."""

import pytest

from reader.corpus.cleaning import clean
from reader.search.visible import visible


@pytest.mark.parametrize(
    ("text", "seen", "places"),
    [
        ("", "", [0]),
        ("上海 a", "上海 a", [0, 1, 2, 3, 4]),
        ("\u200b上\ufe0f海\ud800", "上海", [1, 3, 5]),
        ("上\r\n海\r", "上\n海\n", [0, 2, 3, 4, 5]),
        ("a\tb\u2028", "a b\n", [0, 1, 2, 3, 4]),
    ],
)
def test_what_is_seen_and_where(text: str, seen: str, places: list[int]) -> None:
    shown, stood = visible(text)
    assert (shown, list(stood)) == (seen, places)


def test_each_character_is_seen_where_a_text_keeps_it() -> None:
    """By itself as among others that cannot be seen."""
    for code in range(0x10000):
        character = chr(code)
        alone, among = visible(character)[0], visible(f"\u200b{character}")[0]
        assert alone == among, hex(code)
    for text in ("上\u200b海", "e\u0301", "\u3164\u115f"):
        assert visible(text)[0] == clean(text)
