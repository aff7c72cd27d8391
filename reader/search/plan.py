"""From a query's tree to Polars: which rows match, and the pattern that finds each term."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from reader.language.variants import equals
from reader.search.syntax import Not, Query, Term

SEARCHED_FIELDS = ("title", "body")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a term becomes: the one matcher of searching, counting and highlighting."""

    text: str
    """A literal, or a regular expression of Rust's regex crate."""
    literal: bool
    """True where `text` is to be taken as it is."""

    def found_in(self, text: pl.Expr) -> pl.Expr:
        """Boolean: the text holds the pattern."""
        return text.str.contains(self.text, literal=self.literal)

    def counted_in(self, text: pl.Expr) -> pl.Expr:
        """How often, without overlaps."""
        return text.str.count_matches(self.text, literal=self.literal)

    def marked_in(self, text: pl.Series, before: str, after: str) -> pl.Series:
        """The texts with every match put between two marks."""
        if self.literal:
            return text.str.replace_all(self.text, before + self.text + after, literal=True)
        return text.str.replace_all(self.text, before + "${0}" + after)


@cache
def pattern(term: Term) -> Pattern:
    """The term with each character widened to the class of its equals; a class of one stays literal."""
    classes = [equals(character) for character in term.text]
    if all(len(characters) == 1 for characters in classes):
        return Pattern(term.text, literal=True)
    return Pattern("".join(_regex(characters) for characters in classes), literal=False)


def matching(query: Query) -> pl.Expr:
    """Boolean a row: the article answers the query."""
    condition = pl.lit(True)
    for node in query.nodes:
        condition &= _node(node)
    return condition


def _node(node: Term | Not) -> pl.Expr:
    match node:
        case Not(inner):
            return ~_node(inner)
        case Term():
            return pl.any_horizontal(pattern(node).found_in(pl.col(field)) for field in SEARCHED_FIELDS)


def _regex(characters: str) -> str:
    """One character class, every character escaped by its number where it could mean something."""
    escaped = [character if character.isalnum() else f"\\x{{{ord(character):X}}}" for character in characters]
    return escaped[0] if len(escaped) == 1 else f"[{''.join(escaped)}]"
