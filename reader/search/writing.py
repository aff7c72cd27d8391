"""A query's parts written as a person would type them; parsed again they mean the same."""

import datetime

from reader.search.syntax import parse
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
    joined,
)


def written(node: Node) -> str:
    """The node in the query language."""
    match node:
        case Term(text, fields, exact):
            return _in_field(fields, f'"{text}"' if exact else text)
        case Near(words, distance, fields):
            return _in_field(fields, f'"{" ".join(words)}"~{distance}')
        case Regex(pattern, flags, fields):
            return _in_field(fields, f"/{pattern}/{flags}")
        case Pinyin(letters):
            return f"py:{letters}"
        case InDates(first, last):
            return f"date:{_day(first)}..{_day(last)}" if first != last else f"date:{first}"
        case OfLength(least, most):
            return f"len:{least}..{most}" if most is not None else f"len:>={least}"
        case Marked("tag", tag):
            return f"tag:{tag}"
        case Marked(mark):
            return f"is:{mark}"
        case Not(inner):
            return f"-{_grouped(inner)}"
        case And(nodes):
            return " ".join(_grouped(each) if isinstance(each, Or) else written(each) for each in nodes)
        case Or(nodes):
            return " OR ".join(_grouped(each) if isinstance(each, And) else written(each) for each in nodes)


def narrowed(text: str, word: str) -> str:
    """A query as it was typed, and beside it a word that must be found too; as it is where it asks for that already."""
    asked, term = parse(text, typing=True), Term(word)
    if term in asked.conjuncts:
        return text
    if parse(word, typing=True).root != term:
        term = Term(word, exact=True)
    both = joined(And, [*asked.conjuncts, term]) or term
    beside = f"{text.strip()} {written(term)}".strip()
    return beside if parse(beside, typing=True).root == both else written(both)


def within(text: str, node: Node) -> str:
    """A query as it was typed, and at its end something that must be so too."""
    both = joined(And, [*parse(text, typing=True).conjuncts, node]) or node
    beside = f"{text.strip()} {written(node)}".strip()
    return beside if parse(beside, typing=True).root == both else written(both)


def _grouped(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or) else written(node)


def _in_field(fields: tuple[TextField, ...], text: str) -> str:
    return text if fields == EVERYWHERE else f"{fields[0]}:{text}"


def _day(day: datetime.date) -> str:
    return "" if day in (datetime.date.min, datetime.date.max) else day.isoformat()
