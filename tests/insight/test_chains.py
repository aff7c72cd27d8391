"""Chains: the trees of the strongest links, and where one is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.insight.chains import Link, Tree, cut, strongest_trees

_LINKS = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.5, 0.6, 0.7, 0.8]),
)


def links(similarities: dict[tuple[int, int], float]) -> list[Link]:
    return [Link(first, second, similarity) for (first, second), similarity in similarities.items()]


def test_of_a_ring_the_weakest_link_is_left_out() -> None:
    ring = links({(0, 1): 0.8, (1, 2): 0.7, (0, 2): 0.6})
    assert strongest_trees(ring) == [Tree((0, 1, 2), tuple(ring[:2]))]


def test_trees_come_by_their_oldest() -> None:
    trees = strongest_trees(links({(2, 5): 0.9, (1, 4): 0.6, (3, 4): 0.7}))
    assert [tree.members for tree in trees] == [(1, 3, 4), (2, 5)]


@given(_LINKS)
def test_a_tree_holds_all_that_hangs_together_with_no_link_to_spare(similarities: dict[tuple[int, int], float]) -> None:
    trees = strongest_trees(links(similarities))
    tree_of = {member: number for number, tree in enumerate(trees) for member in tree.members}
    assert set(tree_of) == {end for pair in similarities for end in pair}
    assert all(tree_of[first] == tree_of[second] for first, second in similarities)
    assert all(len(tree.links) == len(tree.members) - 1 for tree in trees)


@pytest.mark.parametrize(
    ("similarities", "far", "parts"),
    [
        ({(0, 1): 0.8, (1, 2): 0.6, (2, 3): 0.7}, 3, ((0, 1), (2, 3))),
        ({(0, 1): 0.7, (1, 2): 0.7, (2, 3): 0.7}, 3, ((0, 1), (2, 3))),
        ({(0, 1): 0.8, (1, 2): 0.7, (1, 3): 0.5}, 2, ((0, 1, 3), (2,))),
        ({(0, 3): 0.6, (1, 3): 0.8, (2, 3): 0.7}, 1, ((0,), (1, 2, 3))),
    ],
    ids=["at the weakest", "in the middle of equals", "on the way alone", "behind the oldest"],
)
def test_where_a_tree_is_cut(
    similarities: dict[tuple[int, int], float], far: int, parts: tuple[tuple[int, ...], tuple[int, ...]]
) -> None:
    [tree] = strongest_trees(links(similarities))
    first, second = cut(tree, far)
    assert (first.members, second.members) == parts
    assert first.cuts == second.cuts == tuple(set(tree.links) - {*first.links, *second.links})


def test_a_cut_stays_with_the_part_that_it_was_made_in() -> None:
    [tree] = strongest_trees(links({(0, 1): 0.8, (1, 2): 0.6, (2, 3): 0.7, (3, 4): 0.5}))
    first, second = cut(tree, 4)
    again, last = cut(first, 3)
    assert [each.cuts for each in (again, last, second)] == [
        (Link(1, 2, 0.6),),
        (Link(3, 4, 0.5), Link(1, 2, 0.6)),
        (Link(3, 4, 0.5),),
    ]
