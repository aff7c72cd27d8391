"""All that a library keeps, in memory: what is asked of it is answered here and never waits for a disk."""

from dataclasses import dataclass, field

SEARCHES_KEPT = 500
"""How long the history of searches may grow."""


@dataclass(slots=True)
class Contents:
    """Marks by article id, searches, and how the reader was left. An article without a mark has no entry.

    `read`, `starred`, `note` and `place` have the names of their columns. Other threads may change a dict meanwhile,
    so whoever walks over one copies it first.
    """

    read: dict[str, bool] = field(default_factory=dict)
    """Each article that was read."""
    starred: dict[str, bool] = field(default_factory=dict)
    """Each article with a star."""
    note: dict[str, str] = field(default_factory=dict)
    """The note on an article; never blank."""
    place: dict[str, int] = field(default_factory=dict)
    """How far an article was read, a code point of its body; never 0."""
    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    """The tags of an article; never none."""
    searches: tuple[str, ...] = ()
    """The history, most recent first, each search once."""
    saved_searches: dict[str, str] = field(default_factory=dict)
    """Name to query."""
    last_corpus: tuple[str, ...] = ()
    """The paths opened last."""
    last_query: str = ""
    """The query asked last."""
    last_list_width: int = 0
    """Cells that the list of articles was given; 0 where it has its own width."""
