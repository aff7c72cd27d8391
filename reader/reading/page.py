"""The page: one article set in lines, and which part of a line has which look."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.article import Span
from reader.language.typesetting import Line, Typeset, cells, fit, lay_out
from reader.reading.marks import UNMARKED, Marks
from reader.wording import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.article import Article
    from reader.language.widths import Ambiguous
    from reader.search.hits import Hit

Part = Literal["title", "facts", "keywords", "note", "body", "blank"]
MOST_WATCH_LOOKS = 6
"""Watch groups that have a look of their own; more of them share those of the first ones."""
_CHARACTERS_A_MINUTE = 430
"""What a practised reader of Chinese takes in."""
MOST_TERM_LOOKS = 6
"""Terms that have a look of their own; more of them share those of the first ones."""
_GAP = "   "
_WITH_WORDS: tuple[Part, ...] = ("title", "keywords", "body")
"""The parts of a page that have words to go through, in their order."""


class PageSpan(NamedTuple):
    """A run of characters on the page."""

    part: Part
    """Of which part."""
    span: Span
    """Where in the text of that part."""


class Point(NamedTuple):
    """Where on the page something points to."""

    part: Part
    """Which part."""
    offset: int
    """The code point of its text that is pointed to, or the nearest on the line."""
    is_on_text: bool
    """False beside the line's characters."""


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

    keywords: Sequence[str] | None = None
    """Words to show above the text; empty while they are not known yet, with a line kept for them."""
    keyword_spans: Sequence[Span] = ()
    """Where they stand in the body."""
    watched: Sequence[Span] = ()
    """Where words that the reader watches for stand in the body; `term` is their group."""
    marks: Marks = UNMARKED
    """The reader's marks on it."""


class Page:
    """An article laid out for a measure; lines are looked up by number, places by offset.

    The head is laid out at once, the body where it is looked at: until then `len` is a good guess.
    """

    def __init__(
        self,
        hit: Hit,
        measure: int,
        additions: Additions | None = None,
        ambiguous: Ambiguous = 1,
        body: Typeset | None = None,
    ) -> None:
        """`body` is the body set for the same measure, where that is there already."""
        article, added = hit.article, additions or Additions()
        self._hit, self._measure = hit, measure
        self._spans: dict[str, Sequence[Span]] = {"title": hit.title_spans, "body": hit.body_spans}
        self._added, self._ambiguous = added, ambiguous
        facts = _facts(article, added.marks)
        self._texts: dict[Part, str] = {
            "title": article.title,
            "facts": _GAP.join(facts),
            "keywords": _GAP.join(added.keywords or ()),
            "note": added.marks.note,
            "body": article.body,
            "blank": "",
        }
        title, note = (lay_out(self._texts[part], measure, indent=0, ambiguous=ambiguous) for part in ("title", "note"))
        self._head = [
            _BLANK,
            *(PageLine("title", line) for line in title),
            _BLANK,
            *(PageLine("facts", line) for line in _rows(facts, measure, ambiguous)),
            *self._keyword_lines(measure),
            *(PageLine("note", line) for line in note),
            _BLANK,
        ]
        self._body = body or Typeset(article.body, measure, spacing=1, ambiguous=ambiguous)

    def adding(self, additions: Additions) -> Page:
        """The same article with other things shown; its body is not set again."""
        return Page(self._hit, self._measure, additions, self._ambiguous, self._body)

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
        """Lay out up to a line; from then on `len` is at least that."""
        self._body.reach(number - len(self._head))

    def line(self, number: int) -> PageLine:
        """A line by its number; blank below the last."""
        if number < len(self._head):
            return self._head[number]
        number -= len(self._head)
        return PageLine("body", self._body[number]) if self._body.reach(number) else _BLANK

    def line_of(self, part: Part, offset: int) -> int:
        """The number of the line that shows a code point of a part."""
        if part == "body":
            return len(self._head) + self._body.line_of(offset)
        lines = (number for number, each in enumerate(self._head) if each.part == part and each.line.start <= offset)
        return max(lines, default=0)

    def text(self, part: Part) -> str:
        """What a part says; its lines and places are counted in it."""
        return self._texts[part]

    @property
    def keywords(self) -> list[PageSpan]:
        """Where each of the words above the text stands."""
        return [PageSpan("keywords", span) for span in _side_by_side(self._added.keywords or ())]

    def _keyword_lines(self, measure: int) -> list[PageLine]:
        """A line at least where there may be any, so that the text stays in place when they come."""
        if self._added.keywords is None:
            return []
        return [PageLine("keywords", line) for line in _rows(self._added.keywords, measure, self._ambiguous)] or [
            _BLANK
        ]

    def point_at(self, number: int, cell: int) -> Point | None:
        """What lies on a line, at a `cell` from its left; None where the line is of no part."""
        part, line = (found := self.line(number)).part, found.line
        if part == "blank":
            return None
        text, inside = self._texts[part][line.start : line.end], cell - line.indent
        fitting = fit(text, max(inside, 0), self._ambiguous)
        return Point(part, line.start + fitting, inside >= 0 and fitting < len(text))

    def cell_of(self, part: Part, offset: int) -> int:
        """How many cells from the left of its line a code point stands."""
        line = self.line(self.line_of(part, offset)).line
        return line.indent + cells(self._texts[part][line.start : min(offset, line.end)], self._ambiguous)

    def first_offset(self, number: int) -> int:
        """The first code point of the body on that line or after it; 0 above the body, its length below."""
        if number < len(self._head):
            return 0
        number -= len(self._head)
        return self._body[number].start if self._body.reach(number) else len(self._texts["body"])

    def share_read(self, last_line: int) -> float:
        """How much of the page lies above the end of a line, 0 to 1."""
        return min((last_line + 1) / len(self), 1.0)

    def runs(
        self, number: int, current: PageSpan | None = None, over: Sequence[tuple[PageSpan, str]] = ()
    ) -> list[Run]:
        """A line as runs of one look each.

        `current` is the hit that the reader is at, `over` are places with looks that hide all others, the first most.
        """
        part, line = (found := self.line(number)).part, found.line
        text = self._texts[part]
        runs = [Run(" " * line.indent, part)] if line.indent else []
        position = line.start
        for start, end, look in self._looks(part, line, current, over):
            if start > position:
                runs.append(Run(text[position:start], part))
            runs.append(Run(text[start:end], look))
            position = end
        if position < line.end:
            runs.append(Run(text[position : line.end], part))
        return runs

    def _looks(
        self, part: Part, line: Line, current: PageSpan | None, over: Sequence[tuple[PageSpan, str]]
    ) -> list[tuple[int, int, str]]:
        """Sorted, disjoint stretches of a line with a look of their own; hits hide watched words, these keywords."""
        looks = [(place.span, look) for place, look in over if place.part == part]
        looks += [
            (span, "current-hit" if current == (part, span) else term_look(span.term))
            for span in _overlapping(self._spans.get(part, ()), line)
        ]
        if part == "body":
            looks += [(span, watch_look(span.term)) for span in _overlapping(self._added.watched, line)]
            looks += [(span, "keyword") for span in _overlapping(self._added.keyword_spans, line)]
        return _painted(looks, line)


