"""What a person may say about how sources are to be read. Imports nothing heavy: the screen holds it from the start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

STDIN = "-"
"""The path that means standard input."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about how sources are to be read."""

    encoding: str | None = None
    """A codec's name; detected where None."""
    format: str | None = None
    """A format's name; detected where None."""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our field (title, url, date, source, body) to the name it has in the data; found by common usage otherwise."""
    standard_input: int = 0
    """The file descriptor that `-` reads."""


AS_DETECTED = ReadOptions()
"""Nothing said: everything is found out."""
