"""The library as the reader's other parts know it: plain questions and plain orders, none of which raises."""

import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.article import Article
from reader.corpus.options import STDIN
from reader.library.changes import Change, Left, Mark, MarkedArticle, MarkName, SavedSearch, Searched, Tagging
from reader.library.place import library_path
from reader.printable import REPLACEMENT, printable

if TYPE_CHECKING:
    from reader.library.keeping import Keeping
    from reader.library.store import Listener, Store

_PATIENCE_SECONDS = 5.0
LEAVING_SECONDS = 2.0
"""How long leaving waits for marks to be written."""


class Library:
    """What the reader did. Questions are answered from memory; orders hold at once and are written by a thread.

    An order is safe, also from a kill, once `flush` returned True or a second passed and `keeping` names no obstacle.
    All methods may be called from any thread; only `refresh`, `flush` and `close` wait for the disk.
    """

    def __init__(self, path: Path, store: "Store") -> None:
        self.path = path
        """The file."""
        self._store = store

    @classmethod
    def open(cls, path: str | Path | None = None) -> Self:
        """Open the library at `path`, else at DUWEN_LIBRARY, else in the user's state folder; begin it if need be.

        Raises nothing: `notice` says what is wrong, and marks that cannot be written wait in a journal.
        """
        from reader.library.opening import open_library
        from reader.library.store import Store

        where = Path(path) if path is not None else library_path()
        return cls(where, Store(open_library(where), partial(open_library, where)))

    @classmethod
    def in_memory(cls) -> Self:
        """A library that begins empty and is kept nowhere."""
        from reader.library.contents import Contents
        from reader.library.opening import Opened
        from reader.library.store import Store

        return cls(Path(), Store(Opened(None, Contents())))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def notice(self) -> str | None:
        """What is wrong, in sentences for people: since the opening, or with the disk just now."""
        return " ".join(filter(None, (self._store.notice, self.keeping.sentences))) or None

    @property
    def keeping(self) -> "Keeping":
        """How far marks are kept; after `close`, what became of them."""
        return self._store.keeping

    def listen(self, listener: "Listener | None") -> None:
        """Tell this one, and no other, how far marks are kept: now, and whenever that changes. None for nobody."""
        self._store.listen(listener)

    def is_read(self, id: str) -> bool:
        """Whether the article was read."""
        return id in self._store.contents.read

    def is_starred(self, id: str) -> bool:
        """Whether the article has a star."""
        return id in self._store.contents.starred

    def tags_of(self, id: str) -> frozenset[str]:
        """The tags of the article."""
        return self._store.contents.tags.get(id, frozenset())

    def note_of(self, id: str) -> str:
        """The note on the article, or empty."""
        return self._store.contents.note.get(id, "")

    def place_of(self, id: str) -> int:
        """How far the article was read: a code point of its body, 0 where it was not begun."""
        return self._store.contents.place.get(id, 0)

    def set_read(self, article: Article, read: bool = True) -> None:
        """Mark the article as read or unread."""
        self._mark(article, "read", bool(read))

    def set_starred(self, article: Article, starred: bool = True) -> None:
        """Give the article a star or take it."""
        self._mark(article, "starred", bool(starred))

    def set_note(self, article: Article, note: str) -> None:
        """Put this note in place of the one the article has; a blank one removes it."""
        self._mark(article, "note", _storable(note) if note.strip() else "")

    def set_place(self, article: Article, place: int) -> None:
        """Remember how far the article was read, a code point of its body; 0 forgets it."""
        self._mark(article, "place", min(max(place, 0), sys.maxsize))

    def add_tag(self, article: Article, tag: str) -> None:
        """Tag the article; runs of blanks in the tag become one space, and a blank tag does nothing."""
        self._tag(article, tag, given=True)

    def remove_tag(self, article: Article, tag: str) -> None:
        """Take the tag from the article."""
        self._tag(article, tag, given=False)

    @property
    def ids_read(self) -> frozenset[str]:
        """All articles that were read."""
        return frozenset(self._store.contents.read)

    @property
    def ids_starred(self) -> frozenset[str]:
        """All articles with a star."""
        return frozenset(self._store.contents.starred)

    def ids_tagged(self, tag: str) -> frozenset[str]:
        """All articles with this tag."""
        tag = _one_line(tag)
        return frozenset(id for id, tags in self._store.contents.tags.copy().items() if tag in tags)

    def all_tags(self) -> dict[str, int]:
        """Each tag with the number of its articles, the most used first."""
        counts: dict[str, int] = {}
        for tags in self._store.contents.tags.copy().values():
            for tag in tags:
                counts[tag] = counts.get(tag, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def searches(self) -> tuple[str, ...]:
        """The history, most recent first, each search once, at most 500."""
        return self._store.contents.searches

    def remember_search(self, text: str) -> None:
        """Put a search at the top of the history; a blank one does nothing."""
        if text := _storable(text).strip():
            self._change(Searched(text))

    def saved_searches(self) -> dict[str, str]:
        """Saved queries by name, sorted by name."""
        return dict(sorted(self._store.contents.saved_searches.copy().items()))

    def save_search(self, name: str, text: str) -> None:
        """Save a query under a name, in place of the one that has it; a blank name does nothing."""
        if name := _one_line(name):
            self._change(SavedSearch(name, _storable(text)))

    def forget_saved_search(self, name: str) -> None:
        """Forget the query saved under this name."""
        self._change(SavedSearch(_one_line(name), None))

    @property
    def last_corpus(self) -> tuple[str, ...]:
        """The absolute paths opened last; none the first time."""
        return self._store.contents.last_corpus

    def remember_corpus(self, paths: Iterable[str]) -> None:
        """Remember what was opened, as absolute paths. Standard input cannot be opened again and is left out."""
        if paths := [path for path in paths if path != STDIN]:
            self._change(Left("corpus", tuple(map(_absolute, paths))))

    @property
    def last_query(self) -> str:
        """The query asked last, or empty."""
        return self._store.contents.last_query

    def remember_query(self, text: str) -> None:
        """Remember what was asked; empty where nothing is."""
        self._change(Left("query", _storable(text)))

    @property
    def list_width(self) -> int:
        """Cells that the reader gave the list of articles; 0 where it has its own width."""
        return self._store.contents.last_list_width

    def remember_list_width(self, width: int) -> None:
        """Remember how wide the list is, in cells; 0 for its own width."""
        self._change(Left("list_width", width))

    def flush(self, seconds: float = _PATIENCE_SECONDS) -> bool:
        """Wait until all orders so far are on disk. False where they are not by then, or live in memory only."""
        return self._store.flush(seconds)

    def refresh(self) -> bool:
        """Take in what other readers wrote meanwhile; True where that changed anything. Not for the screen's thread."""
        return self._store.refresh()

    def close(self, seconds: float = LEAVING_SECONDS) -> bool:
        """Write what waits, and let go of the file; False where not all is in it, and `keeping` says what is not.

        Orders after it hold in memory. May be called again, and from any thread.
        """
        return self._store.close(seconds)

    def _mark(self, article: Article, name: MarkName, value: bool | str | int) -> None:
        self._change(Mark(_marked(article), name, value))

    def _tag(self, article: Article, tag: str, given: bool) -> None:
        if tag := _one_line(tag):
            self._change(Tagging(_marked(article), tag, given))

    def _change(self, change: Change) -> None:
        self._store.change(change)


def _marked(article: Article) -> MarkedArticle:
    return MarkedArticle(article.id, _storable(article.title), _storable(article.url))


def _storable(text: str) -> str:
    """The text without what no database takes or no terminal may be given: lone surrogates, control characters."""
    text = text.encode(errors="replace").decode()
    return text if text.isprintable() else printable(text).replace(REPLACEMENT, "")


def _one_line(text: str) -> str:
    return " ".join(_storable(text).split())


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(path)
    except OSError:  # the working folder is gone
        return path
