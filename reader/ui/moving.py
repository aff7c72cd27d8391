"""The keys that move in what a sheet shows, by the ids of their actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.geometry import Size

_FAR = 1_000_000_000
"""Lines beyond any end."""


class Movable(Protocol):
    """Something with lines to move in."""

    @property
    def size(self) -> Size:
        """How much of it is seen."""

    def move(self, lines: int) -> Any:
        """Lines down or up, to the first or last at most."""


def _by_lines(lines: int, view: Movable) -> None:
    view.move(lines)


def _by_pages(pages: float, view: Movable) -> None:
    view.move(round(pages * max(view.size.height - 1, 1)) or (1 if pages > 0 else -1))


MOVES: Mapping[str, Callable[[Movable], None]] = {
    "down": partial(_by_lines, 1),
    "up": partial(_by_lines, -1),
    "first": partial(_by_lines, -_FAR),
    "last": partial(_by_lines, _FAR),
    "half-page-down": partial(_by_pages, 0.5),
    "half-page-up": partial(_by_pages, -0.5),
    "page-down": partial(_by_pages, 1),
    "page-up": partial(_by_pages, -1),
    "read-on": partial(_by_pages, 1),
}
