"""The difference of two texts: whole, alternating, readable, quick."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.insight.differences import Piece, difference

texts = st.text("甲乙丙丁，。\n", max_size=40)


@given(texts, texts)
def test_the_pieces_are_both_texts(first: str, second: str) -> None:
    pieces = difference(first, second)
    assert "".join(piece.first for piece in pieces) == first
    assert "".join(piece.second for piece in pieces) == second
    for piece in pieces:
        assert (piece.kind == "same") == bool(piece.first and piece.second)
        assert piece.kind != "same" or piece.first == piece.second
    kinds = [piece.kind for piece in pieces]
    assert all(kind != following for kind, following in pairwise(kinds))


@pytest.mark.parametrize(
    ("first", "second", "pieces"),
    [
        ("", "", []),
        ("今天", "今天", [Piece("same", "今天", "今天")]),
        ("", "今天", [Piece("added", "", "今天")]),
        ("今天", "", [Piece("removed", "今天", "")]),
        (
            "大桥今天通车",
            "大桥昨日通车",
            [
                Piece("same", "大桥", "大桥"),
                Piece("removed", "今天", ""),
                Piece("added", "", "昨日"),
                Piece("same", "通车", "通车"),
            ],
        ),
        ("大桥通车", "大桥通车了", [Piece("same", "大桥通车", "大桥通车"), Piece("added", "", "了")]),
    ],
)
def test_pieces(first: str, second: str, pieces: list[Piece]) -> None:
    assert difference(first, second) == pieces


def test_a_single_equal_character_between_changes_is_part_of_the_change() -> None:
    pieces = difference("开头甲的乙结尾", "开头丙的丁结尾")
    assert [piece.kind for piece in pieces] == ["same", "removed", "added", "same"]
    assert pieces[1].first == "甲的乙"


@pytest.mark.parametrize("length", [10_000, 100_000])
def test_long_texts_are_compared_whole_and_at_once(length: int) -> None:
    chance = random.Random(3)
    first = "".join(chance.choice("天地玄黄宇宙洪荒日月盈昃辰宿列张") for _ in range(length))
    second = first[: length // 2] + "新来的一段" + first[length // 2 + 50 :]
    started = time.perf_counter()
    pieces = difference(first, second)
    assert time.perf_counter() - started < 10
    assert "".join(piece.first for piece in pieces) == first
    assert "".join(piece.second for piece in pieces) == second
