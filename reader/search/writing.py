"""A query's parts written as a person would type them; parsed again they mean the same."""

import datetime
from calendar import monthrange

from reader.errors import QuerySyntaxError
from reader.search.runs import run_of
from reader.search.syntax import parse
from reader.search.tokens import QUOTES
from reader.search.tree import (
    EVERYWHERE,
    And,
    InDates,
    Marked,
    Near,
    Node,
    Not,
    OfLength,
    Or,
    Pinyin,
    Regex,
    Term,
    TextField,
    Wildcard,
    joined,
)

_EVER = (datetime.date.min, datetime.date.max)


def written(node: Node) -> str:
    """The node in the query language."""
    match node:
        case Term(text, fields, exact=True):
            return _in_field(fields, _quoted(text))
        case Term(text, fields) | Wildcard(text, fields):
            return _read_as(node, *(_in_field(fields, way) for way in (text, f"*{text}", _quoted(text))))
        case Near(words, distance, fields):
            return _in_field(fields, f'"{" ".join(words)}"~{distance}')
        case Regex(pattern, flags, fields):
            return _in_field(fields, f"/{pattern}/{flags}")
        case Pinyin(letters, open_end):
            return f"py:{letters}{'*' if open_end else ''}"
        case InDates(first, last):
            return f"date:{_days(first, last)}"
        case OfLength(least, most):
            return f"len:{_lengths(least, most)}"
        case Marked("tag", tag):
            return _read_as(node, f"tag:{tag}", f'tag:"{tag}"')
        case Marked(mark):
            return f"is:{mark}"
        case Not(inner):
            return f"-{_grouped(inner)}"
        case And(nodes):
            return " ".join(_grouped(each) if isinstance(each, Or) else written(each) for each in nodes)
        case Or(nodes):
            return " OR ".join(_grouped(each) if isinstance(each, And) else written(each) for each in nodes)


def of_run(text: str) -> str:
    """What finds just these characters: in quotes where they would mean something else."""
    return written(_run(text))


def narrowed(text: str, word: str) -> str:
    """A query as it was typed, and beside it a word that must be found too; as it is where it asks for that already."""
    return text if Term(word) in parse(text, typing=True).conjuncts else within(text, _run(word))


def within(text: str, node: Node) -> str:
    """A query as it was typed, and at its end something that must be so too."""
    both = joined(And, [*parse(text, typing=True).conjuncts, node]) or node
    beside = f"{text.strip()} {written(node)}".strip()
    return beside if parse(beside, typing=True).root == both else written(both)


def _grouped(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or) else written(node)


def _in_field(fields: tuple[TextField, ...], text: str) -> str:
    return text if fields == EVERYWHERE else f"{fields[0]}:{text}"


def _quoted(text: str) -> str:
    """A phrase; of one that holds a quote, the expression that finds the same."""
    return f"/{run_of(text).regex}/" if any(quote in text for quote in QUOTES) else f'"{text}"'


def _read_as(node: Node, *ways: str) -> str:
    """The first of the ways to write it that is read as the node, else the last."""
    return next((way for way in ways if _means(way, node)), ways[-1])


def _run(text: str) -> Term:
    return Term(text, exact=not _means(text, Term(text)))


def _means(text: str, node: Node) -> bool:
    try:
        return parse(text).root == node
    except QuerySyntaxError:
        return False


def _days(first: datetime.date, last: datetime.date) -> str:
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last) == (1, 1, datetime.date(first.year, 12, 31)):
        return f"{first.year:04}"
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return f"{first.year:04}-{first.month:02}"
    return f"{_day(first)}..{_day(last)}" if (first, last) != _EVER else f"{first}.."


def _lengths(least: int, most: int | None) -> str:
    if most is None:
        return f">={least}"
    return f"{least}..{most}" if least <= most else f"<{least}"


def _day(day: datetime.date) -> str:
    return "" if day in _EVER else day.isoformat()
