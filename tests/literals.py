"""What the code says past the catalogue: literals that read like a sentence and go through no function of wording."""

import ast
import re
from collections.abc import Iterator

_SPEAKING = {"_", "later", "counted"}
_DECLARING = {"option", "group", "Meta", "allowed", "Action"}
"""Calls whose texts tests/catalogue.py takes from what they make."""
_SENTENCE = re.compile(r"(?<![\w\\(*?])(?:a|[a-z']{2,}),? (?:[a-z']+\b|\{\})(?![\\*?])")
"""Two words in small letters, or one before a value."""
_SQL = re.compile(r"(INSERT|SELECT) ")


def bare_sentences(code: str) -> Iterator[tuple[int, str]]:
    """Line and text of each in a module; values in them are `{}`."""
    yield from _in(ast.parse(code))


def _in(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assert():
            return
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _SPEAKING | _DECLARING:
            return
        case ast.arg() | ast.AnnAssign(value=None):
            return
        case ast.Constant(value=str(text)):
            if _SENTENCE.search(text) and not _SQL.match(text):
                yield node.lineno, text
            return
        case ast.JoinedStr(values=values):
            text = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in values)
            if _SENTENCE.search(text):
                yield node.lineno, text
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.JoinedStr) or isinstance(child, ast.FormattedValue):
            yield from _in(child)
