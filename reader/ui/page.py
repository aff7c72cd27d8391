"""The page: one article set in lines, and which part of a line has which look. No widget, no colour."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.language.typesetting import Line, Typeset, cells, lay_out
from reader.ui.marks import UNMARKED, Marks
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article, Field, Span
    from reader.language.widths import Ambiguous
    from reader.search.hits import Hit

Part = Literal["title", "facts", "keywords", "note", "body", "blank"]
MOST_WATCH_LOOKS = 6
"""Groups of watched words beyond so many share the looks of the first ones."""
_CHARACTERS_A_MINUTE = 430
"""What a practised reader of Chinese takes in."""
MOST_TERM_LOOKS = 6
"""Terms beyond so many share the looks of the first ones."""
_GAP = "   "


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page and the part it belongs to."""

    part: Part
    """What it is a line of."""
    line: Line
    """Where it lies in the text of that part."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike."""

    text: str
    """Never empty."""
    look: str
    """A name that the stylesheet knows."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What is shown of an article beside what it says and what was searched."""

    keywords: Sequence[str] = ()
    """Words to show above the text."""
    keyword_spans: Sequence[Span] = ()
    """Where they stand in the body."""
    watched: Sequence[Span] = ()
    """Where words that the reader watches for stand in the body; `term` is their group."""
    marks: Marks = UNMARKED
    """The reader's marks on it."""


class Page:
    """An article laid out for a measure; lines are looked up by number, places by offset.

    The head is laid out at once, the body as far as it is looked at: until then `len` is a good guess.
    """

    def __init__(self, hit: Hit, measure: int, additions: Additions | None = None, ambiguous: Ambiguous = 1) -> None:
        article, added = hit.article, additions or Additions()
        self._spans: dict[str, Sequence[Span]] = {"title": hit.title_spans, "body": hit.body_spans}
        self._added = added
        self._texts: dict[str, str] = {
            "title": article.title,
            "facts": _rows(_facts(article, added.marks), measure, ambiguous),
            "keywords": _rows(added.keywords, measure, ambiguous),
            "note": added.marks.note,
            "body": article.body,
            "blank": "",
        }
        title, facts, rows, note = (
            [PageLine(part, line) for line in lay_out(self._texts[part], measure, indent=0, ambiguous=ambiguous)]
            for part in ("title", "facts", "keywords", "note")
        )
        self._title_starts = [line.line.start for line in title]
        self._head = [_BLANK, *title, _BLANK, *facts, *rows, *note, _BLANK]
        self._body = Typeset(article.body, measure, spacing=1, ambiguous=ambiguous)

    @property
    def is_complete(self) -> bool:
        """True once the last line has been looked at: `len` is exact."""
        return self._body.complete

    @property
    def laid_out(self) -> int:
        """Code points of the body laid out so far."""
        return self._body.reached

    @property
    def known_lines(self) -> int:
        """How many lines from the first on are laid out."""
        return len(self._head) + self._body.known_lines

    def __len__(self) -> int:
        """Lines, the blank ones above and below among them; a guess until the last has been looked at."""
        return len(self._head) + len(self._body) + 1

    def reach(self, number: int) -> None:
        """Lay out as far as a line; `len` does not say less any more."""
        self._body.reach(number - len(self._head))

    def line(self, number: int) -> PageLine:
        """A line by its number; blank below the last."""
        if number < len(self._head):
            return self._head[number]
        number -= len(self._head)
        return PageLine("body", self._body[number]) if self._body.reach(number) else _BLANK

    def line_of(self, field: Field, offset: int) -> int:
        """The number of the line that shows a code point of title or body."""
        if field == "title":
            return 1 + max(bisect_right(self._title_starts, offset) - 1, 0)
        return len(self._head) + self._body.line_of(offset)

    def first_offset(self, number: int) -> int:
        """The first code point of the body on that line or after it; 0 above the body, its length below."""
        if number < len(self._head):
            return 0
        number -= len(self._head)
        return self._body[number].start if self._body.reach(number) else len(self._texts["body"])

    def share_read(self, last_line: int) -> float:
        """How much of the page lies above the end of a line, 0 to 1."""
        return min((last_line + 1) / len(self), 1.0)

    def runs(self, number: int, current: tuple[Field, Span] | None, word: Span | None = None) -> list[Run]:
        """A line as runs of one look each; `current` is the hit that the reader is at, `word` the word of the body."""
        part, line = (found := self.line(number)).part, found.line
        text = self._texts[part]
        runs = [Run(" " * line.indent, part)] if line.indent else []
        position = line.start
        for start, end, look in self._looks(part, line, current, word):
            if start > position:
                runs.append(Run(text[position:start], part))
            runs.append(Run(text[start:end], look))
            position = end
        if position < line.end:
            runs.append(Run(text[position : line.end], part))
        return runs

    def _looks(
        self, part: Part, line: Line, current: tuple[Field, Span] | None, word: Span | None
    ) -> list[tuple[int, int, str]]:
        """Sorted, disjoint stretches of a line with a look of their own; hits hide watched words, these keywords."""
        taken = [(span, "word") for span in _overlapping([word] if word and part == "body" else [], line)]
        marked = [(span, term_look(span.term)) for span in _overlapping(self._spans.get(part, ()), line)]
        if part == "body":
            marked += [(span, watch_look(span.term)) for span in _overlapping(self._added.watched, line)]
            marked += [(span, "keyword") for span in _overlapping(self._added.keyword_spans, line)]
        for span, look in marked:
            if not any(other.start < span.end and span.start < other.end for other, _look in taken):
                taken.append((span, "current-hit" if current == (part, span) else look))
        return sorted((max(span.start, line.start), min(span.end, line.end), look) for span, look in taken)


def _facts(article: Article, marks: Marks) -> list[str]:
    """Source, date, length, time to read, and the reader's marks."""
    minutes = max(round(len(article.body) / _CHARACTERS_A_MINUTE), 1)
    facts = [
        article.source,
        article.date.isoformat() if article.date else "",
        counted(len(article.body), "{count} char", "{count} chars"),
        counted(minutes, "{count} min", "{count} min"),
        _("starred") if marks.starred else "",
        *(f"#{tag}" for tag in sorted(marks.tags)),
    ]
    return [fact for fact in facts if fact]


def term_look(term: int) -> str:
    """The look of a query's term: one colour a term."""
    return f"hit-{term % MOST_TERM_LOOKS}"


def watch_look(group: int) -> str:
    """The look of a group of watched words."""
    return f"watch-{group % MOST_WATCH_LOOKS}"


def _rows(words: Sequence[str], measure: int, ambiguous: Ambiguous) -> str:
    """Words with space between them, as many on a line as fit."""
    text, room = "", 0
    for word in words:
        needed = cells(word, ambiguous) + len(_GAP)
        if needed > room:
            text, room = f"{text}\n{word}" if text else word, measure - cells(word, ambiguous)
        else:
            text, room = f"{text}{_GAP}{word}", room - needed
    return text


_BLANK = PageLine("blank", Line(0, 0))


def _overlapping(spans: Sequence[Span], line: Line) -> list[Span]:
    """Of sorted, disjoint spans those that touch a line."""
    first = max(bisect_right(spans, line.start, key=lambda span: span.start) - 1, 0)
    found = []
    for span in spans[first:]:
        if span.start >= line.end:
            break
        if span.end > line.start:
            found.append(span)
    return found
