"""YAML files that people write: into frozen structs, or into complaints that say where, what and what else.

Whatever a file holds, reading it raises nothing, expands nothing and ends soon.
"""

import os
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
import yaml

from reader.errors import system_words
from reader.printable import spelled_out
from reader.regular_file import read_regular
from reader.wording import _, later

MOST_BYTES = 256 * 1024
"""A longer file is not read."""
_MOST_LEVELS = 16
_MOST_CHARACTERS_SHOWN = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_WRONG: Any = object()
"""Stands for a value that has a complaint."""
_PROBLEMS = (
    later("could not find expected ':'"),
    later("did not find ',' or '}'"),
    later("did not find expected ',' or ']'"),
    later("did not find expected ',' or '}'"),
    later("did not find expected '-' indicator"),
    later("did not find expected <document start>"),
    later("did not find expected key"),
    later("did not find expected node content"),
    later("found a tab character that violates indentation"),
    later("found character that cannot start any token"),
    later("found unexpected ':'"),
    later("found unexpected end of stream"),
    later("found unknown escape character"),
    later("mapping keys are not allowed in this context"),
    later("mapping values are not allowed in this context"),
)
"""What libyaml says most of what it cannot read; the rest is repeated as it is said."""

StructT = TypeVar("StructT", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a file that cannot be taken as it stands."""

    reason: str
    """What was found and what is allowed."""
    key: str = ""
    """Where in the values: `watch[0].colour`; empty for the file as a whole."""
    path: str = ""
    """The file; empty while that is not known."""
    line: int = 0
    """Counted from 1; 0 for the file as a whole."""

    def __str__(self) -> str:
        place = f"{spelled_out(self.path)}:{self.line}" if self.line else spelled_out(self.path)
        return ": ".join(part for part in (place, self.key, self.reason) if part)


def allowed(words: str, test: Any = None, **limits: Any) -> Any:
    """What a value may be, in words for a complaint; a test of it beyond its type; and limits that msgspec knows."""
    return msgspec.Meta(extra={"allowed": words, "test": test}, **limits)


def allowed_words(kind: Any) -> str:
    """What a type allows, in words of the language that is spoken."""
    return _unwrapped(kind, "")[2]


def read(path: Path, kind: type[StructT]) -> tuple[StructT | None, tuple[Complaint, ...]]:
    """The values of a file, or why there are none. Raises FileNotFoundError alone."""
    text, complaint = _text(path)
    return parse(text, kind, str(path)) if complaint is None else (None, (complaint,))


def parse(text: str, kind: type[StructT], path: str) -> tuple[StructT | None, tuple[Complaint, ...]]:
    """The values of a text, or why there are none; `path` is for the complaints."""
    values, complaints = _taken(text, kind, path)
    return (None if complaints else msgspec.convert(values, kind)), complaints


def sound(path: Path, kind: type[StructT]) -> StructT:
    """Of a readable file all that nothing is wrong with, the rest left at its default; no key of it may be required."""
    text, complaint = _text(path)
    values = _taken(text, kind, str(path))[0] if complaint is None else _WRONG
    return msgspec.convert({} if values is _WRONG else values, kind)


def lines_of(path: Path) -> dict[str, int]:
    """The line on which each key of a readable file stands, counted from 1."""
    try:
        node, _complaint = _composed(read_regular(path, MOST_BYTES)[:MOST_BYTES].decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return dict(_lines(node, "")) if node is not None else {}


def nearest(word: str, known: list[str]) -> str:
    """`did you mean …?` for a misspelt word, or all that are known where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    if near:
        return _("did you mean {word}?").format(word=near[0])
    return _("allowed: {words}").format(words=enumerated(known))


def enumerated(words: list[str]) -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} or {last}").format(words=_(", ").join(words[:-1]), last=words[-1])


