"""An inquiry: a question about many articles, how its answer is listed, and what a key or a choice leads to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from reader.language.signs import BLOCKS, Signs
from reader.sheets.row_mark import NO_MARK, RowMark

if TYPE_CHECKING:
    from reader.insight.concordance import Concordance
    from reader.insight.findings import Findings
    from reader.language.widths import Ambiguous
    from reader.progress import Progress, Stopped
    from reader.search.tree import Sought
    from reader.sheets.sheet import Sheet

Answer = TypeVar("Answer")
Result = TypeVar("Result")
InquiryT = TypeVar("InquiryT", bound="Inquiry[Any, Any]")
Question = Callable[["Progress", "Stopped"], "Answer | None"]
"""Finds the answer, in a thread; None where it was stopped. May raise DuwenError where the question makes no sense."""

NARROW = 70
"""Cells for a row below which less is told."""


@dataclass(frozen=True, slots=True)
class Common:
    """What every inquiry is told."""

    keys: Mapping[str, str]
    """By the ids of actions, how people write their main keys."""
    grows: bool = False
    """True while more articles are still loaded."""
    ambiguous: Ambiguous = 1
    """Cells that the terminal gives to characters such as “."""
    signs: Signs = BLOCKS
    """What the screen is drawn with."""

    def with_keys(self, text: str) -> str:
        """A sentence that names keys by their actions' ids in braces, with the keys."""
        return text.format_map(self.keys)


@dataclass(frozen=True, slots=True)
class Listing:
    """An answer as it is listed for a width."""

    rows: Sequence[str]
    columns: str = ""
    """What stands above the rows; may be empty."""
    mark: Callable[[int], RowMark] = lambda index: NO_MARK
    """What of a row has a look of its own."""
    when_read: Callable[[Callable[[], None]], None] = lambda told: None
    """Takes what is to be called, from any thread, when rows are here that were on their way."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask this in place of what was asked."""

    inquiry: Inquiry[Any, Any]


@dataclass(frozen=True, slots=True)
class List:
    """List the same answer as this lists it."""

    inquiry: Inquiry[Any, Any]


@dataclass(frozen=True, slots=True)
class Say:
    """Say something below the line."""

    text: str


@dataclass(frozen=True, slots=True)
class Give:
    """Leave the sheet and give this."""

    result: Any


@dataclass(frozen=True, slots=True)
class Open:
    """Put a sheet over this one; what that gives, this one gives."""

    sheet: Sheet


Outcome = Ask | List | Say | Give | Open | None
"""What a key or a choice leads to; None for nothing."""


@dataclass(frozen=True, slots=True)
class Closed(Generic[InquiryT, Result]):
    """How the sheet of an inquiry was closed."""

    inquiry: InquiryT
    cursor: int
    """The row that was under the cursor."""
    result: Result | None
    """What was chosen, if anything was."""


@dataclass(frozen=True)
class Inquiry(ABC, Generic[Answer, Result]):
    """A kind of inquiry says what is asked and how the answer is told. Frozen: a key makes another one of it."""

    common: Common

    doing: ClassVar[str]
    """What is done until there is an answer, in words."""
    hint: ClassVar[str]
    """What the keys do once there is one, each named by its action's id in braces."""
    file_name: ClassVar[str]
    """What a file with the answer is called, if one does not say otherwise; empty where none is written."""
    has_preview: ClassVar[bool] = False
    """Whether something is shown beside the rows, where there is room."""
    actions: ClassVar[Sequence[str]] = ()
    """The actions, by id, that it understands beside those of all sheets."""

    @abstractmethod
    def heading(self, answer: Answer | None) -> str:
        """What it is about; there may be no answer yet."""

    @abstractmethod
    def question(self, before: Answer | None) -> Question[Answer]:
        """What is asked; the answer before may hold some of it already."""

    @abstractmethod
    def listing(self, answer: Answer, width: int, cursor: Callable[[], int]) -> Listing:
        """The answer for rows of a width in cells; `cursor` tells which row the cursor is on as they are drawn."""

    @abstractmethod
    def nothing(self, answer: Answer) -> str:
        """Why the answer has no rows; empty where it has some."""

    @abstractmethod
    def choose(self, answer: Answer, index: int) -> Outcome:
        """A row is chosen. May raise DuwenError where it leads nowhere."""

    def findings(self, answer: Answer, shown: Sequence[int]) -> Callable[[], Findings]:
        """Some rows of the answer, to be written; called in a thread."""
        raise NotImplementedError

    def taken(self, answer: Answer) -> Self:
        """What it becomes once this is the answer."""
        _ = answer
        return self

    def act(self, action: str, answer: Answer, index: int | None) -> Outcome:
        """One of its own actions, or `back`, with the row under the cursor, if there is one."""
        _ = action, answer, index
        return None

    def facts(self, answer: Answer) -> Sequence[str]:
        """What else is told of the answer as a whole; may hold empty texts."""
        _ = answer
        return ()

    def detail(self, answer: Answer, index: int, width: int) -> str:
        """What else is told of a row, in the line at the bottom."""
        _ = answer, index, width
        return ""

    def preview(self, answer: Answer, index: int) -> Question[Concordance]:
        """What is shown beside the rows while the cursor is on one; only asked where it has a preview."""
        raise NotImplementedError

    def begins_at(self, answer: Answer) -> int:
        """The row that the cursor is on at first."""
        _ = answer
        return 0

    # The line

    @property
    def query(self) -> str | None:
        """The query that stands in the line; None where the line filters."""
        return None

    @property
    def placeholder(self) -> str:
        """What the empty line says; empty for the usual."""
        return ""

    def asking(self, query: str) -> Self:
        """The same about another query."""
        _ = query
        return self

    def terms(self, answer: Answer) -> Sequence[Sought]:
        """What was looked for, to be coloured in the line."""
        _ = answer
        return ()
