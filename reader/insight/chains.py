"""Chains: what hangs together by its links, as trees of the strongest, and how a tree is cut at its weakest.

Things are numbers, the oldest the lowest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    """Two that resemble each other."""

    first: int
    """The lower number."""
    second: int
    """The higher."""
    similarity: float
    """How much they do."""

    @property
    def ends(self) -> tuple[int, int]:
        """Both."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Tree:
    """Two or more that hang together, or one that was cut off."""

    members: tuple[int, ...]
    """The oldest first."""
    links: tuple[Link, ...]
    """One fewer than members; no link that was left out is stronger than one on the way between its ends."""
    cuts: tuple[Link, ...] = ()
    """Links to what was cut off."""


def strongest_trees(links: Iterable[Link]) -> list[Tree]:
    """The maximum spanning trees (Kruskal 1956), by their oldest; of equal links those of the oldest are kept."""
    leaders: dict[int, int] = {}
    kept = []
    for link in sorted(links, key=lambda link: (-link.similarity, link.first, link.second)):
        first, second = (_leader(leaders, end) for end in link.ends)
        if first != second:
            leaders[max(first, second)] = min(first, second)
            kept.append(link)
    members: dict[int, list[int]] = {}
    own: dict[int, list[Link]] = {}
    for member in sorted({end for link in kept for end in link.ends}):
        members.setdefault(_leader(leaders, member), []).append(member)
    for link in kept:
        own.setdefault(_leader(leaders, link.first), []).append(link)
    return [Tree(tuple(each), tuple(own[leader])) for leader, each in members.items()]


def cut(tree: Tree, far: int) -> tuple[Tree, Tree]:
    """The part of the oldest and the part of another member, without the weakest link between the two.

    Of links equally weak it is that nearest to the middle of the way. Both parts have it among their cuts.
    """
    way = _way(tree, far)
    middle = (len(way) - 1) / 2
    _, _, weakest = min((link.similarity, abs(place - middle), link) for place, link in enumerate(way))
    neighbours = _neighbours(link for link in tree.links if link != weakest)
    there = set(_came_from(far, neighbours))
    cuts = (*tree.cuts, weakest)
    return _part(tree, set(tree.members) - there, cuts), _part(tree, there, cuts)


def _part(tree: Tree, members: set[int], cuts: Sequence[Link]) -> Tree:
    return Tree(
        tuple(member for member in tree.members if member in members),
        tuple(link for link in tree.links if members.issuperset(link.ends)),
        tuple(link for link in cuts if not members.isdisjoint(link.ends)),
    )


def _way(tree: Tree, far: int) -> list[Link]:
    """The links between a member and the oldest."""
    came_from = _came_from(tree.members[0], _neighbours(tree.links))
    way = []
    while (link := came_from[far]) is not None:
        way.append(link)
        far = link.first if link.second == far else link.second
    return way


def _neighbours(links: Iterable[Link]) -> Mapping[int, Sequence[Link]]:
    found: dict[int, list[Link]] = {}
    for link in links:
        for end in link.ends:
            found.setdefault(end, []).append(link)
    return found


def _came_from(start: int, neighbours: Mapping[int, Sequence[Link]]) -> Mapping[int, Link | None]:
    """All that can be reached, and by which link each is come to; none for the start."""
    came_from: dict[int, Link | None] = {start: None}
    open_ends = [start]
    while open_ends:
        here = open_ends.pop()
        for link in neighbours.get(here, ()):
            there = link.first if link.second == here else link.second
            if there not in came_from:
                came_from[there] = link
                open_ends.append(there)
    return came_from


def _leader(leaders: dict[int, int], member: int) -> int:
    """The oldest of those that hang together so far; the way to it is halved."""
    while (leader := leaders.get(member, member)) != member:
        leaders[member] = leaders.get(leader, leader)
        member = leader
    return member
