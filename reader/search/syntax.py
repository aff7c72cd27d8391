"""From what a person types to a tree. Half-typed input is never an error; what is really wrong has a column.

Spaces join more tightly than OR. The grammar stands in docs/query-language.md.
"""

import re
from dataclasses import dataclass, field, replace

import polars as pl

from reader.errors import QuerySyntaxError
from reader.language import pinyin
from reader.search import values
from reader.search.plan import pattern
from reader.search.tokens import FIELDS, MARKS, Token, tokens
from reader.search.tree import (
    EVERYWHERE,
    TEXT_FIELDS,
    And,
    InDates,
    Marked,
    Near,
    Node,
    OfLength,
    Or,
    Pinyin,
    Query,
    Regex,
    Term,
    TextField,
    Wildcard,
    joined,
    negated,
)
from reader.wording import _, later

LONGEST_TERM, MOST_NEAR_WORDS, LONGEST_DISTANCE, LONGEST_PINYIN = 1000, 5, 1000, 64
"""Limits of a part: characters of a term, words and distance of a near phrase, letters of a pinyin."""
MOST_WILDCARDS = 16
"""In a word."""
MOST_PARTS, MOST_REGEXES, DEEPEST = 256, 16, 100
"""Limits of a query: words, phrases and values; regular expressions among them; parentheses inside each other."""
_REGEX_FLAGS = "imsx"
_RUST_MESSAGE = re.compile(r"^    ( *)\^[^\n]*\nerror: ([^\n]*)", re.MULTILINE)
"""Under the pattern, indented by four, the crate puts a caret."""
_RUST_WORDS = (
    later("backreferences are not supported"),
    later("dangling flag negation operator"),
    later("decimal literal empty"),
    later("duplicate capture group name"),
    later("duplicate flag"),
    later("empty capture group name"),
    later("expected flag but got end of regex"),
    later("hexadecimal literal empty"),
    later("hexadecimal literal is not a Unicode scalar value"),
    later("incomplete escape sequence, reached end of pattern prematurely"),
    later("invalid Unicode character class"),
    later("invalid capture group character"),
    later("invalid character class range, the start must be <= the end"),
    later("invalid escape sequence found in character class"),
    later("invalid hexadecimal digit"),
    later("invalid range boundary, must be a literal"),
    later("invalid repetition count range, the start must be <= the end"),
    later("look-around, including look-ahead and look-behind, is not supported"),
    later("repeated negation"),
    later("repetition operator missing expression"),
    later("repetition quantifier expects a valid decimal"),
    later("unclosed capture group name"),
    later("unclosed character class"),
    later("unclosed counted repetition"),
    later("unclosed group"),
    later("unopened group"),
    later("unrecognized escape sequence"),
    later("unrecognized flag"),
    later("Unicode property not found"),
    later("Unicode property value not found"),
)
"""What the crate says of a pattern."""
_WILDCARDS = str.maketrans("＊？", "*?")


def parse(text: str, *, typing: bool = False) -> Query:
    """The query that a text means. Raises QuerySyntaxError with a column.

    An open quote or regex is closed at the end; operators without anything to work on mean nothing. While `typing`,
    so is an open parenthesis, and the last part may be a value or a pattern that only more characters would complete.
    """
    return _Parser(text, typing).query()


@dataclass(slots=True)
class _Group:
    """A parenthesis that is open, or the whole, which has column 0."""

    column: int = 0
    fields: tuple[TextField, ...] = EVERYWHERE
    negated: bool = False
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])

    def node(self) -> Node | None:
        """What it stands for."""
        sides = [side for nodes in self.alternatives if (side := joined(And, nodes)) is not None]
        return joined(Or, sides)


