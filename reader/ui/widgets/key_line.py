"""The key line: the keys that one needs now, as many as fit, the most needed first to stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from reader.language.typesetting import cells
from reader.reading.actions import shown
from reader.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.reading.actions import Action

_GAP = 2


class KeyLine(Widget):
    """One line at the right of the place line."""

    COMPONENT_CLASSES = {"key-line--key", "key-line--label"}

    typing = reactive(False)
    """True while a search is typed."""

    class Clicked(Message):
        """One of the keys was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action
            """What the key does."""

    def __init__(self, actions: Sequence[Action]) -> None:
        """`actions` are what the reader can do, as remapped."""
        super().__init__()
        self._actions = actions

    def render(self) -> Content:
        """Keys and labels in the order of the table, at the right."""
        pieces = []
        for key, label, _action in self._fitting():
            pieces.append(Content.styled(key, self._look("key")) + Content.styled(f" {label}", self._look("label")))
        return Content(" " * _GAP).join(pieces)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        right = self.size.width
        for key, label, action in reversed(self._fitting()):
            left = right - cells(f"{key} {label}")
            if left <= event.x < right:
                self.post_message(self.Clicked(action))
            right = left - _GAP

    def _look(self, name: str) -> Style:
        return self.get_visual_style(f"key-line--{name}")

    def _fitting(self) -> list[tuple[str, str, Action]]:
        """Key, label and action of what there is room for."""
        offered = [
            (action.bar_rank if self.typing else action.rank, shown(keys[0]), _(action.label), action)
            for action in self._actions
            if (keys := action.in_bar if self.typing else action.keys)
        ]
        kept, room = set(), self.size.width + _GAP
        for rank, key, label, _action in sorted(offered, key=lambda offer: offer[0]):
            if rank:
                room -= cells(f"{key} {label}") + _GAP
                if room < 0:
                    break
                kept.add(rank)
        return [(key, label, action) for rank, key, label, action in offered if rank in kept]
