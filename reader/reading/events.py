"""Events: what happens to the reading screen, but for keys, which the table of actions knows. Plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.corpus.progress import LoadProgress
    from reader.corpus.questions import Corpus
    from reader.insight.dispersion import Evenness
    from reader.insight.topic_words import TopicWords
    from reader.library.keeping import Keeping
    from reader.reading.layout import Size
    from reader.reading.page import PageSpan, Point
    from reader.reading.state import ReadingState
    from reader.search.hits import Hits


class Resized(Struct, frozen=True):
    """The screen has another size."""

    size: Size


class Typed(Struct, frozen=True):
    """Something else stands in the search bar."""

    text: str
    cursor: int
    """The code point that the cursor is before."""


class CorpusGrew(Struct, frozen=True):
    """More articles are there."""

    corpus: Corpus
    """All articles so far."""
    progress: LoadProgress | None
    """How far loading is; None when it is done."""

    @property
    def is_last(self) -> bool:
        """True once everything is loaded."""
        return self.progress is None


class Arrived(Struct, frozen=True):
    """More articles arrived while their paths were watched."""

    corpus: Corpus
    """All articles, the new ones behind the others."""


class LoadFailed(Struct, frozen=True):
    """A path could not be opened."""

    reason: str
    """A sentence that says what and where."""


class NotKept(Struct, frozen=True):
    """What was read could not be kept for the next time."""

    reason: str
    """In words of the system."""


class StoreDamaged(Struct, frozen=True):
    """What was kept is not as it was written, and what is shown may be wrong."""


class Searched(Struct, frozen=True):
    """A search came to its end, or has found something on its way; see Results.parts."""

    generation: int
    """Which search it was; any but the latest is stale."""
    hits: Hits
    """What it found."""
    without: str = ""
    """Where it found nothing: what it would find without one of its conditions, in words."""


class Misread(Struct, frozen=True):
    """A query makes no sense as it stands."""

    generation: int
    """Which search it was; any but the latest is stale."""
    reason: str
    """A sentence that says what."""
    column: int
    """The first wrong character, counted from 1."""


class Unanswered(Struct, frozen=True):
    """A corpus that lies elsewhere could not be asked, or not all of it."""

    corpus: Corpus
    reason: str
    missing: Mapping[str, str]
    """What of it could not be asked, by name, and why; empty where none of it could."""


class Recovered(Struct, frozen=True):
    """What could not be asked can be asked again."""

    before: Corpus
    corpus: Corpus


class PagesRead(Struct, frozen=True):
    """Articles of the list are there that were not."""

    hits: Hits


class StayedOpen(Struct, frozen=True):
    """An article has been open for a moment."""

    row: int
    """Its row in the corpus."""


class TopicWordsFound(Struct, frozen=True):
    """It is known what an article is about."""

    row: int
    """Its row in the corpus."""
    found: TopicWords


class WordsFound(Struct, frozen=True):
    """It is known where the words of an article stand."""

    row: int
    """Its row in the corpus."""
    words: Sequence[PageSpan]
    """Those of the title and of the body, in their order; none where they could not be found."""


class StoodStill(Struct, frozen=True):
    """A result has been listed for a moment."""

    hits: Hits


class CountedByTime(Struct, frozen=True):
    """It is known when the articles of a result are of."""

    hits: Hits
    counts: tuple[int, ...]
    """Articles in each of some equal spans of time; none where that tells nothing."""


class EvennessMeasured(Struct, frozen=True):
    """It is known how evenly the hits of a result lie over the months."""

    hits: Hits
    found: Evenness | None
    """None where months tell nothing."""


class Compared(Struct, frozen=True):
    """So far articles are compared; reprints are known at the end."""

    share: float
    """0 to 1."""
    is_over: bool = False
    """True at the end, and where it was stopped."""


class MarksKept(Struct, frozen=True):
    """Other marks are kept, or others are not."""

    keeping: Keeping


class Marked(Struct, frozen=True):
    """Something else is marked."""


class SheetLeft(Struct, frozen=True):
    """A sheet was left."""

    then: Callable[[ReadingState, Any], ReadingState]
    """The step to take."""
    result: Any
    """With what it gave; None where nothing was chosen."""


class RowClicked(Struct, frozen=True):
    """A row of the list was clicked."""

    index: int
    """Which."""
    on_copies: bool = False
    """True where the click was on how often the article was printed."""


class ListScrolled(Struct, frozen=True):
    """Other rows of the list are to be seen."""

    top: int
    """The first line to be seen."""


class TextScrolled(Struct, frozen=True):
    """Other lines of the text are to be seen."""

    top: int
    """The first."""


class Clicked(Struct, frozen=True):
    """A character of the page was clicked."""

    point: Point
    times: int
    """How often, one click right after the other."""


class Pressed(Struct, frozen=True):
    """The mouse was pressed on the page, so what was selected is no more."""


class Dragged(Struct, frozen=True):
    """The mouse was drawn over the page."""

    start: Point
    """Where it was pressed."""
    end: Point
    """Where it is."""


class Dropped(Struct, frozen=True):
    """The mouse was let go after that."""


class DividerMoved(Struct, frozen=True):
    """The divider was drawn elsewhere."""

    list_width: int
    """Cells left of it; 0 where the list is to have its own width."""
    is_over: bool = False
    """True once it is let go."""


class Focused(Struct, frozen=True):
    """A pane, or the bar, was clicked."""

    pane: str


Event = (
    Resized
    | Typed
    | CorpusGrew
    | Arrived
    | LoadFailed
    | NotKept
    | StoreDamaged
    | Searched
    | Misread
    | Unanswered
    | Recovered
    | PagesRead
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
