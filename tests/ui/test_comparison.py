"""Two texts set beside each other: paragraphs with their like, and what differs marked where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from reader.insight.differences import difference
from reader.ui.lines.comparison import Block, Row, Side, below, beside, blocks


def test_paragraphs_stand_beside_their_like() -> None:
    first, _, last = blocks(difference("台风今天登陆。\n渔船回港。", "台风昨天登陆。\n各地准备。\n渔船回港。"))
    assert first.first == Side("台风今天登陆。", ((2, 3),))
    assert last.first.text == last.second.text == "渔船回港。"


def test_paragraphs_of_one_text_alone_stand_beside_nothing() -> None:
    made = blocks(difference("甲乙丙丁。\n渔船回港。", "甲乙丙丁。\n各地准备。\n又备。\n渔船回港。"))
    assert [block.first.text for block in made] == ["甲乙丙丁。", "", "渔船回港。"]
    assert made[1].second == Side("各地准备。\n又备。", ((0, 9),))


def test_a_paragraph_that_was_replaced_stands_beside_the_new_one() -> None:
    made = blocks(difference("一二\n三四\n渔船回港。", "五六\n七八\n渔船回港。"))
    assert [(block.first.text, block.second.text) for block in made] == [
        ("一二\n三四", "五六\n七八"),
        ("渔船回港。", "渔船回港。"),
    ]


def test_what_is_the_same_is_marked_nowhere() -> None:
    assert blocks(difference("渔船。\n回港。", "渔船。\n回港。")) == [
        Block(Side("渔船。"), Side("渔船。")),
        Block(Side("回港。"), Side("回港。")),
    ]


@given(st.text("台风\n。", max_size=40), st.text("台风\n。", max_size=40))
def test_nothing_is_lost(first: str, second: str) -> None:
    made = blocks(difference(first, second))
    assert "".join(block.first.text for block in made).replace("\n", "") == first.replace("\n", "")
    assert "".join(block.second.text for block in made).replace("\n", "") == second.replace("\n", "")


def test_marks_follow_the_text_onto_the_next_line() -> None:
    part = Block(Side("一二三四五六", ((1, 5),)), Side("一六"))
    rows = beside([part], 6)
    assert rows == [
        Row(Side("一二三", ((1, 3),)), Side("一六")),
        Row(Side("四五六", ((0, 2),)), None),
    ]


def test_one_below_the_other_shows_once_what_is_the_same() -> None:
    same, changed = Block(Side("同"), Side("同")), Block(Side("旧", ((0, 1),)), Side("新", ((0, 1),)))
    assert below([same, changed], 20) == [
        Row(Side("同"), Side("同")),
        Row(None, None),
        Row(Side("旧", ((0, 1),)), None),
        Row(None, Side("新", ((0, 1),))),
    ]