def shown(value: object) -> str:
    """A value as a complaint repeats it, shortened."""
    if isinstance(value, str):
        text = spelled_out(value)
        shortened = f"{text[: _MOST_CHARACTERS_SHOWN - 1]}…" if len(text) > _MOST_CHARACTERS_SHOWN else text
        return shortened or _("an empty text")
    if value is None:
        return _("nothing")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(path: Path) -> tuple[str, Complaint | None]:
    """The text of a file, or why there is none. Raises FileNotFoundError alone."""
    try:
        data = read_regular(path, MOST_BYTES)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        return "", Complaint(_("cannot be read: {reason}").format(reason=system_words(error)), path=str(path))
    if len(data) > MOST_BYTES:
        size = max(os.path.getsize(path), len(data))
        reason = _("file too large: {size} bytes, at most {most}").format(size=f"{size:,}", most=f"{MOST_BYTES:,}")
        return "", Complaint(reason, path=str(path))
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("not UTF-8: byte {byte}").format(byte=f"0x{data[error.start]:02x}")
        return "", Complaint(reason, path=str(path), line=line)


def _taken(text: str, kind: type[msgspec.Struct], path: str) -> tuple[Any, tuple[Complaint, ...]]:
    """The values of a text that nothing is wrong with, and what is wrong with the others, line by line."""
    node, complaint = _composed(text)
    if complaint is not None:
        return _WRONG, (replace(complaint, path=path),)
    if node is None or node.value == "":
        node = yaml.MappingNode(_TAG + "map", [], yaml.Mark(path, 0, 0, 0, None, 0))
    taking = _Taking()
    values = taking.value(node, kind, "", _("keys with values, as in `theme: duwen-dark`"))
    in_order = sorted(taking.complaints, key=lambda each: each.line)
    return values, tuple(replace(each, path=path) for each in in_order)


def _composed(text: str) -> tuple[yaml.Node | None, Complaint | None]:
    """The nodes of the one document that a text holds; nothing in it is built, resolved or repeated."""
    if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = _("YAML does not allow the character {character}")
        return None, Complaint(reason.format(character=f"U+{ord(found[0]):04X}"), line=line)
    levels = 0
    try:
        for event in yaml.parse(text, _LOADER):
            line = event.start_mark.line + 1 if event.start_mark is not None else 1
            if isinstance(event, yaml.AliasEvent):
                return None, Complaint(
                    _("aliases are not supported: *{name}").format(name=shown(event.anchor)), line=line
                )
            tag = getattr(event, "tag", None)
            if tag not in (None, "!"):
                return None, Complaint(_("tags are not supported: {tag}").format(tag=shown(tag)), line=line)
            levels += isinstance(event, yaml.CollectionStartEvent)
            levels -= isinstance(event, yaml.CollectionEndEvent)
            if levels > _MOST_LEVELS:
                reason = _("nested more than {most} levels deep").format(most=_MOST_LEVELS)
                return None, Complaint(reason, line=line)
        return yaml.compose(text, _LOADER), None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        lines = text.split("\n")
        written = lines[line - 1] if line <= len(lines) else ""
        if "\t" in written[: len(written) - len(written.lstrip())]:
            return None, Complaint(_("indented with a tab; use spaces"), line=line)
        if error.problem == "but found another document":
            return None, Complaint(_("more than one document"), line=line)
        problem = error.problem or ""
        return None, Complaint(_("not YAML: {problem}").format(problem=_(problem)), line=line)
    except yaml.YAMLError as error:
        return None, Complaint(_("not YAML: {problem}").format(problem=shown(str(error))), line=1)


