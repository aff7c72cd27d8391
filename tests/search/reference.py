"""What a query means, in plain Python: slow, short, and on its own. Only the parse is shared with the program.

Regexes are kept to what Python and Rust write alike.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, product

from reader.article import Article
from reader.language.variants import spellings, units
from reader.search.runs import LONGEST_GAP
from reader.search.tree import And, InDates, Near, Node, Not, OfLength, Or, Query, Regex, Sought, Term, Wildcard

Place = tuple[int, int]


def matches(node: Node | None, article: Article) -> bool:
    """Whether an article answers a tree."""
    match node:
        case None:
            return True
        case And(nodes):
            return all(matches(each, article) for each in nodes)
        case Or(nodes):
            return any(matches(each, article) for each in nodes)
        case Not(inner):
            return not matches(inner, article)
        case InDates(first, last):
            return article.date is not None and first <= article.date <= last
        case OfLength(least, most):
            return least <= len(article.body) and (most is None or len(article.body) <= most)
        case Term(text, fields):
            return any(any(_everywhere(getattr(article, field), text)) for field in fields)
        case Wildcard(text, fields):
            return any(any(_spread(getattr(article, field), text)) for field in fields)
        case Near(words, distance, fields):
            return any(any(_chains(getattr(article, field), words, distance)) for field in fields)
        case Regex(_, _, fields):
            return any(_python(node).search(getattr(article, field)) for field in fields)
    raise AssertionError(node)


def spans(query: Query, field: str, text: str) -> list[tuple[int, int, int]]:
    """Start, end and number of the term: what is shown as a hit in a field."""
    found: list[tuple[int, int, int]] = []
    terms: dict[str, int] = {}
    for number, term in enumerate(query.terms):
        match term:
            case Term(wanted, fields) if field in fields:
                terms.setdefault(wanted, number)
            case Wildcard(wanted, fields) if field in fields:
                found += [(*place, number) for place in _spread(text, wanted)]
            case Near(words, distance, fields) if field in fields:
                found += {(*place, number) for chain in _chains(text, words, distance) for place in chain}
            case Regex(_, _, fields) if field in fields:
                found += [(*place, number) for place in _found(_python(term), text)]
    found += [(start, end, terms[wanted]) for start, end, wanted in _from_left_to_right(text, list(terms))]
    return _disjoint(found)


def places(term: Sought, field: str, text: str) -> list[Place]:
    """All places of one term in a field, none across another but those of a near phrase."""
    match term:
        case Near(words, distance, fields) if field in fields:
            return sorted({place for chain in _chains(text, words, distance) for place in chain})
        case Term() | Wildcard() | Regex():
            return [(start, end) for start, end, _ in spans(Query(term), field, text)]
    return []


def _end(text: str, start: int, run: str) -> int | None:
    """Where a run ends that begins here; None where it does not stand here."""
    for unit in units(run):
        for classes in spellings(unit):
            characters = text[start : start + len(classes)]
            if len(characters) == len(classes) and all(map(str.__contains__, classes, characters)):
                start += len(classes)
                break
        else:
            return None
    return start


def _everywhere(text: str, run: str) -> Iterator[Place]:
    """All places of a run, also across each other."""
    for start in range(len(text)):
        end = _end(text, start, run)
        if end is not None:
            yield start, end


def _spread(text: str, wanted: str) -> Iterator[Place]:
    """All places of runs with wildcards between them, each as short as can be, none across another."""
    pieces, start = re.split(r"([*?])", wanted), 0
    while start < len(text):
        end = _end_of_spread(text, start, pieces)
        if end is not None:
            yield start, end
        start = end or start + 1


def _end_of_spread(text: str, start: int, pieces: list[str]) -> int | None:
    if not pieces:
        return start
    lengths = {"*": range(LONGEST_GAP + 1), "?": range(1, 2)}.get(pieces[0])
    if lengths is None:
        end = _end(text, start, pieces[0])
        return None if end is None else _end_of_spread(text, end, pieces[1:])
    between = [start + length for length in lengths if start + length <= len(text)]
    ends = (_end_of_spread(text, end, pieces[1:]) for end in between if "\n" not in text[start:end])
    return next((end for end in ends if end is not None), None)


def _from_left_to_right(text: str, terms: list[str]) -> Iterator[tuple[int, int, str]]:
    """At each place the longest term, and on from its end."""
    position = 0
    longest_first = sorted(terms, key=len, reverse=True)
    while position < len(text):
        ends = ((end, term) for term in longest_first if (end := _end(text, position, term)) is not None)
        end, term = next(ends, (position + 1, ""))
        if term:
            yield position, end, term
        position = end


def _chains(text: str, words: tuple[str, ...], distance: int) -> Iterator[list[Place]]:
    """Every way to find all the words one behind the other, near enough."""
    for places in product(*(list(_everywhere(text, word)) for word in words)):
        chain = sorted(places)
        if all(0 <= start - end <= distance for (_, end), (start, _) in pairwise(chain)):
            yield chain


def _python(regex: Regex) -> re.Pattern[str]:
    flags = re.RegexFlag(0)
    for letter in regex.flags:
        flags |= re.RegexFlag[letter.upper()]
    end = r"(?=\\n)|\\Z" if "m" in regex.flags else r"\\Z"
    return re.compile(re.sub(r"(?<!\\)\$", f"(?:{end})", regex.pattern), flags)


def _found(regex: re.Pattern[str], text: str) -> Iterator[Place]:
    """Matches that have a length, from left to right; none overlaps."""
    position = 0
    while position <= len(text) and (match := regex.search(text, position)):
        if match.end() > match.start():
            yield match.span()
        position = max(match.end(), match.start() + (match.end() == match.start()))


def _disjoint(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for start, end, number in sorted(found, key=lambda span: (span[0], -span[1], span[2])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, number))
    return kept
