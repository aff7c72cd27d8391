"""Queries: from what a person types to a tree of terms. Half-typed input is never an error."""

from dataclasses import dataclass

_OPENING_QUOTES, _CLOSING_QUOTES = '"“”', '"“”'
_MINUS = "-－"


@dataclass(frozen=True, slots=True)
class Term:
    """A run of characters to be found in title or body, variants folded."""

    text: str
    """What is searched, without its quotes."""


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the node does not match."""

    node: Term
    """What must not be there."""


@dataclass(frozen=True, slots=True)
class Query:
    """All of the nodes must hold; a query of none matches every article."""

    nodes: tuple[Term | Not, ...] = ()
    """In the order they were written."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is looked for, so what is highlighted: each once, in the order written."""
        return tuple(dict.fromkeys(node for node in self.nodes if isinstance(node, Term)))


def parse(text: str) -> Query:
    """The query that a text means. Space separates terms, quotes make a phrase, a minus excludes.

    An open quote is closed at the end; a lone minus or an empty phrase means nothing yet.
    """
    nodes: list[Term | Not] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        excluded = text[position] in _MINUS
        start = position + excluded
        term, position = _term(text, start)
        if term.strip():
            nodes.append(Not(Term(term)) if excluded else Term(term))
    return Query(tuple(nodes))


def _term(text: str, start: int) -> tuple[str, int]:
    """The term that begins at `start`, and where the next may begin."""
    if start < len(text) and text[start] in _OPENING_QUOTES:
        end = start + 1
        while end < len(text) and text[end] not in _CLOSING_QUOTES:
            end += 1
        return text[start + 1 : end], end + 1
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], end
