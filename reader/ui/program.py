"""What the parts of the screen may ask of the whole program, wherever they stand."""

from collections.abc import Sequence
from typing import Any, Protocol, cast, runtime_checkable

from textual.app import App
from textual.events import Key

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

    async def run_action(self, action: str) -> bool:
        """Do something of the application."""


@runtime_checkable
class Obeying(Protocol):
    """A screen of ours: the application hands it each key, so that keys are obeyed in the order they come."""

    async def press(self, event: Key) -> bool:
        """A key was pressed; False where it means nothing here."""


@runtime_checkable
class Typing(Protocol):
    """A screen of ours with a line to type into."""

    def paste(self, text: str) -> bool:
        """A line was pasted; False where nobody types."""


@runtime_checkable
class Offering(Protocol):
    """A screen of ours that actions of the table of keys mean something in."""

    def can(self, action: Action) -> bool:
        """Whether an action of the table means something here."""

    def act(self, action: Action) -> None:
        """Do what a row of the table of keys does."""


def program(app: App[Any]) -> Program:
    """The application."""
    return cast("Program", app)


def with_keys(text: str, app: App[Any], **others: str) -> str:
    """A sentence that names keys by their actions' ids in braces, and other things, with the keys."""
    return actions.with_keys(text, program(app).actions, **others)
