"""What a person may say about how sources are to be read. Imports nothing heavy: the screen holds it from the start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from types import MappingProxyType

STDIN = "-"
"""The path that means standard input."""
CHINA = timezone(timedelta(hours=8))
"""The time zone of a corpus of which nothing else is said."""
OFFSET = r"[+-](0[0-9]|1[0-4]):[0-5][0-9]"
"""How an offset from UTC is written."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that holds the corpus."""

    address: str
    """Of its scheduler, as tls://head:8786."""
    certificates: str | None = None
    """The folder of what proves who asks."""
    is_trusted: bool = False
    """True where a person said that nobody on the way means harm."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about how sources are to be read."""

    encoding: str | None = None
    """A codec's name; detected where None."""
    format: str | None = None
    """A format's name; detected where None."""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our field (title, url, date, source, body) to the name it has in the data; found by common usage otherwise."""
    time_zone: timezone = CHINA
    """In which a moment that a record gives, in seconds or with an offset, has its day."""
    standard_input: int = 0
    """The file descriptor that `-` reads."""
    keeps: bool = False
    """Whether what is read is kept, and what was kept is used; see store/."""
    most_kept: int | None = None
    """Bytes that all that is kept may take; None leaves that to the disk."""
    cluster: Cluster | None = None
    """Where the one path, a manifest, is asked about; None for here."""


def zone_of(offset: str) -> timezone:
    """The time zone of an offset from UTC. Raises ValueError where it is not written as OFFSET."""
    if not re.fullmatch(OFFSET, offset):
        raise ValueError(offset)
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    return timezone(-ahead if offset[0] == "-" else ahead)


AS_DETECTED = ReadOptions()
"""Nothing said: everything is found out."""