def order_on_page(part: Part, offset: int) -> tuple[int, int]:
    """What code points of the page are sorted by."""
    return _WITH_WORDS.index(part) if part in _WITH_WORDS else -1, offset


def place_on_page(span: PageSpan) -> tuple[int, int]:
    """What runs of characters of the page are sorted by."""
    return order_on_page(span.part, span.span.start)


def word_at(words: Sequence[PageSpan], point: Point) -> PageSpan | None:
    """Which of some words, in the order of the page, a point lies in."""
    index = bisect_right(words, order_on_page(point.part, point.offset), key=place_on_page) - 1
    word = words[index] if index >= 0 else None
    return word if word is not None and word.part == point.part and point.offset < word.span.end else None


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


def _rows(words: Sequence[str], measure: int, ambiguous: Ambiguous) -> list[Line]:
    """Words side by side, as many on a line as fit."""
    lines: list[Line] = []
    room = 0
    for word, span in zip(words, _side_by_side(words), strict=True):
        needed = cells(word, ambiguous) + len(_GAP)
        if needed > room or not lines:
            room = measure - cells(word, ambiguous)
            laid_out = lay_out(word, measure, indent=0, ambiguous=ambiguous)
            lines += [Line(span.start + line.start, span.start + line.end) for line in laid_out]
        else:
            room -= needed
            lines[-1] = Line(lines[-1].start, span.end)
    return lines


def _side_by_side(words: Sequence[str]) -> list[Span]:
    """Where each word stands where all are joined with gaps."""
    ends = accumulate((len(word) + len(_GAP) for word in words), initial=0)
    return [Span(start, end - len(_GAP)) for start, end in pairwise(ends)]


def _painted(looks: Sequence[tuple[Span, str]], line: Line) -> list[tuple[int, int, str]]:
    """Looks laid over each other, the first on top: sorted, disjoint stretches of a line."""
    stretches: list[tuple[int, int, str]] = []
    for span, look in looks:
        position = max(span.start, line.start)
        for start, end, _look in sorted(stretches):
            if position < min(start, span.end):
                stretches.append((position, min(start, span.end), look))
            position = max(position, end)
        if position < min(span.end, line.end):
            stretches.append((position, min(span.end, line.end), look))
    return sorted(stretches)


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
