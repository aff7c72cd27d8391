"""Effects: what a step wants done that is not computing. Plain data; the screen does them after each event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.article import Article
    from reader.corpus.table import Corpus
    from reader.library import Library
    from reader.reading.asking import Ask
    from reader.reading.events import Event
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits
    from reader.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Load:
    """Read these paths in place of what is open."""

    paths: Sequence[str]


@dataclass(frozen=True, slots=True)
class Search:
    """Run a search in place of the one before."""

    ask: Ask
    is_folded: bool
    """True where of reprints one is to be listed."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Write something into the library; what it shows of the articles is then looked up anew."""

    write: Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something for a while, over the panes."""

    text: str
    severity: Literal["information", "warning", "error"] = "information"
    seconds: float | None = None
    """How long; None for the usual time."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Give a text to the clipboard, and say so."""

    text: str
    what: str
    """What it is, in a word."""


@dataclass(frozen=True, slots=True)
class Browse:
    """Open an address in the browser."""

    url: str


@dataclass(frozen=True, slots=True)
class Show:
    """Put a sheet over the screen."""

    sheet: Sheet
    then: Callable[[ReadingState, Any], ReadingState]
    """The step to take with what the sheet gives when it is left."""


@dataclass(frozen=True, slots=True)
class Later:
    """Let something happen after a while, unless an event of the same kind is to happen by then."""

    seconds: float
    event: Event


@dataclass(frozen=True, slots=True)
class FindTopicWords:
    """Find what an article is about."""

    row: int
    article: Article


@dataclass(frozen=True, slots=True)
class FindWords:
    """Find where the words of an article stand."""

    row: int
    article: Article


@dataclass(frozen=True, slots=True)
class CountByTime:
    """Count the articles that were found by spans of time."""

    hits: Hits
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class MeasureEvenness:
    """Measure how evenly the hits lie over the months."""

    hits: Hits
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Compare:
    """Compare all articles, to find the reprints; or stop that."""

    corpus: Corpus | None


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Have ready what the first sheets would wait for."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the reader."""


Effect = (
    Load
    | Search
    | Keep
    | Tell
    | Copy
    | Browse
    | Show
    | Later
    | FindTopicWords
    | FindWords
    | CountByTime
    | MeasureEvenness
    | Compare
    | WarmUp
    | Leave
)
