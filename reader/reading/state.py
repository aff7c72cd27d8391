"""The state of the reading screen: one frozen value. Steps make another of it, and say with it what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reader.language.signs import BLOCKS, Signs
from reader.printable import printable
from reader.reading.asking import Asking
from reader.reading.corpus_name import corpus_name
from reader.reading.layout import Layout, Size, fitting_measure, laid_out, row_height
from reader.reading.marks import Marks
from reader.reading.notice import Notice
from reader.reading.opened import Fit
from reader.reading.status import Status

if TYPE_CHECKING:
    from reader.article import Field, Span
    from reader.corpus.options import ReadOptions
    from reader.insight.kept import Insights
    from reader.language.widths import Ambiguous
    from reader.library import Library
    from reader.library.keeping import Keeping
    from reader.reading.effects import Effect
    from reader.reading.opened import Opened
    from reader.reading.page import PageSpan
    from reader.reading.searches import Searches
    from reader.search.hits import Hit, Hits
    from reader.settings import Settings
    from reader.sheets.concordance import ConcordanceInquiry, Occurrence
    from reader.sheets.inquiry import Closed
    from reader.sheets.trends import TrendsInquiry

Step = Callable[["ReadingState"], "ReadingState"]
Pane = Literal["bar", "list", "text"]
TopicWordsShown = Literal["above", "nowhere", "everywhere"]
"""Above the text; not at all; or above the text and underlined in it."""
Mode = Literal["typing", "list", "text", "words", "selecting"]
"""What a key means: in the bar, in the list, in the text, there with the word cursor, or while a selection is moved."""


class Left(NamedTuple):
    """Where an article was left."""

    places: Sequence[tuple[Field, Span]]
    """Its hits then."""
    at: int
    """At which of them one was."""
    first: PageSpan
    """Where what was seen began."""


class Stop(NamedTuple):
    """Where one was."""

    query: str
    """What found what was listed."""
    row: int
    """The article that was open."""
    at: int
    """At which of its hits one was."""
    first: PageSpan
    """Where what was seen of it began."""
    word: PageSpan | None
    """The word that the word cursor was on."""


class ArticleWords(NamedTuple):
    """The words of an article."""

    row: int
    """Its row in the corpus."""
    words: Sequence[PageSpan]
    """Where they stand in title and body, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a screen is begun with. What it holds is only asked here; effects change it."""

    library: Library
    settings: Settings
    searches: Searches
    insights: Insights
    options: ReadOptions
    keys: Mapping[str, str]
    """By the ids of actions, how people write their main keys."""
    ambiguous: Ambiguous = 1
    """Cells that the terminal gives to characters such as “."""
    signs: Signs = BLOCKS
    """What the screen is drawn with."""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """All that the screen shows, and all that a key's meaning depends on."""

    given: Given
    size: Size
    paths: Sequence[str] = ()
    """What is open, or is to be."""

    # What is searched
    asking: Asking = field(default_factory=Asking)
    line_cursor: int = 0
    """The code point of the bar's text that its cursor is before."""
    recalled: int = -1
    """Which of the older searches stands in the bar; -1 for none."""
    asked: str = ""
    """What found the hits that are listed; the bar may hold something else that makes no sense."""
    is_folded: bool = False
    """True where of reprints one is listed."""
    waiting: Sequence[Step] = ()
    """What was typed behind a search and means what that will find."""

    # What is listed
    hits: Hits | None = None
    """None before anything is found."""
    cursor: int = 0
    """Which of the hits is read."""
    list_top: int = 0
    """The first line of the list that is seen."""
    has_maps: bool = False
    """True where rows show where in an article its hits lie."""
    empty_text: str = ""
    """What to say where there is nothing to list."""
    has_failed: bool = False
    """True where nothing could be opened."""
    follows: bool = False
    """True where articles that arrive are to be listed."""
    old: int | None = None
    """Rows of the corpus that were there before any arrived; None before."""

    # What is read
    opened: Opened | None = None
    pane: Pane = "list"
    """Which part has the keys."""
    is_alone: bool = False
    """True while the text has the whole width."""
    list_width: int = 0
    """Cells that the reader gave the list; 0 for its own width."""
    measure: int = 80
    """Cells that a line of the text may have."""
    topic_words: TopicWordsShown = "above"
    """Where the topic words of the open article are seen."""
    words: ArticleWords | None = None
    """The words of an article that was open, once they were looked for."""
    seeks_words: int | None = None
    """The row of the article whose words are being looked for; the keys wait for them."""
    left: Mapping[int, Left] = field(default_factory=dict)
    """By row, where articles with hits were left."""
    behind: Sequence[Stop] = ()
    """The way back, the last stop last."""
    ahead: Sequence[Stop] = ()
    """The way forward, the next stop last."""
    may_browse: bool = False
    """True once it was said that addresses may be opened."""

    # What is told
    status: Status = field(default_factory=Status)
    notice: Notice = field(default_factory=Notice)
    evenness: str = ""
    """What the notice says of how evenly hits lie."""
    told: str = ""
    """A word about the last key, in place of where the reader is."""
    compared: float | None = None
    """How far articles are compared, 0 to 1; None where none are."""
    keeping: Keeping | None = None
    """How far marks are kept, as was told last."""
    closed_concordance: Closed[ConcordanceInquiry, Occurrence] | None = None
    """How the last one was closed."""
    closed_trends: Closed[TrendsInquiry, str] | None = None
    """How the last ones were closed."""

    effects: Sequence[Effect] = ()
    """What is to be done, in order."""

    # Making another

    def but(self, **changes: Any) -> ReadingState:
        """The same with some fields changed."""
        return replace(self, **changes)

    def also(self, *effects: Effect) -> ReadingState:
        """The same with more to be done."""
        return replace(self, effects=(*self.effects, *effects))

    def telling(self, text: str) -> ReadingState:
        """The same with a word about the last key."""
        return replace(self, told=text)

    # What follows from it

    @property
    def mode(self) -> Mode:
        """What a key means."""
        if self.pane == "bar":
            return "typing"
        if self.pane == "list" or self.opened is None:
            return self.pane
        if self.opened.is_selecting:
            return "selecting"
        return "words" if self.opened.word_seen is not None else "text"

    @property
    def must_wait(self) -> bool:
        """True while something typed before is not answered yet."""
        return self.asking.awaits_other_hits or self.seeks_words is not None or self.awaits_article

    @property
    def awaits_article(self) -> bool:
        """True while the article under the cursor is on its way here."""
        return self.hits is not None and self.cursor < len(self.hits) and not self.hits.is_known(self.cursor)

    @property
    def corpus_name(self) -> str:
        """What is open is called."""
        return corpus_name(self.paths)

    @property
    def hit(self) -> Hit | None:
        """The article under the cursor, if it is here."""
        if self.hits is None or self.cursor >= len(self.hits) or self.awaits_article:
            return None
        return self.hits[self.cursor]

    @property
    def is_growing(self) -> bool:
        """True while articles are still loaded."""
        return self.status.loading is not None

    @property
    def layout(self) -> Layout:
        """Where the parts of the screen go."""
        return laid_out(
            self.size,
            reading=self.pane == "text",
            alone=self.is_alone,
            chosen=self.list_width,
            telling=bool(self.notice.text),
        )

    @property
    def row_height(self) -> int:
        """Lines of a row of the list."""
        return row_height(self.layout.height, passages="passage" in self.given.settings.columns)

    @property
    def fit(self) -> Fit:
        """What a page is set for."""
        layout = self.layout
        return Fit(fitting_measure(layout.text_width, self.measure), layout.height, self.given.ambiguous)

    def marks_of(self, id: str) -> Marks:
        """The reader's marks on an article, as they may be shown."""
        library = self.given.library
        tags, note = frozenset(map(printable, library.tags_of(id))), printable(library.note_of(id))
        return Marks(library.is_read(id), library.is_starred(id), tags, note)

    def with_keys(self, text: str, **others: str) -> str:
        """A sentence that names keys by their actions' ids in braces, and other things, with the keys."""
        return text.format_map({**self.given.keys, **others})


def unchanged(state: ReadingState, _result: Any) -> ReadingState:
    """The step to take where a sheet gives nothing to do."""
    return state
