"""What background work tells the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Span
    from reader.corpus.progress import Progress
    from reader.corpus.table import Corpus
    from reader.library.keeping import Keeping
    from reader.search.hits import Hits


class CorpusGrew(Message):
    """More articles are there."""

    def __init__(self, corpus: Corpus, progress: Progress | None, finished: bool) -> None:
        super().__init__()
        self.corpus = corpus
        """All articles so far."""
        self.progress = progress
        """How far loading is; None when finished."""
        self.finished = finished
        """True for the last of these messages."""

    def can_replace(self, message: Message) -> bool:
        """A later corpus holds all that an earlier one did."""
        return isinstance(message, CorpusGrew)


class LoadFailed(Message):
    """A path could not be opened."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """A sentence that says what and where."""


class Searched(Message):
    """A search came to its end."""

    def __init__(self, generation: int, hits: Hits, without: str = "") -> None:
        super().__init__()
        self.generation = generation
        """Which search it was; any but the latest is stale."""
        self.hits = hits
        """What it found."""
        self.without = without
        """Where it found nothing: what it would find without one of its conditions, in words."""


class Misread(Message):
    """A query makes no sense as it stands."""

    def __init__(self, generation: int, reason: str, column: int) -> None:
        super().__init__()
        self.generation = generation
        """Which search it was; any but the latest is stale."""
        self.reason = reason
        """A sentence that says what."""
        self.column = column
        """The first wrong character, counted from 1."""


class Compared(Message):
    """So far articles were compared."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        """0 to 1."""

    def can_replace(self, message: Message) -> bool:
        """Only the last matters."""
        return isinstance(message, Compared)


class KeywordsFound(Message):
    """The keywords of an article are known."""

    def __init__(self, row: int, words: Sequence[str], spans: Sequence[Span]) -> None:
        super().__init__()
        self.row = row
        """The article's row in the corpus."""
        self.words = words
        """Best first."""
        self.spans = spans
        """Where they stand in the body."""


class MarksKept(Message):
    """Other marks are kept, or others not."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self.keeping = keeping
        """How far they are kept now."""


class TimelineFound(Message):
    """It is known when the articles of a result are of."""

    def __init__(self, hits: Hits, counts: tuple[int, ...]) -> None:
        super().__init__()
        self.hits = hits
        """The result."""
        self.counts = counts
        """Articles in each of some equal spans of time; none where that tells nothing."""
