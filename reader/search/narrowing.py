"""Which queries ask for less than others, so that what one found is all that the other need look at."""

from reader.language.variants import units
from reader.search.tree import Node, Query, Term


def narrows(narrower: Query, wider: Query) -> bool:
    """True where every article that answers the one is sure to answer the other."""
    return all(any(_implies(mine, theirs) for mine in narrower.conjuncts) for theirs in wider.conjuncts)


def _implies(node: Node, other: Node) -> bool:
    if node == other:
        return True
    if not (isinstance(node, Term) and isinstance(other, Term)):
        return False
    return set(node.fields) <= set(other.fields) and _holds(units(node.text), units(other.text))


def _holds(run: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(run[start : start + len(part)] == part for start in range(len(run) - len(part) + 1))
