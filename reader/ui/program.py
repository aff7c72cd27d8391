"""What the parts of the screen may ask of the whole program, wherever they stand."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

from textual.app import App
from textual.screen import Screen

from reader.library import Library
from reader.reading import actions
from reader.reading.actions import Action


class Program(Protocol):
    """The application, as its screens know it."""

    @property
    def actions(self) -> Sequence[Action]:
        """What the reader can do, with the keys as remapped."""

    @property
    def library(self) -> Library:
        """What the reader did."""

    def leave(self, status: int = 0) -> None:
        """Keep where the reader is, and end with an exit status."""

    async def run_action(self, action: str, default_namespace: Screen[Any]) -> bool:
        """Do what a key would, on a screen."""


def program(app: App[Any]) -> Program:
    """The application."""
    return cast("Program", app)


def with_keys(text: str, app: App[Any], **others: str) -> str:
    """A sentence that names keys by their actions' ids in braces, and other things, with the keys."""
    return actions.with_keys(text, program(app).actions, **others)
