"""Near phrases: which places of words belong together."""

from itertools import pairwise, product
from math import ceil

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search.nearness import answered, answers, counts, likely, pattern, spans


@pytest.mark.parametrize(
    ("text", "words", "distance", "expected"),
    [
        ("甲乙", ("甲", "乙"), 0, [(0, 1), (1, 2)]),
        ("乙甲", ("甲", "乙"), 0, [(0, 1), (1, 2)]),
        ("甲一乙", ("甲", "乙"), 0, []),
        ("甲一乙", ("甲", "乙"), 1, [(0, 1), (2, 3)]),
        ("甲一二乙", ("甲", "乙"), 1, []),
        ("甲一乙一丙", ("丙", "甲", "乙"), 1, [(0, 1), (2, 3), (4, 5)]),
        ("甲一丙", ("丙", "甲", "乙"), 1, []),
        ("甲", ("甲", "甲"), 9, []),
        ("甲甲", ("甲", "甲"), 9, [(0, 1), (1, 2)]),
        ("台臺", ("臺", "台"), 0, [(0, 1), (1, 2)]),
        ("上海", ("上海", "海"), 9, []),
        ("上海海", ("上海", "海"), 9, [(0, 2), (2, 3)]),
        ("哈哈哈我", ("哈哈", "我"), 0, [(1, 3), (3, 4)]),
        ("甲" + "一" * 9 + "甲乙", ("甲", "乙"), 3, [(10, 11), (11, 12)]),
        ("甲一乙一甲", ("甲", "乙"), 1, [(0, 1), (2, 3), (4, 5)]),
        ("甲\n乙", ("甲", "乙"), 1, [(0, 1), (2, 3)]),
        ("aＡ^]-", ("A^", "]-"), 0, [(1, 3), (3, 5)]),
        ("", ("甲", "乙"), 9, []),
        ("甲" * 17 + "一一乙", ("甲", "乙"), 1, []),
    ],
)
def test_which_places_belong_together(
    text: str, words: tuple[str, ...], distance: int, expected: list[tuple[int, int]]
) -> None:
    assert spans(text, words, distance) == expected
    assert answers(text, words, distance) == bool(expected)


_letters = st.sampled_from("甲乙丙一")


@given(
    st.text(_letters, max_size=14),
    st.lists(st.text(_letters, min_size=1, max_size=2), min_size=2, max_size=4).map(tuple),
    st.integers(0, 4),
)
def test_they_are_those_of_trying_every_choice(text: str, words: tuple[str, ...], distance: int) -> None:
    found = [[(i, i + len(word)) for i in range(len(text)) if text.startswith(word, i)] for word in words]
    chains = [sorted(choice) for choice in product(*found)]
    near = [chain for chain in chains if all(0 <= b[0] - a[1] <= distance for a, b in pairwise(chain))]
    assert set(spans(text, words, distance)) == {place for chain in near for place in chain}
    assert answers(text, words, distance) == bool(near)
    if (told := pattern(words, distance)) is not None:
        assert pl.select(told.found_in(pl.lit(text))).item() == bool(near)


def test_a_long_text_of_nothing_but_the_words_is_told_quickly() -> None:
    """100,000 places: a loop over pairs of them would not end."""
    assert len(spans("甲乙" * 50_000, ("甲", "乙"), 1000)) == 100_000


@example(["甲乙甲乙甲"], ("甲乙", "乙甲"), 1)
@example(["甲乙甲"], ("甲乙", "甲", "乙"), 1)
@given(
    st.lists(st.text(_letters, max_size=14), max_size=4),
    st.lists(st.text(_letters, min_size=1, max_size=3), min_size=2, max_size=5).map(tuple),
    st.sampled_from([0, 1, 2, 4, 30, 31, 60, 61, 200]),
)
def test_counts_of_all_texts_are_those_of_each(texts: list[str], words: tuple[str, ...], distance: int) -> None:
    told = answered(pl.Series(texts, dtype=pl.String), words, distance)
    assert told.to_list() == [answers(text, words, distance) for text in texts]
    expected = [ceil(len(spans(text, words, distance)) / len(words)) for text in texts]
    assert counts(pl.Series(texts, dtype=pl.String), words, distance).to_list() == expected


@given(
    st.text(_letters, max_size=14),
    st.lists(st.text(_letters, min_size=1, max_size=2), min_size=2, max_size=4).map(tuple),
    st.integers(0, 4),
)
def test_what_is_told_has_all_that_makes_it_likely(text: str, words: tuple[str, ...], distance: int) -> None:
    if answers(text, words, distance):
        assert all(pl.select(each.found_in(pl.lit(text))).item() for each in likely(words, distance))
