"""YAML files that people write: into frozen structs, or into complaints that say where, what and what else."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
import yaml

from reader.complaints import Complaint, enumerated, nearest, shown
from reader.wording import _
from reader.yaml_nodes import composed, joined, scalar, text_of

_WRONG: Any = object()
"""Stands for a value that has a complaint."""

StructT = TypeVar("StructT", bound=msgspec.Struct)


def allowed(words: str, test: Any = None, **limits: Any) -> Any:
    """What a value may be, in words for a complaint; a test of it beyond its type; and limits that msgspec knows."""
    return msgspec.Meta(extra={"allowed": words, "test": test}, **limits)


def allowed_words(kind: Any) -> str:
    """What a type allows, in words of the language that is spoken."""
    return _unwrapped(kind, "")[2]


def read(path: Path, kind: type[StructT]) -> tuple[StructT | None, tuple[Complaint, ...]]:
    """The values of a file, or why there are none. Raises FileNotFoundError alone."""
    text, complaint = text_of(path)
    return parse(text, kind, str(path)) if complaint is None else (None, (complaint,))


def parse(text: str, kind: type[StructT], path: str) -> tuple[StructT | None, tuple[Complaint, ...]]:
    """The values of a text, or why there are none; `path` is for the complaints."""
    values, complaints = _taken(text, kind, path)
    return (None if complaints else msgspec.convert(values, kind)), complaints


def sound(path: Path, kind: type[StructT]) -> StructT:
    """Of a readable file all that nothing is wrong with, the rest left at its default; no key of it may be required."""
    text, complaint = text_of(path)
    values = _taken(text, kind, str(path))[0] if complaint is None else _WRONG
    return msgspec.convert({} if values is _WRONG else values, kind)


def _taken(text: str, kind: type[msgspec.Struct], path: str) -> tuple[Any, tuple[Complaint, ...]]:
    """The values of a text that nothing is wrong with, and what is wrong with the others, line by line."""
    node = composed(text)
    if isinstance(node, Complaint):
        return _WRONG, (replace(node, path=path),)
    taking = _Taking()
    values = taking.value(node, kind, "", _("keys with values, as in `theme: duwen-dark`"))
    in_order = sorted(taking.complaints, key=lambda each: each.line)
    return values, tuple(replace(each, path=path) for each in in_order)


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
                return _right({name: self.value(value, of_value, joined(key, name), words) for name, value in pairs})
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
        value = scalar(node)
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
        values = {name: self.value(value, fields[name].type, joined(key, name), "") for name, value in pairs.items()}
        return _right(values) if not key or len(self.complaints) == before else _WRONG

    def _pairs(self, node: yaml.MappingNode, key: str, known: list[str]) -> Iterator[tuple[str, yaml.Node]]:
        """Names and values, each name once and, where any are known, one of these."""
        seen: dict[str, int] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self._note(name, key, _("a key must be text"))
            elif name.value in seen:
                reason = _("duplicate key, also on line {line}").format(line=seen[name.value])
                self._note(name, joined(key, name.value), reason)
            elif known and name.value not in known:
                reason = _("unknown key; {advice}").format(advice=nearest(name.value, known))
                self._note(name, joined(key, name.value), reason)
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
    return next((kind for kind in kinds if _suits(node, _unwrapped(kind, "")[1])), kinds[0])


def _suits(node: yaml.Node, kind: Any) -> bool:
    is_struct = isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    if isinstance(node, yaml.MappingNode):
        return is_struct or get_origin(kind) is Mapping
    return not is_struct and (get_origin(kind) is tuple) == isinstance(node, yaml.SequenceNode)
