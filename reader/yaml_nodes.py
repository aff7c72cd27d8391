"""YAML files as nodes, each with its line. Reading one expands nothing, builds nothing and ends soon."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from reader.complaints import Complaint, shown
from reader.errors import system_words
from reader.regular_file import read_regular
from reader.wording import _, later

MOST_BYTES = 256 * 1024
"""A longer file is not read."""
_MOST_LEVELS = 16
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
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


def text_of(path: Path) -> tuple[str, Complaint | None]:
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


def composed(text: str) -> yaml.Node | Complaint:
    """The nodes of the one document of a text, a mapping of nothing where it is empty; or why there are none."""
    if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = _("YAML does not allow the character {character}")
        return Complaint(reason.format(character=f"U+{ord(found[0]):04X}"), line=line)
    levels = 0
    try:
        for event in yaml.parse(text, _LOADER):
            line = event.start_mark.line + 1 if event.start_mark is not None else 1
            if isinstance(event, yaml.AliasEvent):
                return Complaint(_("aliases are not supported: *{name}").format(name=shown(event.anchor)), line=line)
            tag = getattr(event, "tag", None)
            if tag not in (None, "!"):
                return Complaint(_("tags are not supported: {tag}").format(tag=shown(tag)), line=line)
            levels += isinstance(event, yaml.CollectionStartEvent)
            levels -= isinstance(event, yaml.CollectionEndEvent)
            if levels > _MOST_LEVELS:
                reason = _("nested more than {most} levels deep").format(most=_MOST_LEVELS)
                return Complaint(reason, line=line)
        node = yaml.compose(text, _LOADER)
        if node is None or node.value == "":
            return yaml.MappingNode(f"{_TAG}map", [], yaml.Mark("", 0, 0, 0, None, 0))
        return node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        lines = text.split("\n")
        written = lines[line - 1] if line <= len(lines) else ""
        if "\t" in written[: len(written) - len(written.lstrip())]:
            return Complaint(_("indented with a tab; use spaces"), line=line)
        if error.problem == "but found another document":
            return Complaint(_("more than one document"), line=line)
        problem = error.problem or ""
        return Complaint(_("not YAML: {problem}").format(problem=_(problem)), line=line)
    except yaml.YAMLError as error:
        return Complaint(_("not YAML: {problem}").format(problem=shown(str(error))), line=1)


def lines_of(path: Path) -> dict[str, int]:
    """The line on which each key of a readable file stands, counted from 1."""
    try:
        node = composed(read_regular(path, MOST_BYTES)[:MOST_BYTES].decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return dict(_lines(node, "")) if isinstance(node, yaml.Node) else {}


def scalar(node: yaml.Node) -> str | int | float | bool | None:
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


def joined(key: str, name: str) -> str:
    """`theme.name`: a key within another."""
    return f"{key}.{shown(name)}" if key else shown(name)


def _lines(node: yaml.Node, key: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = joined(key, str(name.value))
            yield inner, name.start_mark.line + 1
            yield from _lines(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield f"{key}[{number}]", item.start_mark.line + 1
            yield from _lines(item, f"{key}[{number}]")