def _lines(node: yaml.Node, key: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = _joined(key, str(name.value))
            yield inner, name.start_mark.line + 1
            yield from _lines(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{key}[{number}]", item.start_mark.line + 1
            yield from _lines(item, f"{key}[{number}]")


def _joined(key: str, name: str) -> str:
    return f"{key}.{shown(name)}" if key else shown(name)


class _Taking:
    """Takes values out of nodes as a type wants them, and notes all that is wrong."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def value(self, node: yaml.Node, kind: Any, key: str, words: str) -> Any:
        """The value of a node, without what is wrong in a mapping; _WRONG where it is wrong itself."""
        whole, kind, words, test = _unwrapped(kind, words)
        if get_origin(kind) in (Union, types.UnionType):
            kind = _unwrapped(_member(node, get_args(kind)), "")[1]
        if isinstance(node, yaml.MappingNode):
            if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
                return self._struct(node, kind, key)
            if get_origin(kind) is Mapping:
                of_key, of_value = get_args(kind)
                pairs = self._pairs(node, key, _words_of(of_key))
                return _right({name: self.value(value, of_value, _joined(key, name), words) for name, value in pairs})
            return self._complain(node, key, _("a mapping"), words)
        if isinstance(node, yaml.SequenceNode):
            if get_origin(kind) is not tuple:
                return self._complain(node, key, _("a list"), words)
            of_item = get_args(kind)[0]
            items = enumerate(node.value)
            values = tuple(self.value(item, of_item, f"{key}[{number}]", words) for number, item in items)
            return _WRONG if _WRONG in values else values
        return self._scalar(node, whole, kind, key, words, test)

    def _scalar(self, node: yaml.Node, whole: Any, kind: Any, key: str, words: str, test: Any) -> Any:
        value = _scalar(node)
        try:
            value = msgspec.convert(value, whole)
            if value is not None and test is not None and not test(value):
                raise msgspec.ValidationError
        except msgspec.ValidationError:
            if kind is str and isinstance(value, bool | int | float):
                words = _("{words}; put it in quotes").format(words=words)
            return self._complain(node, key, shown(value), words)
        return value

    def _struct(self, node: yaml.MappingNode, kind: type[msgspec.Struct], key: str) -> Any:
        before = len(self.complaints)
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        pairs = dict(self._pairs(node, key, list(fields)))
        for name, field in fields.items():
            if field.required and name not in pairs:
                reason = _("{name} is missing; allowed: {words}")
                self._note(node, key, reason.format(name=name, words=allowed_words(field.type)))
        values = {name: self.value(value, fields[name].type, _joined(key, name), "") for name, value in pairs.items()}
        return _right(values) if not key or len(self.complaints) == before else _WRONG

    def _pairs(self, node: yaml.MappingNode, key: str, known: list[str]) -> Iterator[tuple[str, yaml.Node]]:
        """Names and values, each name once and, where any are known, one of these."""
        seen: dict[str, int] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self._note(name, key, _("a key must be text"))
            elif name.value in seen:
                reason = _("duplicate key, also on line {line}").format(line=seen[name.value])
                self._note(name, _joined(key, name.value), reason)
            elif known and name.value not in known:
                reason = _("unknown key; {advice}").format(advice=nearest(name.value, known))
                self._note(name, _joined(key, name.value), reason)
            else:
                yield name.value, value
            if isinstance(name, yaml.ScalarNode):
                seen.setdefault(name.value, name.start_mark.line + 1)

    def _complain(self, node: yaml.Node, key: str, found: str, words: str) -> Any:
        self._note(node, key, _("expected {words}, got {found}").format(found=found, words=words))
        return _WRONG

    def _note(self, node: yaml.Node, key: str, reason: str) -> None:
        self.complaints.append(Complaint(reason, key, line=node.start_mark.line + 1))


def _right(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not _WRONG}


def _unwrapped(kind: Any, words: str, test: Any = None) -> tuple[Any, Any, str, Any]:
    """A type as it is for msgspec, bare, what it allows in words, and the test of it."""
    whole = kind
    if get_origin(kind) is Annotated:
        kind, *metas = get_args(kind)
        for meta in metas:
            extra = meta.extra or {}
            own = extra.get("allowed", "")
            words = _(own) or words
            test = extra.get("test") or test
    if get_origin(kind) is Literal:
        words = enumerated(_words_of(kind))
    elif kind is bool:
        words = _("true or false")
    return whole, kind, words, test


def _words_of(kind: Any) -> list[str]:
    """The words of a Literal; none of any other type."""
    return [str(each) for each in get_args(kind)] if get_origin(kind) is Literal else []


def _member(node: yaml.Node, kinds: tuple[Any, ...]) -> Any:
    """Of a union the type that suits the shape of a node."""
    is_list = isinstance(node, yaml.SequenceNode)
    return next((kind for kind in kinds if (get_origin(_unwrapped(kind, "")[1]) is tuple) == is_list), kinds[0])


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    """A plain value; all that YAML takes for something rarer, such as a date, is text here."""
    text = str(node.value)
    match str(node.tag).removeprefix(_TAG):
        case "null":
            return None
        case "bool":
            return text.lower() in ("yes", "true", "on")
        case "int" if re.fullmatch(r"[-+]?\d{1,18}", text):
            return int(text)
        case "float" if re.fullmatch(r"[-+]?\d{1,18}\.\d{0,18}", text):
            return float(text)
        case _:
            return text