class _Parser:
    """Reads tokens into a stack of open groups, so that depth costs no recursion."""

    def __init__(self, text: str, typing: bool) -> None:
        self._length, self._typing = len(text), typing
        self._tokens = tokens(text)
        self._groups = [_Group()]
        self._not = False
        self._field: Token | None = None
        self._parts = self._regexes = 0

    def query(self) -> Query:
        for token in self._tokens:
            if self._field is not None and token.start > self._field.end:
                self._field = None
            self._read(token)
        while len(self._groups) > 1:
            if not self._typing:
                raise QuerySyntaxError(_("an opening parenthesis without a closing one"), self._groups[-1].column)
            self._close()
        return Query(self._groups[0].node())

    def _read(self, token: Token) -> None:
        match token.kind:
            case "open":
                self._open(token)
            case "close":
                if len(self._groups) == 1:
                    raise QuerySyntaxError(_("a closing parenthesis without an opening one"), token.start + 1)
                self._close()
            case "and" | "or":
                self._not, self._field = False, None
                if token.kind == "or":
                    self._groups[-1].alternatives.append([])
            case "not":
                self._not = not self._not
                if self._field is not None:
                    self._field = replace(self._field, end=token.end)
            case "field":
                self._field = token
                self._check_field(token)
            case _:
                self._count(token)
                node = self._leaf(token)
                if node is not None:
                    self._add(node)
                self._not, self._field = False, None

    def _count(self, token: Token) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise QuerySyntaxError(_("more than {most} words and phrases").format(most=MOST_PARTS), token.start + 1)
        self._regexes += token.kind == "regex"
        if self._regexes > MOST_REGEXES:
            reason = _("more than {most} regular expressions").format(most=MOST_REGEXES)
            raise QuerySyntaxError(reason, token.start + 1)

    def _open(self, token: Token) -> None:
        if len(self._groups) > DEEPEST:
            reason = _("more than {most} parentheses inside each other").format(most=DEEPEST)
            raise QuerySyntaxError(reason, token.start + 1)
        self._groups.append(_Group(token.start + 1, self._fields(), self._not))
        self._not, self._field = False, None

    def _close(self) -> None:
        group = self._groups.pop()
        node = group.node()
        self._not = group.negated
        if node is not None:
            self._add(node)
        self._not, self._field = False, None

    def _add(self, node: Node) -> None:
        self._groups[-1].alternatives[-1].append(negated(node) if self._not else node)

    def _fields(self) -> tuple[TextField, ...]:
        """Where the next term is looked for: its own field, else its group's."""
        name = self._field.text if self._field is not None else ""
        return next(((known,) for known in TEXT_FIELDS if known == name), self._groups[-1].fields)

    def _check_field(self, token: Token) -> None:
        if token.text not in FIELDS:
            raise QuerySyntaxError(_unknown_field(token.text), token.start + 1)

    def _leaf(self, token: Token) -> Node | None:
        """What a word, phrase or regex means; None where it means nothing yet."""
        name = self._field.text if self._field is not None else ""
        half_typed = self._typing and token.end == self._length
        column = token.start + 1
        match name:
            case "date" | "len":
                return _range(name, token.text, column, half_typed)
            case "is":
                return _marked(token.text.lower(), column, half_typed)
            case "tag":
                tag = token.text.strip()
                return Marked("tag", tag, column=column) if tag else None
            case "py":
                return _pinyin(token.text, column, half_typed)
        match token.kind:
            case "regex":
                return _regex(token, self._fields(), half_typed)
            case "near":
                return _near(token, self._fields())
            case "word" if self._fields() != ("url",):
                return _word(token, self._fields())
            case _:
                return _term(token.text, token, self._fields())


def _word(token: Token, fields: tuple[TextField, ...]) -> Term | Wildcard | None:
    """A word; `*` at its ends means nothing, and full-width question marks at its end are what they are.

    What is nothing but wildcards is searched as it stands.
    """
    text = token.text.strip("*＊") or token.text
    asked = text.rstrip("？")
    spelled = asked.translate(_WILDCARDS)
    pieces = re.split(r"[*?]", spelled)
    if len(pieces) == 1 or not any(pieces):
        return _term(text, token, fields)
    if len(pieces) > MOST_WILDCARDS + 1:
        raise QuerySyntaxError(_("more than {most} wildcards in a word").format(most=MOST_WILDCARDS), token.start + 1)
    _check_length(text, token)
    return Wildcard(spelled + text[len(asked) :], fields, token.start + 1)


def _term(text: str, token: Token, fields: tuple[TextField, ...]) -> Term | None:
    _check_length(text, token)
    return Term(text, fields, token.kind == "phrase", token.start + 1) if text else None


