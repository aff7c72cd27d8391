"""Changes of a library, each in two forms that agree: on the contents in memory, and on rows in the database.

A change touches its own rows alone, so that two readers at once do not lose each other's marks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from reader.library.contents import SEARCHES_KEPT, Contents

if TYPE_CHECKING:
    from sqlite3 import Connection

MarkName = Literal["read", "starred", "note", "place"]
"""A column of the table `article`, and a field of Contents."""

Key = tuple[str, str]
"""What a change changes: which thing, and what of it. Of two changes with one key the later holds."""


class Change(Protocol):
    """One thing that the reader did."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""

    @property
    def key(self) -> Key:
        """What it changes."""

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""

    def write(self, connection: Connection) -> None:
        """Change the database, in the transaction that is open. Raises sqlite3.Error."""


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """As much of an article as is kept with its marks."""

    id: str
    """Article.id, 16 hex digits."""
    title: str
    """For people who read an export."""
    url: str
    """Likewise; may be empty."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark put on an article, or taken off by an empty value."""

    article: MarkedArticle
    """The one that is marked."""
    name: MarkName
    """Which mark."""
    value: bool | str | int
    """False, "" and 0 mean that there is none."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""
        return self.name

    @property
    def key(self) -> Key:
        """What it changes."""
        return self.article.id, self.name

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""
        values: dict[str, bool | str | int] = getattr(contents, self.name)
        if self.value:
            values[self.article.id] = self.value
        else:
            values.pop(self.article.id, None)

    def write(self, connection: Connection) -> None:
        """Change the article's row; its last mark takes the row away."""
        if self.value:
            _keep(connection, self.article)
        connection.execute(f"UPDATE article SET {self.name} = ? WHERE id = ?", (self.value, self.article.id))
        if not self.value:
            _drop_unmarked(connection, self.article)


@dataclass(frozen=True, slots=True)
class Tagging:
    """A tag given to an article, or taken from it."""

    article: MarkedArticle
    """The one that is tagged."""
    tag: str
    """Which tag."""
    given: bool
    """False where it is taken."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""
        return "tag"

    @property
    def key(self) -> Key:
        """What it changes."""
        return self.article.id, f"tag:{self.tag}"

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""
        tags = contents.tags.get(self.article.id, frozenset())
        tags = tags | {self.tag} if self.given else tags - {self.tag}
        if tags:
            contents.tags[self.article.id] = tags
        else:
            contents.tags.pop(self.article.id, None)

    def write(self, connection: Connection) -> None:
        """Change the tag's row; the last mark of an article takes the article's row away."""
        key = (self.article.id, self.tag)
        if self.given:
            _keep(connection, self.article)
            connection.execute("INSERT INTO tag (article, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", key)
        else:
            connection.execute("DELETE FROM tag WHERE article = ? AND tag = ?", key)
            _drop_unmarked(connection, self.article)


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that goes to the top of the history."""

    text: str
    """As it was typed."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""
        return "search"

    @property
    def key(self) -> Key:
        """What it changes."""
        return "search", self.text

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""
        others = [text for text in contents.searches if text != self.text]
        contents.searches = (self.text, *others)[:SEARCHES_KEPT]

    def write(self, connection: Connection) -> None:
        """Give the search the highest turn, and drop what is past the end of the history."""
        connection.execute(
            "INSERT INTO search (text, turn) VALUES (?, (SELECT coalesce(max(turn), 0) + 1 FROM search))"
            " ON CONFLICT (text) DO UPDATE SET turn = excluded.turn",
            (self.text,),
        )
        connection.execute(
            "DELETE FROM search WHERE turn <= (SELECT turn FROM search ORDER BY turn DESC LIMIT 1 OFFSET ?)",
            (SEARCHES_KEPT,),
        )


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query saved under a name, or forgotten."""

    name: str
    """What the reader calls it."""
    query: str | None
    """None where it is forgotten."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""
        return "saved_search"

    @property
    def key(self) -> Key:
        """What it changes."""
        return "saved_search", self.name

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""
        if self.query is None:
            contents.saved_searches.pop(self.name, None)
        else:
            contents.saved_searches[self.name] = self.query

    def write(self, connection: Connection) -> None:
        """Change the row of that name."""
        if self.query is None:
            connection.execute("DELETE FROM saved_search WHERE name = ?", (self.name,))
        else:
            connection.execute(
                "INSERT INTO saved_search (name, query) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                (self.name, self.query),
            )


@dataclass(frozen=True, slots=True)
class Left:
    """How the reader was left: `corpus`, a tuple of paths, `query`, a text, or `list_width`, a number of cells."""

    name: Literal["corpus", "query", "list_width"]
    """Which of them."""
    value: tuple[str, ...] | str | int
    """The paths, the text or the number."""

    @property
    def kind(self) -> str:
        """What it is, for counting."""
        return "left"

    @property
    def key(self) -> Key:
        """What it changes."""
        return "left", self.name

    def apply(self, contents: Contents) -> None:
        """Change what is in memory."""
        setattr(contents, f"last_{self.name}", self.value)

    def write(self, connection: Connection) -> None:
        """Change the row of that name. JSON in ASCII also holds file names that are no UTF-8."""
        connection.execute(
            "INSERT INTO last (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (self.name, json.dumps(self.value)),
        )


def _keep(connection: Connection, article: MarkedArticle) -> None:
    connection.execute(
        "INSERT INTO article (id, title, url) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, url = excluded.url",
        (article.id, article.title, article.url),
    )


def _drop_unmarked(connection: Connection, article: MarkedArticle) -> None:
    connection.execute(
        "DELETE FROM article WHERE id = ? AND NOT read AND NOT starred AND note = '' AND place = 0"
        " AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.article = article.id)",
        (article.id,),
    )
