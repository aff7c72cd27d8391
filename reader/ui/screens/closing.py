"""Closing a screen over another: once, and what it gives is given when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

Result = TypeVar("Result")


def close(screen: Screen[Any], give: Callable[[Result], object], result: Result) -> None:
    """Take a screen away that is on top, then give what was chosen in it; another one is closed already."""
    if screen.is_active:
        screen.app.pop_screen()
        give(result)
