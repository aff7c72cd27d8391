"""Runs of characters as patterns: each unit widened to all its spellings, the one matcher of whatever has places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

import polars as pl

from reader.language.variants import spellings, units

LONGEST_GAP = 20
"""Characters that a `*` stands for at most."""
MOST_JOINED = 64
"""Runs that are looked for together in one pass over the text; the automaton of many more is no longer quick."""
BEFORE, AFTER = "\x02", "\x03"
"""Marks that no cleaned text holds."""
REMEMBERED = 1024
"""Patterns that are kept for when they are asked for again; one may type without end."""


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
        """How often, without overlaps; Polars counts a regular expression faster than a literal."""
        return text.str.count_matches(self.regex)

    def marked_in(self, text: pl.Series, before: str, after: str) -> pl.Series:
        """The texts with every match put between two marks."""
        if self.literal:
            return text.str.replace_all(self.text, before + self.text + after, literal=True)
        return text.str.replace_all(self.text, before + "${0}" + after)

    def spans_in(self, texts: pl.Series) -> pl.DataFrame:
        """Where it stands in each text: `article` (UInt32, its number), `start` and `end` (Int64, code points).

        In the order of the texts and within each; matches do not overlap, and empty ones are left out.
        """
        marked = self.marked_in(texts, BEFORE, AFTER)
        pieces = pl.DataFrame({"piece": marked.str.split(BEFORE)}).with_row_index("article").explode("piece")
        hit = pl.col("piece").str.extract(rf"^([^{AFTER}]*){AFTER}").str.len_chars().cast(pl.Int64)
        measured = pieces.select("article", hit=hit, length=pl.col("piece").str.len_chars().cast(pl.Int64))
        text_length = pl.col("length") - pl.col("hit").is_not_null().cast(pl.Int64)
        return (
            measured.with_columns(start=text_length.cum_sum().over("article") - text_length)
            .filter(pl.col("hit") > 0)
            .select("article", "start", end=pl.col("start") + pl.col("hit"))
        )

    @property
    def regex(self) -> str:
        """The pattern as a regular expression that can stand in a larger one."""
        return "".join(map(_escaped, self.text)) if self.literal else self.text


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs that are looked for together."""

    texts: tuple[str, ...]
    """Each meaning once, the longest first: where several fit at a place, the first is found."""

    @property
    def pattern(self) -> Pattern:
        """Finds any of them."""
        if len(self.texts) == 1:
            return run_of(self.texts[0])
        return Pattern("|".join(run_of(text).regex for text in self.texts), literal=False)

    def found(self, match: str) -> str:
        """Which of them a match of the pattern is."""
        return next(text for text in self.texts if expression(text).fullmatch(match))


@lru_cache(REMEMBERED)
def run_of(text: str) -> Pattern:
    """A run with each unit widened to its spellings; one that has no other stays literal."""
    written = [spellings(unit) for unit in units(text)]
    if all(len(ways) == 1 and all(len(equals) == 1 for equals in ways[0]) for ways in written):
        return Pattern(text, literal=True)
    return Pattern("".join(map(_alternatives, written)), literal=False)


@lru_cache(REMEMBERED)
def with_wildcards(text: str) -> Pattern:
    """Runs with `*` and `?` between them, which stay inside a paragraph; each `*` as short as can be."""
    pieces = (_GAPS.get(piece) or run_of(piece).regex for piece in re.split(r"([*?])", text))
    return Pattern("".join(pieces), literal=False)


_GAPS = {"*": rf"[^\n]{{0,{LONGEST_GAP}}}?", "?": r"[^\n]"}


@lru_cache(REMEMBERED)
def expression(text: str) -> re.Pattern[str]:
    """The same run for Python, which reads what `run_of` writes as Rust does."""
    return re.compile(run_of(text).regex)


def runs_of(texts: Iterable[str]) -> Iterator[Runs]:
    """The runs, MOST_JOINED at a time, the longest first, each meaning once."""
    by_meaning: dict[tuple[str, ...], str] = {}
    for text in texts:
        by_meaning.setdefault(units(text), text)
    longest_first = iter(sorted(by_meaning.values(), key=len, reverse=True))
    while together := tuple(islice(longest_first, MOST_JOINED)):
        yield Runs(together)


def characters_of(text: str) -> frozenset[str]:
    """All that may be part of a run."""
    ways = chain.from_iterable(map(spellings, units(text)))
    return frozenset(chain.from_iterable(chain.from_iterable(ways)))


def lie_apart(texts: Iterable[str]) -> bool:
    """True where no character can be of two runs of different meanings, so that no two of them overlap."""
    different = {units(text): text for text in texts}
    characters = [*map(characters_of, different.values())]
    return sum(map(len, characters)) == len(frozenset().union(*characters))


def _alternatives(ways: tuple[tuple[str, ...], ...]) -> str:
    written = ["".join(map(_class, classes)) for classes in ways]
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"


def _class(characters: str) -> str:
    """One character class, or the character alone."""
    escaped = "".join(map(_escaped, characters))
    return escaped if len(characters) == 1 else f"[{escaped}]"


def _escaped(character: str) -> str:
    """A character by its number where it could mean something, as both Rust and Python read it."""
    code = ord(character)
    return character if character.isalnum() else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
