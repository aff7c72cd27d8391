"""A query as a tree. Leaves say what an article must have; And, Or and Not join them. All values are frozen."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from reader.language.variants import units

TextField = Literal["title", "body", "url", "source"]
TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)
EVERYWHERE: tuple[TextField, ...] = ("title", "body")
"""Where a term without a field is looked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A run of characters, in any variant."""

    text: str
    """What is searched, without its quotes."""
    fields: tuple[TextField, ...] = EVERYWHERE
    """In any of these."""
    exact: bool = False
    """True where it was quoted: then it is never split into words."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Runs of characters one behind the other in a paragraph, in any variant, with others between them."""

    text: str
    """`*` is any run of characters, `?` any one; both in half width, and not all of it."""
    fields: tuple[TextField, ...] = EVERYWHERE
    """In any of these."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


@dataclass(frozen=True, slots=True)
class Near:
    """Several runs of characters in one field, in any order."""

    words: tuple[str, ...]
    """Two to five; each stands at a place of its own."""
    distance: int
    """The most characters between one and the next."""
    fields: tuple[TextField, ...] = EVERYWHERE
    """In any of these."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression of Rust's regex crate, on the text as written."""

    pattern: str
    """Without its slashes."""
    flags: str = ""
    """Any of `imsx`."""
    fields: tuple[TextField, ...] = EVERYWHERE
    """In any of these."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


@dataclass(frozen=True, slots=True)
class Pinyin:
    """A title by its sound: syllables whole or by their initials."""

    fields: ClassVar[tuple[TextField, ...]] = ("title",)
    """Only titles are known by their sound."""
    letters: str
    """Lower case."""
    open_end: bool = False
    """True where the last syllable is half typed."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


@dataclass(frozen=True, slots=True)
class InDates:
    """Articles of these days; one without a date is of none."""

    first: datetime.date
    """The first of them."""
    last: datetime.date
    """The last of them."""


@dataclass(frozen=True, slots=True)
class OfLength:
    """Articles whose body has a length."""

    least: int
    """The fewest characters."""
    most: int | None
    """The most; None for any number."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles that the reader marked, or did not."""

    mark: Literal["unread", "starred", "tag"]
    """Which mark."""
    tag: str = ""
    """The tag's name."""
    column: int = field(default=1, compare=False)
    """Where it was written, counted from 1."""


Leaf = Term | Wildcard | Near | Regex | Pinyin | InDates | OfLength | Marked
Sought = Term | Wildcard | Near | Regex | Pinyin
"""Leaves that have places in a text."""


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the node does not match."""

    node: "Node"
    """What must not be there."""


@dataclass(frozen=True, slots=True)
class And:
    """Articles that all nodes match."""

    nodes: tuple["Node", ...]
    """Two or more, none of them an And."""


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that any of the nodes matches."""

    nodes: tuple["Node", ...]
    """Two or more, none of them an Or."""


Node = Leaf | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked; without a root, every article answers."""

    root: Node | None = None
    """The tree."""

    @property
    def conjuncts(self) -> tuple[Node, ...]:
        """What must all hold."""
        match self.root:
            case None:
                return ()
            case And(nodes):
                return nodes
            case node:
                return (node,)

    @property
    def terms(self) -> tuple[Sought, ...]:
        """What is looked for, so what is counted and highlighted: each meaning once, in the order written."""
        by_meaning: dict[Sought, Sought] = {}
        for term in _sought(self.root, True) if self.root is not None else ():
            by_meaning.setdefault(meaning(term), term)
        return tuple(by_meaning.values())

    @property
    def marks(self) -> tuple[Marked, ...]:
        """The reader's marks that it asks for, wanted or not."""
        return tuple(dict.fromkeys(_marks(self.root))) if self.root is not None else ()


def meaning(term: Sought) -> Sought:
    """The term as it is searched: equal for two that differ by variants or quotes alone."""
    match term:
        case Term(text, fields):
            return Term("".join(units(text)), fields)
        case Wildcard(text, fields):
            return Wildcard("".join(units(text)), fields)
        case Near(words, distance, fields):
            return Near(tuple("".join(units(word)) for word in words), distance, fields)
        case _:
            return term


def joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    """The nodes under one And or Or, flat; a single node stands for itself, none for nothing."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, kind) else (node,))
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


def negated(node: Node) -> Node:
    """The opposite; of an opposite, the node itself."""
    return node.node if isinstance(node, Not) else Not(node)


def _marks(node: Node) -> Iterator[Marked]:
    match node:
        case Not(inner):
            yield from _marks(inner)
        case And(nodes) | Or(nodes):
            for each in nodes:
                yield from _marks(each)
        case Marked():
            yield node


def _sought(node: Node, wanted: bool) -> Iterator[Sought]:
    match node:
        case Not(inner):
            yield from _sought(inner, not wanted)
        case And(nodes) | Or(nodes):
            for each in nodes:
                yield from _sought(each, wanted)
        case Term() | Wildcard() | Near() | Regex() | Pinyin():
            if wanted:
                yield node
