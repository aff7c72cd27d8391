"""What is selected of a page: from where one began to where one is."""

from dataclasses import dataclass, replace

from reader.article import Span
from reader.reading.page import PageSpan, Part


@dataclass(frozen=True, slots=True)
class Selection:
    """Two boundaries between code points of one part; `anchor` stays, `head` moves, to either side of it."""

    part: Part
    """What it is a part of."""
    anchor: int
    """Where it was begun."""
    head: int
    """Where it has come to."""
    by_keys: bool = False
    """True while the keys that move in the text move its head."""

    @property
    def span(self) -> PageSpan:
        """What lies between the two."""
        return PageSpan(self.part, Span(min(self.anchor, self.head), max(self.anchor, self.head)))

    @property
    def is_empty(self) -> bool:
        """True where nothing lies between them."""
        return self.anchor == self.head

    def to(self, head: int) -> "Selection":
        """The same, extended to another boundary."""
        return replace(self, head=head)
