"""Effects: what a step wants done that is not computing. Plain data; the screen does them after each event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.article import Article
    from reader.corpus.questions import Corpus
    from reader.library import Library
    from reader.reading.asking import Ask
    from reader.reading.events import Event
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits
    from reader.sheets.sheet import Sheet


class Load(Struct, frozen=True):
    """Read these paths in place of what is open."""

    paths: Sequence[str]


class Follow(Struct, frozen=True):
    """Watch these paths for articles that arrive, in place of whatever is watched."""

    paths: Sequence[str]
    corpus: Corpus | None
    """What is open; None to watch no more."""


class Search(Struct, frozen=True):
    """Run a search in place of the one before."""

    ask: Ask
    is_folded: bool
    """True where of reprints one is to be listed."""


class ReadPages(Struct, frozen=True):
    """Look up articles of the list that are not here."""

    hits: Hits
    numbers: Sequence[int]
    """Of their pages."""


class LookAgain(Struct, frozen=True):
    """Find out when what could not be asked of a corpus can be asked again."""

    corpus: Corpus


class Keep(Struct, frozen=True):
    """Write something into the library; what it shows of the articles is then looked up anew."""

    write: Callable[[Library], object]


class Tell(Struct, frozen=True):
    """Say something for a while, over the panes."""

    text: str
    severity: Literal["information", "warning", "error"] = "information"
    seconds: float | None = None
    """How long; None for the usual time."""


class Copy(Struct, frozen=True):
    """Give a text to the clipboard, and say so."""

    text: str
    what: str
    """What it is, in a word."""


class Browse(Struct, frozen=True):
    """Open an address in the browser."""

    url: str


class Show(Struct, frozen=True):
    """Put a sheet over the screen."""

    sheet: Sheet
    then: Callable[[ReadingState, Any], ReadingState]
    """The step to take with what the sheet gives when it is left."""


class Later(Struct, frozen=True):
    """Let something happen after a while, unless an event of the same kind is to happen by then."""

    seconds: float
    event: Event


class FindTopicWords(Struct, frozen=True):
    """Find what an article is about."""

    row: int
    article: Article


class FindWords(Struct, frozen=True):
    """Find where the words of an article stand."""

    row: int
    article: Article


class CountByTime(Struct, frozen=True):
    """Count the articles that were found by spans of time."""

    hits: Hits
    corpus: Corpus


class MeasureEvenness(Struct, frozen=True):
    """Measure how evenly the hits lie over the months."""

    hits: Hits
    corpus: Corpus


class Compare(Struct, frozen=True):
    """Compare all articles, to find the reprints; or stop that."""

    corpus: Corpus | None


class WarmUp(Struct, frozen=True):
    """Have ready what the first sheets would wait for."""


class Leave(Struct, frozen=True):
    """Leave the reader."""


Effect = (
    Load
    | Follow
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
    | LookAgain
    | ReadPages
    | MeasureEvenness
    | Compare
    | WarmUp
    | Leave
)
