"""Terms that are found nowhere as a whole: split into their words, which are searched instead."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from reader.corpus.questions import Question
from reader.language.variants import normalized
from reader.language.words import cut
from reader.progress import Progress, Stopped
from reader.search.runs import run_of
from reader.search.tree import EVERYWHERE, And, Node, Not, Or, Query, Sought, Term, joined, meaning, negated
from reader.wording import _

if TYPE_CHECKING:
    from reader.corpus.questions import Rows
    from reader.corpus.table import Table

_BETWEEN = r"[^\p{L}\p{N}]*"
"""What may stand between the words of a run: punctuation and space."""


@dataclass(frozen=True, slots=True)
class Split:
    """A term and the words that were searched instead."""

    term: Term
    """What was asked for."""
    words: tuple[str, ...]
    """Two or more, in the order of the term."""


def split_absent(query: Query, is_absent: Callable[[Term], bool]) -> tuple[Query, tuple[Split, ...]]:
    """The query with each term that is absent from the corpus as all of its words; quoted terms stay whole."""
    splits: dict[Sought, Split] = {}
    for term in query.terms:
        if isinstance(term, Term) and _is_of_words(term) and is_absent(term):
            words = tuple(word for word in _words(term.text) if any(map(str.isalnum, word)))
            if len(words) > 1:
                splits[meaning(term)] = Split(term, words)
    if not splits or query.root is None:
        return query, ()
    return Query(_with_words(query.root, splits, True)), tuple(splits.values())


def told(splits: Sequence[Split]) -> Iterator[str]:
    """A sentence for each: what is found nowhere, and what its words are."""
    sentence = _("{term} not found; searched for {words} instead")
    return (sentence.format(term=split.term.text, words=" ".join(split.words)) for split in splits)


@dataclass(frozen=True, slots=True)
class InARow(Question):
    """Asks of rows whether the words of every split follow each other, only punctuation between them: `row`, `run`."""

    splits: tuple[Split, ...]
    """What was split."""

    def answer(self, part: "Table", rows: "Rows", stopped: Stopped, progress: Progress) -> pl.DataFrame:
        """Boolean a row."""
        runs = [(split.term.fields, _BETWEEN.join(run_of(word).regex for word in split.words)) for split in self.splits]
        each = (pl.any_horizontal(pl.col(field).str.contains(run) for field in fields) for fields, run in runs)
        return part.columns(("title", "body"), rows).select("row", run=pl.all_horizontal(each))


def _is_of_words(term: Term) -> bool:
    """True where it may be split: it is not quoted, and looked for in text that is made of words."""
    return not term.exact and len(term.text) > 1 and set(term.fields) <= set(EVERYWHERE)


def _words(text: str) -> Iterator[str]:
    """The words as they were typed; jieba knows the simplified ones best."""
    start = 0
    for word in cut(normalized(text)):
        yield text[start : start + len(word)]
        start += len(word)


def _with_words(node: Node, splits: dict[Sought, Split], wanted: bool) -> Node:
    """The node with its absent terms as words; what must not be there stays as it is."""
    match node:
        case Not(inner):
            return negated(_with_words(inner, splits, not wanted))
        case And(nodes) | Or(nodes):
            joint = joined(type(node), [_with_words(each, splits, wanted) for each in nodes])
            assert joint is not None
            return joint
        case Term() if wanted and not node.exact and (split := splits.get(meaning(node))):
            words: list[Node] = [replace(node, text=word) for word in split.words]
            joint = joined(And, words)
            assert joint is not None
            return joint
        case _:
            return node
