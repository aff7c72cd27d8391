"""Groups of reprints: what they are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reprint:
    """One member of a group."""

    row: int
    """Its row in the corpus."""
    nearest: int
    """The row of the member it resembles most; of several the oldest."""
    similarity: float
    """The Jaccard index with that one."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a group was cut, though two resemble each other, since the texts drift too far from the oldest."""

    row: int
    """The row of the member."""
    beyond: int
    """The row of the article that is not in the group any more."""
    similarity: float
    """The Jaccard index of the two."""


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Articles that resemble each other: two or more, the oldest first, those without a date last."""

    members: tuple[Reprint, ...]
    """No row twice; no article is in two groups."""
    cuts: tuple[Cut, ...] = ()
    """What was cut off, by the members' age."""

    def places(self) -> dict[int, int]:
        """The members' numbers by their rows; the oldest is 1."""
        return {member.row: place for place, member in enumerate(self.members, 1)}
