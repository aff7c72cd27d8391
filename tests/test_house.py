"""The house keeps its shape: no class is long, and none stands on more than one of our own."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import click

import reader

_LONGEST = 250
"""Lines of a class."""
_FOLDER = Path(reader.__file__).parent


def _classes_written() -> Iterator[tuple[str, int]]:
    """Every class of the program, and how many lines it has."""
    for path in _FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield f"{path.relative_to(_FOLDER)}: {node.name}", (node.end_lineno or 0) - node.lineno + 1


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if not module.name.endswith("__main__"):
            loaded = importlib.import_module(module.name)
            yield from (
                each for _, each in inspect.getmembers(loaded, inspect.isclass) if each.__module__ == module.name
            )


def _ours(kind: type) -> list[type]:
    """The classes of the program that a class is made of, itself among them."""
    return [each for each in kind.__mro__ if each.__module__.startswith("reader.")]


def test_no_class_is_long() -> None:
    lines = dict(_classes_written())
    assert len(lines) > 300
    assert {name: count for name, count in lines.items() if count > _LONGEST} == {}


def test_what_is_drawn_stands_on_textual_alone() -> None:
    """No widget and no screen of ours is made of another."""
    drawn = [kind for kind in _classes() if any(each.__module__.startswith("textual.") for each in kind.__mro__)]
    assert len(drawn) > 20
    assert [kind for kind in drawn if _ours(kind) != [kind]] == []


def test_nothing_stands_on_more_than_one_of_our_own() -> None:
    """Click's commands aside: a group of them is a command itself."""
    kinds = [kind for kind in _classes() if not issubclass(kind, click.Command)]
    assert [kind for kind in kinds if len(_ours(kind)) > 2] == []
