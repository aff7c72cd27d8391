"""Textual's bindings of the keys that work in sheets and their widgets; those of the reading screen need none."""

from collections.abc import Mapping

from textual.binding import Binding

from reader.reading.actions import ACTIONS


def bindings_of(commands: Mapping[str, str], *, priority: bool = False) -> list[Binding]:
    """The bindings of some actions, by id, to what their keys do in a sheet or in a widget of one."""
    return [
        Binding(key, command, id=action.id, show=False, priority=priority)
        for action in ACTIONS
        if (command := commands.get(action.id))
        for key in action.keys
    ]


def bar_bindings() -> list[Binding]:
    """The bindings of what the keys of a search bar mean in a sheet."""
    return [
        Binding(key, f"screen.{command}", id=f"{action.id}-in-bar", show=False, priority=True)
        for action in ACTIONS
        for key in action.in_bar
        if (command := _IN_BAR.get(action.id))
    ]


_IN_BAR = {
    "back": "back",
    "down": "move(1)",
    "up": "move(-1)",
    "page-down": "page(1)",
    "page-up": "page(-1)",
    "list": "list",
    "complete": "complete",
}
