"""The values everything speaks of: Article, Span and Problem. All are frozen."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned: no character of it can move a cursor."""

    title: str
    """Never empty: without a title line, the first sentence of the body."""
    title_is_derived: bool
    """True where the record had no title of its own."""
    url: str
    """As the record gives it, or empty."""
    date: datetime.date | None
    """From the record, else its URL, else the first lines of the body."""
    source: str
    """The record's, else the URL's host, else empty."""
    body: str
    """Paragraphs joined by newlines."""
    path: str
    """The file that holds it."""
    line: int
    """Where its record begins, counted from 1."""

    @property
    def id(self) -> str:
        """16 hex digits that stay when the file is moved or converted."""
        return article_id(self.url, self.title, self.body)


def article_id(url: str, title: str, body: str) -> str:
    """16 hex digits of blake2b over the URL, or over title, newline and body where there is none."""
    text = url or f"{title}\n{body}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters in a title or a body, half-open."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    term: int = 0
    """Which term of the query it answers, counted from 0 in the order they were written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the sources that could not be read as it stands."""

    path: str
    """The file."""
    line: int
    """The line, counted from 1; 0 where the file as a whole is meant."""
    reason: str
    """What is wrong, and what was done about it."""
    count: int = 1
    """How many problems it stands for, from that line on."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"
