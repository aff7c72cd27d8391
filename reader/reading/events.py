"""Events: what happens to the reading screen, but for keys, which the table of actions knows. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.corpus.progress import Progress
    from reader.corpus.table import Corpus
    from reader.insight.dispersion import Evenness
    from reader.insight.topic_words import TopicWords
    from reader.library.keeping import Keeping
    from reader.reading.layout import Size
    from reader.reading.page import PageSpan, Point
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits


@dataclass(frozen=True, slots=True)
class Resized:
    """The screen has another size."""

    size: Size


@dataclass(frozen=True, slots=True)
class Typed:
    """Something else stands in the search bar."""

    text: str
    cursor: int
    """The code point that the cursor is before."""


@dataclass(frozen=True, slots=True)
class CorpusGrew:
    """More articles are there."""

    corpus: Corpus
    """All articles so far."""
    progress: Progress | None
    """How far loading is; None when it is done."""

    @property
    def is_last(self) -> bool:
        """True once everything is loaded."""
        return self.progress is None


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """A path could not be opened."""

    reason: str
    """A sentence that says what and where."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A search came to its end."""

    generation: int
    """Which search it was; any but the latest is stale."""
    hits: Hits
    """What it found."""
    without: str = ""
    """Where it found nothing: what it would find without one of its conditions, in words."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A query makes no sense as it stands."""

    generation: int
    """Which search it was; any but the latest is stale."""
    reason: str
    """A sentence that says what."""
    column: int
    """The first wrong character, counted from 1."""


@dataclass(frozen=True, slots=True)
class StayedOpen:
    """An article has been open for a moment."""

    row: int
    """Its row in the corpus."""


@dataclass(frozen=True, slots=True)
class TopicWordsFound:
    """It is known what an article is about."""

    row: int
    """Its row in the corpus."""
    found: TopicWords


@dataclass(frozen=True, slots=True)
class WordsFound:
    """It is known where the words of an article stand."""

    row: int
    """Its row in the corpus."""
    words: Sequence[PageSpan]
    """Those of the title and of the body, in their order; none where they could not be found."""


@dataclass(frozen=True, slots=True)
class StoodStill:
    """A result has been listed for a moment."""

    hits: Hits


@dataclass(frozen=True, slots=True)
class CountedByTime:
    """It is known when the articles of a result are of."""

    hits: Hits
    counts: tuple[int, ...]
    """Articles in each of some equal spans of time; none where that tells nothing."""


@dataclass(frozen=True, slots=True)
class EvennessMeasured:
    """It is known how evenly the hits of a result lie over the months."""

    hits: Hits
    found: Evenness | None
    """None where months tell nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """So far articles are compared; reprints are known at the end."""

    share: float
    """0 to 1."""
    is_over: bool = False
    """True at the end, and where it was stopped."""


@dataclass(frozen=True, slots=True)
class MarksKept:
    """Other marks are kept, or others are not."""

    keeping: Keeping


@dataclass(frozen=True, slots=True)
class Marked:
    """Something else is marked."""


@dataclass(frozen=True, slots=True)
class SheetLeft:
    """A sheet was left."""

    then: Callable[[ReadingState, Any], ReadingState]
    """The step to take."""
    result: Any
    """With what it gave; None where nothing was chosen."""


@dataclass(frozen=True, slots=True)
class RowClicked:
    """A row of the list was clicked."""

    index: int
    """Which."""
    on_copies: bool = False
    """True where the click was on how often the article was printed."""


@dataclass(frozen=True, slots=True)
class ListScrolled:
    """Other rows of the list are to be seen."""

    top: int
    """The first line to be seen."""


@dataclass(frozen=True, slots=True)
class TextScrolled:
    """Other lines of the text are to be seen."""

    top: int
    """The first."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """A character of the page was clicked."""

    point: Point
    times: int
    """How often, one click right after the other."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The mouse was pressed on the page, so what was selected is no more."""


@dataclass(frozen=True, slots=True)
class Dragged:
    """The mouse was drawn over the page."""

    start: Point
    """Where it was pressed."""
    end: Point
    """Where it is."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The mouse was let go after that."""


@dataclass(frozen=True, slots=True)
class DividerMoved:
    """The divider was drawn elsewhere."""

    list_width: int
    """Cells left of it; 0 where the list is to have its own width."""
    is_over: bool = False
    """True once it is let go."""


@dataclass(frozen=True, slots=True)
class Focused:
    """A pane, or the bar, was clicked."""

    pane: str


Event = (
    Resized
    | Typed
    | CorpusGrew
    | LoadFailed
    | Searched
    | Misread
    | StayedOpen
    | TopicWordsFound
    | WordsFound
    | StoodStill
    | CountedByTime
    | EvennessMeasured
    | Compared
    | MarksKept
    | Marked
    | SheetLeft
    | RowClicked
    | ListScrolled
    | TextScrolled
    | Clicked
    | Pressed
    | Dragged
    | Dropped
    | DividerMoved
    | Focused
)