def _check_length(text: str, token: Token) -> None:
    if len(text) > LONGEST_TERM:
        reason = _("a term of more than {most} characters").format(most=f"{LONGEST_TERM:,}")
        raise QuerySyntaxError(reason, token.start + 1)


def _near(token: Token, fields: tuple[TextField, ...]) -> Node | None:
    words, distance = tuple(token.text.split()), int(token.extra.lstrip("0０")[:9] or 0)
    if len(words) > MOST_NEAR_WORDS:
        reason = _("at most {most} words can be near each other").format(most=MOST_NEAR_WORDS)
        raise QuerySyntaxError(reason, token.start + 1)
    if distance > LONGEST_DISTANCE:
        reason = _("near is at most {most} characters").format(most=f"{LONGEST_DISTANCE:,}")
        raise QuerySyntaxError(reason, token.end - len(token.extra) + 1)
    for word in words:
        _check_length(word, token)
    if len(words) < 2:
        return Term(words[0], fields, exact=True, column=token.start + 1) if words else None
    return Near(words, distance, fields, token.start + 1)


def _unknown_field(name: str) -> str:
    """What can be meant comes first: the line may be cut where it is shown."""
    from difflib import get_close_matches

    if near := get_close_matches(name, FIELDS, n=1):
        reason = _("unknown field {name}: did you mean {near}:? Quote it to search for it as text")
        return reason.format(near=near[0], name=name)
    known = ", ".join(f"{each}:" for each in FIELDS)
    reason = _("unknown field {name}: use {known}, or quote it to search for it as text")
    return reason.format(known=known, name=name)


def _regex(token: Token, fields: tuple[TextField, ...], half_typed: bool) -> Regex | None:
    if not token.text:
        return None
    for column, flag in enumerate(token.extra, token.end - len(token.extra) + 1):
        if flag not in _REGEX_FLAGS:
            reason = _("unknown flag {flag}; the flags are i, m, s and x").format(flag=flag)
            raise QuerySyntaxError(reason, column)
    node = Regex(token.text, "".join(dict.fromkeys(token.extra)), fields, token.start + 1)
    fault = _fault(pattern(node).text)
    if fault is None:
        return node
    if half_typed and not token.closed:
        return None
    reason, offset = fault
    offset -= len(node.flags) + 3 if node.flags else 0
    told = _("invalid regular expression: {reason}").format(reason=reason)
    raise QuerySyntaxError(told, token.start + 2 + max(offset, 0))


def _fault(regex: str) -> tuple[str, int] | None:
    """What Rust's regex crate has against a pattern, and at which of its characters; None where it has nothing."""
    try:
        pl.Series([""]).str.contains(regex)
    except pl.exceptions.PolarsError as error:
        if "size limit" in str(error):
            return _("too large when compiled"), 0
        found = _RUST_MESSAGE.search(str(error))
        return (_(found[2]), len(found[1])) if found else (_("it cannot be compiled"), 0)
    return None


def _range(name: str, text: str, column: int, half_typed: bool) -> Node | None:
    try:
        return InDates(*values.days(text)) if name == "date" else OfLength(*values.lengths(text))
    except ValueError as error:
        if half_typed and values.may_go_on(text):
            return None
        raise QuerySyntaxError(str(error), column) from error


def _marked(text: str, column: int, half_typed: bool) -> Node | None:
    match text:
        case "unread" | "starred":
            return Marked(text, column=column)
        case _:
            if not text or (half_typed and any(mark.startswith(text) for mark in MARKS)):
                return None
            reason = _("unknown is:{mark}; use is:unread or is:starred").format(mark=text)
            raise QuerySyntaxError(reason, column)


def _pinyin(text: str, column: int, half_typed: bool) -> Node | None:
    whole = text.rstrip("*＊")
    letters, half_typed = pinyin.letters(whole), half_typed or whole != text
    if len(letters) > LONGEST_PINYIN:
        raise QuerySyntaxError(_("pinyin of more than {most} letters").format(most=LONGEST_PINYIN), column)
    if letters and not (letters.isascii() and letters.isalnum()):
        raise QuerySyntaxError(_("pinyin is written in letters: py:shanghai or py:sh"), column)
    return Pinyin(letters, half_typed, column) if letters else None
